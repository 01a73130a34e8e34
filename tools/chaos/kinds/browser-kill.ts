import type { Chaos } from '../chaos.ts';
import { sleep } from '../wait.ts';
import { withTablet } from '../tablet/with-tablet.ts';

/** How long after a verdict a kill still counts as around it. */
const afterVerdictMs = 300;

/** The tablet's browser is killed around a verdict, at any moment from the code's appearance on, and opened again. */
export const browserKill: Chaos = async (options) => {
  const { random } = options;
  /** How long the last verdict took that was waited for, ms: 300 on a quiet machine, seconds on a busy one. */
  let usualMs = 1000;
  return withTablet({
    ...options,
    once: async ({ server, tablet, crowd, pass, startAgain }) => {
      if (random.oneIn(3)) await server.turn(!server.isUp);
      if (random.oneIn(2)) {
        tablet.show(await crowd.next());
        await sleep(random.below(usualMs + afterVerdictMs));
      } else {
        const begin = performance.now();
        if (await pass()) usualMs = performance.now() - begin;
        await sleep(random.below(afterVerdictMs));
      }
      await tablet.kill();
      return startAgain();
    },
  });
};
