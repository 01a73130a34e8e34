// What one device or account may ask for: never at the cost of others at its address, and never of what is honest.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  OverridesAnswer,
  PersonFindAnswer,
  SearchesRefusedAnswer,
} from '../../../src/domain/api/official-api.ts';
import { boardTopic } from '../../../src/domain/api/api.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { Sealer } from '../../../src/store/records/sealer.ts';
import { readCharter } from '../../../src/domain/bundle/charter.ts';
import { scanUpload } from '../../../src/sync/scan-upload.ts';
import { MemoryQueue } from '../../../tools/simulate/memory-queue.ts';
import { TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';
import { scan } from '../support/scans.ts';

const searches = 3;

describe('limits', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open({ env: { SITECODE_PERSON_SEARCHES: String(searches) } });
  });
  after(() => district.close());

  /** Asks until it is refused as too many; a minute may turn over on the way. */
  async function untilRefused(
    most: number,
    ask: () => Promise<{ status: number; code: string | undefined }>,
  ) {
    for (let asked = 0; asked < 3 * most; asked += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, ask));
      if (answers.some(({ status, code }) => status === 429 && code === 'too-many')) return true;
    }
    return false;
  }

  const kinds: [what: string, most: number, path: string][] = [
    ['heartbeats', 60, 'sentry/heartbeat'],
    ['deny lists', 120, 'sentry/deny-list'],
    ['bundles', 60, 'bundle'],
  ];
  for (const [what, most, path] of kinds) {
    it(`are the device’s own for ${what}: its neighbour at the same address is served`, async () => {
      const [greedy, other] = [
        await district.gate({ site: sites.mall }),
        await district.gate({ site: sites.mall }),
      ];
      const ask = (gate: typeof greedy) =>
        path === 'sentry/heartbeat'
          ? district.post(path, gate.report(), gate.pairing.token)
          : district.get(path, gate.pairing.token);
      assert.ok(await untilRefused(most, () => ask(greedy)));
      assert.equal((await ask(other)).status, 200);
      if (path === 'bundle')
        assert.equal((await district.get(path)).status, 200, 'nobody needs to sign in for it');
    });
  }

  it('leave a tablet that comes back room for all its chains and steps, and a program none for session after session', async () => {
    const gate = await district.gate({ site: sites.mall });
    const { ingestKeys } = readCharter(gate.pairing.bundle.charter.body);
    const point = ingestKeys.at(-1)!.point;
    const once = async () => {
      const queue = new MemoryQueue(gate.queue.key, await Sealer.begin(point));
      await queue.add({ ...scan(), device: gate.pairing.sentry.device });
      const body = await scanUpload(queue.chain, queue.waiting, (...head) => queue.sign(...head));
      try {
        await gate.client.uploadScans(body, gate.pairing.uploadKey);
        return { status: 200, code: undefined };
      } catch (fault) {
        return { status: 429, code: (fault as { code: string }).code };
      }
    };
    for (let start = 0; start < 20; start++) assert.equal((await once()).status, 200);
    assert.ok(await untilRefused(120, once));
  });

  it('are fifty open pages of one account, not of others', async () => {
    const open: Events[] = [];
    try {
      const listen = async (token: string) => {
        const events = await Events.open(district.server.url);
        open.push(events);
        return events.subscribe([boardTopic], token);
      };
      const token = await district.staff('health');
      for (let page = 0; page < 50; page++) assert.equal(await listen(token), 204);
      assert.equal(await listen(token), 429);
      assert.equal(await listen(await district.staff('tracer')), 204);
      open[0]!.close();
      // The place is free once the server has noticed.
      let status = 429;
      for (let tries = 0; tries < 100 && status === 429; tries++) status = await listen(token);
      assert.equal(status, 204);
    } finally {
      for (const events of open) events.close();
    }
  });

  it('let an official look for so many persons a day; beyond, it is an alarm for the auditor and leading health officers', async () => {
    const [health, lead, auditor] = [
      await district.staff('health'),
      await district.staff('health-lead'),
      await district.staff('auditor'),
    ];
    const find = (token: string, change = {}) =>
      district.post<PersonFindAnswer>(
        'person/find',
        { idNumber: idNumberOf('valid'), purpose: 'contact list', ...change },
        token,
      );
    assert.equal((await find(health, { purpose: '' })).code, 'malformed', 'what is malformed does not count');
    for (let round = 0; round < searches; round++) assert.equal((await find(health)).status, 200);
    const told = async () =>
      (await district.get<SearchesRefusedAnswer>('person/searches-refused', auditor)).body.searchesRefused;
    assert.deepEqual(await told(), []);
    for (let round = 0; round < 2; round++) {
      const { status, code } = await find(health, { phone: '13800000000', idNumber: undefined });
      assert.deepEqual([status, code], [429, 'too-many']);
    }
    const entry = {
      name: 'Staff health',
      roles: ['health'],
      day: localDay(Date.now()),
      searches,
      refused: 2,
    };
    assert.deepEqual(await told(), [entry]);
    const { body } = await district.get<OverridesAnswer>('overrides', lead);
    assert.deepEqual(body.searchesRefused, [entry]);
    assert.ok(!('searchesRefused' in (await district.get<OverridesAnswer>('overrides', health)).body));
    assert.equal((await district.get('person/searches-refused', health)).code, 'not-allowed');
    const audited = await district.sql<number[]>(
      `select json_array(sum(action = 'person.find'), sum(action = 'person.find-limit')) as found from audit`,
    );
    assert.deepEqual(audited, [searches, 1], 'once a day, however long a script goes on');
    await district.sql(`update staff set roles = '["health"]' where email = 'tracer@test.example'`);
    assert.equal((await find(await district.staff('tracer'))).status, 200, 'another official is not hurt');
  });
});
