import {
  approvalKinds,
  approvalMs,
  approvalRights,
  type Approval,
  type ApprovalKind,
  type ApprovalState,
  type ApprovalSubject,
} from '../../domain/access/approval.ts';
import type { CommandKind } from '../../domain/fleet/sentry-command.ts';
import type { AuditAction } from '../../domain/access/audit-action.ts';
import { demandOpen } from '../accounts/staff-state.ts';
import { demandTwoPeople } from '../accounts/two-people.ts';
import { audit } from '../audit/audit.ts';
import { accountMay, scopeOf } from '../http/asker.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/** What waits for a second official, from the asking to the end. Every step is a transaction with its audit entry. */

/** As it lies in the table: what is to be done when it is confirmed. */
export type Asked =
  | { kind: 'command'; command: CommandKind; devices: readonly number[]; hours: number }
  | { kind: 'case-close' | 'case-reopen'; case: number }
  | { kind: 'access-withhold'; case: number; days: number; person?: string }
  | { kind: 'account-invite' | 'factor-reset'; account: string }
  | { kind: 'person-merge'; person: string; other: string }
  | { kind: 'person-unmerge'; merge: number };

type AskedKind = Asked['kind'];

interface Stored {
  id: number;
  kind: AskedKind;
  asked: string;
  reason: string;
  staff: string;
  expires: number;
  state: ApprovalState;
}

/** How it reads in the audit log. */
function textOf(id: number, asked: Asked): string {
  const text = `approval:${id} ${asked.kind}`;
  if (asked.kind === 'command') return `${text} ${asked.command} count:${asked.devices.length}`;
  if ('account' in asked) return `${text} staff:${asked.account}`;
  if (asked.kind === 'person-merge') return `${text} person:${asked.person} alias:${asked.other}`;
  if (asked.kind === 'person-unmerge') return `${text} merge:${asked.merge}`;
  return `${text} case:${asked.case}${asked.kind === 'access-withhold' ? `${asked.person ? ` person:${asked.person}` : ''} days:${asked.days}` : ''}`;
}

function note(app: App, actor: string, action: AuditAction, id: number, asked: Asked): void {
  audit(app, { actor, action, subject: textOf(id, asked) });
}

/** What an approval is about, by the desk whose business it is. */
export interface Act {
  /** Whether all that it is about is in an account's sub-districts; none: they are all of them. */
  isWithin(app: App, asked: Asked, scope: readonly string[]): boolean;
  /** @throws Fault when it could not be done even now */
  demandPossible(app: App, asked: Asked, now: number): void;
  /** Does it: asked for by one official, confirmed by another, in the transaction of the confirmation. */
  carryOut(app: App, asked: Asked, by: ConfirmedBy, now: number): void;
  /** What the officials see of it. */
  subject(app: App, asked: Asked, now: number): ApprovalSubject;
  /** The persons whom that shows, by their records; left out where it shows none. */
  persons?(app: App, asked: Asked): string[];
}

export interface ConfirmedBy {
  asker: StoredRecord;
  official: StoredRecord;
  reason: string;
}

const acts = new Map<AskedKind, Act>();

/** Makes the acts of all desks known. Approvals lie below the desks that ask for them, so each desk's own is brought here. */
export function knowActs(known: { [kind in AskedKind]: Act }): void {
  for (const [kind, act] of Object.entries(known)) acts.set(kind as AskedKind, act);
}

function actOf({ kind }: Asked): Act {
  return acts.get(kind)!;
}

/**
 * One official asks. Nothing is done yet.
 * @returns the approval's number
 * @throws Fault 'not-allowed' while the same waits already, and whatever stands in the way of doing it
 */
