import {
  mostOwnWork,
  mostWork,
  workKeptMs,
  type WorkFault,
  type WorkKindName,
  type WorkRow,
  type WorkState,
} from '../../domain/api/work-api.ts';
import { audit } from '../audit/audit.ts';
import { utf8Length } from '../http/answer.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App, type StoredRecord } from '../vm/vm.ts';
import { workKind, type Position, type Step } from './work-kinds.ts';
import { dropWorkKey, newWorkKey, workKey } from './work-keys.ts';

/**
 * Long work from the asking to its deletion. What was asked, the position and the pieces of the file are sealed with a key of the
 * work's own. A step's position and its piece are stored in one transaction: a server that is killed goes on from there, and no
 * piece is there twice.
 */

/** As it lies in the table. */
export interface StoredWork {
  id: number;
  kind: WorkKindName;
  staff: string;
  keyName: string;
  state: WorkState;
  asked: string;
  position: string;
  steps: number;
  done: number;
  total: number | null;
  bytes: number;
  fault: WorkFault | '';
  askedAt: number;
  endedAt: number;
  expires: number;
}

const columns = [
  'id',
  'kind',
  'staff',
  'keyName',
  'state',
  'asked',
  'position',
  'steps',
  'done',
  'total',
  'bytes',
  'fault',
  'askedAt',
  'endedAt',
  'expires',
] as const;
const selected = `select id, kind, staff, key_name as keyName, state, asked, position, steps, done, total, bytes, fault,
  asked_at as askedAt, ended_at as endedAt, expires from work`;
const open = `state in ('waiting', 'running')`;

/**
 * Somebody asks for long work. Nothing of it is done yet.
 * @throws Fault 'too-many' while enough of theirs, or of all, is under way, and whatever stands in the way of doing it
 */
export function askWork(
  app: App,
  official: StoredRecord,
  kind: WorkKindName,
  asked: object,
  now: number,
): number {
  return transact(app, (inside) => {
    const its = workKind(kind);
    its.demandPossible(inside, official, asked);
    const { own, together } = row<{ own: number; together: number }>(
      inside,
      ['own', 'together'],
      `select coalesce(sum(staff = {:staff}), 0) as own, count(*) as together from work where ${open}`,
      { staff: official.id },
    )!;
    if (own >= mostOwnWork || together >= mostWork) {
      const message = 'Enough long work is under way. Wait until some of it is done, or cancel it.';
      throw new Fault('too-many', message, { reason: own >= mostOwnWork ? 'own' : 'all' });
    }
    const keyName = newWorkKey();
    run(
      inside,
      `insert into work (kind, staff, key_name, asked, total, asked_at, expires)
       values ({:kind}, {:staff}, {:keyName}, {:asked}, {:total}, {:now}, {:expires})`,
      {
        kind,
        staff: official.id,
        keyName,
        asked: security.encrypt(JSON.stringify(asked), workKey(keyName)!),
        total: its.total(inside, asked),
        now,
        expires: now + workKeptMs,
      },
    );
    const { id } = row<{ id: number }>(inside, ['id'], 'select max(id) as id from work')!;
    note(inside, `staff:${official.id}`, 'work.ask', { id, kind }, its.onRecord?.(asked));
    return id;
  });
}

type Act = 'work.ask' | 'work.end' | 'work.cancel' | 'work.read' | 'work.delete';

/** Writes down what was done with a piece of work: its number and kind, and what its kind says of it; nobody is named in it. */
export function note(
  app: App,
  actor: string,
  action: Act,
  { id, kind }: { id: number; kind: string },
  became = '',
): void {
  audit(app, { actor, action, subject: `work:${id} ${kind}${became && ` ${became}`}` });
}

/** The one that waits longest for its next step; null when none does. */
export function nextWork(app: App): StoredWork | null {
  return row<StoredWork>(app, columns, `${selected} where ${open} order by stepped_at, id limit 1`);
}

/** What was asked, and where it goes on. @throws Fault 'not-found' when its key is gone */
export function opened(work: StoredWork): { asked: object; position: Position | null; key: string } {
  const key = workKey(work.keyName);
  if (key === null) throw new Fault('not-found', 'The key of this work is gone.');
  const plain = (sealed: string) => JSON.parse(security.decrypt(sealed, key)) as object;
  return { asked: plain(work.asked), position: work.position ? plain(work.position) : null, key };
}

/** Stores what a step did, unless the work was cancelled or went on meanwhile. @returns whether it was stored */
export function storeStep(app: App, work: StoredWork, key: string, step: Step, now: number): boolean {
  const { id, steps } = work;
  const { text } = step;
  return transact(app, (inside) => {
    const stored = run(
      inside,
      `update work set state = 'running', steps = steps + 1, done = {:done}, stepped_at = {:now},
         bytes = bytes + {:bytes}, position = {:position}
       where id = {:id} and steps = {:steps} and ${open}`,
      {
        id,
        steps,
        now,
        done: step.done,
        bytes: utf8Length(text),
        position: security.encrypt(JSON.stringify(step.at), key),
      },
    );
    if (stored === 0) return false;
    if (text !== '')
      run(inside, 'insert into work_parts (work, part, sealed) values ({:id}, {:steps}, {:sealed})', {
        id,
        steps,
        sealed: security.encrypt(text, key),
      });
    if (step.isOver) {
      workKind(work.kind).keep?.(inside, step.at, work.staff, now);
      endWork(inside, work, { state: 'done', fault: '' }, now);
    }
    return true;
  });
}

