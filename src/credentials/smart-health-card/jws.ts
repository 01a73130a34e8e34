import { fromBase64url, utf8 } from '../../domain/bytes.ts';

/** A signed card (JWS compact serialization, RFC 7515) as SMART Health Cards use it: ES256, payload raw-deflated. */
export interface SignedCard {
  /** Null when the header names no key. */
  kid: string | null;
  /** Compressed. */
  payload: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  /** What the signature covers. */
  message: Uint8Array<ArrayBuffer>;
}

/** A card of any size that fits on the codes it may be split over. */
const longestCard = 65_536;

export class AlgorithmRefused extends RangeError {
  override name = 'AlgorithmRefused';
}

/** Reads a signed card. Throws a RangeError when it is none, AlgorithmRefused when it is signed or packed otherwise. */
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
  if (own(head, 'alg') !== 'ES256') throw new AlgorithmRefused('JWS: not signed with ES256.');
  if (own(head, 'zip') !== 'DEF') throw new AlgorithmRefused('JWS: the payload is not packed with DEF.');
  const kid = own(head, 'kid');
  return {
    kid: typeof kid === 'string' && kid !== '' ? kid : null,
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
