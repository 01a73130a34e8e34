// What `npm run conformance` does, but for printing: one public test set through our verifiers.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../places.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { readCredentialCases } from './credential-cases.ts';
import { judgeCredentials } from './credentials.ts';
import { clockOf, readDccCases } from './dcc-cases.ts';
import { judgeDcc } from './dcc.ts';
import {
  casesReportOf,
  readExcuses,
  reportOf,
  type CasesReport,
  type Judged,
  type Report,
} from './report.ts';
import { judgeFrame, readSerialFrames } from './serial.ts';
import { readCardSet } from './shc-cases.ts';
import { judgeCard } from './shc.ts';

const usage = `Usage:
npm run conformance -- dcc DIR-OR-FILE [--list-excused FILE]
npm run conformance -- shc DIR [--clock ISO-TIME]
npm run conformance -- cases DIR
npm run conformance -- serial DIR [--rounds N] [--seed N]`;
const faultyCases = join(projectFolder, 'tools', 'conformance', 'faulty-dcc-cases.json');

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'list-excused': { type: 'string' },
        clock: { type: 'string' },
        rounds: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage}`);
  }
}

/** Runs the set that the command line's arguments name. Throws a PlainError when it cannot be run. */
export async function conformance(
  args: string[],
): Promise<{ report: Report | CasesReport; judged: Judged[] }> {
  const { values, positionals } = readArguments(args);
  const [set, path, more] = positionals;
  if ((set !== 'dcc' && set !== 'shc' && set !== 'cases' && set !== 'serial') || !path || more)
    throw new PlainError(usage);
  if (set === 'serial') {
    const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
    if (!(rounds >= 0) || !Number.isSafeInteger(rounds) || !Number.isSafeInteger(seed))
      throw new PlainError(`--rounds and --seed take whole numbers.\n${usage}`);
    const judged: Judged[] = [];
    for (const frame of await readSerialFrames(path)) judged.push(...(await judgeFrame(frame, rounds, seed)));
    return { report: reportOf('serial', judged, []), judged };
  }
  if (set === 'cases') {
    const cases = await judgeCredentials(await readCredentialCases(path));
    return { report: casesReportOf(cases), judged: cases };
  }
  const excuses = set === 'dcc' ? await readExcuses(values['list-excused'] ?? faultyCases) : [];
  const judged = set === 'dcc' ? await runDcc(path) : await runCards(path, values.clock);
  return { report: reportOf(set, judged, excuses), judged };
}

async function runDcc(path: string): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const dcc of await readDccCases(path)) judged.push(await judgeDcc(dcc));
  return judged;
}

async function runCards(folder: string, clockText: string | undefined): Promise<Judged[]> {
  const clock = clockText === undefined ? null : clockOf(clockText);
  if (clockText !== undefined && clock === null)
    throw new PlainError(`"${clockText}" is no time. Write it as 2023-06-22T18:00:00Z.`);
  const { cases, trust } = await readCardSet(folder);
  const judged: Judged[] = [];
  for (const card of cases) judged.push(await judgeCard(card, trust, clock));
  return judged;
}
