import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardSentriesAnswer, VenueAnswer } from '../../../src/domain/api/api.ts';
import type { HeartbeatRequest } from '../../../src/domain/api/gate/sentry-api.ts';
import type { FleetRow, FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { readFleet, type FleetWire } from '../../../src/domain/fleet/fleet-wire.ts';
import { beat, fullReport, report } from '../support/beats.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

const minute = 60_000;
const day = 86_400_000;

describe('the fleet', () => {
  let district: TestDistrict;
  let administrator: string;
  before(async () => {
    district = await TestDistrict.open();
    administrator = await district.staff('administrator');
  });
  after(() => district.close());

  const fleet = async () => readFleet((await district.get<FleetWire>('fleet', administrator)).body);
  const rowOf = async (device: number): Promise<FleetRow> =>
    (await fleet()).sentries.find((row) => row.device === device)!;
  const detail = async (device: number) =>
    (await district.get<FleetSentryAnswer>(`fleet/sentry?device=${device}`, administrator)).body;
  const changes = async (device: number) =>
    (await detail(device)).changes.map(({ field, before, after }) => `${field}: ${before} > ${after}`);
  const changesThere = () => district.sql<number>('select json_quote(count(*)) as found from fleet_changes');

  it('shows what a sentry last reported', async () => {
    const { token, place } = await district.sentry({ site: sites.school, name: 'Full' });
    const sent = fullReport({ queue: 7, oldestMs: 9000, rejected: 1, clock: Date.now() + 5000 });
    await district.post('sentry/heartbeat', sent, token);
    const { lastSeen, skewMs, bundleWantedSince, ...row } = await rowOf(place.device);
    assert.ok(
      bundleWantedSince > 0 && bundleWantedSince <= Date.now(),
      'published at the district’s founding',
    );
    assert.ok(Math.abs(lastSeen - Date.now()) < 10_000);
    assert.ok(skewMs > 3000 && skewMs <= 5000, `${skewMs}`);
    const { clock: _clock, commands: _commands, session: _session, chains: _chains, ...said } = sent;
    assert.deepEqual(row, {
      ...said,
      healed: '1,2,0,0,0,1',
      device: place.device,
      name: 'Full',
      site: sites.school,
      siteName: 'School',
      zoneName: '',
      subdistrict: 'South',
      category: 'school',
      ring: 2,
      paired: true,
      online: true,
      silentSince: 0,
      drift: null,
      missing: 0,
      chainFaults: 0,
      bundleWanted: 1,
      pending: [],
    });
  });

  it('takes what an older app does not say as unknown', async () => {
    const { token, place } = await district.sentry({ site: sites.mall, name: 'Old' });
    const { session: _session, chains: _chains, ...old } = report();
    assert.equal((await district.post('sentry/heartbeat', old, token)).status, 200);
    const row = await rowOf(place.device);
    assert.deepEqual(
      [row.held, row.storage, row.bodyMedian, row.charterVersion, row.boot, row.wordAt, row.setUpAt],
      [null, '', null, 0, '', 0, null],
    );
  });

  it('refuses a report that is not whole, names its field and changes nothing', async () => {
    const { token, place } = await district.sentry({ site: sites.mall, name: 'Strict' });
    await beat(district, token);
    const before = await rowOf(place.device);
    const wrong: { [field in keyof HeartbeatRequest]?: unknown[] } = {
      queue: [-1, '1', 1.5, undefined],
      held: [-1, 'x', 1e12],
      charterVersion: [-1, {}],
      denyVersion: ['1'],
      wordAt: [-5, 1e14],
      appVersion: [5, 'x'.repeat(41), '<b>'],
      camera: [{}, 'a;b', 'x'.repeat(41)],
      sound: [['running']],
      storage: ['fine', 1, 'OK'],
      measured: [-1, 1.5],
      bodyMedian: ['3650', 99_999],
      ambientMedian: [-9999],
      calibratedAt: [-1, 'x'],
      setUpAt: [-1, 'x'],
      setUpSteps: ['ddd', 'xxxxxxxx', 4, 'dddddddd<b>'],
      healed: [[1], [1, 2, 3, 4, 5, -1], 'x', [1, 2, 3, 4, 5, 100_000]],
      restartedAt: [-1],
      restartedFor: [1, 'a;b'],
      boot: ['xyz', 12, '0BADCAFE'],
      startedAt: [-1],
      locked: [-1, true],
      commands: [{}, [1], [{ id: 1 }], [{ id: 'x', result: 'done' }], [{ id: 1, result: 'maybe' }]],
    };
    for (const [field, values] of Object.entries(wrong)) {
      for (const value of values) {
        const sent = { ...fullReport({ queue: 99 }), [field]: value };
        const { status, code, body } = await district.post<{ message: string }>(
          'sentry/heartbeat',
          sent,
          token,
        );
        const what = `${field} ${JSON.stringify(value)}`;
        assert.deepEqual([status, code], [400, 'malformed'], what);
        assert.ok(body.message.includes(`"${field}"`), `${what}: ${body.message}`);
      }
    }
    assert.deepEqual(await rowOf(place.device), before);
  });

  it('appends what became otherwise, and nothing while all is the same', async () => {
    const { token, place } = await district.sentry({ site: sites.mall, name: 'Changing' });
    await beat(district, token);
    const before = await changesThere();
    for (const queue of [1, 2, 3]) {
      await beat(district, token, { queue, oldestMs: queue, denyVersion: queue, bodyMedian: 3600 + queue });
    }
    assert.equal(await changesThere(), before, 'a queue that moves is no news');
    await beat(district, token, { camera: 'denied', storage: 'journal-missing' });
    await beat(district, token, { bundleVersion: 2, appVersion: '0.2.0', boot: '0badcaff' });
    assert.deepEqual(await changes(place.device), [
      'start: 0badcafe > 0badcaff',
      'storage: journal-missing > ok',
      'camera: denied > running',
      'bundle: 1 > 2',
      'app: 0.1.0 > 0.2.0',
      'storage: ok > journal-missing',
      'camera: running > denied',
      'presence: never > online',
    ]);
    await assert.rejects(district.sql(`update fleet_changes set after = 'x'`), 'nobody changes it');
  });

  it('keeps its history for the retention time', async () => {
    const before = await changesThere();
    assert.ok(before > 0);
    await district.hourly(Date.now() + 13 * day);
    assert.equal(await changesThere(), before);
    await district.hourly(Date.now() + 15 * day);
    assert.equal(await changesThere(), 0);
  });

  it('raises an alarm when a sentry falls silent, and clears it when it is back', async () => {
    const { token, place } = await district.sentry({ site: sites.mall, name: 'Silent' });
    const never = await district.sentry({ site: sites.mall, name: 'Never' });
    await beat(district, token);
    const now = Date.now();
    await district.minutely(now);
    await district.minutely(now + 4 * minute);
    assert.equal((await rowOf(place.device)).silentSince, 0, 'not yet');
    await district.minutely(now + 6 * minute);
    const { silentSince, lastSeen } = await rowOf(place.device);
    assert.equal(silentSince, lastSeen);
    assert.equal((await rowOf(never.place.device)).silentSince, 0, 'what was never heard cannot fall silent');
    const board = (await district.get<BoardSentriesAnswer>('board/sentries', administrator)).body;
    assert.equal(board.sentries.find(({ device }) => device === place.device)!.silentSince, lastSeen);
    const venue = (await district.get<VenueAnswer>('venue', await district.owner('a'))).body;
    const own = venue.sites.flatMap(({ sentries }) => sentries).find(({ device }) => device === place.device);
    assert.equal(own!.silentSince, lastSeen);
    const told = await changesThere();
    await district.minutely(now + 7 * minute);
    assert.equal(await changesThere(), told, 'once');
    await beat(district, token);
    assert.equal((await rowOf(place.device)).silentSince, 0);
    assert.deepEqual((await changes(place.device)).slice(0, 2), [
      'presence: silent > online',
      'presence: online > silent',
    ]);
  });

  it('calls nobody silent for as long as the server itself was away', async () => {
    const { token, place } = await district.sentry({ site: sites.mall, name: 'Patient' });
    await beat(district, token);
    await district.sql(`update fleet set last_seen = ${Date.now() - 3 * 3_600_000}, silent_since = 0`);
    await district.server.stop();
    await district.restart();
    administrator = await district.staff('administrator');
    const now = Date.now();
    await district.minutely(now);
    await district.minutely(now + 2 * minute);
    assert.equal((await rowOf(place.device)).silentSince, 0);
    await district.minutely(now + 6 * minute);
    assert.ok((await rowOf(place.device)).silentSince > 0);
  });

  it('finds the thermometer that reads otherwise than its site’s', async () => {
    const medians = [3648, 3652, 3650, 3655, 3725, 3651];
    const devices: number[] = [];
    for (const [index, bodyMedian] of medians.entries()) {
      const site = [sites.mall, sites.school, sites.mall, sites.school, sites.mall, sites.school][index]!;
      const { token, place } = await district.sentry({ site, name: `Warm ${index}` });
      await beat(district, token, { bodyMedian });
      devices.push(place.device);
    }
    const few = await district.sentry({ site: sites.mall, name: 'Few' });
    await beat(district, few.token, { measured: 9, bodyMedian: 4000 });
    await district.sql(
      `update fleet set last_seen = 1 where device not in (${[...devices, few.place.device].join(', ')})`,
    );
    const { sentries, districtMedian } = await fleet();
    assert.equal(districtMedian, 3651);
    const drifts = devices.map((device) => sentries.find((row) => row.device === device)!.drift);
    assert.deepEqual(drifts, [-2, 0, 0, 3, 75, -1]);
    assert.equal(sentries.find(({ device }) => device === few.place.device)!.drift, null);
    await district.sql(`update fleet set last_seen = 1 where device in (${devices.slice(0, 2).join(', ')})`);
    assert.equal((await fleet()).districtMedian, null, 'four sentries are no district');
  });

  it('is open to the administrator and urban management alone', async () => {
    for (const role of ['health', 'inspector', 'tracer', 'lab', 'auditor'] as const) {
      const token = await district.staff(role);
      for (const path of ['fleet', 'fleet/sentry?device=1']) {
        const { status, code } = await district.get(path, token);
        assert.deepEqual([status, code], [403, 'not-allowed'], `${role} ${path}`);
      }
    }
    const { token } = await district.sentry({ site: sites.mall });
    for (const asker of [undefined, token, await district.owner('a'), await district.citizen('valid')]) {
      assert.equal((await district.get('fleet', asker)).code, 'sign-in');
      assert.equal((await district.get('fleet/sentry?device=1', asker)).code, 'sign-in');
    }
    const support = await district.staff('urban-management');
    assert.equal((await district.get('fleet', support)).status, 200);
    assert.equal((await district.get('fleet/sentry?device=x', support)).code, 'malformed');
    const asked = { devices: [1], ring: 0, kind: 'restart', reason: 'because', hours: 1, version: 1 };
    for (const path of [
      'fleet/ring',
      'fleet/command',
      'fleet/rollout',
      'fleet/pace',
      'fleet/command/withdraw',
    ]) {
      const { code } = await district.post(path, { ...asked, action: 'hold', minutes: 5, id: 1 }, support);
      assert.equal(code, 'not-allowed', path);
    }
  });
});
