import { appDistrict, gateCode } from './app-district.ts';
import type { Chaos } from './chaos.ts';
import { countScans, storedScans } from './count-scans.ts';
import { Crowd } from './crowd.ts';
import { startAgain } from './start-again.ts';
import { Tablet } from './tablet.ts';
import { sleep } from './wait.ts';

/** From a code before the camera to its verdict a quiet machine needs some 300 ms. */
const aroundVerdictMs = 1000;
const afterVerdictMs = 300;

/** The tablet's browser is killed around a verdict, at any moment from the code's appearance on, and opened again. */
export const browserKill: Chaos = async ({ runs, random, tell }) => {
  const district = await appDistrict();
  let tablet: Tablet | null = null;
  try {
    tablet = await Tablet.open(await gateCode(district), { origin: district.server.url });
    const crowd = await Crowd.of(district);
    let isUp = true;
    let recovered = 0;
    for (let run = 1; run <= runs; run++) {
      if (random.oneIn(3)) {
        await (isUp ? district.kill() : district.restart());
        isUp = !isUp;
      }
      if (random.oneIn(2)) {
        tablet.show(await crowd.next());
        await sleep(random.below(aroundVerdictMs));
      } else {
        if (!(await tablet.present(await crowd.next())))
          tell(`Run ${run}: no verdict. The screen says: ${await tablet.words()}`);
        await sleep(random.below(afterVerdictMs));
      }
      await tablet.kill();
      if (await startAgain(tablet, district, { run, isUp, tell })) recovered++;
      if (run % 10 === 0) tell(`${run} of ${runs} runs, ${tablet.seen.length} verdicts seen`);
    }
    if (!isUp) await district.restart();
    if (!(await tablet.drained()))
      tell(`Some records wait for ever. The screen says: ${await tablet.words()}`);
    const counts = countScans(await storedScans(district), { seen: tablet.seen });
    return { scans: tablet.seen.length, ...counts, recovered };
  } finally {
    await tablet?.close();
    await district.close();
  }
};
