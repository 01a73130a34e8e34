import { base45, fromBase45 } from '../bytes/base45.ts';
import { concat, hex, utf8, utf8Text } from '../bytes/bytes.ts';
import { passEpoch, passPrefix, passTextMaxLength } from './health-pass.ts';
import { maskedNameMaxBytes } from '../text/masked-name.ts';

/**
 * A pass on paper (docs/formats.md): the same bytes as a phone's, with the kind of holder's key 0. There is no key and no
 * showing, so it proves an identity alone and says nothing of a status, which a print would freeze. Two bytes of a salted hash
 * let a guard's device tell whether the ID card beside it is the right one.
 */
export interface PaperPass {
  /** Which issuer key signed, 0..255. */
  issuer: number;
  /** UTC ms, a whole minute. */
  notBefore: number;
  /** Whole hours from `notBefore`, 1..65535. */
  lifetimeHours: number;
  /** 8 random bytes. */
  passId: Uint8Array;
  /** At most 7 bytes of UTF-8. */
  maskedName: string;
  /** The first 2 bytes of SHA-256 over `paperIdText`. */
  idHash: Uint8Array;
}

const minute = 60_000;
const hour = 60 * minute;
const headLength = 22;
const hashLength = 2;
const signatureLength = 64;
/** Version 1, no holder's key. */
const firstByte = 1 << 4;
/** Bytes 15 to 20: colour and result unknown, doses unknown, no times. */
const noStatus = Uint8Array.of(15, 0, 0, 0, 0, 0);

/** What the ID number's hash is made of: the pass id, which salts it, and the number. ASCII. */
export function paperIdText(passId: Uint8Array, idNumber: string): string {
  return hex(passId) + idNumber.trim().toUpperCase();
}

/** The body's bytes. Throws a RangeError naming what does not fit. */
export function encodePaperBody(fields: PaperPass): Uint8Array<ArrayBuffer> {
  const name = utf8(fields.maskedName);
  const minutes = (fields.notBefore - passEpoch) / minute;
  const { issuer, lifetimeHours, passId, idHash } = fields;
  if (name.length > maskedNameMaxBytes)
    throw new RangeError(`The masked name takes ${name.length} bytes; 7 fit.`);
  if (passId.length !== 8 || idHash.length !== hashLength)
    throw new RangeError('A pass on paper has 8 bytes of id and 2 of hash.');
  if (!Number.isInteger(issuer) || issuer < 0 || issuer > 255)
    throw new RangeError(`No issuer has the id ${issuer}.`);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > 0xffffff)
    throw new RangeError('A pass on paper begins at a whole minute from 2024 to 2055.');
  if (!Number.isInteger(lifetimeHours) || lifetimeHours < 1 || lifetimeHours > 0xffff)
    throw new RangeError('A pass on paper lives 1 to 65535 hours.');
  return concat(
    Uint8Array.of(firstByte, issuer, minutes >> 16, (minutes >> 8) & 255, minutes & 255),
    Uint8Array.of(lifetimeHours >> 8, lifetimeHours & 255),
    passId,
    noStatus,
    Uint8Array.of(name.length),
    name,
    idHash,
  );
}

/** The QR text of a pass on paper. */
export function paperPassText(body: Uint8Array, signature: Uint8Array): string {
  return passPrefix + base45(concat(body, signature));
}

/**
 * Reads the QR text of a pass on paper; null when it is that of a phone's pass, which another reader takes. Throws a
 * RangeError when it is neither.
 */
export function decodePaperPass(
  text: string,
): { body: Uint8Array<ArrayBuffer>; signature: Uint8Array<ArrayBuffer>; fields: PaperPass } | null {
  if (!text.startsWith(passPrefix) || text.length > passTextMaxLength)
    throw new RangeError('Not the text of a health pass.');
  const bytes = fromBase45(text.slice(passPrefix.length));
  if (bytes[0] !== firstByte) return null;
  const split = Math.max(bytes.length - signatureLength, 0);
  const body = bytes.slice(0, split);
  return { body, signature: bytes.slice(split), fields: decodePaperBody(body) };
}

/** The fields of a body without its signature. Throws a RangeError when it is none. */
export function decodePaperBody(body: Uint8Array): PaperPass {
  if (body[0] !== firstByte) throw new RangeError('Not the body of a pass on paper.');
  const nameLength = body[headLength - 1] ?? 0;
  const length = headLength + nameLength + hashLength;
  if (nameLength > maskedNameMaxBytes || body.length !== length)
    throw new RangeError('A pass on paper has another length than its fields say.');
  if (!noStatus.every((byte, index) => body[15 + index] === byte))
    throw new RangeError('A pass on paper states no status.');
  const lifetimeHours = body[5]! * 256 + body[6]!;
  if (lifetimeHours === 0) throw new RangeError('A pass with no lifetime.');
  return {
    issuer: body[1]!,
    notBefore: passEpoch + (body[2]! * 65536 + body[3]! * 256 + body[4]!) * minute,
    lifetimeHours,
    passId: body.slice(7, 15),
    maskedName: utf8Text(body.slice(headLength, headLength + nameLength)),
    idHash: body.slice(length - hashLength, length),
  };
}

/** The first moment, UTC ms, at which a pass on paper is no longer valid. */
export function paperPassEnd({ notBefore, lifetimeHours }: PaperPass): number {
  return notBefore + lifetimeHours * hour;
}
