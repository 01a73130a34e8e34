import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AuditAnswer, AuditStateAnswer } from '../../../src/domain/api/audit-api.ts';
import type { ListRequest } from '../../../src/domain/api/list-api.ts';
import type { WorkAskedAnswer, WorkAnswer } from '../../../src/domain/api/work-api.ts';
import { dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

const day = 86_400_000;

describe('the auditor’s page of the log', () => {
  let district: TestDistrict;
  let auditor: string;
  before(async () => {
    district = await TestDistrict.open();
    auditor = await district.staff('auditor');
    for (let index = 0; index < 5; index++) await district.pairingCode({ site: sites.mall });
    await district.hourly(Date.now());
  });
  after(() => district.close());

  const list = async (request: ListRequest = {}, token = auditor) =>
    district.post<AuditAnswer>('audit', request, token);
  const rows = async (request: ListRequest = {}) => (await list(request)).body;
  const state = async () => (await district.get<AuditStateAnswer>('audit/state', auditor)).body;
  const looks = () =>
    district.sql<string[]>(
      `select json_group_array(subject) as found from (select subject from audit where action = 'audit.look' order by seq)`,
    );
  const id = (role: string) =>
    district.sql<string>(`select json_quote(id) as found from staff where email = '${role}@test.example'`);

  /** @returns what was found */
  async function verify(): Promise<AuditStateAnswer['verification']> {
    const { body } = await district.post<WorkAskedAnswer>('work', { kind: 'audit-check' }, auditor);
    await waitUntil(async () => {
      const { work } = (await district.get<WorkAnswer>('work', auditor)).body;
      return work.find((each) => each.id === body.work.id)?.state === 'done';
    }, 'the log is followed');
    return (await state()).verification;
  }

  it('lists entries newest first, with names of officials, and puts each look on record once', async () => {
    const first = await rows();
    assert.equal(first.rows[0]!.action, 'audit.look', 'the look itself');
    assert.deepEqual(
      first.rows.map(({ seq }) => seq),
      first.rows.map((_, index) => first.total - index),
    );
    assert.equal(first.rows[0]!.name, 'Staff auditor');
    assert.deepEqual(first.rows[0]!.roles, ['auditor']);
    assert.equal(first.matching, first.total);
    await rows({ after: first.rows[2]!.seq });
    await rows();
    assert.deepEqual(await looks(), ['entries all'], 'no entry for each page');
    await rows({ filters: { action: ['pairing-code.make'] } });
    assert.deepEqual(await looks(), ['entries all', 'entries action:pairing-code.make']);
  });

  it('is narrowed by who, what and when', async () => {
    const administrator = `staff:${await id('administrator')}`;
    const made = await rows({ filters: { who: [administrator], action: ['pairing-code.make'] } });
    assert.deepEqual([made.rows.length, made.matching], [5, 5]);
    assert.ok(
      made.rows.every(({ actor, action }) => actor === administrator && action === 'pairing-code.make'),
    );
    const byNobody = await rows({ filters: { who: ['set-up', 'server'] } });
    assert.ok(byNobody.rows.every(({ actor }) => actor === 'set-up' || actor === 'server'));
    const today = String(localDay(Date.now()));
    const all = await rows({ filters: { from: [String(localDay(Date.now() - day))], to: [today] } });
    assert.equal(all.matching, all.total);
    assert.deepEqual((await rows({ filters: { to: ['20240101'] } })).rows, []);
    assert.deepEqual((await rows({ filters: { from: ['20990101'] } })).rows, []);
  });

  it('says as what somebody acted, whatever they are since, and of entries of before that it was not on record', async () => {
    const official = `staff:${await id('dispatcher')}`;
    await district.sql(`update staff set subdistricts = '["North"]' where 'staff:' || id = '${official}'`);
    await district.staff('dispatcher');
    await district.sql(
      `update staff set roles = '["support"]', subdistricts = null where 'staff:' || id = '${official}'`,
    );
    const last = async () => (await rows({ filters: { who: [official] } })).rows[0]!;
    const then = await last();
    assert.deepEqual([then.roles, then.subdistricts, then.isThen], [['dispatcher'], ['North'], true]);
    const held = (seq: number) =>
      district.sql<string>(`select json_quote(held) as found from audit where seq = ${seq}`);
    assert.equal(await held(then.seq), 'dispatcher in North');
    const others = await district.sql<number>(
      `select json_quote(count(*)) as found from audit where (held = '') <> (actor not like 'staff:%')`,
    );
    assert.equal(others, 0, 'officials have it, and nobody else');
    await district.sql('drop trigger audit_no_update');
    await district.sql(`update audit set held = 'auditor' where seq = ${then.seq}`);
    const found = await district.door<{ wrong: number | null }>('audit-check', {});
    assert.equal(found.wrong, then.seq, 'it is under the hash');
    await district.sql(`update audit set held = '' where seq = ${then.seq}`);
    const before = await last();
    assert.deepEqual([before.roles, before.subdistricts, before.isThen], [['support'], [], false]);
    await district.sql(`update audit set held = 'dispatcher in North' where seq = ${then.seq}`);
    assert.equal((await district.door<{ wrong: number | null }>('audit-check', {})).wrong, null);
  });

  it('goes page by page and back', async () => {
    const all = (await rows()).rows.map(({ seq }) => seq);
    const second = await rows({ limit: 3, after: all[2]! });
    assert.deepEqual(
      second.rows.map(({ seq }) => seq),
      all.slice(3, 6),
    );
    assert.deepEqual([second.hasEarlier, second.hasNext], [true, true]);
    const back = await rows({ limit: 3, before: all[3]! });
    assert.deepEqual(
      back.rows.map(({ seq }) => seq),
      all.slice(0, 3),
    );
    const last = await rows({ limit: 3, after: 3 });
    assert.deepEqual(
      last.rows.map(({ seq }) => seq),
      [2, 1],
    );
    assert.equal(last.hasNext, false);
  });

  it('refuses what it does not know', async () => {
    for (const request of [
      { sort: 'at' },
      { find: 'x' },
      { after: 0 },
      { limit: 1001 },
      { filters: { other: ['x'] } },
      { filters: { who: ['staff:x'] } },
      { filters: { who: ['citizen'] } },
      { filters: { action: ['no.such'] } },
      { filters: { from: ['20261301'] } },
      { filters: { from: ['20261101T10'] } },
      { filters: { from: 'x' as never } },
    ])
      assert.equal((await list(request)).code, 'malformed', JSON.stringify(request));
  });

  it('is the auditor’s alone', async () => {
    for (const role of ['administrator', 'health-lead', 'data-officer'] as const) {
      const token = await district.staff(role);
      assert.equal((await list({}, token)).code, 'not-allowed');
      assert.equal((await district.get('audit/state', token)).code, 'not-allowed');
      assert.equal((await district.post('work', { kind: 'audit-check' }, token)).code, 'not-allowed');
    }
    assert.equal((await list({}, await district.citizen('valid'))).code, 'sign-in');
  });

  it('verifies the whole log against the signed heads, and keeps what was found', async () => {
    const { head, signed, bundle, verification } = await state();
    assert.equal(verification, null);
    assert.ok(head!.seq >= signed!.seq);
    assert.deepEqual(bundle, { version: 1, head: null }, 'the founding bundle is older than the log');
    const found = await verify();
    assert.deepEqual([found!.wrong, found!.fault, found!.heads, found!.unproved], [null, null, 1, 0]);
    assert.equal(found!.by, 'Staff auditor');
    assert.ok(found!.entries >= head!.seq);
    const [entry] = (await rows({ filters: { action: ['audit.check'] } })).rows;
    assert.match(entry!.subject, /^entries:\d+ heads:1 holds$/);
  });

  it('says what is unusual: failures in a row, work at night, searches beyond the limit', async () => {
    const [health, inspector] = [await id('health'), await id('inspector')];
    const midnight = dayStart(localDay(Date.now()));
    const last = (await state()).head!.seq;
    // Rows that only this list reads: the chain is not followed here.
    const values = [
      ...[1, 2, 3, 4, 5].map((minute) => [
        midnight - day / 2 + minute * 60_000,
        `staff:${health}`,
        'sign-in.fail',
      ]),
      [midnight - day / 2 + 400_000, `staff:${health}`, 'staff.sign-in'],
      ...[1, 2, 3, 4].map((minute) => [
        midnight - day / 2 + 500_000 + minute,
        `staff:${inspector}`,
        'sign-in.fail',
      ]),
      [midnight - 3_600_000, `staff:${inspector}`, 'override.lift'],
      [midnight - 20 * 3_600_000, `staff:${inspector}`, 'override.lift'],
      [midnight - 8 * 3_600_000, `staff:${inspector}`, 'override.lift'],
    ];
    await district.sql(
      `insert into audit (seq, at, actor, action, subject, hash) values ${values
        .map(
          ([at, actor, action], index) =>
            `(${last + 1 + index}, ${at}, '${actor}', '${action}', 'staff x', '')`,
        )
        .join(', ')}`,
    );
    const day0 = localDay(Date.now());
    await district.sql(
      `insert into person_searches (day, official, searches, refused) values (${day0}, '${health}', 100, 3)`,
    );
    const { failures, nights, searches } = await state();
    assert.deepEqual(
      failures.map(({ name, failures: count, ended }) => [name, count, ended]),
      [['Staff health', 5, true]],
    );
    const night = nights.find(({ name }) => name === 'Staff inspector')!;
    assert.deepEqual([night.entries, night.nights, night.roles], [2, 2, ['inspector']]);
    assert.deepEqual(
      searches.map(({ name, refused }) => [name, refused]),
      [['Staff health', 3]],
    );
  });

  it('names the entry from which on the log does not hold', async () => {
    const found = await verify();
    assert.equal(found!.fault, 'entry', 'what the test above put in is no part of the chain');
    assert.ok(found!.wrong! > 5);
  });
});

describe('the auditor’s page of a log with sealed parts', () => {
  let district: TestDistrict;
  let auditor: string;
  before(async () => {
    district = await TestDistrict.open();
    for (let index = 0; index < 8; index++) await district.pairingCode({ site: sites.mall });
    await district.hourly(Date.now());
    await district.hourly(Date.now() + 70 * day);
    // Two months on, every sign-in of before is over.
    auditor = await district.staff('auditor');
  });
  after(() => district.close());

  const rows = async (request: ListRequest = {}) =>
    (await district.post<AuditAnswer>('audit', request, auditor)).body;

  it('reaches entries in them by paging, with hashes, and finds by filters', async () => {
    assert.equal(await district.sql<number>('select json_quote(count(*)) as found from audit_parts'), 1);
    const all = await rows();
    assert.equal(all.rows.at(-1)!.seq, 1);
    assert.equal(all.rows.at(-1)!.sealed, true);
    assert.match(all.rows.at(-1)!.hash, /^[0-9a-f]{64}$/);
    const made = await rows({ filters: { action: ['pairing-code.make'] } });
    assert.equal(made.rows.length, 8);
    assert.deepEqual([made.matching, made.lookedTo], [null, null]);
    const seqs = all.rows.map(({ seq }) => seq);
    const some = await rows({ limit: 4, before: 3 });
    assert.deepEqual(
      some.rows.map(({ seq }) => seq),
      seqs.filter((seq) => seq > 3).slice(-4),
    );
    const today = await rows({ filters: { from: [String(localDay(Date.now() - day))] } });
    assert.equal(today.rows.at(-1)!.seq, 1, 'times are found in parts too');
  });

  it('verifies them, and sees a head that another log was written under', async () => {
    const verify = async () => {
      const { body } = await district.post<WorkAskedAnswer>('work', { kind: 'audit-check' }, auditor);
      await waitUntil(async () => {
        const { work } = (await district.get<WorkAnswer>('work', auditor)).body;
        return work.find((each) => each.id === body.work.id)?.state === 'done';
      }, 'the log is followed');
      return (await district.get<AuditStateAnswer>('audit/state', auditor)).body.verification!;
    };
    const held = await verify();
    assert.deepEqual([held.wrong, held.parts, held.heads], [null, 1, 1]);
    const forged = JSON.stringify({ seq: 2, hash: 'a'.repeat(64), at: Date.now() });
    await district.sql(`insert into audit_heads (seq, body, key, signature) values (2, '${forged}', 1, 'x')`);
    const other = await verify();
    assert.deepEqual([other.wrong, other.fault], [2, 'signed-head']);
  });

  it('sees that the end was cut off', async () => {
    await district.sql('drop trigger audit_heads_no_delete');
    await district.sql('delete from audit_heads where seq = 2');
    const beyond = JSON.stringify({ seq: 999, hash: 'b'.repeat(64), at: Date.now() });
    await district.sql(
      `insert into audit_heads (seq, body, key, signature) values (999, '${beyond}', 1, 'x')`,
    );
    const { body } = await district.post<WorkAskedAnswer>('work', { kind: 'audit-check' }, auditor);
    await waitUntil(async () => {
      const { work } = (await district.get<WorkAnswer>('work', auditor)).body;
      return work.find((each) => each.id === body.work.id)?.state === 'done';
    }, 'the log is followed');
    const { verification } = (await district.get<AuditStateAnswer>('audit/state', auditor)).body;
    assert.equal(verification!.fault, 'cut');
  });
});
