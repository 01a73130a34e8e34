import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../src/credentials/holder.ts';
import type { PassAnswer, ScansAnswer } from '../../src/domain/api.ts';
import { base64url, fromBase64url } from '../../src/domain/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../src/domain/health-pass.ts';
import { addDays, dayStart, localDay } from '../../src/domain/local-day.ts';
import { TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';
import { scan, scans } from './support/scans.ts';

const day = 86_400_000;

describe('the ingest of scans', () => {
  let district: TestDistrict;
  let token: string;
  let device: number;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function newSentry(): Promise<void> {
    const sentry = await district.sentry({ site: sites.mall });
    token = sentry.token;
    device = sentry.place.device;
  }
  const upload = (records: unknown) => district.post<ScansAnswer>('sentry/scans', { scans: records }, token);
  const statuses = async (records: unknown): Promise<string[]> => {
    const { status, body } = await upload(records);
    assert.equal(status, 200, JSON.stringify(body));
    return body.results.map((result) => result.fault ?? result.status);
  };
  const count = (table: string, where = 'true') =>
    district.sql<number>(`select json_quote(count(*)) as found from ${table} where ${where}`);
  const today = () => `scan_${localDay(Date.now())}`;

  it('stores what it is sent and names each record', async () => {
    await newSentry();
    const sent = scans(3);
    const { body } = await upload(sent);
    assert.deepEqual(
      body.results,
      sent.map(({ seq }) => ({ seq, status: 'stored' })),
    );
    assert.ok(Math.abs(body.now - Date.now()) < 10_000);
    assert.equal(await count(today(), `device = ${device}`), 3);
  });

  it('keeps every field', async () => {
    await newSentry();
    const sent = scan(77, {
      zone: 1,
      outcome: 'refuse',
      reasons: ['temperature.high', 'result.age'],
      body: 3811,
      surface: null,
      ambient: -120,
      policy: 4,
      showing: 'AbC-_',
      boot: 'ffffffff',
      mono: 123_456_789_012,
    });
    assert.deepEqual(await statuses([sent]), ['stored']);
    const kept = await district.sql(
      `select json_object('t', t, 'site', site, 'seq', seq, 'pass', pass, 'zone', zone, 'outcome', outcome, 'body', body,
       'surface', surface, 'ambient', ambient, 'policy', policy, 'boot', boot, 'mono', mono, 'reasons', reasons,
       'showing', showing) as found from ${today()} where device = ${device}`,
    );
    assert.deepEqual(kept, {
      t: sent.t,
      site: 1,
      seq: 77,
      pass: 0,
      zone: 1,
      outcome: 2,
      body: 3811,
      surface: null,
      ambient: -120,
      policy: 4,
      boot: 0xffffffff,
      mono: 123_456_789_012,
      reasons: 'temperature.high result.age',
      showing: 'AbC-_',
    });
  });

  it('leads from a pass to its number, and from an unknown one to none', async () => {
    await newSentry();
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const issued = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    const pass = passIdText(decodeIssuedPass(fromBase64url(issued.body.pass)).fields);
    await statuses([scan(1, { pass }), scan(2, { pass: '00000000000000aa' })]);
    const kept = await district.sql<{ pass: number; known: string | null }[]>(
      `select json_group_array(json_object('pass', s.pass, 'known', l.pass_id)) as found
       from (select * from ${today()} where device = ${device} order by seq) s
       left join pass_log l on l.pass = s.pass`,
    );
    assert.equal(kept[0]!.known, pass);
    assert.deepEqual(kept[1], { pass: 0, known: null });
  });

  it('takes a record that is sent again for a duplicate, also within one upload', async () => {
    await newSentry();
    const sent = scans(20);
    await upload(sent);
    assert.deepEqual(await statuses(sent), Array(20).fill('duplicate'));
    const twin = scan(21);
    assert.deepEqual(await statuses([twin, twin, sent[0]]), ['stored', 'duplicate', 'duplicate']);
    assert.equal(await count(today(), `device = ${device}`), 21);
  });

  it('knows a record again when the device was paired anew in between', async () => {
    await newSentry();
    const sent = scans(3);
    await upload(sent);
    const before = device;
    await newSentry();
    assert.notEqual(device, before);
    assert.deepEqual(await statuses([...sent, scan(4)]), ['duplicate', 'duplicate', 'duplicate', 'stored']);
    // Another device may well have the same numbers; its start is another.
    assert.deepEqual(
      await statuses(sent.map((scan) => ({ ...scan, boot: '0badcaff' }))),
      Array(3).fill('stored'),
    );
  });

  it('stores a batch once when it comes many times at once', async () => {
    await newSentry();
    const sent = scans(100, 1, { outcome: 'attend', reasons: ['result.age'] });
    const noticesBefore = await count('notices');
    const answers = await Promise.all(Array.from({ length: 6 }, () => statuses(sent)));
    const stored = answers.flat().filter((status) => status === 'stored').length;
    assert.equal(stored, 100);
    assert.equal(answers.flat().filter((status) => status === 'duplicate').length, 500);
    assert.equal(await count(today(), `device = ${device}`), 100);
    assert.equal((await count('notices')) - noticesBefore, 100);
  });

  it('rejects what is no scan, names the field, and stores the rest', async () => {
    await newSentry();
    const bad: [unknown, string][] = [
      [null, 'record'],
      [7, 'record'],
      ['x', 'record'],
      [[], 'record'],
      [{}, 'seq'],
      [{ ...scan(1), seq: '1' }, 'seq'],
      [{ ...scan(1), t: 1.5 }, 't'],
      [scan(1, { site: 0 }), 'site'],
      [scan(1, { site: 4711 }), 'site'],
      [scan(1, { pass: 'ABCDEF0123456789' }), 'pass'],
      [{ ...scan(1), outcome: 'maybe' }, 'outcome'],
      [scan(1, { reasons: ["x' or 1"] }), 'reasons'],
      [scan(1, { body: 36.5 }), 'body'],
      [scan(1, { showing: '!' }), 'showing'],
      [scan(1, { boot: 'xyz' }), 'boot'],
      [scan(1, { mono: -1 }), 'mono'],
      [scan(1, { t: Date.now() + 25 * 3_600_000 }), 't'],
    ];
    const records = bad.flatMap(([record], index) => [record, scan(100 + index)]);
    const found = await statuses(records);
    assert.deepEqual(
      found,
      bad.flatMap(([, fault]) => [fault, 'stored']),
    );
    const { body } = await upload([{ ...scan(5), zone: -1 }]);
    assert.deepEqual(body.results, [{ seq: 5, status: 'rejected', fault: 'zone' }]);
    assert.equal(await count(today(), `device = ${device}`), bad.length);
  });

  it('takes scans of a site where the sentry stood before', async () => {
    await newSentry();
    assert.deepEqual(await statuses([scan(1, { site: sites.school })]), ['stored']);
  });

  it('puts a late scan into the day it happened, on both sides of midnight', async () => {
    await newSentry();
    const midnight = dayStart(localDay(Date.now() - 3 * day));
    assert.deepEqual(await statuses([scan(1, { t: midnight - 1 }), scan(2, { t: midnight })]), [
      'stored',
      'stored',
    ]);
    assert.equal(await count(`scan_${localDay(midnight - 1)}`, `device = ${device}`), 1);
    assert.equal(await count(`scan_${localDay(midnight)}`, `device = ${device}`), 1);
    assert.notEqual(localDay(midnight - 1), localDay(midnight));
  });

  it('acknowledges scans of a purged day, counts them and stores nothing', async () => {
    await newSentry();
    const oldest = addDays(localDay(Date.now()), -14);
    const kept = scan(1, { t: dayStart(oldest) });
    const gone = scan(2, { t: dayStart(oldest) - 1 });
    assert.deepEqual(await statuses([kept, gone, { ...gone, seq: 3 }]), ['stored', 'expired', 'expired']);
    assert.equal(await count('purge_count', `day = ${localDay(gone.t)} and scans = 2`), 1);
    assert.equal(await count('sqlite_master', `name = 'scan_${localDay(gone.t)}'`), 0);
  });

  it('takes a clock that is some hours ahead', async () => {
    await newSentry();
    assert.deepEqual(await statuses([scan(1, { t: Date.now() + 23 * 3_600_000 })]), ['stored']);
  });

  it('refuses a request that is too long, as a whole', async () => {
    await newSentry();
    const tooMany = await upload(scans(501));
    assert.deepEqual([tooMany.status, tooMany.code], [400, 'malformed']);
    assert.equal((await upload(scans(500))).status, 200);
    const heavy = await upload([{ ...scan(1000), junk: 'x'.repeat(4 << 20) }]);
    assert.deepEqual([heavy.status, heavy.code], [413, 'malformed']);
    assert.equal((await upload('scans')).code, 'malformed');
    assert.equal(await count(today(), `device = ${device}`), 500);
  });

  it('answers an empty upload', async () => {
    assert.deepEqual(await statuses([]), []);
  });

  it('keeps roll-ups that are exactly the counts of the stored records', async () => {
    const days = await district.sql<string[]>(
      `select json_group_array(name) as found from sqlite_master where type = 'table' and name glob 'scan_2*'`,
    );
    const union = days
      .map((table) => `select ${table.slice(5)} as day, site, t, outcome from ${table}`)
      .join(' union all ');
    const raw = await district.sql(
      `select json_group_array(json_array(day, site, scans, alerts, refused)) as found from (
       select day, site, count(*) as scans, sum(outcome > 0) as alerts, sum(outcome = 2) as refused
       from (${union}) group by day, site order by day, site)`,
    );
    const rolled = await district.sql(
      `select json_group_array(json_array(day, site, scans, alerts, refused)) as found from
       (select * from stat_day order by day, site)`,
    );
    assert.deepEqual(rolled, raw);
    const rawHours = await district.sql(
      `select json_group_array(json_array(day, hour, scans, alerts)) as found from (
       select day, cast(strftime('%H', t / 1000 + 28800, 'unixepoch') as integer) as hour, count(*) as scans,
       sum(outcome > 0) as alerts from (${union}) group by day, hour order by day, hour)`,
    );
    const rolledHours = await district.sql(
      `select json_group_array(json_array(day, hour, scans, alerts)) as found from
       (select * from stat_hour order by day, hour)`,
    );
    assert.deepEqual(rolledHours, rawHours);
    assert.ok((raw as unknown[]).length > 5);
  });

  it('raises one notice for each scan that was not admitted', async () => {
    await newSentry();
    const before = await count('notices');
    const old = Date.now() - 2 * day;
    await statuses([
      scan(1),
      scan(2, { outcome: 'attend', reasons: ['temperature.high'], body: 3811 }),
      scan(3, { outcome: 'refuse', reasons: ['proof.forged'], body: null }),
      scan(4, { t: old, outcome: 'refuse', reasons: ['proof.stale'] }),
    ]);
    assert.equal((await count('notices')) - before, 3);
    const found = await district.sql(
      `select json_group_array(json_array(outcome, json(reasons), json(body), sentryName)) as found from
       (select * from notices order by t desc, rowid desc limit 2)`,
    );
    const { name } = await district.sql<{ name: string }>(
      `select json_object('name', name) as found from sentries where device = ${device}`,
    );
    assert.deepEqual(
      (found as unknown[]).toSorted(),
      [
        ['attend', ['temperature.high'], 3811, name],
        ['refuse', ['proof.forged'], null, name],
      ].toSorted(),
    );
    assert.equal(await count('notices', `t = ${old} and outcome = 'refuse'`), 1);
  });
});
