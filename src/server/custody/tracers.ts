import { hasRight } from '../../domain/access/rights.ts';
import { inForce, tracingKey } from '../../domain/bundle/charter.ts';
import { fromBase64url } from '../../domain/bytes/bytes.ts';
import {
  endsGeneration,
  type CustodyAnswer,
  type RemovalReason,
  type TracerRow,
} from '../../domain/custody/custody-api.ts';
import {
  custodiansNeeded,
  tracerBody,
  tracerMessage,
  type TracerSignature,
} from '../../domain/custody/tracer-certificate.ts';
import { isWrappedKey } from '../../credentials/custody/wrapped-key.ts';
import { demandTwoPeople } from '../accounts/two-people.ts';
import { audit } from '../audit/audit.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import { isSignedBy, pointOfText } from '../keys/signing.ts';
import { charter } from '../policy/charter.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Officers' browsers that may be given the tracing key. The server keeps what is signed and what is wrapped, and gives sealed text to
 * those that are in; it holds no key that opens a name, and an officer's browser verifies the signatures itself before it hands the key on.
 */

/** So many browsers may wait for custody officers at once, of one officer. */
const mostWaiting = 3;

interface KeyRow {
  id: number;
  staff: string;
  body: string;
  signatures: string;
  removed: number;
  removedBy: string;
  reason: RemovalReason | '';
}
const keyColumns = ['id', 'staff', 'body', 'signatures', 'removed', 'removedBy', 'reason'] as const;
const keySql =
  'select id, staff, body, signatures, removed, removed_by as removedBy, reason from tracer_keys';

function keyRow(app: App, id: number): KeyRow {
  const found = row<KeyRow>(app, keyColumns, `${keySql} where id = {:id}`, { id });
  if (!found) throw new Fault('not-found', 'There is no such browser.');
  if (found.removed > 0) throw new Fault('not-allowed', 'This browser was taken out: it stays out.');
  return found;
}

/** The different custody officers of today's charter who signed, by their accounts. */
function certifiers({ signatures }: Pick<KeyRow, 'signatures'>): string[] {
  const { custodians = [] } = charter().charter;
  const now = Date.now();
  const accounts = (JSON.parse(signatures) as TracerSignature[]).flatMap(({ custodian }) => {
    const found = custodians.find(({ id }) => id === custodian);
    return found?.account && inForce(found, now) ? [found.account] : [];
  });
  return [...new Set(accounts)];
}

function isCertified(key: Pick<KeyRow, 'signatures' | 'removed'>): boolean {
  return key.removed === 0 && certifiers(key).length >= custodiansNeeded;
}

interface StaffOfKey {
  name: string;
  roles: string;
  gone: number;
}

/** All browsers, those that are in first. */
export function tracerRows(app: App, asker: string): TracerRow[] {
  const found = rows<KeyRow & StaffOfKey & { generations: string }>(
    app,
    [...keyColumns, 'name', 'roles', 'gone', 'generations'],
    `select k.id, k.staff, k.body, k.signatures, k.removed, k.removed_by as removedBy, k.reason,
       coalesce(s.name, '') as name, coalesce(s.roles, '[]') as roles,
       coalesce(a.ended_at > 0 or a.locked_at > 0, 1) as gone,
       (select json_group_array(generation) from tracing_wraps w where w.key = k.id) as generations
     from tracer_keys k left join staff s on s.id = k.staff left join staff_accounts a on a.account = k.staff
     order by k.removed > 0, k.id desc`,
  );
  return found.map(({ id, staff, roles, gone, name, generations, signatures, ...rest }) => ({
    ...rest,
    key: id,
    name,
    signatures: JSON.parse(signatures) as TracerSignature[],
    generations: (JSON.parse(generations) as number[]).sort((a, b) => a - b),
    isOwn: staff === asker,
    mayOpen: !gone && hasRight(JSON.parse(roles) as string[], 'name.open'),
  }));
}

