import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { boardTopic, noticesCollection } from '../../src/domain/api.ts';
import { TestDistrict } from './support/district.ts';
import { Events } from './support/events.ts';
import { sites } from './support/fixtures.ts';
import type { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { scan, scans, uploadAll } from './support/scans.ts';

const alarms = `${noticesCollection}/*`;

describe('messages to pages that are open', () => {
  let district: TestDistrict;
  let sentry: string;
  let gate: SimulatedSentry;
  const open: Events[] = [];
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
    sentry = gate.pairing.token;
  });
  afterEach(async () => {
    for (const events of open.splice(0)) events.close();
    // The next test's first change must not be within this one's second.
    await new Promise((resolve) => setTimeout(resolve, 2100));
  });
  after(() => district.close());

  async function connect(): Promise<Events> {
    const events = await Events.open(district.server.url);
    open.push(events);
    return events;
  }
  const upload = (change = {}) => uploadAll(gate, [scan(change)]);

  it('the board’s topic is refused to everybody but staff who see the board', async () => {
    const askers = [undefined, await district.citizen('valid'), await district.owner('a'), sentry];
    askers.push(await district.staff('lab'), await district.staff('auditor'));
    for (const token of askers) {
      const events = await connect();
      for (const topic of [boardTopic, `${boardTopic}?options=%7B%7D`]) {
        assert.equal(await events.subscribe([topic], token), 403);
      }
      await upload();
      assert.equal(await events.next(boardTopic, 300), undefined);
      events.close();
    }
    const staff = await connect();
    assert.equal(await staff.subscribe([boardTopic], await district.staff('health')), 204);
  });

  it('staff hear of a scan at once, without anything of it in the message', async () => {
    const staff = await connect();
    await staff.subscribe([boardTopic], await district.staff('health'));
    await upload();
    assert.deepEqual(await staff.next(boardTopic, 1000), {});
  });

  it('a rush of uploads makes one message a second, and the last change is told too', async () => {
    const staff = await connect();
    await staff.subscribe([boardTopic], await district.staff('health'));
    const start = Date.now();
    while (Date.now() - start < 2500) await upload();
    const during = staff.skip(boardTopic);
    assert.ok(during >= 2 && during <= 4, `${during} messages in 2.5 s`);
    assert.deepEqual(await staff.next(boardTopic, 1500), {});
    assert.equal(await staff.next(boardTopic, 1200), undefined);
  });

  it('whoever waits to tell the boards keeps no sentry waiting', async () => {
    await upload();
    const start = Date.now();
    for (let round = 0; round < 3; round++) await upload();
    assert.ok(Date.now() - start < 900, `${Date.now() - start} ms for three uploads`);
  });

  it('an alarm reaches staff and the site’s owner, not another owner', async () => {
    const [staff, owner, other, guest] = [await connect(), await connect(), await connect(), await connect()];
    await staff.subscribe([alarms], await district.staff('health'));
    await owner.subscribe([alarms], await district.owner('a'));
    await other.subscribe([alarms], await district.owner('b'));
    await guest.subscribe([alarms]);
    await upload({ outcome: 'refuse', reasons: ['proof.forged'] });
    for (const events of [staff, owner]) {
      const message = (await events.next(alarms, 2000)) as { record: { outcome: string; reasons: string[] } };
      assert.equal(message.record.outcome, 'refuse');
      assert.deepEqual(message.record.reasons, ['proof.forged']);
    }
    assert.equal(await other.next(alarms, 300), undefined);
    assert.equal(guest.of(alarms).length, 0);
  });

  it('a backlog of old alarms sends no messages, a flood of new ones one', async () => {
    const staff = await connect();
    await staff.subscribe([alarms], await district.staff('health'));
    const past = Date.now() - 2 * 3_600_000;
    await uploadAll(gate, scans(60, { outcome: 'attend', t: past }));
    await uploadAll(gate, scans(60, { outcome: 'attend' }));
    while (await staff.next(alarms, 500));
    const told = staff.of(alarms) as { record: { t: number } }[];
    assert.equal(told.length, 1);
    assert.notEqual(told[0]!.record.t, past);
  });

  it('a heartbeat that changes nothing is not told', async () => {
    const staff = await connect();
    await staff.subscribe([boardTopic], await district.staff('health'));
    const beat = (queue: number) =>
      district.post(
        'sentry/heartbeat',
        {
          queue,
          oldestMs: 0,
          rejected: 0,
          bundleVersion: 1,
          appVersion: '1',
          camera: 'running',
          temperature: 'running',
          sound: 'running',
          clock: Date.now(),
        },
        sentry,
      );
    await beat(3);
    assert.deepEqual(await staff.next(boardTopic, 1500), {});
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await beat(3);
    assert.equal(await staff.next(boardTopic, 1300), undefined);
    await beat(4);
    assert.deepEqual(await staff.next(boardTopic, 1500), {});
  });
});
