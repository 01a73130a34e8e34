import { concat, utf8 } from '../../domain/bytes/bytes.ts';
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
const criticalLabel = 2;
const kidLabel = 4;
/** The header parameters that are processed here. */
const understood: readonly CborValue[] = [algorithmLabel, kidLabel];

/** A message whose header holds what must be understood, and is not (RFC 9052 section 3.1). */
export class CriticalHeader extends RangeError {
  override name = 'CriticalHeader';
}

/**
 * Reads a COSE_Sign1: tagged 18, doubly tagged 61 > 18, or bare.
 * @throws CriticalHeader when its header demands to be understood where it is not; RangeError on anything else
 */
export function readCoseSign1(bytes: Uint8Array<ArrayBuffer>): CoseSign1 {
  let value = readCbor(bytes);
  if (value instanceof CborTagged && value.tag === cwtTag) value = value.value;
  if (value instanceof CborTagged && value.tag === sign1Tag) value = value.value;
  if (!Array.isArray(value) || value.length !== 4) throw new RangeError('COSE: no list of four parts.');
  const [protectedBytes, unprotectedHeader, payload, signature] = value;
  if (!isBytes(protectedBytes) || !isBytes(payload) || !isBytes(signature))
    throw new RangeError('COSE: a part is no byte string.');
  if (!(unprotectedHeader instanceof Map)) throw new RangeError('COSE: the unprotected header is no map.');
  const headers = [protectedMap(protectedBytes), unprotectedHeader] as const;
  refuseCritical(...headers);
  const kid = firstOf(headers, kidLabel);
  // No issuer of the public sets writes it otherwise, and which key is meant is not guessed.
  if (kid !== undefined && !isBytes(kid)) throw new RangeError('COSE: the key id is no byte string.');
  const algorithm = firstOf(headers, algorithmLabel);
  return {
    algorithm: typeof algorithm === 'number' ? algorithm : null,
    kid: kid ?? null,
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

/**
 * `crit` stands in the protected header alone, names at least one label, and every label it names is there and understood;
 * anything else is a fatal error.
 */
function refuseCritical(signed: CborMap, unsigned: CborMap): void {
  if (unsigned.has(criticalLabel)) throw new CriticalHeader('COSE: "crit" outside of what is signed.');
  if (!signed.has(criticalLabel)) return;
  const labels = signed.get(criticalLabel);
  const known =
    Array.isArray(labels) &&
    labels.length > 0 &&
    labels.every((label) => understood.includes(label) && signed.has(label as number));
  if (!known) throw new CriticalHeader('COSE: "crit" names what is not understood.');
}

function firstOf(headers: readonly CborMap[], label: number): CborValue | undefined {
  // What is there counts, if only null: the header that is signed is never made up for by the other.
  return headers.find((header) => header.has(label))?.get(label);
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
