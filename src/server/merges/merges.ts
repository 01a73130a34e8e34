import type { MergeRow } from '../../domain/api/persons/merge-api.ts';
import type { HealthStatus } from '../../domain/person/health-status.ts';
import { badness } from '../../domain/policy/override.ts';
import { recordsOf, standingRecord } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { turnRostersOf } from '../accounts/roster-turn.ts';
import { allowPasses, denyPasses } from '../passes/denied-passes.ts';
import { livePassesIn } from '../passes/pass-log.ts';
import { healthStatus } from '../people/person-status.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/**
 * Two records of one person. Nothing of either is moved (accounts/merged-persons.ts): merging makes the one lead to the other, undoing
 * takes that back. What was written meanwhile was written for the record that stands for both, and stays with it.
 */

/** Which record is to stand for both, and the other. */
export interface Pair {
  person: string;
  other: string;
}

interface Official {
  asker: StoredRecord;
  official: StoredRecord;
  reason: string;
}

/** @throws Fault 'not-allowed' for one record twice, and for one that stands for others itself; 'overtaken' for one that is merged already */
export function demandMergeable(app: App, { person, other }: Pair): void {
  if (person === other) throw new Fault('not-allowed', 'This is one record: there is nothing to merge.');
  for (const record of [person, other]) {
    if (!row(app, ['id'], 'select id from persons where id = {:record}', { record }))
      throw new Fault('not-found', 'There is no such record any more.');
    if (standingRecord(app, record) !== record)
      throw new Fault('overtaken', 'One of these records was merged meanwhile. Find the person again.');
  }
  if (recordsOf(app, other).length > 1)
    throw new Fault(
      'not-allowed',
      'The other record stands for more than itself: let it be the one that stands for all of them.',
    );
}

/** Merges two records, as two officials decided. Passes that state better than the merged status are denied in the same transaction. */
export function merge(app: App, pair: Pair, by: Official, now: number): void {
  demandMergeable(app, pair);
  const { person, other } = pair;
  const before = [person, other].map((record) => ({
    status: healthStatus(app, record, now),
    records: recordsOf(app, record),
  }));
  run(
    app,
    `insert into person_merges (person, alias, reason, asked_by, decided_by, at)
     values ({:person}, {:other}, {:reason}, {:asker}, {:official}, {:now})`,
    { person, other, reason: by.reason, asker: by.asker.id, official: by.official.id, now },
  );
  const is = badness(healthStatus(app, person, now));
  const better = before.filter(({ status }) => badness(status) < is);
  const passes = better.flatMap(({ records }) => livePassesIn(app, records, now));
  denyPasses(app, passes, now);
  if (passes.length > 0)
    audit(app, { actor: 'server', action: 'passes.deny', subject: `person:${person} merge` });
  turnRostersOf(app, person, now);
  note(app, by, 'person.merge', pair);
}

interface Stored {
  person: string;
  other: string;
  at: number;
}

/** @throws Fault 'not-found' where there is no such merge, 'overtaken' when it was undone */
export function demandMerged(app: App, id: number): Stored {
  const found = row<Stored & { undone: number }>(
    app,
    ['person', 'other', 'at', 'undone'],
    'select person, alias as other, at, undone_at as undone from person_merges where id = {:id}',
    { id },
  );
  if (!found) throw new Fault('not-found', 'There is no such merge.');
  if (found.undone !== 0) throw new Fault('overtaken', 'These records are two again already.');
  return found;
}

/** Makes them two again, as two officials decided: each has what it had, and what its own data says is its status. */
export function unmerge(app: App, id: number, by: Official, now: number): void {
  const pair = demandMerged(app, id);
  const was = badness(healthStatus(app, pair.person, now));
  run(
    app,
    `update person_merges set undo_reason = {:reason}, undo_asked_by = {:asker}, undone_by = {:official}, undone_at = {:now}
     where id = {:id}`,
    { id, reason: by.reason, asker: by.asker.id, official: by.official.id, now },
  );
  const records = [pair.person, pair.other];
  const after = records.map((record) => ({
    of: recordsOf(app, record),
    status: healthStatus(app, record, now),
  }));
  followParting(app, pair, after, was, now);
  for (const record of records) turnRostersOf(app, record, now);
  note(app, by, 'person.unmerge', pair);
}

