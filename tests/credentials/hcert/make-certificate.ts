import { concat, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';

/** Writes X.509 certificates for keys of the tests: self-signed, as short as RFC 5280 lets them be. */
export interface CertificateFields {
  notBefore: number;
  notAfter: number;
  /** Extended key usages; none: no such extension. */
  usages: string[];
  country: string;
  organisation: string;
}

export const kindUsage = {
  test: '1.3.6.1.4.1.1847.2021.1.1',
  vaccination: '1.3.6.1.4.1.1847.2021.1.2',
  recovery: '1.3.6.1.4.1.1847.2021.1.3',
} as const;

/** DER of a certificate for the public key of `pair`, signed with its private key (ECDSA keys alone sign here). */
export async function makeCertificate(
  pair: CryptoKeyPair,
  fields: CertificateFields,
): Promise<Uint8Array<ArrayBuffer>> {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  return certificateOf(publicKey, fields, (body) =>
    // What these certificates are read for is not their own signature: an RSA key's is left as zeros.
    pair.privateKey.algorithm.name === 'ECDSA'
      ? sign(pair.privateKey, body)
      : Promise.resolve(new Uint8Array(256)),
  );
}

/** DER of a certificate for any SubjectPublicKeyInfo. */
export async function certificateOf(
  publicKey: Uint8Array,
  fields: CertificateFields,
  signer: (body: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> = async () => new Uint8Array(64),
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2'));
  const name = sequence(
    attribute('2.5.4.6', 0x13, fields.country),
    attribute('2.5.4.10', 0x0c, fields.organisation),
  );
  const extensions =
    fields.usages.length === 0
      ? []
      : [
          der(
            0xa3,
            sequence(
              // An extension of another kind before ours: subject key identifier.
              sequence(objectId('2.5.29.14'), der(0x04, der(0x04, new Uint8Array(20)))),
              sequence(
                objectId('2.5.29.37'),
                der(0x01, Uint8Array.of(0xff)),
                der(0x04, sequence(...fields.usages.map(objectId))),
              ),
            ),
          ),
        ];
  const body = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, Uint8Array.of(1)),
    algorithm,
    name,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    name,
    publicKey,
    ...extensions,
  );
  const signature = ecdsaSignature(await signer(body));
  return sequence(body, algorithm, der(0x03, concat(Uint8Array.of(0), signature)));
}

export function der(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 255];
  return concat(Uint8Array.from(head), content);
}

export function sequence(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return der(0x30, concat(...parts));
}

export function objectId(dotted: string): Uint8Array<ArrayBuffer> {
  const [top = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  const bytes = [top * 40 + second, ...arcs].flatMap((arc) => {
    const groups = [arc & 127];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 127) | 128);
    return groups;
  });
  return der(0x06, Uint8Array.from(bytes));
}

function attribute(type: string, tag: number, text: string): Uint8Array {
  return der(0x31, sequence(objectId(type), der(tag, utf8(text))));
}

/** UTCTime up to 2049, GeneralizedTime after it. */
export function time(at: number): Uint8Array {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  const early = new Date(at).getUTCFullYear() < 2050;
  return der(early ? 0x17 : 0x18, utf8(early ? digits.slice(2) : digits));
}

/** SEQUENCE { r INTEGER, s INTEGER } of r||s. */
function ecdsaSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return sequence(integer(raw.subarray(0, half)), integer(raw.subarray(half)));
}

function integer(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const shortest = bytes.subarray(start < 0 ? bytes.length - 1 : start);
  return der(0x02, shortest[0]! & 0x80 ? concat(Uint8Array.of(0), shortest) : shortest);
}
