// `npm run conformance -- dcc DIR-OR-FILE [--list-excused FILE]` and `npm run conformance -- shc DIR [--clock ISO]`: foreign
// credentials of public test sets through our verifiers. `npm run conformance -- cases DIR`: single credentials with what must
// be found of them, through the gate. `npm run conformance -- serial DIR`: frames of
// serial devices, whole, cut and damaged. Prints what was missed, then the counts as one line of JSON, last.
import { conformance } from './command.ts';
import { isClean, printReport } from './report.ts';
import { runCommand } from '../plain-error.ts';

await runCommand(async () => {
  const { report, judged } = await conformance(process.argv.slice(2));
  printReport(report, judged);
  return isClean(report) ? 0 : 1;
});
