import { caseKeyMs } from '../../domain/access/approval.ts';
import { mostHeld, type CaseHold, type CaseRow } from '../../domain/api/persons/case-api.ts';
import type { DeletionCertificate } from '../../domain/scan/deletion-certificate.ts';
import { base64url, fromHex } from '../../domain/bytes/bytes.ts';
import { addDays } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { countHeld, daysOfHold, heldRows, type HeldKind, type HeldRow } from './case-holds.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { daysThere } from '../days/day-tables.ts';
import { Fault } from '../vm/fault.ts';
import { destroyKeyFile, newKey, readKeyFile, writeKeyFile } from '../keys/key-files.ts';
import { personOfNumber, holderOfPass, olderPapers, type LoggedPass } from '../passes/pass-log.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/**
 * Cases keep scans and visits beyond the usual time. While a day is kept, a hold is but a note; when the day goes, what is held
 * of it is copied, sealed with a key of the case alone, which is destroyed when the case is closed.
 */

const kinds: HeldKind[] = ['scan', 'visit'];

/** What a case keeps of a scan or a visit of a day that is deleted. */
export interface KeptScan {
  kind: HeldKind;
  day: number;
  /** As it lay in the day's table. */
  row: HeldRow;
  /** Whose pass was scanned; null for a scan without a pass of this server, and for a visit. */
  pass: LoggedPass | null;
  /** The person's record id; null where nothing leads to one. */
  person: string | null;
}

/** How a hold reads in the audit log: by numbers that lead nowhere once their day is gone. */
function holdText(hold: CaseHold): string {
  switch (hold.kind) {
    case 'scan':
      return `scan:${hold.site}/${hold.t}/${hold.device}/${hold.seq}`;
    case 'pass':
      return `pass:${hold.day}:${hold.pass}`;
    case 'person':
      return `person:${hold.day}:${hold.person}`;
    case 'place':
      return `site:${hold.site} from:${hold.from} to:${hold.to}`;
  }
}

function matchesNow(app: App, hold: CaseHold): { scans: number; visits: number } {
  const { first, last } = daysOfHold(hold);
  const matches = { scans: 0, visits: 0 };
  for (let day = first; day <= last; day = addDays(day, 1)) {
    matches.scans += countHeld(app, hold, 'scan', day);
    matches.visits += countHeld(app, hold, 'visit', day);
  }
  return matches;
}

/**
 * Opens a case with a hold, or adds the hold to an open one.
 * @param to the open case; null opens one
 * Commits to disk before (`commitToDisk`) are the caller's to see to: within a transaction it is too late.
 * @throws Fault 'not-found' when its days are gone or nothing is there that it could mean, 'not-allowed' when it is too wide
 */
export function holdForCase(
  app: App,
  staff: string,
  asked: { to: number | null; purpose: string; hold: CaseHold },
  now: number,
): { id: number; matches: { scans: number; visits: number } } {
  const { to, purpose, hold } = asked;
  return transact(app, (inside) => {
    const { first, last } = daysOfHold(hold);
    const there = daysThere(inside, 'scan').filter((day) => day >= first && day <= last);
    if (there.length === 0) throw new Fault('not-found', 'Nothing is kept of these days.');
    const matches = matchesNow(inside, hold);
    const total = matches.scans + matches.visits;
    if (total === 0 && hold.kind !== 'place') throw new Fault('not-found', 'There is no such scan or visit.');
    if (total > mostHeld)
      throw new Fault(
        'not-allowed',
        `This is ${total} scans and visits; ${mostHeld} are the most. Narrow it.`,
      );
    const id = to === null ? openCase(inside, staff, purpose, now) : openOne(inside, to);
    run(
      inside,
      `insert into case_holds (case_id, first_day, last_day, hold) values ({:id}, {:first}, {:last}, {:hold})`,
      { id, first, last, hold: JSON.stringify(hold) },
    );
    const subject = `case:${id} ${holdText(hold)}; purpose: ${purpose}`;
    audit(inside, { actor: `staff:${staff}`, action: 'case.hold', subject });
    return { id, matches };
  });
}

/** Whether there is a case of this number that is open. */
export function isOpenCase(app: App, id: number): boolean {
  return row(app, ['id'], 'select id from cases where id = {:id} and closed_at is null', { id }) !== null;
}

function openCase(app: App, staff: string, purpose: string, now: number): number {
  // Not the case's number, which a database brought back from a backup gives a second time.
  const name = security.randomStringWithAlphabet(16, '0123456789abcdef');
  run(
    app,
    `insert into cases (purpose, opened_by, opened_at, key_name) values ({:purpose}, {:staff}, {:now}, {:name})`,
    { purpose, staff, now, name },
  );
  writeKeyFile('case-keys', name, newKey());
  return row<{ id: number }>(app, ['id'], 'select max(id) as id from cases')!.id;
}