/** The tracing key as it is wrapped for an officer's browsers. */
export function wrappedFor(app: App, staff: string): CustodyAnswer['wrapped'] {
  return rows(
    app,
    ['key', 'generation', 'wrapped'],
    `select w.key, w.generation, w.wrapped from tracing_wraps w join tracer_keys k on k.id = w.key
     where k.staff = {:staff} and k.removed = 0 order by w.key, w.generation`,
    { staff },
  );
}

/** Since when a new generation is needed: somebody has the present one who must not. */
export function newKeyNeeded(app: App): CustodyAnswer['newKeyNeeded'] {
  const generation = tracingKey(charter().charter)?.generation ?? 0;
  const gone = rows<{ since: number; name: string; reason: RemovalReason }>(
    app,
    ['since', 'name', 'reason'],
    `select k.removed as since, coalesce(s.name, '') as name, k.reason from tracer_keys k
     join tracing_wraps w on w.key = k.id and w.generation = {:generation}
     left join staff s on s.id = k.staff where k.removed > 0 order by k.removed`,
    { generation },
  );
  const first = gone.find(({ reason }) => endsGeneration(reason));
  return first ? { since: first.since, name: first.name } : null;
}

/** Takes down the public key of an officer's browser. @throws Fault 'malformed', 'taken' or 'too-many' */
export function addKey(app: App, asker: Asker, point: string, now: number): number {
  if (!pointOfText(point)) throw new Fault('malformed', '"point" is no public key of P-256.');
  const name = asker.account.getString('name');
  return transact(app, (inside) => {
    const known = row<{ id: number; staff: string; removed: number }>(
      inside,
      ['id', 'staff', 'removed'],
      'select id, staff, removed from tracer_keys where point = {:point}',
      { point },
    );
    if (known?.staff === asker.id && known.removed === 0) return known.id;
    if (known) throw new Fault('not-allowed', 'This key was handed in before: make another one.');
    const waiting = rows<KeyRow>(inside, keyColumns, `${keySql} where staff = {:staff} and removed = 0`, {
      staff: asker.id,
    }).filter((key) => !isCertified(key)).length;
    if (waiting >= mostWaiting)
      throw new Fault(
        'too-many',
        `${waiting} browsers of yours wait to be certified: have them taken out first.`,
      );
    const body = tracerBody({ account: asker.id, name, point, at: now });
    run(
      inside,
      'insert into tracer_keys (staff, point, body, made) values ({:staff}, {:point}, {:body}, {:now})',
      { staff: asker.id, point, body, now },
    );
    const { id } = row<{ id: number }>(inside, ['id'], 'select max(id) as id from tracer_keys')!;
    audit(inside, { actor: staffActor(asker), action: 'custody.key', subject: `tracer-key:${id}` });
    return id;
  });
}

/** The text that is signed of an officer's own browser. @throws Fault 'not-found' or 'not-allowed' */
export function keyBody(app: App, staff: string, id: number): string {
  const key = keyRow(app, id);
  if (key.staff !== staff) throw new Fault('not-found', 'There is no such browser.');
  return key.body;
}

function bytesOf(text: string): Uint8Array {
  try {
    return fromBase64url(text);
  } catch {
    return new Uint8Array();
  }
}

