import { base64url, fromBase64url, utf8Text } from '../../domain/bytes/bytes.ts';
import { readCbor, type CborMap } from '../hcert/cbor.ts';

/**
 * What a browser says of a passkey (WebAuthn level 2): one that was made, and one that signs. Reads alone: what is expected, and whether the
 * signature is right, is the server's (server/accounts/passkeys.ts). ES256 alone, no attestation, no extensions.
 */

type Bytes = Uint8Array<ArrayBuffer>;

/** What an authenticator says at every act. */
export interface AuthenticatorData {
  /** SHA-256 of the domain that the passkey is for. */
  rpIdHash: Bytes;
  /** Whether somebody touched it. */
  isPresent: boolean;
  /** How often it signed; 0 where it does not count. */
  count: number;
  /** Of a new one alone. */
  made: NewPasskey | null;
}
export interface NewPasskey {
  id: Bytes;
  /** 65 bytes, uncompressed. */
  point: Bytes;
}

/** What the browser itself says, under the signature. */
export interface ClientData {
  type: string;
  /** Base64url. */
  challenge: string;
  origin: string;
  isCrossOrigin: boolean;
}

const present = 0x01;
const attested = 0x40;
const extended = 0x80;
const mostId = 256;

/** @throws RangeError on anything that is not one, whole */
export function readAuthenticatorData(bytes: Bytes): AuthenticatorData {
  if (bytes.length < 37) throw new RangeError('Passkey: authenticator data is too short.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = bytes[32]!;
  if ((flags & extended) !== 0) throw new RangeError('Passkey: extensions were not asked for.');
  const isMade = (flags & attested) !== 0;
  if (!isMade && bytes.length !== 37) throw new RangeError('Passkey: bytes follow authenticator data.');
  return {
    rpIdHash: bytes.slice(0, 32),
    isPresent: (flags & present) !== 0,
    count: view.getUint32(33),
    made: isMade ? readMade(bytes, view) : null,
  };
}

function readMade(bytes: Bytes, view: DataView): NewPasskey {
  // 37: 16 bytes of the model's number, 2 of the length, the id, the key.
  if (bytes.length < 55) throw new RangeError('Passkey: the new one is cut off.');
  const length = view.getUint16(53);
  if (length < 1 || length > mostId || bytes.length < 55 + length)
    throw new RangeError('Passkey: its id is of no possible length.');
  return { id: bytes.slice(55, 55 + length), point: readCoseKey(bytes.slice(55 + length)) };
}

/** A public key of ES256 (RFC 9053): EC2, P-256. */
function readCoseKey(bytes: Bytes): Bytes {
  const key = mapOf(readCbor(bytes));
  const [x, y] = [key.get(-2), key.get(-3)];
  const isP256 = key.get(1) === 2 && key.get(3) === -7 && key.get(-1) === 1;
  if (!isP256 || !isOf32(x) || !isOf32(y)) throw new RangeError('Passkey: its key is none of ES256.');
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(x, 1);
  point.set(y, 33);
  return point;
}

function isOf32(value: unknown): value is Bytes {
  return value instanceof Uint8Array && value.length === 32;
}

function mapOf(value: unknown): CborMap {
  if (value instanceof Map) return value as CborMap;
  throw new RangeError('Passkey: a part is no map.');
}

/** A new passkey, as a browser hands it over with no attestation. @throws RangeError */
export function readAttestation(bytes: Bytes): AuthenticatorData & { made: NewPasskey } {
  const whole = mapOf(readCbor(bytes));
  const data = whole.get('authData');
  if (whole.get('fmt') !== 'none' || mapOf(whole.get('attStmt')).size !== 0 || !(data instanceof Uint8Array))
    throw new RangeError('Passkey: no attestation was asked for.');
  const { made, ...rest } = readAuthenticatorData(data);
  if (!made) throw new RangeError('Passkey: there is none in it.');
  return { ...rest, made };
}

/** @throws RangeError */
export function readClientData(bytes: Bytes): ClientData {
  let read: { type?: unknown; challenge?: unknown; origin?: unknown; crossOrigin?: unknown } | null;
  try {
    read = JSON.parse(utf8Text(bytes)) as typeof read;
  } catch {
    throw new RangeError('Passkey: the client data is no JSON.');
  }
  if (typeof read !== 'object' || read === null)
    throw new RangeError('Passkey: the client data is no object.');
  const { type, challenge, origin, crossOrigin = false } = read;
  if (
    typeof type !== 'string' ||
    typeof challenge !== 'string' ||
    typeof origin !== 'string' ||
    typeof crossOrigin !== 'boolean'
  )
    throw new RangeError('Passkey: the client data lacks a part.');
  return { type, challenge, origin, isCrossOrigin: crossOrigin };
}

/** r||s of a signature in DER, as authenticators make them. @throws RangeError on any other form, also a longer one of the same numbers */
export function rawSignature(der: Bytes): Bytes {
  const wrong = new RangeError('Passkey: the signature is no DER.');
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) throw wrong;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const value = der.slice(at + 2, at + 2 + length);
    const isShort = value[0] === 0 ? length > 1 && value[1]! >= 0x80 : length <= 32;
    if (
      der[at] !== 2 ||
      length < 1 ||
      value.length !== length ||
      length > 33 ||
      value[0]! >= 0x80 ||
      !isShort
    )
      throw wrong;
    const digits = value[0] === 0 ? value.slice(1) : value;
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  if (at !== der.length) throw wrong;
  return raw;
}

/** What a page sends of a passkey at a sign-in, in the place of a code. */
export interface PasskeyProof {
  id: string;
  authenticatorData: Bytes;
  clientData: Bytes;
  signature: Bytes;
}

const proofStart = 'passkey.';
const mostProof = 4000;

export function passkeyProofText(proof: PasskeyProof): string {
  const parts = [proof.authenticatorData, proof.clientData, proof.signature].map(base64url);
  return proofStart + [proof.id, ...parts].join('.');
}

/** Null for what is none: then it is a code. */
export function readPasskeyProof(text: string): PasskeyProof | null {
  if (!text.startsWith(proofStart) || text.length > mostProof) return null;
  const [id, ...parts] = text.slice(proofStart.length).split('.');
  if (!id || parts.length !== 3) return null;
  try {
    const [authenticatorData, clientData, signature] = parts.map((part) => fromBase64url(part)) as [
      Bytes,
      Bytes,
      Bytes,
    ];
    return { id, authenticatorData, clientData, signature };
  } catch {
    return null;
  }
}
