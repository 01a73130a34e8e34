import { concat, utf8Text } from '../../domain/bytes/bytes.ts';
import { derChildren, derTag, derTime, expectDer, objectId, readDer, type DerItem } from './der.ts';

/** What is read of an X.509 certificate (RFC 5280). Its own signature is not verified: the authority chose it. */
export interface Certificate {
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array<ArrayBuffer>;
  /** UTC ms, both inclusive. */
  notBefore: number;
  notAfter: number;
  /** Object identifiers of the extended key usage; empty when it has none. */
  extendedKeyUsage: string[];
  /** '' where the subject does not say. */
  country: string;
  organisation: string;
  commonName: string;
}

const oid = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  extendedKeyUsage: '2.5.29.37',
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ec: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
} as const;

/** Reads a certificate in DER. Throws a RangeError when it is none. */
export function readCertificate(der: Uint8Array<ArrayBuffer>): Certificate {
  const body = derChildren(derChildren(readDer(der), derTag.sequence)[0], derTag.sequence);
  const explicitVersion = 0xa0;
  const fields = body[0]?.tag === explicitVersion ? body.slice(1) : body;
  const [, , , validity, subject, publicKey] = fields;
  const [notBefore, notAfter] = derChildren(validity, derTag.sequence);
  return {
    publicKey: expectDer(publicKey, derTag.sequence).whole,
    notBefore: derTime(notBefore),
    notAfter: derTime(notAfter),
    extendedKeyUsage: extendedKeyUsage(fields),
    country: nameOf(subject, oid.country),
    organisation: nameOf(subject, oid.organisation),
    commonName: nameOf(subject, oid.commonName),
  };
}

function nameOf(subject: DerItem | undefined, type: string): string {
  for (const set of derChildren(subject, derTag.sequence)) {
    for (const pair of derChildren(set, derTag.set)) {
      const [name, value] = derChildren(pair, derTag.sequence);
      if (objectId(name) === type) return nameText(expectDer(value));
    }
  }
  return '';
}

/** A label for people: what cannot be read of it becomes question marks, and spoils no certificate. */
function nameText({ tag, content }: DerItem): string {
  if (tag === derTag.utf8String) {
    try {
      return utf8Text(content);
    } catch {
      // Wrongly labelled: read as the others are.
    }
  }
  // PrintableString, IA5String and the rest: ASCII in practice.
  return Array.from(content, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '?')).join('');
}

function extendedKeyUsage(fields: DerItem[]): string[] {
  const explicitExtensions = 0xa3;
  const wrapper = fields.find(({ tag }) => tag === explicitExtensions);
  if (!wrapper) return [];
  for (const extension of derChildren(derChildren(wrapper)[0], derTag.sequence)) {
    const parts = derChildren(extension, derTag.sequence);
    if (objectId(parts[0]) !== oid.extendedKeyUsage) continue;
    const value = expectDer(parts.at(-1), derTag.octetString);
    return derChildren(readDer(value.content), derTag.sequence).map(objectId);
  }
  return [];
}

/** A public key that health certificates may be signed with. */
export type SignerKey =
  /** ES256: the uncompressed point on P-256, 65 bytes. */
  | { algorithm: 'ES256'; point: Uint8Array<ArrayBuffer> }
  /** PS256: SubjectPublicKeyInfo with the plain RSA identifier, which is all that Web Crypto takes in every browser. */
  | { algorithm: 'PS256'; publicKey: Uint8Array<ArrayBuffer> };

const leastRsaBytes = 256;
const mostRsaBytes = 1024;

/** The key in a SubjectPublicKeyInfo. Throws a RangeError for other curves and kinds, and for RSA below 2048 bits. */
export function readSignerKey(publicKey: Uint8Array<ArrayBuffer>): SignerKey {
  const [algorithm, bits] = derChildren(readDer(publicKey), derTag.sequence);
  const [kind, parameters] = derChildren(algorithm, derTag.sequence);
  const { content } = expectDer(bits, derTag.bitString);
  if (content[0] !== 0) throw new RangeError('The public key is no whole number of bytes.');
  const key = content.subarray(1);
  const name = objectId(kind);
  if (name === oid.ec) {
    if (parameters?.tag !== derTag.objectId || objectId(parameters) !== oid.p256)
      throw new RangeError('The key lies on another curve than P-256.');
    return { algorithm: 'ES256', point: key.slice() };
  }
  if (name !== oid.rsa && name !== oid.rsaPss) throw new RangeError(`Keys of kind ${name} are not read.`);
  const modulus = expectDer(derChildren(readDer(key), derTag.sequence)[0], derTag.integer).content;
  const length = modulus[0] === 0 ? modulus.length - 1 : modulus.length;
  if (length < leastRsaBytes || length > mostRsaBytes)
    throw new RangeError(`An RSA key of ${length * 8} bits is not accepted.`);
  return { algorithm: 'PS256', publicKey: plainRsa(expectDer(bits).whole) };
}

/** SubjectPublicKeyInfo { { rsaEncryption, NULL }, key }. */
function plainRsa(keyBits: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const rsaEncryption = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
  const content = concat(Uint8Array.of(0x30, rsaEncryption.length, ...rsaEncryption), keyBits);
  return concat(Uint8Array.of(0x30, 0x82, content.length >> 8, content.length & 255), content);
}
