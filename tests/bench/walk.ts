// How long a person takes through a strict gate: their phone reads the sentry's code and shows an answer, the sentry reads it. Both are the
// built app in browsers with cameras. A hand that turns the phone is not in it, nor what this file needs to carry pictures from one to the other.
import { parseArgs } from 'node:util';
import { StrictSite, type Walk } from '../e2e/support/strict-site.ts';
import { percentile, rounded } from './percentile.ts';

const partsOf = (of: number[]) => ({ p50: rounded(percentile(of, 0.5)), p95: rounded(percentile(of, 0.95)) });
const whole = ({ toCamera, toAnswer, toVerdict }: Walk) => toCamera + toAnswer + toVerdict;

/** Walks through the lane; the first one loads what both pages need, and is not counted. */
async function walks(site: StrictSite, runs: number): Promise<Walk[]> {
  const [lane] = site.lanes;
  const done: Walk[] = [];
  for (let run = 0; run <= runs; run++) {
    const walk = await site.walk(lane);
    if (walk.outcome !== 'admit') throw new Error(`The strict gate said: ${walk.words}`);
    if (run > 0) done.push(walk);
    await site.free(lane);
  }
  return done;
}

/** `npm run bench -- walk [--runs N]`: ms from the tap that opens the phone's camera to the verdict on the sentry's screen */
export default async function walk(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { runs: { type: 'string', default: '20' } } });
  const runs = Number(values.runs);
  const site = await StrictSite.open();
  try {
    // The other lane has made this one strict, and its pictures would be painted by the same processor.
    await site.lanes[1].shut();
    const online = await walks(site, runs);
    // The sentry's own network: what it decides by is on its disk.
    await site.lanes[0].context.setOffline(true);
    const offline = await walks(site, runs);
    const all = [...online, ...offline];
    return {
      walk: {
        runs: all.length,
        ...partsOf(all.map(whole)),
        online: partsOf(online.map(whole)),
        offline: partsOf(offline.map(whole)),
        toCamera: partsOf(all.map(({ toCamera }) => toCamera)),
        toAnswer: partsOf(all.map(({ toAnswer }) => toAnswer)),
        toVerdict: partsOf(all.map(({ toVerdict }) => toVerdict)),
      },
    };
  } finally {
    await site.close();
  }
}
