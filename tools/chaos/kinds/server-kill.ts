import { TestDistrict } from '../../../tests/server/support/district.ts';
import { sites } from '../../../tests/server/support/fixtures.ts';
import { countRecords } from '../../simulate/count-records.ts';
import type { Chaos } from '../chaos.ts';
import { miscounted, storedScans } from '../count-scans.ts';
import { UploadingSentry } from '../uploading-sentry.ts';
import { sleep, until } from '../wait.ts';

const drainMs = 120_000;
/** An upload takes the server some tens of ms: it is killed in this time after one began, ms. */
const killWithinMs = 90;

/** The server is killed while sentries upload to it, and started again on the same data. */
export const serverKill: Chaos = async ({ runs, goesOn, random, tell }) => {
  const district = await TestDistrict.open();
  const sentries: UploadingSentry[] = [];
  try {
    for (const site of [sites.mall, sites.shop, sites.school, sites.mall])
      sentries.push(new UploadingSentry(await district.gate({ site })));
    for (const sentry of sentries) sentry.start();
    let recovered = 0;
    let inUpload = 0;
    for (let run = 1; goesOn(run); run++) {
      await Promise.all(sentries.map((sentry) => sentry.record(10 + random.below(190))));
      await until(() => sentries.some(({ isSending }) => isSending), 5000, 1);
      await sleep(random.below(killWithinMs));
      if (sentries.some(({ isSending }) => isSending)) inUpload++;
      await district.kill();
      // A gate goes on while the server is away.
      if (random.oneIn(2)) await random.pick(sentries).record(1 + random.below(30));
      await district.restart();
      if (await until(() => sentries.every(({ waiting }) => waiting === 0), drainMs)) recovered++;
      else tell(`Run ${run}: the server takes no uploads after its restart.`);
      if (run % 10 === 0) tell(`${run} of ${runs} runs`);
    }
    for (const sentry of sentries) sentry.stop();
    const sent = new Map(sentries.map(({ chain, recorded }) => [chain, recorded]));
    const scans = sentries.reduce((sum, { recorded }) => sum + recorded.length, 0);
    const counts = await countRecords(district, sent);
    return {
      scans,
      ...counts,
      recovered,
      miscounted: await miscounted(district, await storedScans(district)),
      // How many times an upload was under way in the moment of the kill.
      more: { inUpload },
    };
  } finally {
    for (const sentry of sentries) sentry.stop();
    await district.close();
  }
};
