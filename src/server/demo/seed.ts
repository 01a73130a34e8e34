import { addDays, dayStart, localDay } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { currentBundle } from '../policy/bundle.ts';
import { charter } from '../policy/charter.ts';
import { personSeals } from './people/person-seals.ts';
import { prepareDays } from '../days/day-tables.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { makeBusiness } from './business/make-business.ts';
import { makeRoster } from './business/demo-roster.ts';
import { askForOverride } from './business/waiting-override.ts';
import { askForRequests } from './business/waiting-requests.ts';
import { makeCast, makeDistrictOwners, makeFamily } from './cast/make-cast.ts';
import { makeFleetHistory } from './fleet/plan-fleet.ts';
import { Batches } from './load/batch.ts';
import { Loader } from './load/load.ts';
import { plannedFolder } from './load/planned-folder.ts';
import { makePlaces } from './places/make-places.ts';
import { planRest, seedNumber } from './plan.ts';
import { makePlayTables } from './play/play-tables.ts';
import { playDays } from './play/play-days.ts';
import { notePlayed, played } from './play/played.ts';
import { Chance } from './random.ts';
import { daysPlayed, daysToPlay } from './play/days-to-play.ts';
import type { Scale } from './scale.ts';

/** The demo is brought up to date when it was left alone for this long. */
const refreshAfter = 6 * 3_600_000;

function count(app: App, table: string): number {
  return row<{ count: number }>(app, ['count'], `select count(*) as count from ${table}`)!.count;
}

/**
 * Fills an empty district with the demo, or brings the demo that is there up to date, whatever its scale.
 * @param tell told what was made, a line each
 * @throws Error when the charter or the database is that of a real district
 */
export function seedDemo(app: App, scale: Scale, now: number, tell: (line: string) => void): void {
  if (!charter().charter.district.demo) {
    throw new Error('The root of this district has signed that it is no demo: nothing was changed.');
  }
  if (isDemo(app)) {
    refreshDemo(app, now, tell);
    return tell('The demo district is there already; its dates were brought up to today.');
  }
  if (count(app, 'sites') + count(app, 'persons') > 0) {
    throw new Error('This database has sites or persons and is no demo: nothing was changed.');
  }
  transact(app, (inside) => fill(inside, scale, now, tell));
  // A demo that is filled up to here and no further is not called one: the next start makes it anew.
  const from = dayStart(daysToPlay(scale, now)[0]!);
  const began = scale.share === null ? undefined : tellDay(tell);
  const { scans, visits } = playDays(app, scale, from, now, began);
  tell(`${scans} scans and ${visits} visits of ${daysPlayed} days, ${count(app, 'notices')} alarms shown`);
  makeBusiness(app, scale, now, new Chance(seedNumber + 9));
  transact(app, (inside) => {
    askForOverride(inside, now);
    askForRequests(inside, now);
    makeRoster(inside, now);
    const district = row<{ id: string }>(inside, ['id'], 'select id from district limit 1')!;
    const record: StoredRecord = inside.findRecordById('district', district.id);
    record.set('demo', true);
    inside.save(record);
    audit(inside, { actor: 'server', action: 'demo.seed', subject: 'district' });
  });
  // Statistics by which SQLite chooses its indexes: the amounts came all at once.
  run(app, 'analyze');
  const { version } = currentBundle(app);
  tell(`the demo bundle, version ${version}`);
}

function tellDay(tell: (line: string) => void) {
  return (day: number, scans: number, visits: number): void =>
    tell(`${day}: ${scans} scans, ${visits} visits`);
}

/** Everything but the days. The small demo is planned here; what a district of real size holds was planned beside this VM. */
function fill(app: App, scale: Scale, now: number, tell: (line: string) => void): void {
  const chance = new Chance(seedNumber);
  makePlayTables(app);
  const loader = new Loader(app);
  const batches = new Batches((batch) => loader.load(batch));
  makeCast(app, batches, now, scale, chance);
  if (scale.share === null) {
    const sites = makePlaces(app, chance);
    tell(`${sites.length} sites with ${count(app, 'zones')} zones, ${count(app, 'site_codes')} signed codes`);
    planRest(batches, sites, scale, now, personSeals());
  } else {
    if (plannedFolder() === null)
      throw new Error('A district of real size is made by: npm start -- --scale district.');
    makeDistrictOwners(app);
    loader.loadPlanned(tell);
    makeFleetHistory(app, now);
  }
  makeFamily(app, batches, now, scale, chance);
  batches.end();
  tell(
    `${count(app, 'persons')} persons, ${count(app, 'citizens')} accounts, ${count(app, 'tests')} tests, ${count(app, 'doses')} vaccine doses`,
  );
  tell(`${count(app, 'owners')} owners, ${count(app, 'sentries')} sentries, ${count(app, 'staff')} staff`);
  prepareDays(app, now);
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
 * @param tell told each day that is played, in a district of real size
 * @returns whether anything was changed, so that open boards are to be told
 */
export function refreshDemo(app: App, now: number, tell: (line: string) => void = () => undefined): boolean {
  const before = played(app);
  if (!before || now - before.until < refreshAfter) return false;
  const { scale } = before;
  let behind = 0;
  transact(app, (inside) => {
    // Asked again: another VM may have done it meanwhile.
    const { until } = played(inside)!;
    behind = now - until;
    if (behind < refreshAfter) return;
    const minutes = Math.floor(behind / 60_000) * 60_000;
    run(inside, 'update tests set sampleTime = sampleTime + {:minutes}', { minutes });
    run(
      inside,
      `update fleet set last_seen = iif(last_seen > 0, last_seen + {:minutes}, 0),
         silent_since = iif(silent_since > 0, silent_since + {:minutes}, 0) where device <= {:sentries}`,
      { minutes, sentries: scale.sentries },
    );
    prepareDays(inside, now);
    askForOverride(inside, now);
    askForRequests(inside, now);
    audit(inside, { actor: 'server', action: 'demo.refresh', subject: 'district' });
    notePlayed(inside, scale, now);
  });
  if (behind < refreshAfter) return false;
  const first = dayStart(addDays(localDay(now), 1 - daysPlayed));
  playDays(app, scale, Math.max(now - behind, first), now, scale.share === null ? undefined : tellDay(tell));
  return true;
}
