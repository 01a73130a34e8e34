// `npm run fuzz -- [--runs N] [--seed S] [--only NAME]`: every decoder under random input. Prints what was found, then the
// counts as one line of JSON, last; ends with 1 when there is a crash, a hang over 50 ms or a wrong admission.
import { fuzzCommand, isSound } from './command.ts';
import { runCommand } from '../plain-error.ts';

await runCommand(async () => {
  const report = await fuzzCommand(process.argv.slice(2), console.log);
  const { runs, crashes, hangs, wrongAdmissions, seed } = report;
  console.log(JSON.stringify({ runs, crashes, hangs, wrongAdmissions, seed }));
  return isSound(report) ? 0 : 1;
});
