import { audit } from '../audit/audit.ts';
import { oldestKeptDay, prepareDays } from '../days/day-tables.ts';
import { fingerprint, readKeyFile } from '../keys/key-files.ts';
import { numberPapers } from '../passes/paper-days.ts';
import { purgeOldDays } from './purge.ts';
import { rows, run, transact } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

/** Days that are still kept whose key is gone or another one. */
export function lostDays(app: App, now: number): number[] {
  const noted = rows<{ day: number; fingerprint: string }>(
    app,
    ['day', 'fingerprint'],
    'select day, fingerprint from day_keys where day >= {:oldest} order by day',
    { oldest: oldestKeptDay(now) },
  );
  return noted
    .filter(({ day, fingerprint: known }) => {
      const key = readKeyFile('day-keys', day);
      return key === null || fingerprint(key) !== known;
    })
    .map(({ day }) => day);
}

/**
 * Before the first request: the days' keys are there, today's tables too, and what a crash left of a purge is finished.
 * @throws Error when a kept day's key is missing: its scans and visits would lead to nobody
 */
export function readyDays(app: App, now = Date.now()): void {
  const lost = lostDays(app, now);
  if (lost.length > 0) {
    if (os.getenv('SITECODE_LOST_DAY_KEYS') !== 'accept') {
      throw new Error(
        `The keys of the days ${lost.join(', ')} are missing beside the keyring, or are others than these days' own. ` +
          'Bring the folder day-keys back from the keys’ backup. If they are lost, what happened on these days ' +
          'leads to nobody any more: to go on so, start once with SITECODE_LOST_DAY_KEYS=accept.',
      );
    }
    transact(app, (inside) => {
      run(inside, 'delete from day_keys where day in (select value from json_each({:days}))', {
        days: JSON.stringify(lost),
      });
      audit(inside, { actor: 'server', action: 'day-keys.lost', subject: lost.join(' ') });
    });
  }
  transact(app, (inside) => prepareDays(inside, now));
  numberPapers(app, now);
  try {
    purgeOldDays(app, now);
  } catch (error) {
    // The gates need the server now; the hourly run tries again.
    app.logger().error('The purge of old days failed', 'error', String(error));
  }
}
