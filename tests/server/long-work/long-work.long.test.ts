import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  mostOwnWork,
  workKeptMs,
  type AskedWork,
  type OneWorkAnswer,
  type WorkAnswer,
  type WorkAskedAnswer,
  type WorkRow,
} from '../../../src/domain/api/work-api.ts';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { healthyFacts, scan, uploadAll } from '../support/scans.ts';

const today = localDay(Date.now());
const allDays = { kind: 'policy-replay', version: 1, first: addDays(today, -3), last: today } as const;

/** A district with scans of three days, of which one differs under version 1's rules for facts that are recorded. */
async function scannedDistrict(): Promise<TestDistrict> {
  const district = await TestDistrict.open();
  const gate = await district.gate({ site: sites.mall });
  const school = await district.gate({ site: sites.school });
  const at = (daysAgo: number, minute: number) =>
    daysAgo === 0
      ? Date.now() - 60_000 + minute
      : dayStart(addDays(today, -daysAgo)) + 9 * 3_600_000 + minute * 60_000;
  await uploadAll(gate, [
    scan({ t: at(2, 1), facts: healthyFacts }),
    scan({
      t: at(2, 2),
      facts: { ...healthyFacts, sampleAgeHours: 80 },
      outcome: 'attend',
      reasons: ['result.age'],
    }),
    scan({ t: at(1, 3), facts: healthyFacts, outcome: 'attend', reasons: ['result.age'] }),
    scan({ t: at(0, 4) }),
  ]);
  await uploadAll(school, [scan({ t: at(1, 5), site: sites.school, facts: healthyFacts })]);
  return district;
}

/** What the tests' own tables of scans hold many more of, each a copy of one that was really uploaded. */
function multiply(district: TestDistrict, day: number, times: number): Promise<unknown> {
  return district.sql(
    `insert into scan_${day} (site, t, chain, seq, device, pass, outcome, policy, detail)
     select s.site, s.t, s.chain, 1000000 + n.value, s.device, s.pass, s.outcome, s.policy, s.detail
     from (select * from scan_${day} limit 1) s,
       (with recursive n(value) as (select 1 union all select value + 1 from n where value < ${times}) select value from n) n`,
  );
}

