// What a conformance run says at the end, one line of JSON, and which faulty cases of a public set it may excuse.
import { readFile } from 'node:fs/promises';
import { PlainError, reasonOf } from '../plain-error.ts';

/** One case as judged. */
export interface Judged {
  name: string;
  passed: boolean;
  /** Of a case missed: what was expected and what came, for the terminal. */
  why: string;
}

/** A case whose data contradicts itself or the rest of its set. It still counts as missed. */
export interface Excuse {
  name: string;
  reason: string;
}

export interface Report {
  set: string;
  cases: number;
  passed: number;
  failed: number;
  missed: string[];
  /** Those of `missed` that the list of faulty cases names. */
  excused?: Excuse[];
}

/** No list may excuse more: what a verifier gets wrong is its own fault as a rule. */
const mostExcuses = 5;

export function reportOf(set: string, judged: readonly Judged[], excuses: readonly Excuse[]): Report {
  const missed = judged.filter(({ passed }) => !passed).map(({ name }) => name);
  const excused = excuses.filter(({ name }) => missed.some((miss) => isCase(miss, name)));
  return {
    set,
    cases: judged.length,
    passed: judged.length - missed.length,
    failed: missed.length,
    missed,
    ...(excused.length > 0 ? { excused } : {}),
  };
}

/** Of a folder of credential cases: how many there are, how many went right, the ids of the others. */
export interface CasesReport {
  cases: number;
  right: number;
  wrong: string[];
}

export function casesReportOf(judged: readonly Judged[]): CasesReport {
  const wrong = judged.filter(({ passed }) => !passed).map(({ name }) => name);
  return { cases: judged.length, right: judged.length - wrong.length, wrong };
}

/** Whether every case missed is excused; of credential cases none is. */
export function isClean(report: Report | CasesReport): boolean {
  if ('wrong' in report) return report.wrong.length === 0;
  const { missed, excused = [] } = report;
  return missed.every((miss) => excused.some(({ name }) => isCase(miss, name)));
}

/** A case's name may carry more of its path than the list does. */
function isCase(name: string, listed: string): boolean {
  return name === listed || name.endsWith(`/${listed}`);
}

/** Reads a list of faulty cases: JSON, `[{"name", "reason"}]`. Throws a PlainError when it is none or too long. */
export async function readExcuses(path: string): Promise<Excuse[]> {
  let list: unknown;
  try {
    list = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new PlainError(`The list of faulty cases ${path} cannot be read: ${reasonOf(error)}`);
  }
  if (!Array.isArray(list) || !list.every(isExcuse))
    throw new PlainError(`The list of faulty cases ${path} is to hold [{"name", "reason"}], both said.`);
  if (list.length > mostExcuses)
    throw new PlainError(
      `The list of faulty cases ${path} names ${list.length}; at most ${mostExcuses} may be excused.`,
    );
  return list;
}

function isExcuse(value: unknown): value is Excuse {
  const { name, reason } = (value ?? {}) as Partial<Excuse>;
  return typeof name === 'string' && name !== '' && typeof reason === 'string' && reason !== '';
}

/** Prints the cases missed, then the report as the last line. */
export function printReport(report: Report | CasesReport, judged: readonly Judged[]): void {
  for (const { name, passed, why } of judged)
    if (!passed) console.log(`${'wrong' in report ? 'wrong' : 'missed'} ${name}: ${why}`);
  console.log(JSON.stringify(report));
}
