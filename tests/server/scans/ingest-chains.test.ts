import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { readFleet, type FleetWire } from '../../../src/domain/fleet/fleet-wire.ts';
import { chainStartText, linkText } from '../../../src/domain/scan/scan-chain.ts';
import type { SealedRecord } from '../../../src/domain/scan/sealed-record.ts';
import { keyedHash, scanUpload } from '../../../src/sync/scan-upload.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scan, scans, statusOfEach, uploadAll } from '../support/scans.ts';
import { today, UploadingGate } from '../support/uploading-gate.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the chains that the ingest follows', () => {
  let district: TestDistrict;
  let gate: UploadingGate;
  before(async () => {
    district = await TestDistrict.open();
    gate = new UploadingGate(district);
  });
  after(() => district.close());

  it('goes on with a chain when its device was paired anew in between, and with no other’s', async () => {
    await gate.newSentry();
    const old = gate.sentry;
    const sent = await gate.record(...scans(3));
    await gate.answerTo(sent);
    const late = await gate.record(scan());
    gate.sentry = await district.gate({ site: sites.mall }, old.queue.key);
    assert.notEqual(gate.sentry.pairing.sentry.device, gate.device);
    const again = await gate.send(
      await scanUpload(old.queue.chain, [...sent, ...late], (...h) => old.queue.sign(...h)),
    );
    assert.deepEqual(statusOfEach(again.body), ['duplicate', 'duplicate', 'duplicate', 'stored']);
    // They were made under the first pairing.
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 4);

    gate.sentry = await district.gate({ site: sites.mall });
    const stolen = await gate.send(await gate.uploading(late, old.queue.chain));
    assert.deepEqual([stolen.status, stolen.code], [403, 'chain']);
  });

  it('takes over what a tablet recorded before it lost its key, once, at its site alone', async () => {
    gate.sentry = await district.gate({ site: sites.mall, name: 'Lost key' });
    gate.device = gate.sentry.pairing.sentry.device;
    const sent = await gate.record(...scans(5));
    // Stored, but the tablet never heard so.
    await gate.answerTo(sent.slice(0, 3));
    const anew = (chain: string): SealedRecord[] => {
      let before = sha256(chainStartText(chain));
      return sent.map((one, index) => {
        const moved = { ...one, seq: index + 1, before };
        before = sha256(linkText(before, one.box));
        return moved;
      });
    };
    gate.sentry = await district.gate({ site: sites.school });
    assert.deepEqual(await gate.statuses(anew(gate.sentry.queue.chain)), Array(5).fill('device'));
    // Staff who pair it anew may well give it another name.
    gate.sentry = await district.gate({ site: sites.mall, name: 'Paired anew' });
    const moved = anew(gate.sentry.queue.chain);
    const expected = [...Array(3).fill('duplicate'), ...Array(2).fill('stored')];
    assert.deepEqual(await gate.statuses(moved), expected);
    const again = await gate.answerTo(moved);
    assert.deepEqual([statusOfEach(again), again.fork], [Array(5).fill('duplicate'), null]);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 5);
  });

  it('takes the parts of a chain in any order, and shows what is missing until it comes', async () => {
    await gate.newSentry();
    const all = await gate.record(...scans(30));
    await gate.answerTo(all.slice(20));
    assert.deepEqual(await gate.stretches(), [[21, 30]]);
    await gate.answerTo(all.slice(0, 5));
    assert.deepEqual(await gate.stretches(), [
      [1, 5],
      [21, 30],
    ]);
    const { chains } = await gate.sentry.beat();
    assert.deepEqual(chains, [
      {
        chain: gate.sentry.queue.chain,
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
          `fleet/sentry?device=${gate.device}`,
          await district.staff('administrator'),
        )
      ).body.chains;
    assert.deepEqual(await shown(), [
      {
        chain: gate.sentry.queue.chain,
        have: [
          [1, 5],
          [21, 30],
        ],
        next: 31,
        gaps: 15,
        verifiedTo: 0,
        fault: '',
        rejected: '',
      },
    ]);
    const listed = async () =>
      readFleet(
        (await district.get<FleetWire>('fleet', await district.staff('administrator'))).body,
      ).sentries.find((row) => row.device === gate.device)!;
    assert.equal((await listed()).missing, 15);
    const filling = await gate.statuses(all.slice(3, 25));
    assert.deepEqual(filling, [
      ...Array(2).fill('duplicate'),
      ...Array(15).fill('stored'),
      ...Array(5).fill('duplicate'),
    ]);
    assert.deepEqual(await gate.stretches(), [[1, 30]]);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 30);
    assert.equal((await listed()).missing, 0);
  });

  it('verifies the device’s signature over a chain, and notes one that does not hold', async () => {
    await gate.newSentry();
    const checked = () =>
      district.sql<[number, number]>(
        `select json_array(s.checked, s.wrong) as found from chain_stretches s join chains c on c.chain = s.chain
         where c.id = '${gate.sentry.queue.chain}'`,
      );
    await gate.answerTo(await gate.record(...scans(3)));
    assert.deepEqual(await checked(), [0, 0]);
    await district.minutely(Date.now());
    assert.deepEqual(await checked(), [3, 0]);

    const more = await gate.record(scan());
    const { signature } = await gate.uploading(await gate.record(scan()));
    await gate.send({ ...(await gate.uploading(more)), signature });
    await district.minutely(Date.now());
    assert.deepEqual(await checked(), [3, 1]);
    const faults = `chain = (select chain from chains where id = '${gate.sentry.queue.chain}')`;
    assert.equal(await gate.count('chain_faults', `${faults} and what = 'signature' and seq = 4`), 1);

    const { body } = await district.get<FleetWire>('fleet', await district.staff('urban-management'));
    assert.equal(readFleet(body).sentries.find((row) => row.device === gate.device)!.chainFaults, 1);

    // The next signature speaks for all before it.
    await gate.answerTo(gate.sentry.queue.waiting.slice(-1));
    await district.minutely(Date.now());
    assert.deepEqual(await checked(), [5, 0]);
  });

  it('verifies the head of every chain, those of new chains first', async () => {
    // Sixty that were verified before have longer stretches than the one that a stolen token begins.
    await gate.newSentry();
    await gate.answerTo(await gate.record(...scans(2)));
    const { signature } = await gate.uploading(gate.sentry.queue.waiting);
    await district.minutely(Date.now());
    await district.sql(
      `with recursive n (i) as (select 1 union all select i + 1 from n where i < 60)
       insert into chains (id, key, device, begun) select printf('%016x', 4096 + i), '${gate.sentry.queue.key.point}', ${gate.device}, 1 from n`,
    );
    await district.sql(
      `insert into chain_stretches (chain, first, last, before, after, signature, checked)
       select chain, 1, 900, '', printf('%064x', chain), '${signature}', 1 from chains where begun = 1`,
    );
    await gate.newSentry();
    const head = await gate.uploading(await gate.record(scan()));
    await gate.send({ ...head, signature });
    await district.minutely(Date.now());
    const mine = `chain = (select chain from chains where id = '${gate.sentry.queue.chain}')`;
    assert.equal(await gate.count('chain_faults', `${mine} and what = 'signature'`), 1);
    // A minute's work ends by the clock: a busy machine does the rest in those that follow, and each goes on where one ended.
    let left = await gate.count('chain_stretches', 'checked < last and wrong = 0');
    while (left > 0) {
      await district.minutely(Date.now());
      const before = left;
      left = await gate.count('chain_stretches', 'checked < last and wrong = 0');
      assert.ok(left < before, 'each minute verifies some');
    }
  });

  it('says from where on a device tells another story, and stores none of it', async () => {
    await gate.newSentry();
    const sent = await gate.record(...scans(10));
    await gate.answerTo(sent);
    // A copy of this device as it was after 6 records goes on by itself.
    const copy = sent.slice(0, 6);
    const before = copy.at(-1)!;
    const link = createHash('sha256')
      .update(before.before + before.box)
      .digest('hex');
    const [other] = await gate.record(scan({ outcome: 'attend' }));
    const forged = { ...other!, seq: 7, before: link };
    const answer = await gate.answerTo([...copy.slice(4), forged]);
    assert.equal(answer.fork, 7);
    assert.deepEqual(statusOfEach(answer), ['duplicate', 'duplicate']);
    // Wholly within what the server has, no link tells: the records themselves do.
    assert.equal((await gate.answerTo([forged])).fork, 7);
    const beyond = await gate.answerTo([{ ...other!, seq: 11, before: 'ab'.repeat(32) }]);
    assert.deepEqual([beyond.fork, beyond.results], [11, []]);
    assert.equal(await gate.count(today(), `device = ${gate.device}`), 10);
    assert.deepEqual(await gate.stretches(), [[1, 10]]);
  });

  it('takes nothing that was changed on its way, and no chain that begins elsewhere', async () => {
    await gate.newSentry();
    const body = await gate.uploading(await gate.record(...scans(2)));
    const text = JSON.stringify(body);
    const changed = await gate.send(text.replace('"first":1', '"first":2'), {
      hash: await keyedHash(text, gate.sentry.pairing.uploadKey),
    });
    assert.deepEqual([changed.status, changed.code], [400, 'hash']);
    assert.equal((await gate.send(text, { hash: '' })).code, 'hash');
    assert.equal((await gate.send({ ...body, before: '0'.repeat(64) })).code, 'malformed');
    const start = createHash('sha256').update(chainStartText(gate.sentry.queue.chain)).digest('hex');
    assert.equal(body.before, start);
    assert.equal(await gate.count('chains', `id = '${gate.sentry.queue.chain}'`), 0);
  });

  it('agrees on a session’s key at the heartbeat before its records come', async () => {
    await gate.newSentry();
    const known = () => gate.count('seal_sessions', `session = '${gate.sentry.queue.sealer.session}'`);
    assert.equal(await known(), 0);
    await gate.sentry.beat();
    assert.equal(await known(), 1);
    assert.deepEqual(await uploadAll(gate.sentry, [scan()]), ['stored']);
    const kept = await district.sql<string>(
      `select json_quote(sealed) as found from seal_sessions where session = '${gate.sentry.queue.sealer.session}'`,
    );
    assert.ok(!/^[0-9a-f]{64}$/.test(kept), 'what was agreed is not in the database as it is');
  });
});
