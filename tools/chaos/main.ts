// `npm run chaos -- KIND [--runs N] [--minutes N] [--seed N]`: does harm to a running district, again and again, and counts every record
// afterwards. Prints one line of JSON, last; ends with 1 when a record is lost or doubled, or somebody was wrongly admitted.
import { chaosCommand, chaosLine } from './command.ts';
import { runCommand } from '../plain-error.ts';

await runCommand(async () => {
  const report = await chaosCommand(process.argv.slice(2), console.error);
  console.log(chaosLine(report));
  return report.isSound ? 0 : 1;
});
