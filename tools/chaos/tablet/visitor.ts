import { createPrivateKey, randomBytes, sign, webcrypto } from 'node:crypto';
import {
  createHolderKey,
  holderPoint,
  showPass,
  type HeldPass,
} from '../../../src/credentials/pass/holder.ts';
import { encodePassBody, issuerMessage } from '../../../src/domain/pass/health-pass.ts';
import { keyringPath, readSignerFile } from '../../keys/secrets.ts';
import type { TestDistrict } from '../../../tests/server/support/district.ts';

// The credentials' code asks for the browser's global; Node 20 has it too, older ones under another name.
globalThis.crypto ??= webcrypto as Crypto;

const hour = 3_600_000;

/** When a pass begins and how long it lives. */
interface Life {
  /** UTC ms. */
  begins: number;
  hours: number;
}

/** A healthy person with a phone: a genuine pass of the district, of whatever age, and its codes of whatever moment. */
export class Visitor {
  private constructor(readonly held: HeldPass) {}

  /** Signs a pass with the district's own issuer key. @param life half a day old and good for a day when left out */
  static async of(
    { folder }: TestDistrict,
    life: Life = { begins: Date.now() - 12 * hour, hours: 24 },
  ): Promise<Visitor> {
    const keys = await createHolderKey();
    const point = await holderPoint(keys);
    const [issuer] = (await readSignerFile(keyringPath(folder))).issuers;
    const fields = {
      issuer: issuer!.id,
      notBefore: Math.floor(life.begins / 60_000) * 60_000,
      lifetimeMinutes: life.hours * 60,
      passId: new Uint8Array(randomBytes(8)),
      colour: 'green' as const,
      lastResult: 'negative' as const,
      sampleTime: Math.floor(life.begins / 60_000) * 60_000,
      doses: 3,
      lastDose: Date.UTC(2025, 0, 15),
      maskedName: '张*三',
      holderX: point.slice(1, 33),
      holderYOdd: point[64]! % 2 === 1,
    };
    const body = encodePassBody(fields);
    const signature = new Uint8Array(signedBy(issuer!, issuerMessage(body)));
    return new Visitor({ pass: { body, signature }, fields, privateKey: keys.privateKey });
  }

  /** The QR text shown at a moment. Throws where the pass has no life then. */
  async text(at = Date.now()): Promise<string> {
    const text = await showPass(this.held, at);
    if (text === null) throw new Error('The pass has no life at that time.');
    return text;
  }
}

/** r||s. */
function signedBy(key: { privateKey: string; publicKey: string }, message: Uint8Array): Buffer {
  const part = (hexadecimal: string): string => Buffer.from(hexadecimal, 'hex').toString('base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: part(key.privateKey),
    x: part(key.publicKey.slice(2, 66)),
    y: part(key.publicKey.slice(66)),
  };
  return sign('sha256', message, {
    key: createPrivateKey({ key: jwk, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  });
}
