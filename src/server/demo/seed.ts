import { addDays, dayStart, localDay } from '../../domain/local-day.ts';
import { audit } from '../audit.ts';
import { currentBundle } from '../bundle.ts';
import { charter } from '../charter.ts';
import { prepareDays } from '../day-tables.ts';
import { row, run, transact } from '../sql.ts';
import type { App, StoredRecord } from '../vm.ts';
import { makeFleet } from './make-fleet.ts';
import { makePeople } from './make-people.ts';
import { makePlaces } from './make-places.ts';
import { playDays } from './play-days.ts';
import { Chance } from './random.ts';

/** Any number: it decides how everything in the demo turns out. */
const seedNumber = 20_220_422;
const daysPlayed = 14;
/** The demo is brought up to date when it was left alone for this long. */
const refreshAfter = 6 * 3_600_000;

function count(app: App, table: string): number {
  return row<{ count: number }>(app, ['count'], `select count(*) as count from ${table}`)!.count;
}

/**
 * Fills an empty district with the demo, or brings the demo that is there up to date.
 * @param tell told what was made, a line each
 * @throws Error when the charter or the database is that of a real district
 */
export function seedDemo(app: App, now: number, tell: (line: string) => void): void {
  if (!charter().charter.district.demo) {
    throw new Error('The root of this district has signed that it is no demo: nothing was changed.');
  }
  if (isDemo(app)) {
    refreshDemo(app, now);
    return tell('The demo district is there already; its dates were brought up to today.');
  }
  if (count(app, 'sites') + count(app, 'citizens') > 0) {
    throw new Error('This database has sites or citizens and is no demo: nothing was changed.');
  }
  transact(app, (inside) => {
    const chance = new Chance(seedNumber);
    const sites = makePlaces(inside, chance);
    tell(
      `${sites.length} sites with ${count(inside, 'zones')} zones, ${count(inside, 'site_codes')} signed codes`,
    );
    const people = makePeople(inside, now, chance);
    tell(
      `${people.length} citizens, ${count(inside, 'tests')} tests, ${count(inside, 'doses')} vaccine doses`,
    );
    makeFleet(inside, sites, now, chance);
    tell(
      `${count(inside, 'owners')} owners, ${count(inside, 'sentries')} sentries, ${count(inside, 'staff')} staff`,
    );
    prepareDays(inside, now);
    const { scans, visits } = playDays(inside, dayStart(addDays(localDay(now), 1 - daysPlayed)), now);
    tell(
      `${scans} scans and ${visits} visits of ${daysPlayed} days, ${count(inside, 'notices')} alarms shown`,
    );
    const district = row<{ id: string }>(inside, ['id'], 'select id from district limit 1')!;
    const record: StoredRecord = inside.findRecordById('district', district.id);
    record.set('demo', true);
    inside.save(record);
    audit(inside, { actor: 'server', action: 'demo.seed', subject: 'district' });
  });
  const { version } = currentBundle(app);
  tell(`the demo bundle, version ${version}`);
}

/** Whether this is a demo district, as the root has signed, and its database was filled as one. */
export function isDemo(app: App): boolean {
  return charter().charter.district.demo && wasSeeded(app);
}

function wasSeeded(app: App): boolean {
  return row<{ demo: number }>(app, ['demo'], 'select demo from district limit 1')?.demo === 1;
}

/**
 * A demo left alone ages: tests grow too old, the days since are empty. This moves tests and last signs of life along and
 * lets the days in between happen. Does nothing when that was done within the last six hours.
 */
export function refreshDemo(app: App, now: number): void {
  const isOld = (inside: App): number => now - lastPlayed(inside);
  if (isOld(app) < refreshAfter) return;
  transact(app, (inside) => {
    const behind = isOld(inside);
    if (behind < refreshAfter) return;
    const minutes = Math.floor(behind / 60_000) * 60_000;
    run(inside, 'update tests set sampleTime = sampleTime + {:minutes}', { minutes });
    run(inside, 'update fleet set last_seen = last_seen + {:minutes} where device <= 763', { minutes });
    prepareDays(inside, now);
    const first = dayStart(addDays(localDay(now), 1 - daysPlayed));
    playDays(inside, Math.max(now - behind, first), now);
    audit(inside, { actor: 'server', action: 'demo.refresh', subject: 'district' });
  });
}

/** Until when the demo has been played. */
function lastPlayed(app: App): number {
  return row<{ at: number }>(
    app,
    ['at'],
    `select max(at) as at from audit where action in ('demo.seed', 'demo.refresh')`,
  )!.at;
}
