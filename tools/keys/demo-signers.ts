// Keys that sign the foreign credentials of the demo's visitors. They are made for one demo district alone, are in the trust
// list of its first bundle, and are lent to whoever opens the demo panel: they prove nothing anywhere else.
import { createHash } from 'node:crypto';
import { base64url, concat, fromHex } from '../../src/domain/bytes/bytes.ts';
import type { TrustEntry, TrustList } from '../../src/domain/credential/trust-list.ts';
import { demoCardIssuer } from '../../src/sentry/demo/demo-credentials.ts';
import { newSigningKey, type SigningKey } from './secrets.ts';

/** A key and the id that credentials name it by. */
export interface DemoSigner extends SigningKey {
  kid: string;
}

/** As they lie beside the demo's keyring. */
export interface DemoSigners {
  hcert: DemoSigner;
  card: DemoSigner;
}

/** What stands before a P-256 point in SubjectPublicKeyInfo (RFC 5480). */
const beforePoint = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');

function signer(id: number, kidBytes: number): DemoSigner {
  const key = newSigningKey(id);
  const hash = createHash('sha256').update(fromHex(key.publicKey)).digest();
  return { ...key, kid: base64url(Uint8Array.from(hash.subarray(0, kidBytes))) };
}

export function newDemoSigners(): DemoSigners {
  return { hcert: signer(1, 8), card: signer(2, 32) };
}

/** The trust list that believes them: certificates of vaccinations, and cards of all kinds. */
export function trustInDemoSigners({ hcert, card }: DemoSigners): TrustList {
  const rest = { notBefore: null, notAfter: null, suspended: false, crlVersion: null };
  const point = (key: SigningKey) => fromHex(key.publicKey);
  const entries: TrustEntry[] = [
    {
      ...rest,
      kid: hcert.kid,
      issuer: '演示国卫生部 · Demo country',
      kind: 'x509',
      key: base64url(concat(beforePoint, point(hcert))),
      usages: ['vaccination'],
      iss: null,
    },
    {
      ...rest,
      kid: card.kid,
      issuer: '演示医院 · Demo hospital',
      kind: 'jwk',
      key: base64url(point(card)),
      usages: null,
      iss: demoCardIssuer,
    },
  ];
  return { entries, revocations: [] };
}
