import { whileFew } from './bodies-at-once.ts';
import { bodyBytes } from '../../domain/api/route.ts';
import { Fault } from '../vm/fault.ts';
import { textOf, type RequestEvent } from '../vm/vm.ts';

/**
 * The text that a request carries.
 * @param maxBytes longest body taken
 * @throws Fault 'malformed' when it is longer, 'server' when it does not come to its end in time, 'busy' when too many are read
 */
export function bodyText(e: RequestEvent, maxBytes: number): string {
  if (e.request.contentLength > maxBytes) throw tooLong(maxBytes);
  let text: string;
  try {
    // One byte more than allowed, so that a body of unknown length is seen to be too long.
    text = whileFew(e.app, () => textOf(e.request.body, maxBytes + 1));
  } catch (error) {
    if (error instanceof Fault) throw error;
    // Not 'malformed': a device would set a scan aside for a network that was too slow.
    throw new Fault('server', 'The request did not come to its end in time.', { status: 408 });
  }
  if (text.length > maxBytes) throw tooLong(maxBytes);
  return text;
}

/** The JSON object of a text. @throws Fault 'malformed' when it is none */
export function objectOf(text: string): { [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault('malformed', 'The request is no JSON text.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Fault('malformed', 'The request is no JSON object.');
  }
  return value as { [name: string]: unknown };
}

/**
 * The JSON object that a request carries.
 * @param maxBytes longest body taken
 * @throws Fault 'malformed' on anything else
 */
export function readBody(e: RequestEvent, maxBytes: number = bodyBytes.small): { [name: string]: unknown } {
  return objectOf(bodyText(e, maxBytes));
}

function tooLong(maxBytes: number): Fault {
  return new Fault('malformed', `The request is longer than ${maxBytes} bytes.`, { status: 413 });
}

/** A text of a request, 1 to `maxLength` characters. */
export function text(body: { [name: string]: unknown }, field: string, maxLength: number): string {
  const value = body[field];
  if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) {
    throw new Fault('malformed', `"${field}" must be a text of 1 to ${maxLength} characters.`);
  }
  return value;
}

/** One of the words that a request may say. */
export function choice<Word extends string>(
  body: { [name: string]: unknown },
  field: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === body[field]);
  if (found === undefined) throw new Fault('malformed', `"${field}" must be one of ${words.join(', ')}.`);
  return found;
}

/** A whole number of a request. */
export function whole(body: { [name: string]: unknown }, field: string, min: number, max: number): number {
  const value = body[field];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new Fault('malformed', `"${field}" must be a whole number from ${min} to ${max}.`);
  }
  return value;
}
