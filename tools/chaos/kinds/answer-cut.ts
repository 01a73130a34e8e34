import { SimulatedSentry } from '../../simulate/sentry.ts';
import { sites } from '../../../tests/server/support/fixtures.ts';
import { appDistrict, gateCode } from '../app-district.ts';
import type { Chaos } from '../chaos.ts';
import { countScans, miscounted, storedScans } from '../count-scans.ts';
import { Crowd } from '../crowd.ts';
import { CuttingProxy, type Cut } from '../cutting-proxy.ts';
import { Tablet } from '../tablet/tablet.ts';
import { UploadingSentry } from '../uploading-sentry.ts';
import { sleep, until } from '../wait.ts';

const drainMs = 120_000;
/** Every so many runs it is a person before a tablet with the built app; in the others, sentries in this process. */
const tabletEvery = 2;

/**
 * Connections are cut when the server has processed an upload, before its answer or in the middle of it. A browser sends such
 * a request once more by itself when nothing of the answer came on a connection that was used before.
 */
export const answerCut: Chaos = async ({ runs, goesOn, random, tell }) => {
  const district = await appDistrict();
  const sentries: UploadingSentry[] = [];
  let tablet: Tablet | null = null;
  const proxy = await CuttingProxy.open(district.port, (): Cut => {
    if (random.oneIn(3)) return 'none';
    return random.oneIn(3) ? 'middle' : 'before';
  });
  try {
    tablet = await Tablet.open(await gateCode(district), { origin: proxy.url });
    const crowd = await Crowd.of(district);
    for (const site of [sites.mall, sites.shop, sites.school]) {
      const code = await district.pairingCode({ site });
      sentries.push(new UploadingSentry(await SimulatedSentry.pair(proxy.url, code)));
    }
    for (const sentry of sentries) sentry.start();
    let recovered = 0;
    for (let run = 1; goesOn(run); run++) {
      if (run % tabletEvery === 0) {
        if (await tablet.present(await crowd.next())) recovered++;
        else tell(`Run ${run}: no verdict. The screen says: ${await tablet.words()}`);
        // Its upload, and what becomes of it.
        await sleep(500 + random.below(1500));
      } else {
        await Promise.all(sentries.map((sentry) => sentry.record(1 + random.below(150))));
        if (await until(() => sentries.every(({ waiting }) => waiting === 0), drainMs, 5)) recovered++;
        else tell(`Run ${run}: the sentries’ uploads never arrive.`);
      }
      if (run % 10 === 0) tell(`${run} of ${runs} runs, ${proxy.cuts} answers cut`);
    }
    if (!(await tablet.drained()))
      tell(`Some records wait for ever. The screen says: ${await tablet.words()}`);
    for (const sentry of sentries) sentry.stop();
    const recorded = new Map(sentries.map(({ chain, recorded }) => [chain, recorded]));
    const stored = await storedScans(district);
    return {
      scans: sentries.reduce((sum, { recorded }) => sum + recorded.length, tablet.seen.length),
      ...countScans(stored, { seen: tablet.seen, recorded }),
      recovered,
      miscounted: await miscounted(district, stored),
      more: { cuts: proxy.cuts, resentByBrowser: proxy.resent },
    };
  } finally {
    for (const sentry of sentries) sentry.stop();
    await tablet?.close();
    proxy.close();
    await district.close();
  }
};
