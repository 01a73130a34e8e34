import { base45, fromBase45 } from '../bytes/base45.ts';
import { audienceBytes, type SentryCode } from './challenge.ts';
import { concat, hex, utf8, utf8Text } from '../bytes/bytes.ts';
import { colours, testResults, type HealthStatus } from '../person/health-status.ts';
import { maskedNameMaxBytes } from '../text/masked-name.ts';

/**
 * The bytes of a health pass, version 1, as docs/formats.md lays them out. A pass is a body and the issuer's signature;
 * what a phone shows is the pass and, after it, the holder's fresh signature over it. No signature is made or checked
 * here: `credentials/pass/health-pass-verifier.ts` verifies, the server issues, the phone shows.
 */

/** The text before the Base45 of every pass. */
export const passPrefix = 'H1:';
/** Minute 0 of the times in a pass: 2024-01-01T00:00Z. */
export const passEpoch = Date.UTC(2024, 0, 1);
/** The longest QR text of a pass, with its prefix. */
export const passTextMaxLength = 299;

const signatureLength = 64;
/** 22 bytes before the masked name, 32 of the holder's X after it. */
const bodyWithoutName = 54;
const minute = 60_000;
const day = 86_400_000;
const holderP256 = 1;
/** Days are counted from 2020-01-01, not from 2024: doses are older than passes. */
const dayBias = (passEpoch - Date.UTC(2020, 0, 1)) / day;

/** What an issuer states and signs. */
export interface PassBody extends HealthStatus {
  /** Which issuer key signed, 0..255. */
  issuer: number;
  /** UTC ms, a whole minute: the first moment the pass is valid. */
  notBefore: number;
  /** Whole minutes from `notBefore`, 1..65535. */
  lifetimeMinutes: number;
  /** 8 random bytes, new for every pass. */
  passId: Uint8Array;
  /** At most 7 bytes of UTF-8. */
  maskedName: string;
  /** The holder's P-256 public key: X (32 bytes) and whether Y is odd. */
  holderX: Uint8Array;
  holderYOdd: boolean;
}

/** A pass as issued: the body's bytes and the issuer's signature r||s over `issuerMessage(body)`. */
export interface IssuedPass {
  body: Uint8Array;
  signature: Uint8Array;
}

/** What the holder's phone adds each time it shows the pass. */
export interface Showing {
  /** UTC ms, whole seconds: when the phone signed. */
  at: number;
  /** Empty, or the 4 bytes a sentry asked to be signed. */
  challenge: Uint8Array;
  /** The holder's r||s over the digest of `showingMessage`. */
  signature: Uint8Array;
}

/** A shown pass, taken apart; nothing in it is verified yet. */
export interface ShownPass {
  pass: IssuedPass;
  fields: PassBody;
  showing: Showing;
}

