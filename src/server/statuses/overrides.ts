import type { MyOverride } from '../../domain/api/api.ts';
import type { OverrideRow } from '../../domain/api/official-api.ts';
import type { OverrideColour, OverrideReason, OverrideState } from '../../domain/policy/override.ts';
import { roleFor, type StaffRole } from '../../domain/access/rights.ts';
import type { AuditAction } from '../../domain/access/audit-action.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { demandTwoPeople } from '../accounts/two-people.ts';
import { audit } from '../audit/audit.ts';
import { withStatusChange } from '../passes/denied-passes.ts';
import { healthStatus } from '../people/person-status.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, transact } from '../vm/sql.ts';
import { NewRecord, type App, type StoredRecord } from '../vm/vm.ts';

/** Colours set by hand, from the request to the end. Every step is a transaction with its audit entry. */

const day = 86_400_000;

function note(app: App, official: StoredRecord, action: AuditAction, stored: StoredRecord): void {
  const subject = `override:${stored.id} person:${stored.getString('person')} ${stored.getString('colour')}`;
  audit(app, { actor: `staff:${official.id}`, action, subject: `${subject} ${stored.getString('reason')}` });
}

function find(app: App, id: string, state: OverrideState): StoredRecord {
  let stored: StoredRecord | null = null;
  try {
    stored = app.findRecordById('overrides', id);
  } catch {
    // No such record.
  }
  if (!stored) throw new Fault('not-found', 'There is no such request.');
  if (stored.getString('state') !== state) {
    throw new Fault('overtaken', `This one is ${stored.getString('state')} by now. Look at the list again.`);
  }
  return stored;
}

/**
 * One official asks. Nothing changes yet.
 * @throws Fault 'not-allowed' while another request for the same person waits
 */
export function requestOverride(
  app: App,
  official: StoredRecord,
  asked: { person: string; colour: OverrideColour; reason: OverrideReason; days: number },
  now: number,
): string {
  return transact(app, (inside) => {
    const { person, colour, reason, days } = asked;
    const waiting = row<{ count: number }>(
      inside,
      ['count'],
      `select count(*) as count from overrides
       where person in (select value from json_each({:records})) and state = 'requested'`,
      { records: recordList(inside, person) },
    )!.count;
    if (waiting > 0)
      throw new Fault('not-allowed', 'A request for this person waits already: decide on that one first.');
    const stored = new NewRecord(inside.findCollectionByNameOrId('overrides'), {
      person,
      colour,
      reason,
      state: 'requested',
      requestedBy: official.id,
      requestedAt: now,
      validUntil: now + days * day,
    });
    inside.save(stored);
    note(inside, official, 'override.request', stored);
    return stored.id;
  });
}

/**
 * Another official decides. Approved, it is the person's colour from this moment, in place of any other that was set.
 * @throws Fault 'not-allowed' for the official who asked
 */
export function decideOverride(
  app: App,
  official: StoredRecord,
  id: string,
  approve: boolean,
  now: number,
): void {
  transact(app, (inside) => {
    const stored = find(inside, id, 'requested');
    if (stored.getString('requestedBy') === official.id)
      throw new Fault('not-allowed', 'You asked for this: another official must decide.');
    if (approve) demandTwoPeople(inside, stored.getString('requestedBy'), official.id, `override:${id}`);
    if (approve && stored.getInt('validUntil') <= now)
      throw new Fault('not-allowed', 'The time this was asked for is over. Ask anew.');
    const person = stored.getString('person');
    withStatusChange(inside, person, 'override', () => {
      if (approve) end(inside, 'person = {:of}', person, official.id, now);
      stored.set('state', approve ? 'active' : 'refused');
      stored.set('decidedBy', official.id);
      stored.set('decidedAt', now);
      inside.save(stored);
    });
    note(inside, official, approve ? 'override.approve' : 'override.refuse', stored);
  });
}

/** Takes back what is in force: the status is again what the person's tests say. */
export function liftOverride(app: App, official: StoredRecord, id: string, now: number): void {
  transact(app, (inside) => {
    const stored = find(inside, id, 'active');
    withStatusChange(inside, stored.getString('person'), 'override-ended', () =>
      end(inside, 'id = {:of}', id, official.id, now),
    );
    note(inside, official, 'override.lift', stored);
  });
}

