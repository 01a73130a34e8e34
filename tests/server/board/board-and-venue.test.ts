import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardAnswer, BoardSentriesAnswer, VenueAnswer } from '../../../src/domain/api/api.ts';
import type { StaffMeAnswer } from '../../../src/domain/api/official-api.ts';
import { siteCategories } from '../../../src/domain/access/categories.ts';
import { daysOf } from '../../../src/domain/site/told-days.ts';
import { addDays, localDay, localHour } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { foodCourt, sites } from '../support/fixtures.ts';
import { scan, scans, uploadAll } from '../support/scans.ts';

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
      ...scans(5, { t: old }),
    ];
    await uploadAll(gate, records);
    await uploadAll(await district.gate({ site: sites.school }), [
      scan({ site: sites.school, outcome: 'refuse' }),
    ]);
    await uploadAll(await district.gate({ site: sites.shop }), [
      ...scans(4, { site: sites.shop }),
      scan({ t: old, site: sites.shop }),
    ]);
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

  it('the tables of the day add up to its total, though a site was suspended since or retired', async () => {
    const sum = (counts: { scansToday: number }[]) =>
      counts.reduce((all, { scansToday }) => all + scansToday, 0);
    for (const status of ['suspended', 'retired', 'active']) {
      await district.sql(`update sites set status = '${status}' where number = ${sites.mall}`);
      const { scans, alerts, categories, subdistricts } = await board();
      assert.deepEqual([sum(categories), sum(subdistricts)], [scans, scans], status);
      assert.equal(
        subdistricts.reduce((all, { alertsToday }) => all + alertsToday, 0),
        alerts,
        status,
      );
      const mall = categories.find(({ category }) => category === 'mall')!;
      assert.deepEqual([mall.sites, mall.scansToday], [status === 'active' ? 1 : 0, 8], status);
    }
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

  it('a sentry is offline until it is heard, and again once it is called silent', async () => {
    const row = async () => {
      const { body } = await district.get<BoardSentriesAnswer>(
        'board/sentries',
        await district.staff('health'),
      );
      return body.sentries.find(({ device }) => device === sentry.place.device)!;
    };
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
    await district.sql(`update fleet set last_seen = ${Date.now() - 4 * 60_000}`);
    assert.equal((await row()).online, true, 'a few minutes are no silence');
    const since = Date.now() - 6 * 60_000;
    await district.sql(`update fleet set last_seen = ${since}, silent_since = ${since}`);
    assert.deepEqual([(await row()).online, (await row()).silentSince], [false, since]);
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
      ['Gate', 'Gate 2'],
    );
    assert.equal(a.alarms.length, 2);
    assert.deepEqual(
      b.alarms.map(({ siteName }) => siteName),
      ['School'],
    );
  });

  it('an owner is told no number of persons or visits as it is, and none below five at all', async () => {
    const [mall, shop] = (await venue('a')).sites;
    const [school] = (await venue('b')).sites;
    /** What is told of a count: null for few; else a multiple of five, 5 above or 3 below at the most. */
    const fits = (told: number | null, count: number, what: string) => {
      if (told === null) assert.ok(count <= 8, `${what}: ${count} is not few`);
      else {
        assert.ok(count >= 5, `${what}: ${count} is told as ${told}`);
        assert.ok(
          told % 5 === 0 && told - count <= 5 && count - told <= 3,
          `${what}: ${count} is told as ${told}`,
        );
      }
    };
    fits(mall!.today, 8, 'mall today');
    fits(mall!.alertsToday, 2, 'alerts');
    // Four at the gate and one who registered a visit.
    fits(shop!.today, 5, 'shop today');
    fits(school!.today, 1, 'school today');
    assert.deepEqual(school!.days, [], 'no day of a site of few is sent');
    for (const { days: told, today } of [mall!, shop!, school!]) {
      const days = daysOf(told, Date.now());
      assert.equal(days.length, 14);
      assert.equal(days[13]!.scans, today, 'one count is one number wherever it is told');
    }
    const on = (site: typeof mall) =>
      daysOf(site!.days, Date.now()).find(({ day }) => day === localDay(old))!.scans;
    fits(on(mall), 5, 'mall before');
    fits(on(shop), 1, 'shop before');
    assert.ok(
      mall!.days.every(({ scans }) => scans !== null),
      'a day of few is left out',
    );
  });

  it('an owner is told neither how many records wait at a sentry nor since when to the second', async () => {
    const beat = (change: object) =>
      district.post(
        'sentry/heartbeat',
        {
          queue: 0,
          oldestMs: 0,
          rejected: 0,
          bundleVersion: 1,
          appVersion: '1',
          camera: 'running',
          temperature: 'running',
          sound: 'running',
          clock: Date.now(),
          ...change,
        },
        sentry.token,
      );
    const own = async () => (await venue('a')).sites[0]!.sentries.find(({ name }) => name === 'Gate')!;
    await beat({ queue: 3, oldestMs: 61_234, rejected: 2 });
    const { queue, oldestMs, rejected } = await own();
    assert.deepEqual([queue, oldestMs, rejected], [null, 120_000, null]);
    await beat({ queue: 1003 });
    assert.ok([1000, 1005].includes((await own()).queue!));
    await beat({});
    assert.deepEqual([(await own()).queue, (await own()).rejected], [0, 0]);
  });

  it('an owner who adds visits of their own, one by one, finds no edge where everybody knows it', async () => {
    const owner = await district.owner('b');
    const told = async () => {
      const { sites: own, now } = (await district.get<VenueAnswer>('venue', owner)).body;
      return daysOf(own[0]!.days, now).map(({ scans }) => scans);
    };
    const today = localDay(Date.now());
    const days = Array.from({ length: 13 }, (_, index) => addDays(today, index - 13));
    /** After how many visits each day's number is first told. */
    const edges = days.map(() => 0);
    await district.sql(`delete from stat_day where site = ${sites.school} and day < ${today}`);
    for (let visits = 1; visits <= 10; visits++) {
      await district.sql(
        `insert into stat_day (day, site, visits) select value, ${sites.school}, 1
         from json_each('${JSON.stringify(days)}') where true on conflict do update set visits = visits + 1`,
      );
      (await told()).slice(0, 13).forEach((count, index) => {
        if (count !== null) edges[index] ||= visits;
      });
    }
    assert.ok(
      edges.every((edge) => edge >= 5 && edge <= 9),
      edges.join(),
    );
    // Thirteen days with one and the same edge: once in a thousand million times by chance.
    assert.ok(new Set(edges).size > 1, edges.join());
    // Asked again, each is told as before: nothing can be averaged away.
    assert.deepEqual(await told(), await told());
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
    const { allSubdistricts, ...own } = body;
    assert.deepEqual(own, {
      name: 'Staff auditor',
      roles: ['auditor'],
      // As the tests' servers ask for it.
      secondFactor: 'optional',
      untold: false,
      subdistricts: [],
      subdistrictsEn: [],
    });
    const board = await district.get<BoardAnswer>('board', await district.staff('administrator'));
    assert.equal(allSubdistricts, board.body.subdistricts.length);
  });
});