/** Takes a custody officer's signature. @throws Fault 'key' or 'not-allowed' */
export function certify(app: App, staff: string, id: number, given: TracerSignature, now: number): void {
  const { custodian: by, signature } = given;
  transact(app, (inside) => {
    const key = keyRow(inside, id);
    const custodian = charter().charter.custodians?.find((one) => one.id === by);
    if (!custodian || !inForce(custodian, now))
      throw new Fault('not-allowed', 'The charter names no such custody officer, or not for this time.');
    if (custodian.account !== staff)
      throw new Fault(
        'not-allowed',
        'This key is bound to another account: its own officer must hand it in.',
      );
    if (key.staff === staff) throw new Fault('not-allowed', 'Nobody certifies a browser of their own.');
    if (!isSignedBy(bytesOf(custodian.point), bytesOf(signature), tracerMessage(key.body)))
      throw new Fault('key', 'This is not that custody officer’s signature over this browser’s certificate.');
    const before = JSON.parse(key.signatures) as TracerSignature[];
    if (before.some((one) => one.custodian === by)) return;
    for (const other of [key.staff, ...certifiers(key)])
      demandTwoPeople(inside, other, staff, `tracer-key:${id}`, now);
    run(inside, 'update tracer_keys set signatures = {:signatures} where id = {:id}', {
      id,
      signatures: JSON.stringify([...before, { custodian: by, signature }]),
    });
    audit(inside, {
      actor: `staff:${staff}`,
      action: 'custody.certify',
      subject: `tracer-key:${id} staff:${key.staff} custodian:${by}`,
    });
  });
}

/**
 * Keeps the tracing key as it was wrapped for a browser: by an officer who is in, or brought from the escrow by the officer themself. What
 * is in it the browser alone can tell.
 * @throws Fault 'malformed' or 'not-allowed'
 */
export function handOver(
  app: App,
  asker: Asker,
  given: { key: number; generation: number; wrapped: string },
  now: number,
): void {
  const { key: id, generation, wrapped } = given;
  if (!isWrappedKey(wrapped)) throw new Fault('malformed', '"wrapped" is no wrapped key.');
  if (!charter().charter.tracingKeys?.some((one) => one.id === generation))
    throw new Fault('malformed', `The charter names no generation ${generation} of the tracing key.`);
  transact(app, (inside) => {
    const key = keyRow(inside, id);
    if (!isCertified(key))
      throw new Fault('not-allowed', 'Two custody officers have not certified this browser yet.');
    if (key.staff !== asker.id && !holds(inside, asker.id, generation))
      throw new Fault('not-allowed', 'Only an officer who has this generation of the key hands it on.');
    // Nobody puts something else in place of what another's browser has.
    if (key.staff !== asker.id && has(inside, id, generation)) return;
    run(
      inside,
      `insert into tracing_wraps (key, generation, wrapped, handed_by, at)
       values ({:id}, {:generation}, {:wrapped}, {:by}, {:now})
       on conflict do update set wrapped = excluded.wrapped, handed_by = excluded.handed_by, at = excluded.at`,
      { id, generation, wrapped, by: asker.id, now },
    );
    audit(inside, {
      actor: staffActor(asker),
      action: 'custody.hand-over',
      subject: `tracer-key:${id} staff:${key.staff} generation:${generation}`,
    });
  });
}

function has(app: App, key: number, generation: number): boolean {
  const values = { key, generation };
  return (
    row(
      app,
      ['key'],
      'select key from tracing_wraps where key = {:key} and generation = {:generation}',
      values,
    ) !== null
  );
}

/** Whether a certified browser of an officer's was given a generation of the tracing key. */
export function holds(app: App, staff: string, generation: number): boolean {
  const held = rows<KeyRow>(
    app,
    keyColumns,
    `${keySql} where staff = {:staff} and removed = 0
       and exists (select 1 from tracing_wraps w where w.key = id and w.generation = {:generation})`,
    { staff, generation },
  );
  return held.some(isCertified);
}

/** Takes a browser out for good. It is given no sealed text and no key from then on. */
export function removeKey(app: App, asker: Asker, id: number, reason: RemovalReason, now: number): void {
  transact(app, (inside) => {
    const key = keyRow(inside, id);
    run(
      inside,
      `update tracer_keys set removed = {:now}, removed_by = {:by}, reason = {:reason} where id = {:id}`,
      { id, now, by: asker.account.getString('name'), reason },
    );
    audit(inside, {
      actor: staffActor(asker),
      action: 'custody.remove',
      subject: `tracer-key:${id} staff:${key.staff} ${reason}`,
    });
  });
}
