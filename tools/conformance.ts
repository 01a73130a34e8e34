// `npm run conformance -- dcc DIR-OR-FILE [--list-excused FILE]` and `npm run conformance -- shc DIR [--clock ISO]`: foreign
// credentials of public test sets through our verifiers. Prints what was missed, then the counts as one line of JSON, last.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clockOf, readDccCases } from './conformance/dcc-cases.ts';
import { judgeDcc } from './conformance/dcc.ts';
import { isClean, printReport, readExcuses, reportOf, type Judged } from './conformance/report.ts';
import { readCardSet } from './conformance/shc-cases.ts';
import { judgeCard } from './conformance/shc.ts';
import { projectFolder } from './places.ts';
import { PlainError, reasonOf, runCommand } from './plain-error.ts';

const usage = `Usage:
npm run conformance -- dcc DIR-OR-FILE [--list-excused FILE]
npm run conformance -- shc DIR [--clock ISO-TIME]`;
const faultyCases = join(projectFolder, 'tools', 'conformance', 'faulty-dcc-cases.json');

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { 'list-excused': { type: 'string' }, clock: { type: 'string' } },
    });
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage}`);
  }
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

await runCommand(async () => {
  const { values, positionals } = readArguments();
  const [set, path, more] = positionals;
  if ((set !== 'dcc' && set !== 'shc') || !path || more) throw new PlainError(usage);
  const excuses = set === 'dcc' ? await readExcuses(values['list-excused'] ?? faultyCases) : [];
  const judged = set === 'dcc' ? await runDcc(path) : await runCards(path, values.clock);
  const report = reportOf(set, judged, excuses);
  printReport(report, judged);
  return isClean(report) ? 0 : 1;
});