function end(app: App, which: string, of: string, official: string, now: number): void {
  const found = rows<{ id: string }>(
    app,
    ['id'],
    `select id from overrides where state = 'active' and ${which}`,
    { of },
  );
  for (const { id } of found) {
    const stored = app.findRecordById('overrides', id);
    stored.set('state', 'lifted');
    stored.set('liftedBy', official);
    stored.set('liftedAt', now);
    app.save(stored);
  }
}

/** Every hour: those whose time is over end, and the passes they had denied are allowed again. */
export function endOverdueOverrides(app: App, now: number): void {
  const over = rows<{ id: string; person: string; validUntil: number }>(
    app,
    ['id', 'person', 'validUntil'],
    `select id, person, validUntil from overrides where state = 'active' and validUntil <= {:now}`,
    { now },
  );
  for (const { id, person, validUntil } of over) {
    transact(app, (inside) => {
      // Read as it was in its last moment: by now it no longer counts.
      withStatusChange(
        inside,
        person,
        'override-ended',
        () => {
          end(inside, 'id = {:of}', id, '', validUntil);
          audit(inside, { actor: 'server', action: 'override.end', subject: `override:${id}` });
        },
        { before: validUntil - 1, after: now },
      );
    });
  }
}

/** What the person is shown of the one in force. */
export function overrideOf(app: App, person: string, now: number): MyOverride | null {
  const found = row<Omit<MyOverride, 'office'> & { roles: string }>(
    app,
    ['colour', 'reason', 'since', 'until', 'roles'],
    `select o.colour, o.reason, o.decidedAt as since, o.validUntil as until, s.roles
     from overrides o join staff s on s.id = o.requestedBy
     where o.person in (select value from json_each({:records})) and o.state = 'active' and o.validUntil > {:now}
     order by o.colour = {:colour} desc, o.decidedAt desc limit 1`,
    { records: recordList(app, person), now, colour: healthStatus(app, person, now).colour },
  );
  if (!found) return null;
  const { roles: text, ...override } = found;
  const roles = JSON.parse(text) as StaffRole[];
  // Who asked may hold other roles by now, and another one beside it then.
  return { ...override, office: (roleFor(roles, 'override.ask') as StaffRole | null) ?? roles[0]! };
}

/**
 * Rows for officials: those that wait first, then those in force, then the latest others; 200 at most.
 * @param id one alone; null: all
 */
export function overrideRows(app: App, official: string, id: string | null = null): OverrideRow[] {
  const found = rows<Omit<OverrideRow, 'mine'> & { asker: string; office?: StaffRole }>(
    app,
    [
      'id',
      'maskedName',
      'colour',
      'reason',
      'state',
      'requestedBy',
      'requestedAt',
      'decidedBy',
      'decidedAt',
      'liftedBy',
      'liftedAt',
      'validUntil',
      'asker',
    ],
    `select o.id, p.maskedName, o.colour, o.reason, o.state, coalesce(r.name, '') as requestedBy, o.requestedAt,
       coalesce(d.name, '') as decidedBy, o.decidedAt, coalesce(l.name, '') as liftedBy, o.liftedAt, o.validUntil,
       o.requestedBy as asker
     from overrides o
     join persons p on p.id = o.person
     left join staff r on r.id = o.requestedBy
     left join staff d on d.id = o.decidedBy
     left join staff l on l.id = o.liftedBy
     where {:all} or o.id = {:id}
     order by case o.state when 'requested' then 0 when 'active' then 1 else 2 end,
       max(o.requestedAt, o.decidedAt, o.liftedAt) desc, o.id
     limit 200`,
    { all: id === null ? 1 : 0, id },
  );
  return found.map(({ asker, ...override }) => ({ ...override, mine: asker === official }));
}

/** Whose colours these are. */
export function personsOfOverrides(app: App, ids: readonly string[]): string[] {
  return rows<{ person: string }>(
    app,
    ['person'],
    `select distinct coalesce(m.person, o.person) as person from overrides o
     left join person_merges m on m.alias = o.person and m.undone_at = 0
     where o.id in (select value from json_each({:ids}))`,
    { ids: JSON.stringify(ids) },
  ).map(({ person }) => person);
}
