import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../src/credentials/holder.ts';
import type { PassAnswer } from '../../src/domain/api.ts';
import type { ScansAnswer, ScansRequest } from '../../src/domain/sentry-api.ts';
import type { FleetSentryAnswer } from '../../src/domain/fleet-api.ts';
import { readFleet, type FleetWire } from '../../src/domain/fleet-wire.ts';
import { mostInUpload, uploadHashHeader } from '../../src/domain/sentry-api.ts';
import { base64url, fromBase64url } from '../../src/domain/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../src/domain/health-pass.ts';
import { addDays, dayStart, localDay } from '../../src/domain/local-day.ts';
import { chainStartText, linkText } from '../../src/domain/scan-chain.ts';
import type { SealedRecord } from '../../src/domain/sealed-record.ts';
import { keyedHash, scanUpload } from '../../src/sync/scan-upload.ts';
import type { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { ask, TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';
import { scan, scans, statusOfEach, uploadAll, type ScanAtGate } from './support/scans.ts';

const day = 86_400_000;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the ingest of scans', () => {
  let district: TestDistrict;
  let sentry: SimulatedSentry;
  let device: number;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function newSentry(): Promise<void> {
    sentry = await district.gate({ site: sites.mall });
    device = sentry.pairing.sentry.device;
  }
  /** Records scans without uploading them. */
  async function record(...sent: ScanAtGate[]): Promise<SealedRecord[]> {
    const records: SealedRecord[] = [];
    for (const one of sent) records.push(await sentry.queue.add({ ...one, device }));
    return records;
  }
  const uploading = (records: SealedRecord[], chain = sentry.queue.chain): Promise<ScansRequest> =>
    scanUpload(chain, records, (...head) => sentry.queue.sign(...head));
  /** Uploads whatever that is, as the sentry would. */
  async function send(body: unknown, change: { hash?: string; token?: string } = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return ask<ScansAnswer>(`${district.server.url}/api/sitecode/sentry/scans`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: change.token ?? sentry.pairing.token,
        [uploadHashHeader]: change.hash ?? (await keyedHash(text, sentry.pairing.uploadKey)),
      },
      body: text,
    });
  }
  async function answerTo(records: SealedRecord[]): Promise<ScansAnswer> {
    const { status, body } = await send(await uploading(records));
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }
  const statuses = async (records: SealedRecord[]): Promise<string[]> =>
    statusOfEach(await answerTo(records));
  const count = (table: string, where = 'true') =>
    district.sql<number>(`select json_quote(count(*)) as found from ${table} where ${where}`);
  const today = () => `scan_${localDay(Date.now())}`;
  const stretches = () =>
    district.sql<[number, number][]>(
      `select json_group_array(json_array(first, last)) as found from
       (select first, last from chain_stretches s join chains c on c.chain = s.chain
        where c.id = '${sentry.queue.chain}' order by first)`,
    );

  it('opens and stores what it is sent, and names each record', async () => {
    await newSentry();
    const answer = await answerTo(await record(...scans(3)));
    assert.deepEqual(answer.results, [{ first: 1, last: 3, status: 'stored' }]);
    assert.equal(answer.fork, null);
    assert.ok(Math.abs(answer.now - Date.now()) < 10_000);
    assert.equal(await count(today(), `device = ${device}`), 3);
    assert.deepEqual(await stretches(), [[1, 3]]);
  });

  it('keeps every field', async () => {
    await newSentry();
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
    assert.deepEqual(await uploadAll(sentry, [sent]), ['stored']);
    const kept = await district.sql(
      `select json_object('t', t, 'site', site, 'seq', seq, 'pass', pass, 'outcome', outcome, 'policy', policy,
       'detail', json(detail)) as found from ${today()} where device = ${device}`,
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
    await newSentry();
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const issued = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    const pass = passIdText(decodeIssuedPass(fromBase64url(issued.body.pass)).fields);
    await uploadAll(sentry, [scan({ pass }), scan({ pass: '00000000000000aa' })]);
    const kept = await district.sql<number[]>(
      `select json_group_array(pass) as found from (select pass from ${today()} where device = ${device} order by seq)`,
    );
    const day = localDay(Date.now());
    const [known, unknown] = await Promise.all(
      kept.map((number) => district.door<{ passId: string } | null>('holder', { pass: number, day })),
    );
    assert.equal(known?.passId, pass);
    assert.equal(unknown, null);
  });

  it('takes a record that is sent again for a duplicate', async () => {
    await newSentry();
    const sent = await record(...scans(20));
    await answerTo(sent);
    assert.deepEqual(await statuses(sent), Array(20).fill('duplicate'));
    assert.deepEqual(await statuses(sent.slice(5, 7)), ['duplicate', 'duplicate']);
    const more = await record(scan());
    assert.deepEqual(await statuses([...sent.slice(18), ...more]), ['duplicate', 'duplicate', 'stored']);
    assert.equal(await count(today(), `device = ${device}`), 21);
    assert.deepEqual(await stretches(), [[1, 21]]);
  });

  it('goes on with a chain when its device was paired anew in between, and with no other’s', async () => {
    await newSentry();
    const old = sentry;
    const sent = await record(...scans(3));
    await answerTo(sent);
    const late = await record(scan());
    sentry = await district.gate({ site: sites.mall }, old.queue.key);
    assert.notEqual(sentry.pairing.sentry.device, device);
    const again = await send(
      await scanUpload(old.queue.chain, [...sent, ...late], (...h) => old.queue.sign(...h)),
    );
    assert.deepEqual(statusOfEach(again.body), ['duplicate', 'duplicate', 'duplicate', 'stored']);
    // They were made under the first pairing.
    assert.equal(await count(today(), `device = ${device}`), 4);

    sentry = await district.gate({ site: sites.mall });
    const stolen = await send(await uploading(late, old.queue.chain));
    assert.deepEqual([stolen.status, stolen.code], [403, 'chain']);
  });

  it('takes over what a tablet recorded before it lost its key, once, at its site alone', async () => {
    sentry = await district.gate({ site: sites.mall, name: 'Lost key' });
    device = sentry.pairing.sentry.device;
    const sent = await record(...scans(5));
    // Stored, but the tablet never heard so.
    await answerTo(sent.slice(0, 3));
    const anew = (chain: string): SealedRecord[] => {
      let before = sha256(chainStartText(chain));
      return sent.map((one, index) => {
        const moved = { ...one, seq: index + 1, before };
        before = sha256(linkText(before, one.box));
        return moved;
      });
    };
    sentry = await district.gate({ site: sites.school });
    assert.deepEqual(await statuses(anew(sentry.queue.chain)), Array(5).fill('device'));
    // Staff who pair it anew may well give it another name.
    sentry = await district.gate({ site: sites.mall, name: 'Paired anew' });
    const moved = anew(sentry.queue.chain);
    const expected = [...Array(3).fill('duplicate'), ...Array(2).fill('stored')];
    assert.deepEqual(await statuses(moved), expected);
    const again = await answerTo(moved);
    assert.deepEqual([statusOfEach(again), again.fork], [Array(5).fill('duplicate'), null]);
    assert.equal(await count(today(), `device = ${device}`), 5);
  });

  it('takes no record that says it was made by a device of another site', async () => {
    const other = (await district.gate({ site: sites.school })).pairing.sentry.device;
    await newSentry();
    await sentry.queue.add({ ...scan(), device: other });
    assert.deepEqual(await statuses(sentry.queue.waiting), ['device']);
    assert.equal(
      await count(today(), `chain = (select chain from chains where id = '${sentry.queue.chain}')`),
      0,
    );
  });

  it('stores a batch once when it comes many times at once', async () => {
    await newSentry();
    const sent = await record(...scans(100, { outcome: 'attend', reasons: ['result.age'] }));
    const noticesBefore = await count('notices');
    const answers = await Promise.all(Array.from({ length: 6 }, () => statuses(sent)));
    const stored = answers.flat().filter((status) => status === 'stored').length;
    assert.equal(stored, 100);
    assert.equal(answers.flat().filter((status) => status === 'duplicate').length, 500);
    assert.equal(await count(today(), `device = ${device}`), 100);
    assert.equal((await count('notices')) - noticesBefore, 100);
  });

  it('takes the parts of a chain in any order, and shows what is missing until it comes', async () => {
    await newSentry();
    const all = await record(...scans(30));
    await answerTo(all.slice(20));
    assert.deepEqual(await stretches(), [[21, 30]]);
    await answerTo(all.slice(0, 5));
    assert.deepEqual(await stretches(), [
      [1, 5],
      [21, 30],
    ]);
    const { chains } = await sentry.beat();
    assert.deepEqual(chains, [
      {
        chain: sentry.queue.chain,
        have: [
          [1, 5],
          [21, 30],
        ],
        durable: 0,
      },
    ]);
    const shown = async () =>
      (
        await district.get<FleetSentryAnswer>(
          `fleet/sentry?device=${device}`,
          await district.staff('administrator'),
        )
      ).body.chains;
    assert.deepEqual(await shown(), [
      {
        chain: sentry.queue.chain,
        have: [
          [1, 5],
          [21, 30],
        ],
        next: 31,
        gaps: 15,
        verifiedTo: 0,
        fault: '',
      },
    ]);
    const listed = async () =>
      readFleet(
        (await district.get<FleetWire>('fleet', await district.staff('administrator'))).body,
      ).sentries.find((row) => row.device === device)!;
    assert.equal((await listed()).missing, 15);
    const filling = await statuses(all.slice(3, 25));
    assert.deepEqual(filling, [
      ...Array(2).fill('duplicate'),
      ...Array(15).fill('stored'),
      ...Array(5).fill('duplicate'),
    ]);
    assert.deepEqual(await stretches(), [[1, 30]]);
    assert.equal(await count(today(), `device = ${device}`), 30);
    assert.equal((await listed()).missing, 0);
  });

  it('verifies the device’s signature over a chain, and notes one that does not hold', async () => {
    await newSentry();
    const checked = () =>
      district.sql<[number, number]>(
        `select json_array(s.checked, s.wrong) as found from chain_stretches s join chains c on c.chain = s.chain
         where c.id = '${sentry.queue.chain}'`,
      );
    await answerTo(await record(...scans(3)));
    assert.deepEqual(await checked(), [0, 0]);
    await district.minutely(Date.now());
    assert.deepEqual(await checked(), [3, 0]);

    const more = await record(scan());
    const { signature } = await uploading(await record(scan()));
    await send({ ...(await uploading(more)), signature });
    await district.minutely(Date.now());
    assert.deepEqual(await checked(), [3, 1]);
    const faults = `chain = (select chain from chains where id = '${sentry.queue.chain}')`;
    assert.equal(await count('chain_faults', `${faults} and what = 'signature' and seq = 4`), 1);

    // The next signature speaks for all before it.
    await answerTo(sentry.queue.waiting.slice(-1));
    await district.minutely(Date.now());
    assert.deepEqual(await checked(), [5, 0]);
  });

  it('says from where on a device tells another story, and stores none of it', async () => {
    await newSentry();
    const sent = await record(...scans(10));
    await answerTo(sent);
    // A copy of this device as it was after 6 records goes on by itself.
    const copy = sent.slice(0, 6);
    const before = copy.at(-1)!;
    const link = createHash('sha256')
      .update(before.before + before.box)
      .digest('hex');
    const [other] = await record(scan({ outcome: 'attend' }));
    const forged = { ...other!, seq: 7, before: link };
    const answer = await answerTo([...copy.slice(4), forged]);
    assert.equal(answer.fork, 7);
    assert.deepEqual(statusOfEach(answer), ['duplicate', 'duplicate']);
    // Wholly within what the server has, no link tells: the records themselves do.
    assert.equal((await answerTo([forged])).fork, 7);
    const beyond = await answerTo([{ ...other!, seq: 11, before: 'ab'.repeat(32) }]);
    assert.deepEqual([beyond.fork, beyond.results], [11, []]);
    assert.equal(await count(today(), `device = ${device}`), 10);
    assert.deepEqual(await stretches(), [[1, 10]]);
  });

  it('takes nothing that was changed on its way, and no chain that begins elsewhere', async () => {
    await newSentry();
    const body = await uploading(await record(...scans(2)));
    const text = JSON.stringify(body);
    const changed = await send(text.replace('"first":1', '"first":2'), {
      hash: await keyedHash(text, sentry.pairing.uploadKey),
    });
    assert.deepEqual([changed.status, changed.code], [400, 'hash']);
    assert.equal((await send(text, { hash: '' })).code, 'hash');
    assert.equal((await send({ ...body, before: '0'.repeat(64) })).code, 'malformed');
    const start = createHash('sha256').update(chainStartText(sentry.queue.chain)).digest('hex');
    assert.equal(body.before, start);
    assert.equal(await count('chains', `id = '${sentry.queue.chain}'`), 0);
  });

  it('rejects a record it cannot open or read, names why, and stores the others', async () => {
    await newSentry();
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
    for (const [change] of bad) await record(scan(change as Partial<ScanAtGate>), scan());
    const [shut] = await record(scan());
    // Closed to nobody: the text of another box.
    sentry.queue.waiting.at(-1)!.box = `${shut!.box.slice(0, 40)}AAAA${shut!.box.slice(44)}`;
    const found = await statuses(sentry.queue.waiting);
    assert.deepEqual(found, [...bad.flatMap(([, fault]) => [fault, 'stored']), 'box']);
    assert.equal(await count(today(), `device = ${device}`), bad.length);
    assert.equal(
      await count('chain_rejected', `chain = (select chain from chains where id = '${sentry.queue.chain}')`),
      bad.length + 1,
    );
    // Nothing is missing of the chain for all that.
    assert.deepEqual(await stretches(), [[1, 2 * bad.length + 1]]);
  });

  it('takes a rejected record once what was wrong has been set right', async () => {
    await newSentry();
    const sent = await record(scan(), scan({ site: 4712 }), scan());
    assert.deepEqual(await statuses(sent), ['stored', 'site', 'stored']);
    assert.deepEqual(await statuses(sent.slice(1, 2)), ['site']);
    await district.saveRecord('sites', {
      number: 4712,
      name: 'New',
      address: '1 New Road',
      category: 'shop',
      subdistrict: 'North',
      owner: await district.sql('select json_quote(owner) as found from sites where number = 1'),
      status: 'active',
    });
    assert.deepEqual(await statuses(sent.slice(1, 2)), ['stored']);
    assert.deepEqual(await statuses(sent), Array(3).fill('duplicate'));
    assert.equal(await count('chain_rejected', "seq = 2 and fault = 'site'"), 0);
  });

  it('takes scans of a site where the sentry stood before', async () => {
    await newSentry();
    assert.deepEqual(await uploadAll(sentry, [scan({ site: sites.school })]), ['stored']);
  });

  it('puts a late scan into the day it happened, on both sides of midnight', async () => {
    await newSentry();
    const midnight = dayStart(localDay(Date.now() - 3 * day));
    const found = await uploadAll(sentry, [scan({ t: midnight - 1 }), scan({ t: midnight })]);
    assert.deepEqual(found, ['stored', 'stored']);
    assert.equal(await count(`scan_${localDay(midnight - 1)}`, `device = ${device}`), 1);
    assert.equal(await count(`scan_${localDay(midnight)}`, `device = ${device}`), 1);
    assert.notEqual(localDay(midnight - 1), localDay(midnight));
  });

  it('acknowledges scans of a purged day, counts them once and stores nothing', async () => {
    await newSentry();
    const oldest = addDays(localDay(Date.now()), -14);
    const kept = scan({ t: dayStart(oldest) });
    const gone = scan({ t: dayStart(oldest) - 1 });
    const sent = await record(kept, gone, gone);
    assert.deepEqual(await statuses(sent), ['stored', 'expired', 'expired']);
    assert.deepEqual(await statuses(sent), ['duplicate', 'expired', 'expired']);
    assert.equal(await count('purge_count', `day = ${localDay(gone.t)} and scans = 2`), 1);
    assert.equal(await count('sqlite_master', `name = 'scan_${localDay(gone.t)}'`), 0);
  });

  it('takes a clock that is some hours ahead', async () => {
    await newSentry();
    assert.deepEqual(await uploadAll(sentry, [scan({ t: Date.now() + 23 * 3_600_000 })]), ['stored']);
  });

  it('agrees on a session’s key at the heartbeat before its records come', async () => {
    await newSentry();
    const known = () => count('seal_sessions', `session = '${sentry.queue.sealer.session}'`);
    assert.equal(await known(), 0);
    await sentry.beat();
    assert.equal(await known(), 1);
    assert.deepEqual(await uploadAll(sentry, [scan()]), ['stored']);
    const kept = await district.sql<string>(
      `select json_quote(sealed) as found from seal_sessions where session = '${sentry.queue.sealer.session}'`,
    );
    assert.ok(!/^[0-9a-f]{64}$/.test(kept), 'what was agreed is not in the database as it is');
  });

  it('refuses a request of a wrong form, as a whole', async () => {
    await newSentry();
    const body = await uploading(await record(...scans(3)));
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
      const { status, code } = await send({ ...body, ...change });
      assert.deepEqual([status, code], [400, 'malformed'], JSON.stringify(change).slice(0, 80));
    }
    assert.equal((await send('scans')).code, 'malformed');
    assert.equal((await send([])).code, 'malformed');
    const tooMany = await send({
      ...body,
      runs: [[0, 0, mostInUpload + 1]],
      boxes: Array(mostInUpload + 1).fill(body.boxes[0]),
    });
    assert.deepEqual([tooMany.status, tooMany.code], [400, 'malformed']);
    const heavy = await send({ ...body, junk: 'x'.repeat(4 << 20) });
    assert.deepEqual([heavy.status, heavy.code], [413, 'malformed']);
    assert.equal(await count(today(), `device = ${device}`), 0);
    assert.equal((await send(body)).status, 200);
  });

  it('limits a device by itself, not others at its address', async () => {
    await newSentry();
    const other = sentry;
    await newSentry();
    const body = await uploading(await record(scan()));
    let refused = 0;
    // 600 a minute; a minute may turn over on the way.
    for (let round = 0; round < 24 && refused === 0; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => send(body)));
      refused += answers.filter(({ code }) => code === 'too-many').length;
    }
    assert.ok(refused > 0, 'a device that never stops is refused for a while');
    sentry = other;
    device = sentry.pairing.sentry.device;
    assert.deepEqual(await uploadAll(sentry, [scan()]), ['stored']);
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
    await uploadAll(sentry, [
      scan(),
      scan({ outcome: 'attend', reasons: ['temperature.high'], body: 3811 }),
      scan({ outcome: 'refuse', reasons: ['proof.forged'], body: null }),
      scan({ t: old, outcome: 'refuse', reasons: ['proof.stale'] }),
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
