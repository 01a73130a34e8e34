// `npm run simulate -- [--sentries 763] [--scans 99828] [--offline-minutes 240]`: a real server, that many sentries with keys
// and chains of their own, and an outage: they lose the server, go on recording, and come back together. Then every single
// record is looked for. Prints one line of JSON, last.
import { parseArgs } from 'node:util';
import { PlainError, runCommand } from '../plain-error.ts';
import { simulate } from './simulate.ts';

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      sentries: { type: 'string', default: '763' },
      scans: { type: 'string', default: '99828' },
      'offline-minutes': { type: 'string', default: '240' },
    },
  });
  const whole = (name: keyof typeof values, least: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least)
      throw new PlainError(`--${name} takes a whole number from ${least} on.`);
    return value;
  };
  const found = await simulate({
    sentries: whole('sentries', 1),
    scans: whole('scans', 1),
    offlineMinutes: whole('offline-minutes', 0),
    tell: (line) => console.error(line),
  });
  console.log(JSON.stringify(found));
  return found.lost === 0 && found.doubled === 0 ? 0 : 1;
});
