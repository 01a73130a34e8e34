// `npm run soak -- --minutes N`: a day of people at speed before one sentry, and what it has grown by; with `--cables SECONDS` its devices'
// cables are pulled all the while. Prints one line of JSON, last;
// ends with 1 when somebody was missed or something is not let go of.
import { runCommand } from '../plain-error.ts';
import { soak, soakOptions } from './soak.ts';

await runCommand(async () => {
  const { report, isSound } = await soak(soakOptions(process.argv.slice(2)), console.error);
  console.log(JSON.stringify(report));
  return isSound ? 0 : 1;
});