function openOne(app: App, id: number): number {
  const found = row(app, ['id'], 'select id from cases where id = {:id} and closed_at is null', { id });
  if (!found) throw new Fault('not-found', 'There is no such open case.');
  return id;
}

interface CaseKey {
  names: string;
  sealing: string;
}

function caseKey(app: App, id: number): CaseKey {
  const { name } = row<{ name: string }>(
    app,
    ['name'],
    'select key_name as name from cases where id = {:id}',
    {
      id,
    },
  )!;
  const key = readKeyFile('case-keys', name);
  if (key === null) {
    throw new Error(
      `The key of case ${id} is missing. Bring case-keys/${name}.key back from the keys’ backup.`,
    );
  }
  return {
    names: security.hs256('names', key),
    sealing: base64url(fromHex(security.hs256('sealing', key)).slice(0, 24)),
  };
}

/**
 * Copies what open cases hold of a day that is about to go, and of the day after: a pass of the day may be scanned on the next,
 * and what proves its showings goes with the day of its issue. Within the transaction that drops the day.
 * @returns what each case keeps of the day
 */
export function keepForCases(app: App, day: number): DeletionCertificate['kept'] {
  const next = addDays(day, 1);
  const holds = rows<{ id: number; hold: string }>(
    app,
    ['id', 'hold'],
    `select h.case_id as id, h.hold from case_holds h join cases c on c.id = h.case_id
     where c.key_gone = 0 and h.first_day <= {:next} and h.last_day >= {:day} order by h.case_id`,
    { day, next },
  );
  if (holds.length === 0) return [];
  for (const { id, hold } of holds) {
    const key = caseKey(app, id);
    for (const one of [day, next]) copyHeld(app, id, key, JSON.parse(hold) as CaseHold, one);
  }
  const kept = rows<{ id: number; scans: number; visits: number }>(
    app,
    ['id', 'scans', 'visits'],
    `select case_id as id, sum(kind = 'scan') as scans, sum(kind = 'visit') as visits from case_scans
     where day = {:day} group by case_id order by case_id`,
    { day },
  );
  return kept.map(({ id, ...counts }) => ({ case: id, ...counts }));
}

function copyHeld(app: App, id: number, key: CaseKey, hold: CaseHold, day: number): void {
  const { first, last } = daysOfHold(hold);
  if (day < first || day > last) return;
  const there = new Set(
    rows<{ name: string }>(
      app,
      ['name'],
      'select name from case_scans where case_id = {:id} and day = {:day}',
      {
        id,
        day,
      },
    ).map(({ name }) => name),
  );
  let papers: Map<number, LoggedPass> | null = null;
  const copies: [string, HeldKind, string][] = [];
  for (const kind of kinds) {
    for (const held of heldRows(app, hold, kind, day)) {
      const parts =
        kind === 'scan'
          ? [held['site'], held['t'], held['chain'], held['seq']]
          : [held['person'], held['id']];
      const name = security.hs256(`${kind}:${day}:${parts.join('/')}`, key.names);
      if (there.has(name)) continue;
      const kept: KeptScan = { kind, day, row: held, pass: null, person: null };
      if (kind === 'visit') kept.person = personOfNumber(app, day, held['person'] as number);
      else if ((held['pass'] as number) > 0) {
        papers ??= olderPapers(app, day);
        kept.pass = holderOfPass(app, day, held['pass'] as number, papers);
        kept.person = kept.pass?.person ?? null;
      }
      copies.push([name, kind, security.encrypt(JSON.stringify(kept), key.sealing)]);
    }
  }
  run(
    app,
    `insert into case_scans (case_id, name, day, kind, sealed)
     select {:id}, value->>0, {:day}, value->>1, value->>2 from json_each({:copies}) where true
     on conflict do nothing`,
    { id, day, copies: JSON.stringify(copies) },
  );
}

/** A version before called a person a citizen: what it kept is kept as it was sealed. */
function withPerson(kept: KeptScan): KeptScan {
  const { citizen, ...held } = kept as KeptScan & { citizen?: string | null };
  if (citizen === undefined) return kept;
  return { ...held, person: citizen, pass: held.pass && { ...held.pass, person: citizen! } };
}

/** What an open case keeps of days that are deleted, opened. Whoever shows it to somebody writes that into the audit log. */
export function keptScans(app: App, id: number): KeptScan[] {
  const { sealing } = caseKey(app, openOne(app, id));
  return rows<{ sealed: string }>(
    app,
    ['sealed'],
    'select sealed from case_scans where case_id = {:id} order by day, name',
    { id },
  ).map(({ sealed }) => withPerson(JSON.parse(security.decrypt(sealed, sealing)) as KeptScan));
}

