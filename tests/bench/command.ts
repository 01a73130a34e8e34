// How soon a command from afar is done by a sentry that is online: from the request that puts it into force until its screen says so.
import { parseArgs } from 'node:util';
import { CommandedGate } from '../e2e/support/commanded-gate.ts';
import { percentile, rounded } from './percentile.ts';

const partsOf = (of: number[]) => ({ p50: rounded(percentile(of, 0.5)), p95: rounded(percentile(of, 0.95)) });

/** `npm run bench -- command [--runs N]`: ms of a lock, of its end, and of a wipe that two officials agreed on */
export default async function command(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { runs: { type: 'string', default: '10' } } });
  const runs = Number(values.runs);
  const took = { lock: [] as number[], unlock: [] as number[], wipe: [] as number[] };
  const gate = await CommandedGate.open();
  try {
    for (let run = 0; run < runs; run++) {
      await gate.pair();
      let given = await gate.give('lock');
      await gate.shows(true);
      took.lock.push(Date.now() - given);
      given = await gate.give('unlock');
      await gate.shows(false);
      took.unlock.push(Date.now() - given);
      given = await gate.give('wipe');
      await gate.isWiped();
      took.wipe.push(Date.now() - given);
    }
  } finally {
    await gate.close();
  }
  return {
    command: {
      runs,
      lock: partsOf(took.lock),
      unlock: partsOf(took.unlock),
      wipe: partsOf(took.wipe),
    },
  };
}
