import { concat, utf8 } from '../../domain/bytes.ts';
import { CborTagged, readCbor, type CborMap, type CborValue } from './cbor.ts';

/** COSE_Sign1 (RFC 9052 section 4.2) as health certificates use it. */
export interface CoseSign1 {
  /** -7 is ES256, -37 is PS256; null when neither header names one. */
  algorithm: number | null;
  /** Names the key; null when neither header does. The protected header goes before the other (HCERT 3.3.3). */
  kid: Uint8Array<ArrayBuffer> | null;
  payload: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  /** What the signature covers (Sig_structure): one form, or two where signers differ. */
  messages: Uint8Array<ArrayBuffer>[];
}

const cwtTag = 61;
const sign1Tag = 18;
const algorithmLabel = 1;
const kidLabel = 4;

/** Reads a COSE_Sign1: tagged 18, doubly tagged 61 > 18, or bare. Throws a RangeError on anything else. */
export function readCoseSign1(bytes: Uint8Array<ArrayBuffer>): CoseSign1 {
  let value = readCbor(bytes);
  if (value instanceof CborTagged && value.tag === cwtTag) value = value.value;
  if (value instanceof CborTagged && value.tag === sign1Tag) value = value.value;
  if (!Array.isArray(value) || value.length !== 4) throw new RangeError('COSE: no list of four parts.');
  const [protectedBytes, unprotectedHeader, payload, signature] = value;
  if (!isBytes(protectedBytes) || !isBytes(payload) || !isBytes(signature))
    throw new RangeError('COSE: a part is no byte string.');
  if (!(unprotectedHeader instanceof Map)) throw new RangeError('COSE: the unprotected header is no map.');
  const headers = [protectedMap(protectedBytes), unprotectedHeader];
  const kid = firstOf(headers, kidLabel);
  const algorithm = firstOf(headers, algorithmLabel);
  return {
    algorithm: typeof algorithm === 'number' ? algorithm : null,
    // A key id of another type names no key: the signature alone then tells who signed.
    kid: kid !== null && isBytes(kid) ? kid : null,
    payload,
    signature,
    messages: signedForms(protectedBytes).map((header) => signedMessage(header, payload)),
  };
}

function isBytes(value: CborValue | undefined): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array;
}

function protectedMap(bytes: Uint8Array<ArrayBuffer>): CborMap {
  if (bytes.length === 0) return new Map();
  const header = readCbor(bytes);
  if (!(header instanceof Map)) throw new RangeError('COSE: the protected header is no map.');
  return header;
}

function firstOf(headers: CborMap[], label: number): CborValue {
  return headers.map((header) => header.get(label) ?? null).find((value) => value !== null) ?? null;
}

/** An empty map that was sent as a map is to be signed as no bytes (RFC 9052 section 4.4); some sign it as sent. */
function signedForms(header: Uint8Array): Uint8Array[] {
  return header.length === 1 && header[0] === 0xa0 ? [new Uint8Array(), header] : [header];
}

/** ["Signature1", protected header, no external data, payload] in CBOR. */
function signedMessage(header: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const context = utf8('Signature1');
  return concat(
    Uint8Array.of(0x84, 0x60 + context.length),
    context,
    byteString(header),
    byteString(new Uint8Array()),
    byteString(payload),
  );
}

/** A byte string in CBOR. */
export function byteString(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = bytes;
  const head =
    length < 24
      ? [0x40 + length]
      : length < 0x100
        ? [0x58, length]
        : length < 0x10000
          ? [0x59, length >> 8, length & 255]
          : [0x5a, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return concat(Uint8Array.from(head), bytes);
}