/** Ends it. What it made so far goes at once unless it is done. Within a transaction. */
export function endWork(
  app: App,
  { id, kind }: Pick<StoredWork, 'id' | 'kind'>,
  as: { state: 'done' | 'failed' | 'cancelled'; fault: WorkFault | '' },
  now: number,
): void {
  const ended = run(
    app,
    `update work set state = {:state}, fault = {:fault}, ended_at = {:now}, expires = {:expires}
     where id = {:id} and ${open}`,
    { id, ...as, now, expires: now + workKeptMs },
  );
  if (ended === 0) return;
  if (as.state !== 'done') run(app, 'delete from work_parts where work = {:id}', { id });
  note(app, 'server', 'work.end', { id, kind }, as.fault || as.state);
}

/** One of an account's own. @throws Fault 'not-found' for others' as for none */
export function ownWork(app: App, official: StoredRecord, id: number): StoredWork {
  const found = row<StoredWork>(app, columns, `${selected} where id = {:id} and staff = {:staff}`, {
    id,
    staff: official.id,
  });
  if (!found) throw new Fault('not-found', 'There is no such work of yours.');
  return found;
}

/** Who asked calls it off. @throws Fault 'overtaken' when it is over */
export function cancelWork(app: App, official: StoredRecord, id: number, now: number): void {
  transact(app, (inside) => {
    const work = ownWork(inside, official, id);
    if (work.state !== 'waiting' && work.state !== 'running')
      throw new Fault('overtaken', `This work is ${work.state} by now.`);
    note(inside, `staff:${official.id}`, 'work.cancel', work);
    endWork(inside, work, { state: 'cancelled', fault: '' }, now);
  });
}

/** Who asked no longer needs it: the result and its key go at once. @throws Fault 'overtaken' while it is under way */
export function deleteWork(app: App, official: StoredRecord, id: number): void {
  const work = transact(app, (inside) => {
    const found = ownWork(inside, official, id);
    if (found.state === 'waiting' || found.state === 'running')
      throw new Fault('overtaken', 'This work is under way: cancel it first.');
    forget(inside, `staff:${official.id}`, found);
    return found;
  });
  dropWorkKey(work.keyName);
}

/** Every minute: what did not end in a day has failed, and what is old goes with its result and its key. @returns whose it was */
export function endOverdueWork(app: App, now: number): string[] {
  const due = rows<StoredWork>(app, columns, `${selected} where expires <= {:now}`, { now });
  for (const work of due) {
    const isOpen = work.state === 'waiting' || work.state === 'running';
    transact(app, (inside) =>
      isOpen
        ? endWork(inside, work, { state: 'failed', fault: 'late' }, now)
        : forget(inside, 'server', work),
    );
    if (!isOpen) dropWorkKey(work.keyName);
  }
  return due.map(({ staff }) => staff);
}

function forget(app: App, actor: string, work: StoredWork): void {
  run(app, 'delete from work_parts where work = {:id}', { id: work.id });
  run(app, 'delete from work where id = {:id}', { id: work.id });
  note(app, actor, 'work.delete', work);
}

/** An account's own, the latest first. */
export function workRows(app: App, official: StoredRecord): WorkRow[] {
  const found = rows<StoredWork>(
    app,
    columns,
    `${selected} where staff = {:staff} order by id desc limit 50`,
    { staff: official.id },
  );
  return found.flatMap((work) => workRow(app, work) ?? []);
}

/** As its asker sees it; null when its key is gone: then nobody can say what it was. */
export function workRow(app: App, work: StoredWork): WorkRow | null {
  const { id, kind, state, done, total, bytes, fault, askedAt, endedAt, expires } = work;
  if (workKey(work.keyName) === null) return null;
  const its = workKind(kind);
  const { asked } = opened(work);
  return {
    id,
    subject: its.subject(app, asked),
    state,
    done,
    total,
    askedAt,
    endedAt,
    expires,
    fault: fault || null,
    file: state === 'done' && bytes > 0 ? { name: its.fileName(asked), bytes } : null,
  };
}

/** The whole file of what is done. */
export function fileOf(app: App, work: StoredWork): string {
  const { key } = opened(work);
  const parts = rows<{ sealed: string }>(
    app,
    ['sealed'],
    'select sealed from work_parts where work = {:id} order by part',
    { id: work.id },
  );
  return parts.map(({ sealed }) => security.decrypt(sealed, key)).join('');
}
