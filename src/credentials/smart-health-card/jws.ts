import { fromBase64url, utf8 } from '../../domain/bytes/bytes.ts';

/** A signed card (JWS compact serialization, RFC 7515) as SMART Health Cards use it: ES256, payload raw-deflated. */
export interface SignedCard {
  /** Which key signed it. */
  kid: string;
  /** Compressed. */
  payload: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  /** What the signature covers. */
  message: Uint8Array<ArrayBuffer>;
}

/** A card of any size that fits on the codes it may be split over. */
const longestCard = 65_536;

/** A header that is read, and refused: `reason` says what for. */
export class HeaderRefused extends RangeError {
  override name = 'HeaderRefused';

  constructor(
    readonly reason: 'algorithm-refused' | 'header-not-understood' | 'no-key-id',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a signed card.
 * @throws RangeError when it is none; HeaderRefused when it is signed or packed otherwise, demands to be understood where it is
 * not, or names no key
 */
export function readSignedCard(jws: string): SignedCard {
  const parts = jws.length <= longestCard ? jws.split('.', 4) : [];
  if (parts.length !== 3) throw new RangeError('JWS: not three parts.');
  const [header, payload, signature] = parts.map(fromBase64url) as [
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
  ];
  const head = readJson(header);
  // 'none' and keyed hashes among them: the algorithm is fixed here, never taken from the header.
  if (own(head, 'alg') !== 'ES256')
    throw new HeaderRefused('algorithm-refused', 'JWS: not signed with ES256.');
  if (own(head, 'zip') !== 'DEF')
    throw new HeaderRefused('algorithm-refused', 'JWS: the payload is not packed with DEF.');
  // No extension is understood here, and an empty list is none (RFC 7515 section 4.1.11). A payload that is not
  // base64url (RFC 7797) would have to be named by it.
  if (own(head, 'crit') !== undefined || ![undefined, true].includes(own(head, 'b64') as boolean | undefined))
    throw new HeaderRefused('header-not-understood', 'JWS: "crit" names what is not understood.');
  const kid = own(head, 'kid');
  if (typeof kid !== 'string' || kid === '')
    throw new HeaderRefused('no-key-id', 'JWS: the header names no key.');
  return {
    kid,
    payload,
    signature,
    message: utf8(`${parts[0]}.${parts[1]}`),
  };
}

/** The JSON value of UTF-8 bytes. Throws a RangeError when they hold none. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    // The platform's reader: a whole record has 30 kB, and ours, made for names, would take milliseconds.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new RangeError('Not a JSON text.');
  }
}

/**
 * An own field of a JSON object; undefined when it has none or is no object. Nothing inherited is ever read, and a field
 * named `__proto__` is one like any other.
 */
export function own(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** An own field that is a list; empty otherwise. */
export function ownList(value: unknown, name: string): unknown[] {
  const list = own(value, name);
  return Array.isArray(list) ? list : [];
}

/** An own field that is a text; '' otherwise. */
export function ownText(value: unknown, name: string): string {
  const text = own(value, name);
  return typeof text === 'string' ? text : '';
}
