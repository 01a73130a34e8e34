import type { Chaos } from '../chaos.ts';
import { prepareClock, shiftClock, type Shift } from '../tablet/shifted-clock.ts';
import { Visitor } from '../tablet/visitor.ts';
import { withTablet, type Scene } from '../tablet/with-tablet.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The most hours that go by while the server is away. */
const mostHours = 9;
const right: Shift = { passed: 0, error: 0 };

/** Something held before the camera that must not admit anybody, and why. */
interface Bad {
  why: string;
  text: string;
}

/**
 * The tablet's clock is a day wrong, ahead or behind, from its start on or all of a sudden, online or off; offline hours go by
 * as well. Live codes are shown, and old pictures of codes and passes that are over: those must not admit anybody. Set right
 * again, nothing may be missing or twice.
 */
export const clock: Chaos = async (options) => {
  const { random } = options;
  let atStart = right;
  let wrongAdmissions = 0;
  let live = 0;
  let admitted = 0;

  /** Somebody whose code is alive: how many of them a wrong clock keeps out is told, and no fault. */
  const presentLive = async ({ district, tablet, say }: Scene, trueTime: number): Promise<void> => {
    const person = await Visitor.of(district, { begins: trueTime - hour, hours: 24 });
    const verdict = await tablet.present(await person.text(trueTime));
    if (!verdict) return say(`no verdict. The screen says: ${await tablet.words()}`);
    live++;
    if (verdict.outcome === 'admit') admitted++;
  };

  const counts = await withTablet({
    ...options,
    prepare: (context) => prepareClock(context, atStart),
    once: async (scene) => {
      const { server, tablet, say, startAgain } = scene;
      const isOnline = random.oneIn(2);
      const restarts = random.oneIn(3);
      const shift: Shift = {
        passed: isOnline ? 0 : random.below(mostHours + 1) * hour,
        error: random.pick([-day, -day, day]) + random.below(hour),
      };
      // A day ahead and a little more is a time that the server takes from nobody.
      if (shift.error > 0) shift.error = day - shift.passed - 60_000;
      await server.turn(isOnline);
      await presentLive(scene, Date.now());
      // Pictures of codes of this moment, and the one that was used just now.
      const bad = await badCodes(scene, shift, Date.now());
      if (restarts) {
        await tablet.kill();
        atStart = shift;
        const isBack = await startAgain();
        atStart = right;
        if (!isBack) return false;
      } else await shiftClock(tablet.page, shift);
      for (const { why, text } of random.oneIn(2) ? bad : bad.toReversed()) {
        const verdict = await tablet.present(text);
        if (!verdict) say(`no verdict on ${why}. The screen says: ${await tablet.words()}`);
        if (verdict?.outcome !== 'admit') continue;
        wrongAdmissions++;
        const { passed, error } = shift;
        say(
          `wrongly admitted: ${why} (clock ${error / hour} h off, ${passed / hour} h gone by, ` +
            `${isOnline ? 'online' : 'offline'}, ${restarts ? 'restarted' : 'running'})`,
        );
      }
      await presentLive(scene, Date.now() + shift.passed);
      await shiftClock(tablet.page, right);
      await server.turn(true);
      return tablet.drained();
    },
  });
  return { ...counts, wrongAdmissions, more: { live, admitted } };
};

/** What must not admit anybody when so much time has gone by. */
async function badCodes({ district }: Scene, shift: Shift, now: number): Promise<Bad[]> {
  const then = now + shift.passed;
  const wall = then + shift.error;
  const picture = async (why: string, at: number, begins: number, hours = 24): Promise<Bad> => ({
    why,
    text: await (await Visitor.of(district, { begins, hours })).text(at),
  });
  const bad = [
    await picture('a code of three hours ago', then - 3 * hour, then - 12 * hour),
    await picture('a pass that ended an hour ago', then - hour - 120_000, then - 25 * hour),
  ];
  // A clock that runs behind may say the very time at which a picture was taken.
  if (wall < then - hour) {
    bad.push(await picture('a picture of the time that the clock shows', wall, wall - 2 * hour));
    bad.push(
      await picture('a pass that was good at the time that the clock shows', wall, wall - 20 * hour, 22),
    );
  }
  if (shift.passed >= hour)
    bad.push(await picture('a picture of the last moment before the clock went wrong', now, now - 2 * hour));
  return bad;
}
