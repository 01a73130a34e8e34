import { base64url, concat, fromBase64url } from '../../src/domain/bytes/bytes.ts';
import type { PassBody } from '../../src/domain/pass/health-pass.ts';
import { testDistrict, type TestDistrict } from '../support/district.ts';

/** A district that answers pass requests as its server does: with the holder's key and the pass as base64url texts. */
export interface TestIssuer {
  district: TestDistrict;
  issue(holderKey: string, fields: Partial<PassBody>): Promise<string>;
}

export async function testIssuer(): Promise<TestIssuer> {
  const district = await testDistrict();
  return {
    district,
    async issue(holderKey, fields) {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
      const point = fromBase64url(holderKey);
      const publicKey = await crypto.subtle.importKey('raw', point, algorithm, true, ['verify']);
      const { pass } = await district.issue({ publicKey } as CryptoKeyPair, {
        lifetimeMinutes: 60,
        passId: crypto.getRandomValues(new Uint8Array(8)),
        ...fields,
      });
      return base64url(concat(pass.body, pass.signature));
    },
  };
}
