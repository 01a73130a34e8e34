import { addDays, dayStart, localDay } from '../../../domain/time/local-day.ts';
import { ensureDayTables } from '../../days/day-tables.ts';
import { transact } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import type { Scale } from '../scale.ts';
import { noteGates } from './note-gates.ts';
import { makeMoves } from './make-moves.ts';
import { makePlayTables } from './play-tables.ts';
import { notePlayed } from './played.ts';
import { beginChains, countMoves, storeNotices, storeScans, storeVisits } from './store-moves.ts';
import { storeWalkers } from './store-walkers.ts';

/**
 * Lets people come and go from after `from` until `to`, UTC ms: scans, visits, passes, counts and notices as if they had
 * arrived in their time. Each day is a transaction of its own, so that a server that answers meanwhile never waits for all.
 * @param tell told each day that is done
 */
export function playDays(
  app: App,
  scale: Scale,
  from: number,
  to: number,
  tell: (day: number, scans: number, visits: number) => void = () => undefined,
): { scans: number; visits: number } {
  // One that an earlier version filled may lack a table.
  makePlayTables(app);
  const total = { scans: 0, visits: 0 };
  for (let day = localDay(from); day <= localDay(to); day = addDays(day, 1)) {
    const { scans, visits } = transact(app, (inside) => {
      const played = playDay(inside, scale, day, { from, to });
      notePlayed(inside, scale, Math.min(to, dayStart(addDays(day, 1)) - 1));
      return played;
    });
    tell(day, scans, visits);
    total.scans += scans;
    total.visits += visits;
  }
  return total;
}

function playDay(
  app: App,
  scale: Scale,
  day: number,
  window: { from: number; to: number },
): { scans: number; visits: number } {
  noteGates(app, scale.busySentries);
  beginChains(app, window.from);
  ensureDayTables(app, day);
  makeMoves(app, day, scale, window);
  storeWalkers(app, day);
  const scans = storeScans(app, day);
  const visits = storeVisits(app, day);
  countMoves(app, day);
  storeNotices(app, window.to - scale.noticeDays * 86_400_000);
  return { scans, visits };
}
