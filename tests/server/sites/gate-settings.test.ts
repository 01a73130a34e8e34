import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hashPin, checkPin } from '../../../src/credentials/bytes/pin-hash.ts';
import type { PairingCodeAnswer } from '../../../src/domain/api/api.ts';
import type { GateSettingsAnswer, GateWaysAnswer } from '../../../src/domain/api/gate/gate-api.ts';
import type { HeartbeatAnswer, PairAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { readGateSettings, usualGateSettings } from '../../../src/domain/gate/gate-settings.ts';
import { ChainKey } from '../../../src/store/records/chain-key.ts';
import { TestDistrict } from '../support/district.ts';
import { scan, uploadAll } from '../support/scans.ts';
import { foodCourt, sites } from '../support/fixtures.ts';

const beat = {
  queue: 0,
  oldestMs: 0,
  rejected: 0,
  bundleVersion: 1,
  appVersion: '1.0',
  camera: 'running',
  temperature: 'running',
  sound: 'running',
  clock: Date.now(),
};
const quiet = { bystanders: 'discreet', volume: 60, quietVolume: 0, quietFrom: 22, quietTo: 6 };

describe('how the sentries of a site behave', () => {
  let district: TestDistrict;
  let owner: string;
  let sentry: PairAnswer;
  before(async () => {
    district = await TestDistrict.open();
    owner = await district.owner('a');
    sentry = await pair('North gate');
  });
  after(() => district.close());

  async function pair(name: string): Promise<PairAnswer> {
    const gate = { site: sites.mall, zone: foodCourt, name };
    const { body } = await district.post<PairingCodeAnswer>('venue/pairing-code', gate, owner);
    const { point: key } = await ChainKey.make();
    return (await district.post<PairAnswer>('sentry/pair', { code: body.code, key })).body;
  }
  const settingsOf = async (site: number = sites.mall, token = owner) =>
    district.get<GateSettingsAnswer>(`gate/settings?site=${site}`, token);
  const heartbeat = async (more: object = {}) =>
    (await district.post<HeartbeatAnswer>('sentry/heartbeat', { ...beat, ...more }, sentry.token)).body;

  it('is as usual where nobody changed it, and a sentry is told nothing then', async () => {
    const { body } = await settingsOf();
    const { pin, ...usual } = usualGateSettings;
    assert.deepEqual(body.settings, usual);
    assert.equal(body.hasPin, pin !== null);
    assert.equal((await heartbeat({ settingsVersion: 0 })).settings, undefined);
  });

  it('is changed by its owner and comes down with the next heartbeat, once', async () => {
    const seen = { version: 0 };
    const set = await district.post<{ version: number }>(
      'gate/settings',
      { site: sites.mall, ...quiet, seen },
      owner,
    );
    assert.equal(set.status, 200);
    const { settings } = await heartbeat({ settingsVersion: 0 });
    assert.deepEqual(settings, {
      ...usualGateSettings,
      ...quiet,
      restartHour: null,
      version: set.body.version,
    });
    assert.deepEqual(readGateSettings(settings), settings);
    assert.equal((await heartbeat({ settingsVersion: set.body.version })).settings, undefined);
    const again = await district.post('gate/settings', { site: sites.mall, ...quiet, seen }, owner);
    assert.equal(again.code, 'overtaken');
  });

  describe('which way people go through one', () => {
    const ways = async (site: number = sites.mall, token = owner) =>
      (await district.get<GateWaysAnswer>(`gate/ways?site=${site}`, token)).body;
    const say = (change: object = {}) =>
      district.post(
        'gate/way',
        { site: sites.mall, device: sentry.sentry.device, way: 'in', ...change },
        owner,
      );

    it('is said by its owner and comes down with the next heartbeat, until it is taken back', async () => {
      assert.equal((await heartbeat()).sentry.direction, undefined);
      assert.equal((await say()).status, 200);
      assert.equal((await heartbeat()).sentry.direction, 'in');
      const [own] = (await ways()).sentries.filter(({ device }) => device === sentry.sentry.device);
      assert.deepEqual([own!.name, own!.way], ['North gate', 'in']);
      assert.equal((await say({ way: undefined })).status, 200);
      assert.equal((await heartbeat()).sentry.direction, undefined);
    });

    it('is said for a whole site at once, and holds for those that say nothing themselves', async () => {
      const { device } = sentry.sentry;
      const whole = (way?: string, site: number = sites.mall) =>
        district.post('gate/way', { site, ...(way && { way }) }, owner);
      assert.equal((await whole('out')).status, 200);
      assert.deepEqual([(await ways()).way, (await heartbeat()).sentry.direction], ['out', 'out']);
      const own = async () => (await ways()).sentries.find((each) => each.device === device)!.way;
      assert.equal(await own(), null, 'it follows the site');
      await say({ way: 'in' });
      assert.equal((await heartbeat()).sentry.direction, 'in');
      await say({ way: 'both' });
      assert.equal((await heartbeat()).sentry.direction, undefined, 'its own choice, which names no way');
      await say({ way: undefined });
      assert.equal((await heartbeat()).sentry.direction, 'out');
      await whole('both');
      assert.equal((await heartbeat()).sentry.direction, undefined);
      assert.equal((await whole('in', sites.school)).status, 404, 'another owner’s site');
      assert.equal((await whole('up')).code, 'malformed');
      assert.equal((await whole()).status, 200);
      assert.equal((await ways()).way, null);
    });

    it('is of sentries of the owner’s own sites alone', async () => {
      assert.equal((await say({ device: 99 })).status, 404);
      assert.equal((await say({ site: sites.school })).status, 404);
      assert.equal((await say({ way: 'up' })).status, 400);
    });

    it('is counted by the hour, of those who were let through, in numbers as an owner is told them', async () => {
      const gate = await district.gate({ site: sites.mall, name: 'Lane 9' });
      const t = Date.now() - 1000;
      const at = (index: number) => ({ t: t + index, mono: 60_000 + index });
      const results = await uploadAll(gate, [
        ...Array.from({ length: 40 }, (_, index) => scan({ ...at(index), direction: 'in' })),
        // Ten families of two: of one of them nobody is let through, and one began with the page's next start.
        ...Array.from({ length: 20 }, (_, index) =>
          scan({
            ...at(100 + index),
            direction: 'out',
            group: 1 + Math.floor(index / 2),
            ...(index > 17 && { boot: '1badcafe', group: 1 }),
          }),
        ),
        scan({ ...at(150), group: 99, outcome: 'attend', reasons: ['status.yellow'] }),
        ...Array.from({ length: 30 }, (_, index) =>
          scan({ ...at(200 + index), direction: 'in', outcome: 'attend', reasons: ['status.yellow'] }),
        ),
        scan(at(300)),
      ]);
      assert.deepEqual([...new Set(results)], ['stored']);
      const [counted] = await district.sql<number[][]>(
        `select json_group_array(json_array(hour, ins, outs, grouped, group_count)) as found from stat_way where site = ${sites.mall}`,
      );
      assert.deepEqual(counted!.slice(1), [40, 20, 20, 10]);
      // The rest of a group comes with another upload: it is counted already.
      await uploadAll(gate, [scan({ ...at(400), direction: 'out', group: 9 })]);
      const groups = await district.sql<number>(
        `select sum(group_count) as found from stat_way where site = ${sites.mall}`,
      );
      assert.equal(groups, 10);
      const [hour] = (await ways()).hours;
      assert.equal(hour!.hour, counted![0]);
      for (const [told, real] of [
        [hour!.ins, 40],
        [hour!.outs, 21],
        [hour!.grouped, 21],
      ] as const) {
        assert.equal(told! % 5, 0);
        assert.ok(Math.abs(told! - real) <= 5, `${told} of ${real}`);
      }
    });
  });

  it('takes a PIN as its hash alone, and tells it to the sentries alone', async () => {
    const pin = await hashPin('274619');
    const set = await district.post<{ version: number }>('gate/pin', { site: sites.mall, ...pin }, owner);
    assert.equal(set.status, 200);
    const told = await settingsOf();
    assert.equal(told.body.hasPin, true);
    assert.ok(!JSON.stringify(told.body).includes(pin.hash));
    const { settings } = await heartbeat({ settingsVersion: 0 });
    assert.deepEqual(settings?.pin, pin);
    assert.equal(settings?.bystanders, 'discreet');
    assert.equal(await checkPin('274619', settings!.pin!), true);
    assert.equal(await checkPin('274618', settings!.pin!), false);
  });

  it('takes neither a PIN in the clear, nor hours without an end, nor a site of somebody else', async () => {
    const post = (path: string, body: object, token = owner) => district.post(path, body, token);
    assert.equal((await post('gate/pin', { site: sites.mall, pin: '274619' })).code, 'malformed');
    const endless = { site: sites.mall, ...quiet, quietTo: undefined, seen: { version: 0 } };
    assert.equal((await post('gate/settings', endless)).code, 'malformed');
    const other = await district.owner('b');
    assert.equal((await settingsOf(sites.mall, other)).code, 'not-found');
    const theirs = { site: sites.mall, ...quiet, seen: { version: 0 } };
    assert.equal((await post('gate/settings', theirs, other)).code, 'not-found');
  });

  it('says how many sentries a site has, as they are paired', async () => {
    const { lanes = 0 } = (await heartbeat()).sentry;
    await pair('South gate');
    assert.equal((await heartbeat()).sentry.lanes, lanes + 1);
    await pair('South gate');
    assert.equal((await heartbeat()).sentry.lanes, lanes + 1, 'one that took another’s place is no more');
  });
});