export function askApproval(
  app: App,
  official: StoredRecord,
  { asked, reason }: { asked: Asked; reason: string },
  now: number,
): number {
  return transact(app, (inside) => {
    actOf(asked).demandPossible(inside, asked, now);
    const text = JSON.stringify(asked);
    const same = row(inside, ['id'], `select id from approvals where state = 'waiting' and asked = {:text}`, {
      text,
    });
    if (same) throw new Fault('not-allowed', 'The same waits for a second official already.');
    run(
      inside,
      `insert into approvals (kind, asked, reason, staff, asked_at, expires)
       values ({:kind}, {:text}, {:reason}, {:staff}, {:now}, {:expires})`,
      { kind: asked.kind, text, reason, staff: official.id, now, expires: now + approvalMs },
    );
    const { id } = row<{ id: number }>(inside, ['id'], 'select max(id) as id from approvals')!;
    note(inside, `staff:${official.id}`, 'approval.ask', id, asked);
    return id;
  });
}

function noSuch(): Fault {
  return new Fault('not-found', 'There is no such request.');
}

function find(app: App, id: number): Stored & { what: Asked } {
  const found = row<Stored>(
    app,
    ['id', 'kind', 'asked', 'reason', 'staff', 'expires', 'state'],
    'select id, kind, asked, reason, staff, expires, state from approvals where id = {:id}',
    { id },
  );
  if (!found) throw noSuch();
  return { ...found, what: JSON.parse(found.asked) as Asked };
}

function demandWaiting({ state, expires }: Stored, now: number): void {
  if (state === 'waiting' && expires > now) return;
  throw new Fault('overtaken', `This one is ${state === 'waiting' ? 'expired' : state} by now.`);
}

function end(app: App, id: number, state: ApprovalState, by: string, now: number): void {
  run(
    app,
    'update approvals set state = {:state}, decided_by = {:by}, decided_at = {:now} where id = {:id}',
    { id, state, by, now },
  );
}

/** The member of staff who asked, where they still may ask for it. @throws Fault 'not-allowed' otherwise */
function askerOf(app: App, { staff, kind }: Stored): StoredRecord {
  try {
    const asker = app.findRecordById('staff', staff);
    demandOpen(app, staff);
    if (accountMay(asker, approvalRights[kind].ask)) return asker;
  } catch {
    // The account is gone, locked or has ended.
  }
  throw new Fault('not-allowed', 'Who asked for this may no longer ask for it. Decline it.');
}

/**
 * Another official decides. Confirmed, it is done in the same moment or, where it is no longer possible, not at all.
 * @throws Fault 'not-allowed' for the account that asked and for other roles, 'overtaken' when it is over
 */
export function decideApproval(
  app: App,
  official: StoredRecord,
  { id, confirm }: { id: number; confirm: boolean },
  now: number,
): void {
  transact(app, (inside) => {
    const stored = find(inside, id);
    const isOwn = stored.staff === official.id;
    if (!isOwn && !isTheirs(inside, official, stored)) throw noSuch();
    demandWaiting(stored, now);
    if (isOwn) throw new Fault('not-allowed', 'You asked for this: another official must decide.');
    if (confirm) {
      demandTwoPeople(inside, stored.staff, official.id, textOf(id, stored.what), now);
      const by = { asker: askerOf(inside, stored), official, reason: stored.reason };
      actOf(stored.what).carryOut(inside, stored.what, by, now);
    }
    end(inside, id, confirm ? 'confirmed' : 'declined', official.id, now);
    note(inside, `staff:${official.id}`, confirm ? 'approval.confirm' : 'approval.decline', id, stored.what);
  });
}

/** Who asked takes it back. @throws Fault 'not-allowed' for everybody else, 'overtaken' when it is over */
export function withdrawApproval(app: App, official: StoredRecord, id: number, now: number): void {
  transact(app, (inside) => {
    const stored = find(inside, id);
    const isOwn = stored.staff === official.id;
    if (!isOwn && !isTheirs(inside, official, stored)) throw noSuch();
    if (!isOwn) throw new Fault('not-allowed', 'Only who asked for this takes it back: decline it.');
    demandWaiting(stored, now);
    end(inside, id, 'withdrawn', official.id, now);
    note(inside, `staff:${official.id}`, 'approval.withdraw', id, stored.what);
  });
}

