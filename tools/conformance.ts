// `npm run conformance -- dcc DIR-OR-FILE [--list-excused FILE]` and `npm run conformance -- shc DIR [--clock ISO]`: foreign
// credentials of public test sets through our verifiers. Prints what was missed, then the counts as one line of JSON, last.
import { conformance } from './conformance/command.ts';
import { isClean, printReport } from './conformance/report.ts';
import { runCommand } from './plain-error.ts';

await runCommand(async () => {
  const { report, judged } = await conformance(process.argv.slice(2));
  printReport(report, judged);
  return isClean(report) ? 0 : 1;
});
