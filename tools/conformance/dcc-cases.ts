// The public test data of EU Digital COVID Certificates, in its original layout (one JSON file a case, as
// <CC>/2DCode/raw/N.json) or as lines of JSON.
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PlainError } from '../plain-error.ts';

export interface DccCase {
  name: string;
  /** The content of the QR code. */
  text: string;
  /** The signer's certificate, base64 of DER or PEM. */
  certificate: string;
  /** UTC ms; null when the case states none. */
  clock: number | null;
  /** The steps the case tests, and whether each should succeed. */
  expected: Map<Step, boolean>;
}

/**
 * The steps that can be judged from a QR code's text. The others are about making a code, about its picture, or about the
 * JSON beside it.
 */
export const steps = [
  'UNPREFIX',
  'B45DECODE',
  'COMPRESSION',
  'DECODE',
  'VERIFY',
  'VALIDJSON',
  'SCHEMAVALIDATION',
  'EXPIRATIONCHECK',
  'KEYUSAGE',
] as const;
export type Step = (typeof steps)[number];

/** The cases of a folder or a .jsonl file that can be scored: with text, certificate and at least one step to judge. */
export async function readDccCases(path: string): Promise<DccCase[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new PlainError(`There is no ${path}. Give a folder of the test data, or a .jsonl file.`);
  const cases = found.isDirectory() ? await casesOfFolder(path) : await casesOfLines(path);
  if (cases.length === 0)
    throw new PlainError(`${path} holds no case of EU DCC test data that can be scored.`);
  return cases;
}

async function casesOfFolder(folder: string): Promise<DccCase[]> {
  const names = (await readdir(folder, { recursive: true })).toSorted(byNumbers);
  const cases: DccCase[] = [];
  for (const name of names.filter((name) => name.toLowerCase().endsWith('.jsonl')))
    cases.push(...(await casesOfLines(join(folder, name))));
  for (const name of names.filter((name) => name.toLowerCase().endsWith('.json'))) {
    const file = parsed(textOf(await readFile(join(folder, name))));
    const context = objectAt(file, 'TESTCTX');
    const scorable = caseOf({
      name: relative(folder, join(folder, name)).split(sep).join('/'),
      text: field(file, 'PREFIX'),
      certificate: field(context, 'CERTIFICATE'),
      clock: field(context, 'VALIDATIONCLOCK'),
      expected: objectAt(file, 'EXPECTEDRESULTS'),
    });
    if (scorable) cases.push(scorable);
  }
  return cases;
}

async function casesOfLines(path: string): Promise<DccCase[]> {
  const lines = textOf(await readFile(path)).split(/\r?\n/);
  return lines.flatMap((line, index) => {
    if (!line.trim()) return [];
    const value = parsed(line);
    if (value === null) throw new PlainError(`Line ${index + 1} of ${path} is no JSON.`);
    const scorable = caseOf({
      name: String(field(value, 'file') ?? `line ${index + 1}`),
      text: field(value, 'text'),
      certificate: field(value, 'certificate'),
      clock: field(value, 'clock'),
      expected: objectAt(value, 'expected'),
    });
    return scorable ? [scorable] : [];
  });
}

function caseOf(
  raw: Record<'name' | 'text' | 'certificate' | 'clock' | 'expected', unknown>,
): DccCase | null {
  const { name, text, certificate, clock } = raw;
  const expected = new Map<Step, boolean>();
  for (const step of steps) {
    const should = field(raw.expected, `EXPECTED${step}`);
    if (typeof should === 'boolean') expected.set(step, should);
  }
  if (!isText(text) || !isText(certificate) || expected.size === 0) return null;
  return { name: String(name), text, certificate, clock: isText(clock) ? clockOf(clock) : null, expected };
}

/**
 * UTC ms of a case's clock: ISO 8601 with any number of decimals, `Z`, `+02:00`, `+0200` or no zone, which is UTC. Null
 * when it is none.
 */
export function clockOf(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!match) return null;
  const [, day, minute, second = ':00', fraction = '.0', zone = 'Z'] = match;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const at = Date.parse(`${day}T${minute}${second}${fraction.slice(0, 4).padEnd(4, '0')}${offset}`);
  return Number.isNaN(at) ? null : at;
}

function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** The JSON value of a text; null when it is none: the set holds other files too. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function objectAt(value: unknown, name: string): unknown {
  return field(value, name) ?? {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

const byNumbers = new Intl.Collator('en', { numeric: true }).compare;
