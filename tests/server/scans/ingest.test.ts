import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import { mostInUpload } from '../../../src/domain/api/gate/sentry-api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scan, scans, uploadAll, type ScanAtGate } from '../support/scans.ts';
import { today, UploadingGate } from '../support/uploading-gate.ts';

const day = 86_400_000;

describe('the ingest of scans', () => {
  let district: TestDistrict;
  let gate: UploadingGate;
  before(async () => {
    district = await TestDistrict.open();
    gate = new UploadingGate(district);
  });
  after(() => district.close());

  it('opens and stores what it is sent, and names each record', async () => {
    await gate.newSentry();
    const answer = await gate.answerTo(await gate.record(...scans(3)));
    assert.deepEqual(answer.results, [{ first: 1, last: 3, status: 'stored' }]);
    assert.equal(answer.fork, null);
    assert.ok(Math.abs(answer.now - Date.now()) < 10_000);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 3);
    assert.deepEqual(await gate.stretches(), [[1, 3]]);
  });

  it('keeps every field', async () => {
    await gate.newSentry();
    const sent = scan({
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
    assert.deepEqual(await uploadAll(gate.sentry, [sent]), ['stored']);
    const kept = await district.sql(
      `select json_object('t', t, 'site', site, 'seq', seq, 'pass', pass, 'outcome', outcome, 'policy', policy,
       'detail', json(detail)) as found from ${today()} where device = ${gate.device}`,
    );
    assert.deepEqual(kept, {
      t: sent.t,
      site: 1,
      seq: 1,
      pass: 0,
      outcome: 2,
      policy: 4,
      detail: [
        1,
        3811,
        null,
        -120,
        ['temperature.high', 'result.age'],
        'AbC-_',
        'ffffffff',
        123_456_789_012,
        null,
      ],
    });
  });

  it('leads from a pass to its number of the day, and from an unknown one to nobody', async () => {
    await gate.newSentry();
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const issued = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    const pass = passIdText(decodeIssuedPass(fromBase64url(issued.body.pass)).fields);
    await uploadAll(gate.sentry, [scan({ pass }), scan({ pass: '00000000000000aa' })]);
    const kept = await district.sql<number[]>(
      `select json_group_array(pass) as found from (select pass from ${today()} where device = ${gate.device} order by seq)`,
    );
    const day = localDay(Date.now());
    const [known, unknown] = await Promise.all(
      kept.map((number) => district.door<{ passId: string } | null>('holder', { pass: number, day })),
    );
    assert.equal(known?.passId, pass);
    assert.equal(unknown, null);
  });

  it('takes a record that is sent again for a duplicate', async () => {
    await gate.newSentry();
    const sent = await gate.record(...scans(20));
    await gate.answerTo(sent);
    assert.deepEqual(await gate.statuses(sent), Array(20).fill('duplicate'));
    assert.deepEqual(await gate.statuses(sent.slice(5, 7)), ['duplicate', 'duplicate']);
    const more = await gate.record(scan());
    assert.deepEqual(await gate.statuses([...sent.slice(18), ...more]), ['duplicate', 'duplicate', 'stored']);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 21);
    assert.deepEqual(await gate.stretches(), [[1, 21]]);
  });

  it('takes no record that says it was made by a device of another site', async () => {
    const other = (await district.gate({ site: sites.school })).pairing.sentry.device;
    await gate.newSentry();
    await gate.sentry.queue.add({ ...scan(), device: other });
    assert.deepEqual(await gate.statuses(gate.sentry.queue.waiting), ['device']);
    assert.equal(
      await gate.count(today(), `chain = (select chain from chains where id = '${gate.sentry.queue.chain}')`),
      0,
    );
  });

  it('stores a batch once when it comes many times at once', async () => {
    await gate.newSentry();
    const sent = await gate.record(...scans(100, { outcome: 'attend', reasons: ['result.age'] }));
    const noticesBefore = await gate.count('notices');
    const answers = await Promise.all(Array.from({ length: 6 }, () => gate.statuses(sent)));
    const stored = answers.flat().filter((status) => status === 'stored').length;
    assert.equal(stored, 100);
    assert.equal(answers.flat().filter((status) => status === 'duplicate').length, 500);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 100);
    // Those above the most of one gate.sentry and stretch of time are counted with the last.
    assert.equal((await gate.count('notices')) - noticesBefore, 20);
  });

  it('rejects a record it cannot open or read, names why, and stores the others', async () => {
    await gate.newSentry();
    const bad: [Partial<ScanAtGate> | { [field: string]: unknown }, string][] = [
      [{ t: 1.5 }, 't'],
      [{ site: 0 }, 'site'],
      [{ site: 4711 }, 'site'],
      [{ pass: 'ABCDEF0123456789' }, 'pass'],
      [{ outcome: 'maybe' }, 'outcome'],
      [{ reasons: ["x' or 1"] }, 'reasons'],
      [{ body: 36.5 }, 'body'],
      [{ showing: '!' }, 'showing'],
      [{ boot: 'xyz' }, 'boot'],
      [{ mono: -1 }, 'mono'],
      [{ zone: -1 }, 'zone'],
      [{ t: Date.now() + 25 * 3_600_000 }, 't'],
    ];
    for (const [change] of bad) await gate.record(scan(change as Partial<ScanAtGate>), scan());
    const [shut] = await gate.record(scan());
    // Closed to nobody: the text of another box.
    gate.sentry.queue.waiting.at(-1)!.box = `${shut!.box.slice(0, 40)}AAAA${shut!.box.slice(44)}`;
    const found = await gate.statuses(gate.sentry.queue.waiting);
    assert.deepEqual(found, [...bad.flatMap(([, fault]) => [fault, 'stored']), 'box']);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), bad.length);
    assert.equal(
      await gate.count(
        'chain_rejected',
        `chain = (select chain from chains where id = '${gate.sentry.queue.chain}')`,
      ),
      bad.length + 1,
    );
    // Nothing is missing of the chain for all that.
    assert.deepEqual(await gate.stretches(), [[1, 2 * bad.length + 1]]);
  });

  it('takes a rejected record once what was wrong has been set right', async () => {
    await gate.newSentry();
    const sent = await gate.record(scan(), scan({ site: 4712 }), scan());
    assert.deepEqual(await gate.statuses(sent), ['stored', 'site', 'stored']);
    assert.deepEqual(await gate.statuses(sent.slice(1, 2)), ['site']);
    await district.saveRecord('sites', {
      number: 4712,
      name: 'New',
      address: '1 New Road',
      category: 'shop',
      subdistrict: 'North',
      owner: await district.sql('select json_quote(owner) as found from sites where number = 1'),
      status: 'active',
    });
    assert.deepEqual(await gate.statuses(sent.slice(1, 2)), ['place']);
    await district.sql(
      `update sentries set site = (select id from sites where number = 4712) where device = ${gate.device}`,
    );
    assert.deepEqual(await gate.statuses(sent.slice(1, 2)), ['stored']);
    assert.deepEqual(await gate.statuses(sent), Array(3).fill('duplicate'));
    assert.equal(await gate.count('chain_rejected', "seq = 2 and fault = 'site'"), 0);
  });

  it('puts a late scan into the day it happened, on both sides of midnight', async () => {
    await gate.newSentry();
    const midnight = dayStart(localDay(Date.now() - 3 * day));
    const found = await uploadAll(gate.sentry, [scan({ t: midnight - 1 }), scan({ t: midnight })]);
    assert.deepEqual(found, ['stored', 'stored']);
    assert.equal(await gate.count(`scan_${localDay(midnight - 1)}`, `device = ${gate.device}`), 1);
    assert.equal(await gate.count(`scan_${localDay(midnight)}`, `device = ${gate.device}`), 1);
    assert.notEqual(localDay(midnight - 1), localDay(midnight));
  });

  it('acknowledges scans of a purged day, counts them once and stores nothing', async () => {
    await gate.newSentry();
    const oldest = addDays(localDay(Date.now()), -14);
    const kept = scan({ t: dayStart(oldest) });
    const gone = scan({ t: dayStart(oldest) - 1 });
    const sent = await gate.record(kept, gone, gone);
    assert.deepEqual(await gate.statuses(sent), ['stored', 'expired', 'expired']);
    assert.deepEqual(await gate.statuses(sent), ['duplicate', 'expired', 'expired']);
    assert.equal(await gate.count('purge_count', `day = ${localDay(gone.t)} and scans = 2`), 1);
    assert.equal(await gate.count('sqlite_master', `name = 'scan_${localDay(gone.t)}'`), 0);
  });

  it('takes a clock that is some hours ahead', async () => {
    await gate.newSentry();
    assert.deepEqual(await uploadAll(gate.sentry, [scan({ t: Date.now() + 23 * 3_600_000 })]), ['stored']);
  });

  it('refuses a request of a wrong form, as a whole', async () => {
    await gate.newSentry();
    const body = await gate.uploading(await gate.record(...scans(3)));
    const wrong: object[] = [
      { chain: 'x' },
      { chain: null },
      { first: 0 },
      { first: 1.5 },
      { before: 'zz' },
      { sessions: 'x' },
      { sessions: [] },
      { sessions: ['x'.repeat(88)] },
      { runs: [] },
      { runs: [[0, 0, 2]] },
      { runs: [[1, 0, 3]] },
      { runs: [[0, -1, 3]] },
      { runs: [[0, 0, 3, 0]] },
      { boxes: [] },
      { boxes: [1, 2, 3] },
      { boxes: ['x'.repeat(9000), 'x', 'x'] },
      { signature: '' },
    ];
    for (const change of wrong) {
      const { status, code } = await gate.send({ ...body, ...change });
      assert.deepEqual([status, code], [400, 'malformed'], JSON.stringify(change).slice(0, 80));
    }
    assert.equal((await gate.send('scans')).code, 'malformed');
    assert.equal((await gate.send([])).code, 'malformed');
    const tooMany = await gate.send({
      ...body,
      runs: [[0, 0, mostInUpload + 1]],
      boxes: Array(mostInUpload + 1).fill(body.boxes[0]),
    });
    assert.deepEqual([tooMany.status, tooMany.code], [400, 'malformed']);
    const heavy = await gate.send({ ...body, junk: 'x'.repeat(4 << 20) });
    assert.deepEqual([heavy.status, heavy.code], [413, 'malformed']);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 0);
    assert.equal((await gate.send(body)).status, 200);
  });

  it('limits a device by itself, not others at its address', async () => {
    await gate.newSentry();
    const other = gate.sentry;
    await gate.newSentry();
    const body = await gate.uploading(await gate.record(scan()));
    let refused = 0;
    // 600 a minute; a minute may turn over on the way.
    for (let round = 0; round < 24 && refused === 0; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => gate.send(body)));
      refused += answers.filter(({ code }) => code === 'too-many').length;
    }
    assert.ok(refused > 0, 'a device that never stops is refused for a while');
    gate.sentry = other;
    gate.device = gate.sentry.pairing.sentry.device;
    assert.deepEqual(await uploadAll(gate.sentry, [scan()]), ['stored']);
  });

  it('keeps roll-ups that are exactly the counts of the stored records', async () => {
    for (const site of [sites.school, sites.shop])
      await uploadAll(await district.gate({ site }), [scan({ site }), scan({ site, outcome: 'attend' })]);
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
    await gate.newSentry();
    const before = await gate.count('notices');
    const old = Date.now() - 2 * day;
    await uploadAll(gate.sentry, [
      scan(),
      scan({ outcome: 'attend', reasons: ['temperature.high'], body: 3811 }),
      scan({ outcome: 'refuse', reasons: ['proof.forged'], body: null }),
      scan({ t: old, outcome: 'refuse', reasons: ['proof.stale'] }),
    ]);
    assert.equal((await gate.count('notices')) - before, 3);
    const found = await district.sql(
      `select json_group_array(json_array(outcome, json(reasons), json(body), sentryName)) as found from
       (select * from notices order by t desc, rowid desc limit 2)`,
    );
    const { name } = await district.sql<{ name: string }>(
      `select json_object('name', name) as found from sentries where device = ${gate.device}`,
    );
    assert.deepEqual(
      (found as unknown[]).toSorted(),
      [
        ['attend', ['temperature.high'], 3811, name],
        ['refuse', ['proof.forged'], null, name],
      ].toSorted(),
    );
    assert.equal(await gate.count('notices', `t = ${old} and outcome = 'refuse'`), 1);
  });
});