/** Every minute: what nobody decided on in time is over. @returns whether any was */
export function endOverdueApprovals(app: App, now: number): boolean {
  const over = rows<{ id: number; asked: string }>(
    app,
    ['id', 'asked'],
    `select id, asked from approvals where state = 'waiting' and expires <= {:now}`,
    { now },
  );
  for (const { id, asked } of over) {
    transact(app, (inside) => {
      end(inside, id, 'expired', '', now);
      note(inside, 'server', 'approval.expire', id, JSON.parse(asked) as Asked);
    });
  }
  return over.length > 0;
}

/** The kinds that an account decides on. */
export function kindsOf(official: StoredRecord): ApprovalKind[] {
  return approvalKinds.filter((kind) => accountMay(official, approvalRights[kind].decide));
}

/** Whether an official decides on it: by their roles, and within their sub-districts. */
function isTheirs(
  app: App,
  official: StoredRecord,
  { kind, what }: { kind: ApprovalKind; what: Asked },
): boolean {
  return kindsOf(official).includes(kind) && actOf(what).isWithin(app, what, scopeOf(official));
}

/** How many of each kind wait for this official to decide. */
export function askedWaiting(
  app: App,
  official: StoredRecord,
  now: number,
): { kind: ApprovalKind; count: number }[] {
  if (scopeOf(official).length > 0) {
    const theirs = askedRows(app, official, now).filter(({ state, mine }) => state === 'waiting' && !mine);
    return kindsOf(official).map((kind) => ({
      kind,
      count: theirs.filter(({ subject }) => subject.kind === kind).length,
    }));
  }
  return rows(
    app,
    ['kind', 'count'],
    `select kind, count(*) as count from approvals
     where state = 'waiting' and expires > {:now} and staff <> {:me} and kind in (select value from json_each({:kinds}))
     group by kind`,
    { now, me: official.id, kinds: JSON.stringify(kindsOf(official)) },
  );
}

/** The persons whom some approvals show to who lists them. */
export function personsOfApprovals(app: App, ids: readonly number[]): { person: string; forCase?: number }[] {
  const found = rows<{ asked: string }>(
    app,
    ['asked'],
    'select asked from approvals where id in (select value from json_each({:ids}))',
    { ids: JSON.stringify(ids) },
  );
  return found.flatMap(({ asked: text }) => {
    const asked = JSON.parse(text) as Asked;
    // What is asked for a case is seen for it.
    const forCase = 'case' in asked ? { forCase: asked.case } : {};
    return (actOf(asked).persons?.(app, asked) ?? []).map((person) => ({ person, ...forCase }));
  });
}

/** So many that are over are listed. */
const mostPast = 50;

/** Those that a role decides on, and all that the official asked for: the waiting ones first. */
export function askedRows(app: App, official: StoredRecord, now: number): Approval[] {
  type Row = Omit<Approval, 'id' | 'subject' | 'mine'> & { id: number; asked: string; staff: string };
  const found = rows<Row>(
    app,
    ['id', 'asked', 'reason', 'staff', 'askedBy', 'askedAt', 'expires', 'state', 'decidedBy', 'decidedAt'],
    `select a.id, a.asked, a.reason, a.staff, coalesce(s.name, '') as askedBy, a.asked_at as askedAt, a.expires,
       iif(a.state = 'waiting' and a.expires <= {:now}, 'expired', a.state) as state,
       coalesce(d.name, '') as decidedBy, a.decided_at as decidedAt
     from approvals a left join staff s on s.id = a.staff left join staff d on d.id = a.decided_by
     where a.kind in (select value from json_each({:kinds})) or a.staff = {:me}
     order by a.state <> 'waiting', a.id desc limit {:most}`,
    { now, kinds: JSON.stringify(kindsOf(official)), me: official.id, most: 200 + mostPast },
  );
  const scope = scopeOf(official);
  return found.flatMap(({ id, asked: text, staff, ...one }) => {
    const asked = JSON.parse(text) as Asked;
    const mine = staff === official.id;
    const act = actOf(asked);
    if (!mine && !act.isWithin(app, asked, scope)) return [];
    return [{ ...one, id: String(id), subject: act.subject(app, asked, now), mine }];
  });
}