/**
 * What two officials are shown of a case.
 * @param demanded 'closed': and its key is still there
 * @throws Fault 'not-found' when it is not as demanded
 */
export function caseFacts(
  app: App,
  id: number,
  demanded: 'open' | 'closed' | 'any',
  now: number,
): { purpose: string; scans: number; visits: number } {
  const found = row<{ purpose: string; closed: number | null; gone: number; scans: number; visits: number }>(
    app,
    ['purpose', 'closed', 'gone', 'scans', 'visits'],
    `select purpose, closed_at as closed, key_gone as gone,
       (select count(*) from case_scans where case_id = {:id} and kind = 'scan') as scans,
       (select count(*) from case_scans where case_id = {:id} and kind = 'visit') as visits
     from cases where id = {:id}`,
    { id },
  );
  const isOpen = found?.closed === null;
  const canOpen = !!found && !isOpen && found.gone === 0 && found.closed! + caseKeyMs > now;
  if (demanded === 'open' && !isOpen) throw new Fault('not-found', 'There is no such open case.');
  if (demanded === 'closed' && !canOpen)
    throw new Fault('not-found', 'There is no such closed case, or its key is destroyed.');
  const { purpose = '', scans = 0, visits = 0 } = found ?? {};
  return { purpose, scans, visits };
}

/** Closes a case, as two officials decided: what it keeps and its key go when their time is over, and not before. */
export function closeCase(app: App, staff: string, id: number, now: number): void {
  openOne(app, id);
  run(app, 'update cases set closed_by = {:staff}, closed_at = {:now} where id = {:id}', { id, staff, now });
  audit(app, { actor: `staff:${staff}`, action: 'case.close', subject: `case:${id}` });
}

/** Opens a closed case again while its key is there, as two officials decided. */
export function reopenCase(app: App, staff: string, id: number, now: number): void {
  caseFacts(app, id, 'closed', now);
  run(app, 'update cases set closed_by = null, closed_at = null where id = {:id}', { id });
  audit(app, { actor: `staff:${staff}`, action: 'case.reopen', subject: `case:${id}` });
}

/** In `key_gone`: what was kept is gone, the key's file may be there. */
const destroying = 2;

/** Destroys what cases closed long enough ago kept, then their keys: also of those where a crash came between. */
export function destroyClosedKeys(app: App, now: number): void {
  const due = rows<{ id: number; name: string; gone: number }>(
    app,
    ['id', 'name', 'gone'],
    `select id, key_name as name, key_gone as gone from cases
     where closed_at <= {:end} and key_gone = 0 or key_gone = ${destroying}`,
    { end: now - caseKeyMs },
  );
  for (const { id, name, gone } of due) {
    if (gone === 0) {
      commitToDisk(app);
      transact(app, (inside) => {
        run(inside, 'delete from case_scans where case_id = {:id}', { id });
        run(inside, 'delete from case_holds where case_id = {:id}', { id });
        run(inside, `update cases set key_gone = ${destroying} where id = {:id}`, { id });
        audit(inside, { actor: 'server', action: 'case.destroy', subject: `case:${id}` });
      });
    }
    destroyKeyFile('case-keys', name, now);
    run(app, 'update cases set key_gone = 1 where id = {:id}', { id });
  }
}

/** All cases, open ones first. */
export function caseRows(app: App): CaseRow[] {
  const found = rows<Omit<CaseRow, 'holds' | 'kept'> & { holds: string; scans: number; visits: number }>(
    app,
    ['id', 'purpose', 'openedBy', 'openedAt', 'closedAt', 'closedBy', 'keyUntil', 'holds', 'scans', 'visits'],
    `select c.id, c.purpose, coalesce(o.name, '') as openedBy, c.opened_at as openedAt, c.closed_at as closedAt,
       iif(c.closed_at is null, null, coalesce(d.name, '')) as closedBy,
       iif(c.key_gone = 0, c.closed_at + ${caseKeyMs}, null) as keyUntil,
       (select json_group_array(json(hold)) from (select hold from case_holds where case_id = c.id order by id)) as holds,
       (select count(*) from case_scans where case_id = c.id and kind = 'scan') as scans,
       (select count(*) from case_scans where case_id = c.id and kind = 'visit') as visits
     from cases c left join staff o on o.id = c.opened_by left join staff d on d.id = c.closed_by
     order by c.closed_at is not null, c.id desc limit 500`,
  );
  return found.map(({ holds, scans, visits, ...one }) => ({
    ...one,
    holds: JSON.parse(holds) as CaseHold[],
    kept: { scans, visits },
  }));
}
