import { join } from 'node:path';
import type { Chaos } from '../chaos.ts';
import { PowerDisk } from '../tablet/power-disk.ts';
import { sleep } from '../wait.ts';
import { withTablet } from '../tablet/with-tablet.ts';

/** Room for a profile with the app in its caches; what is not written takes none. */
const megabytes = 1024;
/** How long after a verdict a cut still counts as around it, ms. */
const afterVerdictMs = 300;
/**
 * Chromium makes files and their list without a flush: what was made less than half a minute ago, when the system writes it by itself, a cut
 * takes away. A tablet that was just set up is therefore left alone for so long, ms.
 */
const settleMs = 60_000;
/** So long the machine still runs at the most whose disk takes nothing more, ms. */
const dyingMs = 100;

/**
 * The power of the tablet's disk is cut around a verdict, without a flush, the browser ends with it, and both come again. Between the cut
 * and its end the page sees a disk that takes nothing: a verdict that is shown then must be on the disk already.
 * Chromium itself writes the list of its service workers without a flush: a cut can take it, and then the app comes from the server again;
 * those that came up only when that was there are counted.
 */
export const powerCut: Chaos = async (options) => {
  const { random } = options;
  const disk = await PowerDisk.mount(megabytes);
  let neededNetwork = 0;
  try {
    const counts = await withTablet({
      ...options,
      profile: join(disk.folder, 'profile'),
      once: async ({ server, tablet, crowd, run, pass, startAgain }) => {
        if (run === 1) await sleep(settleMs);
        if (random.oneIn(3)) await server.turn(!server.isUp);
        if (random.oneIn(2)) {
          tablet.show(await crowd.next());
          await sleep(random.below(1000));
        } else {
          await pass();
          await sleep(random.below(afterVerdictMs));
        }
        await disk.cut();
        await sleep(random.below(dyingMs));
        await tablet.kill();
        await disk.restore();
        const hadNetwork = server.isUp;
        if (await startAgain()) return true;
        if (!hadNetwork) neededNetwork++;
        return false;
      },
    });
    return { ...counts, more: { neededNetwork } };
  } finally {
    await disk.remove();
  }
};
