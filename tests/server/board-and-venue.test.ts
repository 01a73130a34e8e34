import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardAnswer, VenueAnswer } from '../../src/domain/api.ts';
import type { StaffMeAnswer } from '../../src/domain/official-api.ts';
import { siteCategories } from '../../src/domain/categories.ts';
import { addDays, localDay, localHour } from '../../src/domain/local-day.ts';
import { TestDistrict } from './support/district.ts';
import { foodCourt, sites } from './support/fixtures.ts';
import { scan, scans, uploadAll } from './support/scans.ts';

describe('board and venue', () => {
  let district: TestDistrict;
  let sentry: { token: string; place: { device: number } };
  const old = Date.now() - 3 * 86_400_000;
  before(async () => {
    district = await TestDistrict.open();
    const gate = await district.gate({ site: sites.mall, zone: foodCourt, name: 'Gate' });
    const records = [
      ...scans(6),
      scan({ outcome: 'attend', reasons: ['temperature.high'], body: 3811 }),
      scan({ outcome: 'refuse', reasons: ['proof.forged'], body: null }),
      scan({ site: sites.school, outcome: 'refuse' }),
      ...scans(4, { site: sites.shop }),
      ...scans(5, { t: old }),
      scan({ t: old, site: sites.shop }),
    ];
    await uploadAll(gate, records);
    sentry = { token: gate.pairing.token, place: gate.pairing.sentry };
    const visitor = await district.citizen('valid');
    await district.post('visit', { code: district.codes.shop, id: '0000000000000001' }, visitor);
  });
  after(() => district.close());

  const board = async () => (await district.get<BoardAnswer>('board', await district.staff('health'))).body;
  const venue = async (letter: 'a' | 'b') =>
    (await district.get<VenueAnswer>('venue', await district.owner(letter))).body;

  it('the board shows the counts of the day', async () => {
    const answer = await board();
    const { day, scans, visits, alerts, refused } = answer;
    assert.deepEqual(
      { day, scans, visits, alerts, refused },
      { day: localDay(Date.now()), scans: 13, visits: 1, alerts: 3, refused: 2 },
    );
    assert.equal(answer.hours.length, 24);
    assert.equal(
      answer.hours.reduce((sum, hour) => sum + hour.scans, 0),
      13,
    );
    assert.ok(answer.hours[localHour(Date.now() - 1000)]!.alerts > 0);
  });

  it('the board shows fourteen days, those without scans too', async () => {
    const { days } = await board();
    const today = localDay(Date.now());
    assert.deepEqual(
      days.map(({ day }) => day),
      Array.from({ length: 14 }, (_, index) => addDays(today, index - 13)),
    );
    assert.deepEqual(days[13], { day: today, scans: 13, visits: 1, alerts: 3 });
    assert.equal(days.find(({ day }) => day === localDay(old))!.scans, 6);
    assert.equal(days[0]!.scans, 0);
  });

  it('the board shows categories and sub-districts', async () => {
    const { categories, subdistricts, sites: active } = await board();
    assert.deepEqual(
      categories.map(({ category }) => category),
      [...siteCategories],
    );
    assert.deepEqual(
      categories.find(({ category }) => category === 'mall'),
      { category: 'mall', sites: 1, scansToday: 8 },
    );
    assert.deepEqual(subdistricts, [
      { subdistrict: 'North', sites: 2, scansToday: 12, alertsToday: 2 },
      { subdistrict: 'South', sites: 1, scansToday: 1, alertsToday: 1 },
    ]);
    assert.equal(active, 3);
  });

  it('the board shows the latest alarms, newest first', async () => {
    const { alarms } = await board();
    assert.equal(alarms.length, 3);
    assert.ok(alarms[0]!.t >= alarms[2]!.t);
    const high = alarms.find(({ body }) => body !== null && body > 3800)!;
    const { outcome, reasons, site, siteName, sentryName } = high;
    assert.deepEqual(
      { outcome, reasons, site, siteName, sentryName },
      {
        outcome: 'attend',
        reasons: ['temperature.high'],
        site: sites.mall,
        siteName: 'Mall',
        sentryName: 'Gate',
      },
    );
    assert.equal(alarms.find(({ reasons }) => reasons[0] === 'proof.forged')!.body, null);
  });

  it('a sentry is off line until it is heard, and again ninety seconds after it was', async () => {
    const row = async () => (await board()).sentries.find(({ device }) => device === sentry.place.device)!;
    assert.deepEqual([(await row()).paired, (await row()).online, (await row()).lastSeen], [true, false, 0]);
    const beat = {
      queue: 12,
      oldestMs: 5000,
      rejected: 2,
      bundleVersion: 1,
      appVersion: '1.0',
      camera: 'running',
      temperature: 'lost',
      sound: 'running',
      clock: Date.now() - 4000,
    };
    await district.post('sentry/heartbeat', beat, sentry.token);
    const { lastSeen, silentSince, siteName, zoneName, ...heard } = await row();
    assert.equal(silentSince, 0);
    assert.ok(Math.abs(lastSeen - Date.now()) < 10_000);
    assert.deepEqual([siteName, zoneName], ['Mall', 'Food court']);
    const { clock: _clock, appVersion: _appVersion, ...shown } = beat;
    assert.deepEqual(heard, {
      device: sentry.place.device,
      name: 'Gate',
      site: sites.mall,
      paired: true,
      online: true,
      ...shown,
    });
    await district.sql(`update fleet set last_seen = ${Date.now() - 91_000}`);
    assert.equal((await row()).online, false);
  });

  it('a heartbeat with a missing or senseless number is refused', async () => {
    const beat = { queue: 0, oldestMs: 0, rejected: 0, bundleVersion: 1, clock: Date.now() };
    for (const change of [
      { queue: -1 },
      { queue: '1' },
      { oldestMs: null },
      { clock: 1.5 },
      { bundleVersion: 1e12 },
    ]) {
      const { code } = await district.post('sentry/heartbeat', { ...beat, ...change }, sentry.token);
      assert.equal(code, 'malformed', JSON.stringify(change));
    }
  });

  it('an owner sees own sites alone', async () => {
    const [a, b] = [await venue('a'), await venue('b')];
    assert.deepEqual(
      a.sites.map(({ site }) => site),
      [sites.mall, sites.shop],
    );
    assert.deepEqual(
      b.sites.map(({ site }) => site),
      [sites.school],
    );
    assert.deepEqual(
      a.sites.flatMap((site) => site.sentries.map(({ name }) => name)),
      ['Gate'],
    );
    assert.equal(a.alarms.length, 2);
    assert.deepEqual(
      b.alarms.map(({ siteName }) => siteName),
      ['School'],
    );
  });

  it('an owner is not told a count below five', async () => {
    const [mall, shop] = (await venue('a')).sites;
    assert.equal(mall!.today, 8);
    assert.equal(mall!.alertsToday, 2);
    // Four at the gate and one who registered a visit.
    assert.equal(shop!.today, 5);
    const on = (site: typeof mall) => site!.days.find(({ day }) => day === localDay(old))!.scans;
    assert.equal(on(mall), 5);
    assert.equal(on(shop), null);
    assert.equal(mall!.days.length, 14);
    assert.equal(mall!.days[0]!.scans, null);
    const [school] = (await venue('b')).sites;
    assert.equal(school!.today, null);
  });

  it('an owner sees the codes in force, of the site and of its zones', async () => {
    const [mall, shop] = (await venue('a')).sites;
    assert.equal(mall!.codeUrl, `http://127.0.0.1:${district.port}/s/#${district.codes.mall}`);
    assert.deepEqual(mall!.zones, [
      {
        zone: foodCourt,
        name: 'Food court',
        codeUrl: `http://127.0.0.1:${district.port}/s/#${district.codes.food}`,
      },
    ]);
    assert.ok(!shop!.codeUrl.includes(district.codes.retired));
  });

  it('staff learn who they are', async () => {
    const { body } = await district.get<StaffMeAnswer>('staff/me', await district.staff('auditor'));
    assert.deepEqual(body, { name: 'Staff auditor', role: 'auditor' });
  });
});
