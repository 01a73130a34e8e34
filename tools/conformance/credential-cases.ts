// Credential cases: one JSON file a case, with what is scanned, whose signatures are believed, the clock, and what must hold.
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HealthStatus } from '../../src/domain/person/health-status.ts';
import { faultInLimits, type Limits } from '../../src/domain/policy/limits.ts';
import { outcomes } from '../../src/domain/policy/outcome.ts';
import { emptyTrustList, readTrustList, type TrustList } from '../../src/domain/credential/trust-list.ts';
import { PlainError, reasonOf } from '../plain-error.ts';

/** What a case demands; all that is stated must hold. */
export interface Expectation {
  /** True when nothing may be proved, false when something must be. */
  refused?: boolean;
  /** The last result is one of these. */
  lastResult?: string[];
  /** No more doses than these are proved. */
  mostDoses?: number;
  /** The full name of the person. */
  name?: string;
  /** The verdict of the standard policy is one of these. */
  outcome?: string[];
}

/** The pass that is shown after the foreign credentials. */
export type OwnPass = Partial<HealthStatus> & { maskedName: string };

export interface CredentialCase {
  id: string;
  /** UTC ms; NaN and the infinite ones stand for a clock that gives no number. */
  now: number;
  trust: TrustList;
  /** The texts of the codes shown, in order; those of a split card are one credential. */
  codes: string[];
  ownPass: OwnPass | null;
  limits: Partial<Limits>;
  expect: Expectation;
}

/** A file that is no case, and why. */
export interface BrokenCase {
  id: string;
  fault: string;
}

/** The cases of a folder and of those in it, by their names. Throws a PlainError when there is none. */
export async function readCredentialCases(folder: string): Promise<(CredentialCase | BrokenCase)[]> {
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new PlainError(`There is no folder ${folder}. Give a folder of credential cases (*.json).`);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new PlainError(`${folder} holds no credential case (*.json).`);
  return Promise.all(names.toSorted().map((name) => readCase(join(folder, name))));
}

async function readCase(path: string): Promise<CredentialCase | BrokenCase> {
  let id = basename(path, '.json');
  try {
    const value = objectOf(JSON.parse(await readFile(path, 'utf8')), 'the case');
    if (typeof value['id'] === 'string' && value['id'] !== '') id = value['id'];
    return caseOf(id, value);
  } catch (error) {
    return { id, fault: reasonOf(error) };
  }
}

type Fields = Record<string, unknown>;

function caseOf(id: string, value: Fields): CredentialCase {
  const codes = [...textsOf(value, 'foreignCodesShownBefore'), ...textsOf(value, 'codes')];
  if (codes.length === 0) throw new RangeError('It has neither "codes" nor "foreignCodesShownBefore".');
  const limits = objectOf(value['limits'] ?? {}, '"limits"');
  const fault = faultInLimits(limits, true);
  if (fault) throw new RangeError(`"limits": ${fault} is wrong.`);
  const ownPass = value['ownPass'] ?? null;
  return {
    id,
    now: clockOf(value['now']),
    trust: trustOf(value['trust']),
    codes,
    ownPass: ownPass === null ? null : passOf(objectOf(ownPass, '"ownPass"')),
    limits,
    expect: expectationOf(objectOf(value['expect'], '"expect"')),
  };
}

function objectOf(value: unknown, what: string): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new RangeError(`${what} is no object.`);
  return value as Fields;
}

/** One text or a list of them. */
function textsOf(value: Fields, name: string): string[] {
  const found = value[name] ?? [];
  const list = Array.isArray(found) ? found : [found];
  if (!list.every((text) => typeof text === 'string')) throw new RangeError(`"${name}" is no list of texts.`);
  return list;
}

/** How a clock that gives no number of ms is written: JSON has no such numbers. */
const noClock = ['NaN', 'Infinity', '-Infinity'];

function clockOf(value: unknown): number {
  if (typeof value === 'string' && noClock.includes(value)) return Number(value);
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isFinite(at)) throw new RangeError('"now" is neither a time nor "NaN".');
  return at;
}

/** A trust list of an earlier form has no fields that came later: they are those of a list without them. */
function trustOf(value: unknown): TrustList {
  const list = { ...emptyTrustList, ...objectOf(value, '"trust"') };
  const entries: unknown = list.entries;
  if (!Array.isArray(entries)) return readTrustList(list);
  return readTrustList({
    ...list,
    entries: entries.map((entry) => ({ suspended: false, ...(entry as object) })),
  });
}

function passOf(value: Fields): OwnPass {
  if (typeof value['maskedName'] !== 'string') throw new RangeError('"ownPass" has no maskedName.');
  return value as OwnPass;
}

const demands: Record<keyof Expectation, (value: unknown) => boolean> = {
  refused: (value) => typeof value === 'boolean',
  lastResult: isTexts,
  mostDoses: Number.isSafeInteger,
  name: (value) => typeof value === 'string',
  outcome: (value) => isTexts(value) && value.every((one) => (outcomes as readonly string[]).includes(one)),
};

function expectationOf(value: Fields): Expectation {
  const names = Object.keys(value);
  if (names.length === 0) throw new RangeError('"expect" demands nothing.');
  for (const name of names) {
    if (!Object.hasOwn(demands, name))
      throw new RangeError(`"expect" demands "${name}", which is not known.`);
    if (!demands[name as keyof Expectation](value[name])) throw new RangeError(`"expect": ${name} is wrong.`);
  }
  return value;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
