/**
 * Thermometers that write text, one reading a line: `T=36.52`, `TO: 36.52 TA: 25.00`, `Object = 36.5`. Nothing but the text
 * itself tells whether a line is whole, so it is read strictly: printable, exactly one value of a kind, with a fraction.
 * `Body` is not a surface but what the device itself took the body temperature to be.
 */
import type { LineFormat } from '../../framing/line-framer.ts';

/** What one line says, centi-degrees Celsius. */
export interface TextReading {
  surface: number | null;
  /** The device's own estimate of the body temperature. */
  stated: number | null;
  ambient: number | null;
}

const value = String.raw`\s*[=:]\s*(-?\d{1,3}\.\d{1,3})(?![\d.\w]|\s*[=:])(?=$|[\s,;°℃])`;
const surfaceValue = new RegExp(String.raw`(?<![\w.])(?:T|TO|Object)${value}`, 'gi');
const bodyValue = new RegExp(String.raw`(?<![\w.])Body${value}`, 'gi');
const ambientValue = new RegExp(String.raw`(?<![\w.])(?:TA|Ambient)${value}`, 'gi');

/** The one value of a kind in a line; null when it has none, undefined when it has several. */
function only(line: string, pattern: RegExp): number | null | undefined {
  const found = [...line.matchAll(pattern)];
  if (found.length > 1) return undefined;
  return found[0] ? Math.round(Number(found[0][1]) * 100) : null;
}

/** Reads a line; null when it is no reading. */
export function parseTextLine(bytes: Uint8Array): TextReading | null {
  const line = printable(bytes);
  if (line === null) return null;
  // Each sign between a name and a value belongs to a value that was read: `T=36.T=36.5` is a line that was cut.
  const surface = only(line, surfaceValue);
  const stated = only(line, bodyValue);
  const ambient = only(line, ambientValue);
  if (surface === undefined || stated === undefined || ambient === undefined) return null;
  const values = [surface, stated, ambient].filter((found) => found !== null).length;
  if ((line.match(/[=:]/g) ?? []).length !== values) return null;
  return surface === null && stated === null ? null : { surface, stated, ambient };
}

/** The line as text; null when it holds what no thermometer writes. */
function printable(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /^[\x20-\x7e\t°℃]*$/.test(text) ? text : null;
  } catch {
    return null;
  }
}

export const textLineFormat: LineFormat = {
  ends: [0x0d, 0x0a],
  maxLength: 80,
  idleMs: null,
  isValid: (line) => parseTextLine(line) !== null,
};
