import { trustEntryOf } from '../../../src/credentials/hcert/certificate-import.ts';
import { byteString } from '../../../src/credentials/hcert/cose.ts';
import { base45 } from '../../../src/domain/bytes/base45.ts';
import { concat, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import type { TrustEntry, TrustList } from '../../../src/domain/credential/trust-list.ts';
import { makeCertificate, type CertificateFields } from './make-certificate.ts';
import { Tag, writeCbor, type Writable } from './write-cbor.ts';

/** The moment of the tests: 2026-05-20 04:00Z, UTC ms. */
export const noon = Date.UTC(2026, 4, 20, 4);
export const hour = 3_600_000;
export const day = 24 * hour;

/** A country's signer of health certificates, with a key of its own. */
export interface TestSigner {
  algorithm: 'ES256' | 'PS256';
  pair: CryptoKeyPair;
  certificate: Uint8Array<ArrayBuffer>;
  /** Its entry in a trust list. */
  entry: TrustEntry;
  kid: Uint8Array<ArrayBuffer>;
}

export async function testSigner(
  algorithm: TestSigner['algorithm'] = 'ES256',
  change: Partial<CertificateFields> = {},
): Promise<TestSigner> {
  const pair = await newPair(algorithm);
  const certificate = await makeCertificate(pair, {
    notBefore: noon - 300 * day,
    notAfter: noon + 400 * day,
    usages: [],
    country: 'XY',
    organisation: 'Ministry of Health',
    ...change,
  });
  const entry = await trustEntryOf(certificate);
  return { algorithm, pair, certificate, entry, kid: fromBase64url(entry.kid) };
}

async function newPair(algorithm: TestSigner['algorithm']): Promise<CryptoKeyPair> {
  if (algorithm === 'ES256')
    return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicExponent = Uint8Array.of(1, 0, 1);
  return crypto.subtle.generateKey(
    { name: 'RSA-PSS', modulusLength: 2048, publicExponent, hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  );
}

export function trusting(...signers: (TestSigner | TrustEntry)[]): TrustList {
  const entries = signers.map((signer) => ('entry' in signer ? signer.entry : signer));
  return { entries, revocations: [] };
}

/** Claims and content of a certificate that holds at `noon`; what is left out of `dcc` is a vaccination's. */
export function dccOf(change: { [name: string]: Writable } = { v: [vaccination] }): Writable {
  return {
    ver: '1.3.0',
    nam: { fn: 'Musterfrau-Gößinger', gn: 'Gabriele', fnt: 'MUSTERFRAU<GOESSINGER', gnt: 'GABRIELE' },
    dob: '1998-02-26',
    ...change,
  };
}

export const vaccination = {
  tg: '840539006',
  vp: '1119349007',
  mp: 'EU/1/20/1528',
  ma: 'ORG-100030215',
  dn: 2,
  sd: 3,
  dt: '2026-02-18',
  co: 'XY',
  is: 'Ministry of Health',
  ci: 'URN:UVCI:01:XY:1',
} as const;

export const test = {
  tg: '840539006',
  tt: 'LP6464-4',
  nm: 'Some PCR',
  sc: '2026-05-19T10:30:00+02:00',
  tr: '260415000',
  tc: 'Centre 1',
  co: 'XY',
  is: 'Ministry of Health',
  ci: 'URN:UVCI:01:XY:2',
} as const;

export const recovery = {
  tg: '840539006',
  fr: '2026-01-10',
  df: '2026-01-21',
  du: '2026-07-09',
  co: 'XY',
  is: 'Ministry of Health',
  ci: 'URN:UVCI:01:XY:3',
} as const;

export function claimsOf(
  content: Writable,
  change: [label: number, value: Writable | undefined][] = [],
): Map<number, Writable> {
  const claims = new Map<number, Writable>([
    [1, 'XY'],
    [4, (noon + 30 * day) / 1000],
    [6, (noon - day) / 1000],
    [-260, content],
  ]);
  for (const [label, value] of change) {
    if (value === undefined) claims.delete(label);
    else claims.set(label, value);
  }
  return claims;
}

/** How a certificate is put together; what is left out is as most issuers do it. */
export interface Making {
  claims?: Writable;
  /** The payload's bytes, in place of `claims`. */
  payload?: Uint8Array;
  protectedHeader?: Writable | Uint8Array;
  unprotectedHeader?: Writable;
  /** Tags around the message, outermost first. */
  tags?: number[];
  /** Changes the signature. */
  signature?: (signature: Uint8Array<ArrayBuffer>) => Uint8Array;
  saltLength?: number;
}

const algorithmNumber = { ES256: -7, PS256: -37 };

/** The text of a health certificate's QR code. */
export async function makeHcert(signer: TestSigner, making: Making = {}): Promise<string> {
  return pack(await makeMessage(signer, making));
}

/** The signed message alone (COSE_Sign1). */
export async function makeMessage(signer: TestSigner, making: Making = {}): Promise<Uint8Array<ArrayBuffer>> {
  const payload = making.payload ?? writeCbor(making.claims ?? claimsOf(new Map([[1, dccOf()]])));
  const header =
    making.protectedHeader ??
    new Map<number, Writable>([
      [1, algorithmNumber[signer.algorithm]],
      [4, signer.kid],
    ]);
  const protectedBytes = header instanceof Uint8Array ? header : writeCbor(header);
  const signed = writeCbor(['Signature1', protectedBytes, new Uint8Array(), payload]);
  const algorithm =
    signer.algorithm === 'ES256'
      ? { name: 'ECDSA', hash: 'SHA-256' }
      : { name: 'RSA-PSS', saltLength: making.saltLength ?? 32 };
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, signer.pair.privateKey, signed));
  const message = [
    protectedBytes,
    making.unprotectedHeader ?? new Map(),
    payload,
    making.signature?.(signature) ?? signature,
  ];
  const tags = making.tags ?? [18];
  return writeCbor(tags.reduceRight<Writable>((inner, tag) => new Tag(tag, inner), message));
}

/** Compresses a message and writes it as the text of a QR code. */
export async function pack(message: Uint8Array<ArrayBuffer>): Promise<string> {
  return `HC1:${base45(await compressed(message, 'deflate'))}`;
}

export async function compressed(
  bytes: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw',
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A byte string whose length is written as indefinite, in two pieces. */
export function inPieces(bytes: Uint8Array): Uint8Array {
  const half = bytes.length >> 1;
  return concat(
    Uint8Array.of(0x5f),
    byteString(bytes.subarray(0, half)),
    byteString(bytes.subarray(half)),
    Uint8Array.of(0xff),
  );
}

/** PEM of a certificate. */
export function pem(der: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...der));
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
