import { join } from 'node:path';
import type { Chaos } from '../chaos.ts';
import { SmallDisk } from '../tablet/small-disk.ts';
import { sleep } from '../wait.ts';
import { withTablet } from '../tablet/with-tablet.ts';

/** Room for a profile with the app in its caches, and not much more. */
const megabytes = 300;
/** The journal's last page has room for a few records more; by then the red page is there. */
const mostUntilStop = 15;
/** So many people come at the most when it is there. */
const mostAfterStop = 3;

/**
 * The disk with the browser's profile is filled in mid-shift. Whoever's scan cannot be stored is not released, and the red page
 * stands there; with room again the gate goes on. A verdict that was seen all the same is on the server once.
 */
export const diskFull: Chaos = async (options) => {
  const { random } = options;
  const disk = await SmallDisk.mount(megabytes);
  let stopped = 0;
  try {
    const counts = await withTablet({
      ...options,
      profile: join(disk.folder, 'profile'),
      once: async ({ server, tablet, crowd, say, pass, startAgain }) => {
        await server.turn(random.oneIn(2));
        await pass();
        await disk.fill();
        let left = mostUntilStop;
        while (left-- > 0) {
          const verdict = await tablet.present(await crowd.next());
          if (tablet.isStopped) left = Math.min(left, random.below(mostAfterStop));
          if (!verdict && tablet.isStopped) stopped++;
          else if (!verdict) say(`neither a verdict nor the red page: ${await tablet.words()}`);
          tablet.show(null);
          await sleep(300);
        }
        const restarts = random.oneIn(2);
        if (restarts) await tablet.kill();
        await disk.free();
        if (restarts && !(await startAgain())) return false;
        const goesOn = await pass();
        await server.turn(true);
        return goesOn && (await tablet.drained());
      },
    });
    return { ...counts, more: { stopped } };
  } finally {
    await disk.unmount();
  }
};
