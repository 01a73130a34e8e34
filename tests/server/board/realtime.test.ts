import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { boardTopic, noticesCollection } from '../../../src/domain/api/api.ts';
import { staffRoles, type StaffRole } from '../../../src/domain/access/rights.ts';
import { TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { sites } from '../support/fixtures.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { scan, scans, uploadAll } from '../support/scans.ts';

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

  it('nobody listens to anything but our pages’ topics, nor with a filter, which would answer questions', async () => {
    const askers = [undefined, await district.citizen('valid'), await district.owner('a'), sentry];
    askers.push(await district.staff('health'), await district.staff('administrator'));
    const owner = await district.sql<string>(
      `select json_quote(id) as found from owners where email = 'owner-a@test.example'`,
    );
    const options = encodeURIComponent(JSON.stringify({ query: { filter: 'more > 3', expand: 'site' } }));
    const names = await district.sql<string[]>('select json_group_array(name) as found from _collections');
    const topics = [
      ...names.filter((name) => name !== noticesCollection).map((name) => `${name}/*`),
      ...names,
      `owners/${owner}`,
      `${alarms}?options=${options}`,
      `${alarms}?`,
      'anything',
      '',
    ];
    for (const token of askers) {
      const events = await connect();
      for (const topic of topics)
        assert.ok([400, 403].includes(await events.subscribe([topic], token)), topic);
      assert.equal(
        await events.subscribe([alarms, topics[0]!], token),
        403,
        'not beside an allowed one either',
      );
      assert.equal(await events.subscribe([alarms, 'PB_CONNECT'], token), 204);
    }
  });

  it('staff hear of a scan at once, without anything of it in the message', async () => {
    const staff = await connect();
    await staff.subscribe([boardTopic], await district.staff('health'));
    await upload();
    assert.deepEqual(await staff.next(boardTopic), {});
  });

  it('a rush of uploads makes one message a second, and the last change is told too', async () => {
    const staff = await connect();
    await staff.subscribe([boardTopic], await district.staff('health'));
    const start = Date.now();
    while (Date.now() - start < 2500) {
      await upload();
      // A device may upload 600 times a minute, which a fast machine reaches in this time.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const during = staff.skip(boardTopic);
    const seconds = (Date.now() - start) / 1000;
    assert.ok(during >= 2 && during <= seconds + 2, `${during} messages in ${seconds} s`);
    assert.deepEqual(await staff.next(boardTopic), {});
    assert.equal(await staff.next(boardTopic, 1200), undefined);
  });

  it('whoever waits to tell the boards keeps no sentry waiting', async () => {
    await upload();
    // They are told a second after the last time. A busy machine may take as long by itself, but not each of ten times.
    const took: number[] = [];
    while (took.length < 10 && !took.some((ms) => ms < 900)) {
      const start = Date.now();
      for (let round = 0; round < 3; round++) await upload();
      took.push(Date.now() - start);
    }
    assert.ok(
      took.some((ms) => ms < 900),
      `${took} ms for three uploads`,
    );
  });

  it('an alarm reaches the site’s owner and nobody else: staff hear of it by the board', async () => {
    const pages = new Map<StaffRole, Events>();
    for (const role of staffRoles) {
      const page = await connect();
      await page.subscribe([alarms], await district.staff(role));
      pages.set(role, page);
    }
    const [owner, other, guest, board] = [await connect(), await connect(), await connect(), await connect()];
    await owner.subscribe([alarms], await district.owner('a'));
    await other.subscribe([alarms], await district.owner('b'));
    await guest.subscribe([alarms]);
    await board.subscribe([boardTopic], await district.staff('tracer'));
    await upload({ outcome: 'refuse', reasons: ['proof.forged'] });
    const message = (await owner.next(alarms)) as { record: { outcome: string; reasons: string[] } };
    assert.equal(message.record.outcome, 'refuse');
    assert.deepEqual(message.record.reasons, ['proof.forged']);
    assert.deepEqual(await board.next(boardTopic), {});
    // Told in the same moment: by now they would have it.
    assert.equal(await other.next(alarms, 300), undefined);
    assert.equal(guest.of(alarms).length, 0);
    for (const [role, page] of pages) assert.equal(page.of(alarms).length, 0, role);
  });

  it('a backlog of old alarms sends no messages, a flood of new ones one', async () => {
    const owner = await connect();
    await owner.subscribe([alarms], await district.owner('a'));
    const past = Date.now() - 2 * 3_600_000;
    await uploadAll(gate, scans(60, { outcome: 'attend', t: past }));
    await uploadAll(gate, scans(60, { outcome: 'attend' }));
    while (await owner.next(alarms, 500));
    const told = owner.of(alarms) as { record: { t: number } }[];
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
    assert.deepEqual(await staff.next(boardTopic), {});
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await beat(3);
    assert.equal(await staff.next(boardTopic, 1300), undefined);
    await beat(4);
    assert.deepEqual(await staff.next(boardTopic), {});
  });
});