function wholeNumber(value: number, max: number, what: string): number {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${what} is ${value}; a pass holds whole numbers from 0 to ${max} there.`);
  }
  return value;
}

/** The number that stands for a value in a pass. A value that has none must not become the bits of another. */
function code<T extends string>(values: readonly T[], value: T, what: string): number {
  const index = values.indexOf(value);
  if (index < 0) throw new RangeError(`${what} is ${String(value)}; a pass knows ${values.join(', ')}.`);
  return index;
}

function bigEndian(value: number, bytes: number): Uint8Array {
  const out = new Uint8Array(bytes);
  for (let i = bytes - 1, left = value; i >= 0; i--, left = Math.floor(left / 256)) out[i] = left % 256;
  return out;
}

function number(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i++) value = value * 256 + bytes[i]!;
  return value;
}

/** The body's bytes. Throws a RangeError naming the field that does not fit. */
export function encodePassBody(fields: PassBody): Uint8Array<ArrayBuffer> {
  const name = utf8(fields.maskedName);
  if (name.length > maskedNameMaxBytes)
    throw new RangeError(`The masked name takes ${name.length} bytes; 7 fit in a pass.`);
  if (fields.passId.length !== 8) throw new RangeError('A pass id has 8 bytes.');
  if (fields.holderX.length !== 32) throw new RangeError("The X of a holder's key has 32 bytes.");
  if (fields.lifetimeMinutes < 1) throw new RangeError('A pass lives for at least one minute.');
  const doses = fields.doses === null ? 15 : wholeNumber(fields.doses, 14, 'The number of doses');
  const sample = fields.sampleTime === null ? 0 : Math.floor((fields.sampleTime - passEpoch) / minute);
  const lastDose = fields.lastDose === null ? 0 : Math.floor((fields.lastDose - passEpoch) / day) + dayBias;
  return concat(
    Uint8Array.of((1 << 4) | (holderP256 << 2) | (fields.holderYOdd ? 1 : 0)),
    Uint8Array.of(wholeNumber(fields.issuer, 255, 'The issuer key id')),
    bigEndian(wholeNumber((fields.notBefore - passEpoch) / minute, 0xffffff, 'The first minute'), 3),
    bigEndian(wholeNumber(fields.lifetimeMinutes, 0xffff, 'The lifetime in minutes'), 2),
    fields.passId,
    Uint8Array.of(
      (code(colours, fields.colour, 'The colour') << 6) |
        (code(testResults, fields.lastResult, 'The last result') << 4) |
        doses,
    ),
    bigEndian(wholeNumber(Math.max(sample, 0), 0xffffff, 'The sample time in minutes'), 3),
    bigEndian(wholeNumber(Math.max(lastDose, 0), 0xffff, 'The day of the last dose'), 2),
    Uint8Array.of(name.length),
    name,
    fields.holderX,
  );
}

/** The fields of a body that begins at byte 0, and where it ends. Throws a RangeError on anything but a version 1 body. */
export function decodePassBody(bytes: Uint8Array): { fields: PassBody; length: number } {
  if (bytes.length < bodyWithoutName) throw new RangeError('Too short for a pass.');
  const head = bytes[0]!;
  if (head >> 4 !== 1) throw new RangeError(`A pass of version ${head >> 4}; this reader knows version 1.`);
  if (((head >> 2) & 3) !== holderP256 || (head & 2) !== 0)
    throw new RangeError("A kind of holder's key this reader does not know.");
  const nameLength = bytes[21]!;
  const length = bodyWithoutName + nameLength;
  if (nameLength > maskedNameMaxBytes || bytes.length < length)
    throw new RangeError('The masked name of the pass is too long.');
  const status = bytes[15]!;
  const sample = number(bytes, 16, 3);
  const lastDose = number(bytes, 19, 2);
  const doses = status & 15;
  const lifetimeMinutes = number(bytes, 5, 2);
  if (lifetimeMinutes === 0) throw new RangeError('A pass with no lifetime.');
  return {
    length,
    fields: {
      issuer: bytes[1]!,
      notBefore: passEpoch + number(bytes, 2, 3) * minute,
      lifetimeMinutes,
      passId: bytes.slice(7, 15),
      colour: colours[status >> 6]!,
      lastResult: testResults[(status >> 4) & 3]!,
      sampleTime: sample === 0 ? null : passEpoch + sample * minute,
      doses: doses === 15 ? null : doses,
      lastDose: lastDose === 0 ? null : passEpoch + (lastDose - dayBias) * day,
      maskedName: utf8Text(bytes.slice(22, 22 + nameLength)),
      holderX: bytes.slice(22 + nameLength, length),
      holderYOdd: (head & 1) === 1,
    },
  };
}

/** An issued pass from its bytes (body || signature), as the server hands it to a phone. */
export function decodeIssuedPass(bytes: Uint8Array): { pass: IssuedPass; fields: PassBody } {
  const { fields, length } = decodePassBody(bytes);
  if (bytes.length !== length + signatureLength)
    throw new RangeError('A pass has another length than its fields say.');
  return { pass: { body: bytes.slice(0, length), signature: bytes.slice(length) }, fields };
}

/** What the issuer signs (ECDSA P-256 with SHA-256). */
export function issuerMessage(body: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-pass\0'), body);
}

function showingHead(notBefore: number, at: number, challenge: Uint8Array): Uint8Array {
  const seconds = Math.floor((at - notBefore) / 1000);
  if (challenge.length !== 0 && challenge.length !== 4) throw new RangeError('A challenge has 0 or 4 bytes.');
  return concat(
    bigEndian(wholeNumber(seconds, 0xffffff, 'The second of the showing'), 3),
    Uint8Array.of(challenge.length),
    challenge,
  );
}

/**
 * What the holder's phone signs (ECDSA P-256 with SHA-256) when it shows a pass. An answer to a sentry's code is signed for
 * that sentry: its site and device are part of the message, though not of the QR text.
 * @param passDigest SHA-256 of body || issuer's signature: it binds the showing to this very pass.
 * @param at UTC ms of the showing; cut to whole seconds since `notBefore`.
 * @param asked the sentry's code that is answered; null when none was asked for.
 */
export function showingMessage(
  passDigest: Uint8Array,
  notBefore: number,
  at: number,
  asked: SentryCode | null = null,
): Uint8Array<ArrayBuffer> {
  return concat(
    utf8('HSC1-show\0'),
    passDigest,
    showingHead(notBefore, at, asked?.challenge ?? new Uint8Array(0)),
    asked ? audienceBytes(asked) : new Uint8Array(0),
  );
}

/** A showing as a scan keeps it: seconds, challenge and the holder's signature. */
export function showingBytes(notBefore: number, showing: Showing): Uint8Array<ArrayBuffer> {
  return concat(showingHead(notBefore, showing.at, showing.challenge), showing.signature);
}

/** Reads `showingBytes`. Throws a RangeError when they are no showing. @param notBefore of the pass that was shown */
export function decodeShowing(bytes: Uint8Array, notBefore: number): Showing {
  const length = bytes[3] ?? 0;
  if ((length !== 0 && length !== 4) || bytes.length !== 4 + length + signatureLength)
    throw new RangeError('Not a showing of a pass.');
  return {
    at: notBefore + number(bytes, 0, 3) * 1000,
    challenge: bytes.slice(4, 4 + length),
    signature: bytes.slice(4 + length),
  };
}

/** The QR text of a shown pass. */
export function shownPassText(pass: IssuedPass, notBefore: number, showing: Showing): string {
  return passPrefix + base45(concat(pass.body, pass.signature, showingBytes(notBefore, showing)));
}

/** Takes a QR text apart. Throws a RangeError when it is not a shown pass of version 1. */
export function decodeShownPass(text: string): ShownPass {
  if (!text.startsWith(passPrefix) || text.length > passTextMaxLength)
    throw new RangeError('Not the text of a health pass.');
  const bytes = fromBase45(text.slice(passPrefix.length));
  const { fields, length } = decodePassBody(bytes);
  const head = length + signatureLength;
  return {
    pass: { body: bytes.slice(0, length), signature: bytes.slice(length, head) },
    fields,
    showing: decodeShowing(bytes.slice(head), fields.notBefore),
  };
}

/** The first moment, UTC ms, at which a pass is no longer valid. */
export function passEnd(fields: PassBody): number {
  return fields.notBefore + fields.lifetimeMinutes * minute;
}

/** A pass id as it is stored and compared: 16 hexadecimal characters. */
export function passIdText(fields: PassBody): string {
  return hex(fields.passId);
}