/**
 * Whoever of the two is worse than both were together: passes of either state better than that, since those made meanwhile were made
 * for the record that stood for both. Else a record that is well again by itself has its passes back.
 */
function followParting(
  app: App,
  { person }: Pair,
  after: readonly { of: ReturnType<typeof recordsOf>; status: HealthStatus }[],
  was: number,
  now: number,
): void {
  if (after.some(({ status }) => badness(status) > was)) {
    const passes = after.flatMap(({ of }) => livePassesIn(app, of, now));
    denyPasses(app, passes, now);
    if (passes.length > 0)
      audit(app, { actor: 'server', action: 'passes.deny', subject: `person:${person} parted` });
    return;
  }
  if (was === 0) return;
  const well = after.filter(({ status }) => badness(status) === 0);
  const passes = well.flatMap(({ of }) => livePassesIn(app, of, now));
  if (allowPasses(app, passes, now) > 0)
    audit(app, { actor: 'server', action: 'passes.allow', subject: `person:${person} parted` });
}

function note(
  app: App,
  by: Official,
  action: 'person.merge' | 'person.unmerge',
  { person, other }: Pair,
): void {
  audit(app, {
    actor: `staff:${by.asker.id}`,
    action,
    subject: `person:${person} alias:${other}`,
  });
}

/** The records of a merge, whether it is in force or not. */
export function pairOf(app: App, id: number): Pair | null {
  return row<Pair>(
    app,
    ['person', 'other'],
    'select person, alias as other from person_merges where id = {:id}',
    {
      id,
    },
  );
}

/** The masked names of some records; '' for one that is gone. */
export function maskedNames(app: App, { person, other }: Pair): { maskedName: string; otherName: string } {
  const name = (record: string): string =>
    row<{ maskedName: string }>(app, ['maskedName'], 'select maskedName from persons where id = {:record}', {
      record,
    })?.maskedName ?? '';
  return { maskedName: name(person), otherName: name(other) };
}

/** All merges, those in force first, with the persons whom they show. */
export function mergeRows(app: App): { merges: MergeRow[]; persons: string[] } {
  const found = rows<Omit<MergeRow, 'id'> & { id: number; person: string; other: string }>(
    app,
    [
      'id',
      'person',
      'other',
      'maskedName',
      'otherName',
      'reason',
      'askedBy',
      'decidedBy',
      'at',
      'undoneAt',
      'undoReason',
      'undoAskedBy',
      'undoneBy',
    ],
    `select m.id, m.person, m.alias as other, coalesce(p.maskedName, '') as maskedName, coalesce(o.maskedName, '') as otherName,
       m.reason, coalesce(a.name, '') as askedBy, coalesce(d.name, '') as decidedBy, m.at, m.undone_at as undoneAt,
       m.undo_reason as undoReason, coalesce(ua.name, '') as undoAskedBy, coalesce(ud.name, '') as undoneBy
     from person_merges m left join persons p on p.id = m.person left join persons o on o.id = m.alias
     left join staff a on a.id = m.asked_by left join staff d on d.id = m.decided_by
     left join staff ua on ua.id = m.undo_asked_by left join staff ud on ud.id = m.undone_by
     order by m.undone_at > 0, m.id desc limit 500`,
  );
  return {
    merges: found.map(({ id, person: _person, other: _other, ...one }) => ({ ...one, id: String(id) })),
    persons: [...new Set(found.flatMap(({ person, other }) => [person, other]))],
  };
}
