import { addDays, localDay } from '../../domain/time/local-day.ts';
import { outcomes, type Outcome } from '../../domain/policy/outcome.ts';
import { oneVisitMs, visitsPerDay } from '../../domain/site/visit.ts';
import type { MeAnswer } from '../../domain/api/api.ts';
import type { Stay } from '../../domain/site/stays.ts';
import { dayTable, daysThere, ensureDayTables } from '../days/day-tables.ts';
import { withEnglish } from '../places/english-names.ts';
import { Fault } from '../vm/fault.ts';
import { personOfDay } from '../days/person-of-day.ts';
import { numbersOfPerson } from '../passes/pass-log.ts';
import { personRow } from '../passes/person-row.ts';
import { joinMark, scanBeside } from '../scans/joined-visits.ts';
import { countIn } from '../scans/roll-ups.ts';
import { staysOnDay } from '../scans/stays.ts';
import { commitSafely } from '../vm/commit-safety.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

export interface Visit {
  /** Made by the phone, 16 hexadecimal characters. */
  id: string;
  /** UTC ms, the server's. */
  t: number;
  site: number;
  zone: number;
  outcome: Outcome;
  policy: number;
  reasons: string[];
}

/** So many ids are remembered as one with a visit; more than the tabs and retries of a person in ten minutes. */
const mostMerged = 30;

/**
 * Stores a visit unless it is one that is stored already: the same one sent again, perhaps after midnight, or another id for
 * the same person at the same place within `oneVisitMs`. All within one transaction, so however many come at once, one counts.
 * @returns when the visit began, and whether it is new
 * @throws Fault 'too-many' beyond `visitsPerDay`
 */
export function storeVisit(app: App, person: string, visit: Visit): { at: number; isNew: boolean } {
  const day = localDay(visit.t);
  commitSafely(app);
  return transact(app, (inside) => {
    const there = daysThere(inside, 'visit');
    const same = [day, addDays(day, -1)]
      .filter((candidate) => there.includes(candidate))
      .flatMap((candidate) => sameVisit(inside, person, visit, candidate) ?? []);
    // The very id, even of yesterday, before a visit that it would only be merged with.
    const found = same.find(({ known }) => known === 1) ?? same[0];
    if (found) {
      if (found.known === 0) rememberMerged(inside, visit.id, found);
      return { at: found.t, isNew: false };
    }
    ensureDayTables(inside, day);
    const number = personRow(inside, person, day);
    refuseTooMany(inside, number, day);
    const scan = scanBeside(inside, day, numbersOfPerson(inside, person, day), visit);
    run(
      inside,
      `insert into ${dayTable('visit', day)} (person, id, t, site, zone, outcome, policy, reasons, merged)
       values ({:person}, {:id}, {:t}, {:site}, {:zone}, {:outcome}, {:policy}, {:reasons}, {:merged})`,
      {
        ...visit,
        person: number,
        outcome: outcomes.indexOf(visit.outcome),
        reasons: visit.reasons.join(' ') || null,
        merged: scan ? `${joinMark(scan)} ` : '',
      },
    );
    // Whoever showed a proof at the sentry is counted by that.
    if (!scan) countIn(inside, 'visit', [visit]);
    return { at: visit.t, isNew: true };
  });
}

interface StoredVisit {
  day: number;
  person: number;
  id: string;
  t: number;
  merged: string;
  /** 1 when it was sent under this very id before. */
  known: number;
}

/** The stored visit of a day that this one is; null when there is none. */
function sameVisit(app: App, person: string, visit: Visit, day: number): StoredVisit | null {
  const { id, site, zone, t } = visit;
  const number = personOfDay(app, person, day);
  // Either way: of visits that come at once, one that was begun later may be stored first.
  const near = { since: t - oneVisitMs, until: t + oneVisitMs };
  const found = row<Omit<StoredVisit, 'day' | 'person'>>(
    app,
    ['id', 't', 'merged', 'known'],
    `select id, t, merged, id = {:id} or instr(merged, {:id}) > 0 as known from ${dayTable('visit', day)}
     where person = {:person} and (id = {:id} or instr(merged, {:id}) > 0
       or (site = {:site} and zone = {:zone} and t > {:since} and t < {:until}))
     order by known desc, t desc limit 1`,
    { person: number, id, site, zone, ...near },
  );
  return found && { ...found, day, person: number };
}

function rememberMerged(app: App, id: string, { day, person, id: of, merged }: StoredVisit): void {
  if (merged.length >= mostMerged * (id.length + 1)) return;
  run(
    app,
    `update ${dayTable('visit', day)} set merged = merged || {:id} || ' ' where person = {:person} and id = {:of}`,
    { id, person, of },
  );
}

function refuseTooMany(app: App, person: number, day: number): void {
  const { count } = row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from ${dayTable('visit', day)} where person = {:person}`,
    { person },
  )!;
  if (count < visitsPerDay) return;
  throw new Fault(
    'too-many',
    `${count} visits were registered today, the most of a day. Show the health code to the staff instead.`,
  );
}

/** So many records of a day are looked at for the latest stays: a person comes to a door and out of it again. */
const mostRecords = 4 * visitsPerDay;

/**
 * Where a person was last, newest first: a visit and the passage through the sentry beside it are one, which ends with their leaving. Only
 * the asker's own numbers of the days lead to them.
 */
export function latestVisits(app: App, person: string, limit: number): MeAnswer['visits'] {
  const stays: Stay[] = [];
  for (const day of daysThere(app, 'visit')) {
    if (stays.length >= limit) break;
    stays.push(...staysOnDay(app, day, numbersOfPerson(app, person, day), mostRecords));
  }
  const latest = stays.slice(0, limit);
  const names = namesOf(app, latest);
  return latest.map(({ site, zone, from, until, by }) =>
    withEnglish(
      {
        at: from ?? until!,
        ...(until !== null && { left: until }),
        ...(from === null && { onlyLeft: true as const }),
        by,
        ...names(site, zone),
      },
      ['siteEn', 'zoneEn'],
    ),
  );
}

type Names = Pick<MeAnswer['visits'][number], 'site' | 'zone'> & { siteEn: string; zoneEn: string };

/** What the places of some stays are called; '' where one is no more. */
function namesOf(app: App, stays: readonly Stay[]): (site: number, zone: number) => Names {
  const of = (table: 'sites' | 'zones', numbers: number[]) =>
    new Map(
      rows<{ number: number; name: string; nameEn: string }>(
        app,
        ['number', 'name', 'nameEn'],
        `select number, name, nameEn from ${table} where number in (select value from json_each({:numbers}))`,
        { numbers: JSON.stringify(numbers) },
      ).map((each) => [each.number, each]),
    );
  const sites = of(
    'sites',
    stays.map(({ site }) => site),
  );
  const zones = of(
    'zones',
    stays.map(({ zone }) => zone),
  );
  return (site, zone) => ({
    site: sites.get(site)?.name ?? '',
    siteEn: sites.get(site)?.nameEn ?? '',
    zone: zones.get(zone)?.name ?? '',
    zoneEn: zones.get(zone)?.nameEn ?? '',
  });
}
