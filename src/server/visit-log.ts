import { addDays, localDay } from '../domain/local-day.ts';
import { outcomes, type Outcome } from '../domain/outcome.ts';
import type { MeAnswer } from '../domain/api.ts';
import { dayTable, daysThere, ensureDayTables } from './day-tables.ts';
import { personOfDay } from './person-keys.ts';
import { personRow } from './pass-log.ts';
import { countIn } from './roll-ups.ts';
import { commitSafely } from './commit-safety.ts';
import { row, rows, run, transact } from './sql.ts';
import type { App } from './vm.ts';

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

/**
 * Stores a visit unless this phone's visit is stored already, perhaps just before midnight; answers when it was stored
 * first and whether it is new.
 */
export function storeVisit(app: App, citizen: string, visit: Visit): { at: number; isNew: boolean } {
  const day = localDay(visit.t);
  commitSafely(app);
  return transact(app, (inside) => {
    const there = daysThere(inside, 'visit');
    for (const candidate of [day, addDays(day, -1)]) {
      if (!there.includes(candidate)) continue;
      const found = row<{ t: number }>(
        inside,
        ['t'],
        `select t from ${dayTable('visit', candidate)} where person = {:person} and id = {:id}`,
        { person: personOfDay(inside, citizen, candidate), id: visit.id },
      );
      if (found) return { at: found.t, isNew: false };
    }
    ensureDayTables(inside, day);
    run(
      inside,
      `insert into ${dayTable('visit', day)} (person, id, t, site, zone, outcome, policy, reasons)
       values ({:person}, {:id}, {:t}, {:site}, {:zone}, {:outcome}, {:policy}, {:reasons})`,
      {
        ...visit,
        person: personRow(inside, citizen, day),
        outcome: outcomes.indexOf(visit.outcome),
        reasons: visit.reasons.join(' ') || null,
      },
    );
    countIn(inside, 'visit', [visit]);
    return { at: visit.t, isNew: true };
  });
}

/** A person's own latest visits, newest first. Only the asker's own numbers of the days lead to them. */
export function latestVisits(app: App, citizen: string, limit: number): MeAnswer['visits'] {
  const found: MeAnswer['visits'] = [];
  for (const day of daysThere(app, 'visit')) {
    if (found.length >= limit) break;
    found.push(
      ...rows<MeAnswer['visits'][number]>(
        app,
        ['at', 'site', 'zone'],
        `select v.t as at, coalesce(s.name, '') as site, coalesce(z.name, '') as zone
         from ${dayTable('visit', day)} v
         left join sites s on s.number = v.site
         left join zones z on z.number = v.zone
         where v.person = {:person} order by v.t desc limit {:limit}`,
        { person: personOfDay(app, citizen, day), limit: limit - found.length },
      ),
    );
  }
  return found;
}
