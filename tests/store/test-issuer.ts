import { sign } from '../../src/credentials/p256.ts';
import { base64url, concat, fromBase64url } from '../../src/domain/bytes.ts';
import type { PublicKey } from '../../src/domain/bundle.ts';
import { encodePassBody, issuerMessage, type PassBody } from '../../src/domain/health-pass.ts';

/** An issuer as the server is one: it signs passes with a key that tests can verify. */
export interface TestIssuer {
  publicKey: PublicKey;
  /** A pass for a holder's key (65 bytes, base64url), as base64url. */
  issue(holderKey: string, fields: Partial<PassBody> & Pick<PassBody, 'notBefore'>): Promise<string>;
}

export async function testIssuer(): Promise<TestIssuer> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey: { id: 7, point: base64url(point) },
    async issue(holderKey, fields) {
      const holder = fromBase64url(holderKey);
      const body = encodePassBody({
        issuer: 7,
        lifetimeMinutes: 60,
        passId: crypto.getRandomValues(new Uint8Array(8)),
        colour: 'green',
        lastResult: 'negative',
        sampleTime: fields.notBefore - 5 * 3_600_000,
        doses: 3,
        lastDose: Date.UTC(2025, 4, 20),
        maskedName: '张*三',
        holderX: holder.slice(1, 33),
        holderYOdd: (holder[64]! & 1) === 1,
        ...fields,
      });
      return base64url(concat(body, await sign(pair.privateKey, issuerMessage(body))));
    },
  };
}