describe('long work', () => {
  let district: TestDistrict;
  let health: string;
  before(async () => {
    district = await scannedDistrict();
    health = await district.staff('health');
  });
  after(() => district.close());

  const askFor = (asked: AskedWork, token = health) =>
    district.post<WorkAskedAnswer & { code?: string }>('work', asked, token);
  const mine = async (token = health) => (await district.get<WorkAnswer>('work', token)).body.work;
  const one = async (id: number, token = health) =>
    (await district.get<OneWorkAnswer>(`work/one?id=${id}`, token)).body;
  const until = async (id: number, is: (row: WorkRow) => boolean): Promise<WorkRow> => {
    for (const end = Date.now() + 120_000; Date.now() < end;) {
      const found = (await mine()).find((row) => row.id === id)!;
      if (is(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`Work ${id}: ${JSON.stringify(await mine())}`);
  };
  const over = (id: number) => until(id, ({ endedAt }) => endedAt > 0);
  const file = (id: number, token = health) => district.get<string>(`work/file?id=${id}`, token);
  /** The text of an exported list. */
  const exported = async (asked: AskedWork): Promise<string> => {
    const token = await district.staff('administrator');
    const { id } = (await askFor(asked, token)).body.work;
    while ((await one(id, token)).work.endedAt === 0);
    return (await file(id, token)).body;
  };
  const audited = () =>
    district.sql<string[]>(
      `select json_group_array(action || ' ' || substr(actor, 1, 5) || ' ' || subject) as found
       from (select * from audit where action glob 'work.*' order by seq)`,
    );
  const keys = () => readdir(join(district.folder, 'secrets', 'work-keys'));

  it('replays every scan of some days, and makes a file and numbers of it', async () => {
    const { body, status } = await askFor(allDays);
    assert.equal(status, 200, JSON.stringify(body));
    const { id, state, total } = body.work;
    assert.deepEqual([state, total], ['waiting', 5]);
    const done = await over(id);
    assert.deepEqual([done.state, done.done, done.fault], ['done', 5, null]);
    const { replay } = await one(id);
    assert.deepEqual(replay, {
      scans: 5,
      emergencies: 0,
      withoutFacts: 1,
      otherReasons: 0,
      outcomes: [
        { from: 'admit', to: 'admit', scans: 2 },
        { from: 'attend', to: 'attend', scans: 1 },
        { from: 'attend', to: 'admit', scans: 1 },
      ],
      daysGone: [addDays(today, -3)],
    });
    const answer = await file(id);
    assert.match(answer.headers.get('content-type')!, /^text\/csv/);
    const lines = answer.body
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    assert.deepEqual(lines.slice(1), [
      `${addDays(today, -2)},mall,admit,admit,1`,
      `${addDays(today, -2)},mall,attend,attend,1`,
      `${addDays(today, -1)},mall,attend,admit,1`,
      `${addDays(today, -1)},school,admit,admit,1`,
      `${today},mall,admit,unknown,1`,
    ]);
    assert.equal(Buffer.byteLength(answer.body) + 3, done.file!.bytes, 'fetch takes the mark away');
  });

  it('is nobody else’s, and for those alone who may', async () => {
    const [row] = await mine();
    const administrator = await district.staff('administrator');
    assert.deepEqual(await mine(administrator), []);
    for (const route of ['one', 'file'])
      assert.equal((await district.get(`work/${route}?id=${row!.id}`, administrator)).code, 'not-found');
    for (const act of ['cancel', 'delete'])
      assert.equal((await district.post(`work/${act}`, { id: row!.id }, administrator)).code, 'not-found');
    assert.equal((await askFor(allDays, await district.staff('tracer'))).code, 'not-allowed');
    for (const token of [await district.owner('a'), await district.citizen('valid'), undefined])
      assert.equal((await district.get('work', token)).code, 'sign-in');
    await district.sql(`update staff set roles = '["analyst"]' where email = 'health@test.example'`);
    assert.equal((await file(row!.id)).code, 'not-allowed', 'the right is asked for anew');
    await district.sql(`update staff set roles = '["health"]' where email = 'health@test.example'`);
  });

  it('refuses what cannot be', async () => {
    const wrong: [object, string][] = [
      [{ ...allDays, version: 99 }, 'not-found'],
      [{ ...allDays, site: 99 }, 'not-found'],
      [{ ...allDays, version: 'draft' }, 'not-found'],
      [{ ...allDays, last: addDays(today, 90) }, 'malformed'],
      [{ ...allDays, last: addDays(today, -9) }, 'malformed'],
      [{ kind: 'policy' }, 'malformed'],
      [{ kind: 'export', list: 'citizens' }, 'malformed'],
      [{ kind: 'export', list: 'sites', language: 'fr' }, 'malformed'],
    ];
    for (const [asked, code] of wrong)
      assert.equal((await askFor(asked as AskedWork)).code, code, JSON.stringify(asked));
  });

  it('exports a list as a file whose formulas are none', async () => {
    await district.sql(`update sentries set name = '=1+1' where device = 1`);
    const text = await exported({ kind: 'export', list: 'fleet' });
    assert.match(text, /\r\n1,'=1\+1,1,Mall,,North,mall,商场,2,1,/);
  });

  it('exports it with heads and words in the language of who asks', async () => {
    const text = await exported({ kind: 'export', list: 'fleet', language: 'en' });
    assert.match(text, /^\uFEFF?Number,Sentry,/);
    assert.match(text, /,North,mall,Shopping mall,2,1,/);
  });

  it('lies in the database under a key of its own, and goes with it', async () => {
    const [row] = await mine();
    const stored = await district.sql<string>(
      `select json_array(asked, position, (select group_concat(sealed) from work_parts where work = ${row!.id})) as found
       from work where id = ${row!.id}`,
    );
    assert.doesNotMatch(JSON.stringify(stored), /mall|first|admit/i);
    const before = (await keys()).length;
    assert.equal((await district.post('work/delete', { id: row!.id }, health)).status, 200);
    assert.equal((await keys()).length, before - 1);
    assert.equal(await district.sql(`select count(*) as found from work_parts where work = ${row!.id}`), 0);
    assert.equal((await file(row!.id)).code, 'not-found');
  });

  it('can be cancelled while it is under way, and then holds nothing', async () => {
    await multiply(district, addDays(today, -1), 15_000);
    const { id } = (await askFor(allDays)).body.work;
    await until(id, ({ done }) => done > 0);
    assert.equal((await district.post('work/delete', { id }, health)).code, 'overtaken');
    assert.equal((await district.post('work/cancel', { id }, health)).status, 200);
    const cancelled = await over(id);
    assert.equal(cancelled.state, 'cancelled');
    assert.ok(cancelled.done < 15_000, 'before its end');
    assert.equal((await district.post('work/cancel', { id }, health)).code, 'overtaken');
    assert.equal(await district.sql(`select count(*) as found from work_parts where work = ${id}`), 0);
    assert.equal((await file(id)).code, 'not-found');
  });

  it('goes on where it was after the server was killed: each scan once', async () => {
    const { id } = (await askFor(allDays)).body.work;
    await until(id, ({ done }) => done > 1000);
    await district.kill();
    await district.restart();
    const before = (await mine()).find((row) => row.id === id)!;
    assert.equal(before.state, 'running');
    assert.ok(before.done > 1000, 'not from the beginning');
    assert.ok(before.done < 15_000, 'killed before its end');
    const done = await over(id);
    assert.deepEqual([done.state, done.done], ['done', 15_005]);
    const { replay } = await one(id);
    assert.equal(replay!.scans, 15_005);
    const text = (await file(id)).body;
    assert.equal(text.match(/day 日期/g)!.length, 1, 'each piece once');
    const total = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .reduce((sum, line) => sum + Number(line.split(',')[4]), 0);
    assert.equal(total, 15_005);
  });

  it('is bounded for each account', async () => {
    const asked = await Promise.all(Array.from({ length: mostOwnWork + 2 }, () => askFor(allDays)));
    const refused = asked.filter(({ code }) => code === 'too-many');
    assert.ok(refused.length >= 2, JSON.stringify(asked.map(({ status }) => status)));
    for (const { body } of asked)
      if (body.work) await district.post('work/cancel', { id: body.work.id }, health);
  });

  it('fails in plain words where who asked may no longer ask, or its key is gone', async () => {
    const { id } = (await askFor(allDays)).body.work;
    await until(id, ({ done }) => done > 0);
    await district.sql(`update staff set roles = '["analyst"]' where email = 'health@test.example'`);
    const failed = await over(id);
    assert.deepEqual([failed.state, failed.fault], ['failed', 'not-allowed']);
    await district.sql(`update staff set roles = '["health"]' where email = 'health@test.example'`);
  });

  it('what is old is deleted with its key, and what did not end in a day has failed', async () => {
    await district.sql(`insert into work (kind, staff, key_name, asked, asked_at, expires)
      select 'export', id, 'gone', '', 1, 1 from staff where email = 'lab@test.example'`);
    await district.minutely(Date.now());
    assert.deepEqual(
      await district.sql(`select json_array(state, fault) as found from work where key_name = 'gone'`),
      ['failed', 'late'],
    );
    await district.minutely(Date.now() + workKeptMs + 15_000);
    assert.equal(await district.sql('select count(*) as found from work'), 0);
    assert.equal(await district.sql('select count(*) as found from work_parts'), 0);
    assert.deepEqual(await keys(), []);
  });

  it('is on record from the asking to the deletion, without what was asked', async () => {
    const rows = await audited();
    assert.equal(rows[0], 'work.ask staff work:1 policy-replay');
    assert.ok(rows.includes('work.end serve work:1 policy-replay done'));
    assert.ok(rows.includes('work.read staff work:1 policy-replay'));
    for (const action of ['work.cancel staff', 'work.delete staff', 'work.delete serve', 'work.end serve'])
      assert.ok(
        rows.some((each) => each.startsWith(action)),
        action,
      );
    assert.doesNotMatch(rows.join(), /mall|2026/i);
  });
});
