import type { Chaos } from '../chaos.ts';
import { damage, profileParts } from '../tablet/damage.ts';
import { withTablet } from '../tablet/with-tablet.ts';

const mostOffline = 3;

/**
 * A tablet records while the server is away, its browser is closed or killed, and one of the places in which it keeps things is
 * damaged. Opened again, it must mend that from the others, and upload what waited.
 */
export const storageCorrupt: Chaos = async (options) => {
  const { random } = options;
  return withTablet({
    ...options,
    once: async ({ server, tablet, say, pass, startAgain }) => {
      await server.turn(false);
      const people = 1 + random.below(mostOffline);
      for (let person = 0; person < people; person++) await pass();
      await (random.oneIn(2) ? tablet.kill() : tablet.shut());
      say(await damage(tablet.profile, random.pick(profileParts), random));
      if (random.oneIn(2)) await server.turn(true);
      const isBack = await startAgain();
      await server.turn(true);
      if (await tablet.drained()) return isBack;
      say(`some records wait for ever. The screen says: ${await tablet.words()}`);
      return false;
    },
  });
};
