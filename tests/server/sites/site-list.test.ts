// The list of all sites, a page at a time, of a real server: its order, filters, counts, its export and who may see it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ListRequest } from '../../../src/domain/api/list-api.ts';
import type { SiteAnswer, SitesAnswer } from '../../../src/domain/api/site-api.ts';
import { dayOrHourText } from '../../../src/domain/time/day-or-hour.ts';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import type { OneWorkAnswer, WorkAskedAnswer } from '../../../src/domain/api/work-api.ts';
import { TestDistrict, type Answer } from '../support/district.ts';
import { sites as fixed } from '../support/fixtures.ts';
import { scan, uploadAll } from '../support/scans.ts';

/** In the order of their sounds: ān, bǎo, c, hóng, sì, wàng. Numbers count by their value, Latin letters as they are. */
const sites: [name: string, category: string][] = [
  ['10号仓库', 'shop'],
  ['安国路菜场', 'market'],
  ['安国路菜场2店', 'market'],
  ['安国路菜场10店', 'market'],
  ['宝山药房', 'pharmacy'],
  ['Cafe Lantern', 'restaurant'],
  ['虹口体育馆', 'culture'],
  ['虹桥面馆', 'restaurant'],
  ['四川北路商场', 'mall'],
  ['望江学校', 'school'],
];
const byName = sites.map(([name]) => name);
const [even, odd] = ['列表街道', '北外滩街道'];

describe('the list of all sites', () => {
  let district: TestDistrict;
  let staff: string;
  before(async () => {
    district = await TestDistrict.open();
    staff = await district.staff('market-supervision');
    // Not in their order, as no import writes them in it.
    for (const [index, [name, category]] of [...sites.entries()].toReversed())
      await district.saveRecord('sites', {
        number: 100 + ((index * 7) % 10),
        name,
        address: `四平路 ${index + 1} 号`,
        category,
        subdistrict: index % 2 ? odd : even,
        status: index === 4 ? 'suspended' : 'active',
      });
    await district.minutely(Date.now());
  });
  after(() => district.close());

  const ask = (request: ListRequest = {}, token = staff) =>
    district.post<SitesAnswer>('sites', request, token);
  const names = async (request: ListRequest) => (await ask(request)).body.rows.map(({ name }) => name);
  const listed = async (request: ListRequest) =>
    (await names(request)).filter((name) => byName.includes(name));

  it('is sorted by the sound of names, numbers in them by their value', async () => {
    assert.deepEqual(await listed({}), byName);
    assert.deepEqual(await listed({ sort: '-name' }), byName.toReversed());
  });

  it('is turned page by page by the keys of its rows, both ways, and none is missed or doubled', async () => {
    const numbers = ({ body }: Awaited<ReturnType<typeof ask>>) => body.rows.map(({ site }) => site);
    for (const sort of ['name', '-name', 'site', '-site']) {
      const whole = numbers(await ask({ sort, limit: 1000 }));
      const seen: number[] = [];
      let page = await ask({ sort, limit: 3 });
      assert.equal(page.body.hasEarlier, false);
      for (;;) {
        seen.push(...numbers(page));
        if (!page.body.hasNext) break;
        page = await ask({ sort, limit: 3, after: seen.at(-1)! });
        assert.equal(page.body.hasEarlier, true);
      }
      assert.deepEqual(seen, whole, sort);
      const before = await ask({ sort, limit: 3, before: whole[5]! });
      assert.deepEqual(numbers(before), whole.slice(2, 5), `${sort}, back`);
      assert.deepEqual([before.body.hasEarlier, before.body.hasNext], [true, true]);
      const first = await ask({ sort, limit: 3, before: whole[2]! });
      assert.deepEqual([numbers(first), first.body.hasEarlier], [whole.slice(0, 2), false]);
    }
  });

  it('begins at its first row where the one it was to go on from is gone', async () => {
    const { body } = await ask({ after: 99_999, limit: 2 });
    assert.deepEqual(body.rows, (await ask({ limit: 2 })).body.rows);
    assert.equal(body.hasEarlier, false);
  });

  it('is cut down by filters and words, and says how many of how many', async () => {
    const { body } = await ask({ filters: { category: ['market', 'pharmacy'], subdistrict: [odd!] } });
    assert.deepEqual(
      body.rows.map(({ name }) => name),
      ['安国路菜场', '安国路菜场10店'],
    );
    assert.equal(body.matching, 2);
    assert.equal(body.total, await district.sql<number>('select json_quote(count(*)) as found from sites'));
    assert.deepEqual(await listed({ filters: { status: ['suspended'] } }), ['宝山药房']);
    assert.deepEqual(await names({ find: 'ＬＡＮＴＥＲＮ' }), ['Cafe Lantern']);
    assert.deepEqual(await names({ find: '安国路 菜场10' }), ['安国路菜场10店']);
    assert.deepEqual(await names({ find: "100%' or 1=1" }), []);
  });

  it('knows which sites were scanned, and when first and last', async () => {
    const today = localDay(Date.now());
    const inOne = { subdistrict: [even!] };
    const [first] = (await ask({ filters: inOne })).body.rows;
    const before = addDays(today, -3);
    await district.sql(
      `insert into stat_day (day, site, scans) values (${before}, ${first!.site}, 4), (${today}, ${first!.site}, 5)`,
    );
    const scanned = (await ask({ filters: { ...inOne, scanned: ['before'] } })).body.rows;
    assert.deepEqual(
      scanned.map(({ site, firstScan, lastScan }) => [site, firstScan, lastScan]),
      [[first!.site, before, today]],
    );
    const never = (await ask({ filters: { ...inOne, scanned: ['never'] } })).body;
    assert.equal(never.rows.length, 4);
    assert.ok(never.rows.every(({ firstScan, lastScan }) => firstScan === 0 && lastScan === 0));
    const { body } = await district.get<SiteAnswer>(`sites/one?site=${first!.site}`, staff);
    assert.deepEqual([body.row.name, body.days.length], [first!.name, 14]);
    assert.deepEqual(body.days.at(-4), { day: before, scans: 4, visits: 0 });
    assert.equal((await district.get('sites/one?site=99999', staff)).code, 'not-found');
  });

  it('is cut down to the sites of a day’s scans, visits or emergencies, and to those of an hour’s scans', async () => {
    // A day that is over, whatever time it is now.
    const day = addDays(localDay(Date.now()), -2);
    const t = dayStart(day) + 9 * 3_600_000;
    const gate = await district.gate({ site: fixed.mall });
    await uploadAll(gate, [scan({ t }), scan({ t: t + 1 })]);
    const visited = 101;
    await district.sql(
      `insert into stat_day (day, site, scans, visits, emergencies) values (${day}, ${visited}, 0, 2, 1)`,
    );
    const numbers = async (filters: NonNullable<ListRequest['filters']>) =>
      (await ask({ filters })).body.rows.map(({ site }) => site);
    const on = dayOrHourText(day);
    assert.deepEqual(await numbers({ scansOn: [on] }), [fixed.mall]);
    assert.deepEqual(await numbers({ scansOn: [dayOrHourText(day, 9)] }), [fixed.mall]);
    assert.deepEqual(await numbers({ scansOn: [dayOrHourText(day, 8)] }), []);
    assert.deepEqual(await numbers({ scansOn: [dayOrHourText(addDays(day, -300), 9)] }), []);
    assert.deepEqual(await numbers({ visitsOn: [on] }), [visited]);
    assert.deepEqual(await numbers({ emergenciesOn: [on] }), [visited]);
    assert.deepEqual(await numbers({ emergenciesOn: [dayOrHourText(addDays(day, -1))] }), []);
  });

  it('refuses what it does not know, and makes no SQL of it', async () => {
    const strange: unknown[] = [
      { sort: 'nameKey' },
      { sort: 'name; drop table sites' },
      { filters: { owner: ['x'] } },
      { filters: { constructor: ['x'] } },
      { filters: { status: ['open'] } },
      { filters: { category: 'market' } },
      { filters: { category: [1] } },
      { filters: { scansOn: ['20261130; drop table sites'] } },
      { filters: { scansOn: ['20261199'] } },
      { filters: { visitsOn: ['20261130T09'] } },
      { limit: 1001 },
      { limit: 0 },
      { after: 'x' },
      { find: 'x'.repeat(101) },
      { find: 1 },
    ];
    for (const request of strange) {
      const { status, code } = await ask(request as ListRequest);
      assert.deepEqual([status, code], [400, 'malformed'], JSON.stringify(request));
    }
  });

  it('tells a site of another sub-district from none by nothing, also as the beginning of a page', async () => {
    const inspector = await district.staff('inspector');
    await district.sql(
      `update staff set subdistricts = json_array('${even!}') where email = 'inspector@test.example'`,
    );
    const rowsAfter = async (number: number) => (await ask({ limit: 2, after: number }, inspector)).body;
    const [own, foreign] = await Promise.all(
      [even!, odd!].map((name) =>
        district.sql<number>(`select max(number) as found from sites where subdistrict = '${name}'`),
      ),
    );
    const none = await rowsAfter(2 ** 30);
    const beginning = await rowsAfter(foreign!);
    assert.deepEqual({ ...beginning, now: 0 }, { ...none, now: 0 });
    assert.notDeepEqual((await rowsAfter(own!)).rows, none.rows);
    assert.ok(none.rows.every(({ subdistrict }) => subdistrict === even));
  });

  it('is given a new key when a site is called otherwise', async () => {
    await district.sql(`update sites set name = '阿拉学校' where name = '望江学校'`);
    await district.minutely(Date.now());
    const all = await names({ filters: { subdistrict: [odd!] } });
    assert.ok(all.indexOf('阿拉学校') >= 0 && all.indexOf('阿拉学校') < all.indexOf('安国路菜场'));
  });

  describe('is exported as long work', () => {
    const askFor = (request: ListRequest, token: string) =>
      district.post<WorkAskedAnswer>('work', { kind: 'export', list: 'sites', request }, token);
    /** The lines of the file, once it is made, without their heads. */
    async function fileOf({ body }: Answer<WorkAskedAnswer>, token: string): Promise<string[]> {
      const { id } = body.work;
      // The test's own limit ends it where the work never does.
      while ((await district.get<OneWorkAnswer>(`work/one?id=${id}`, token)).body.work.endedAt === 0);
      const { body: text } = await district.get<string>(`work/file?id=${id}`, token);
      return text.trimEnd().split('\r\n').slice(1);
    }
    const nameIn = (line: string) => line.split(',')[1];

    it('with the filters and the order of the page', async () => {
      const request: ListRequest = { filters: { category: ['market'] }, find: '安国路', sort: '-name' };
      const lines = await fileOf(await askFor(request, staff), staff);
      assert.deepEqual(lines.map(nameIn), ['安国路菜场10店', '安国路菜场2店', '安国路菜场']);
    });

    it('which is on record without what was looked for', async () => {
      await askFor({ filters: { category: ['market'] }, find: '安国路' }, staff);
      const subject = await district.sql<string>(
        `select json_quote(subject) as found from audit where action = 'work.ask' order by seq desc limit 1`,
      );
      assert.match(subject, /^work:\d+ export sites filters category,find$/);
    });

    it('whole, over many pages, each site once', async () => {
      const lines = await fileOf(await askFor({}, staff), staff);
      const { total } = (await ask({})).body;
      assert.equal(new Set(lines.map((line) => line.split(',')[0])).size, total);
      assert.equal(lines.length, total);
    });

    it('of the sub-districts of who asks alone, and of none once they are others', async () => {
      const token = await district.staff('urban-management');
      const scope = (names: string[]) =>
        district.sql(
          `update staff set subdistricts = '${JSON.stringify(names)}' where email = 'urban-management@test.example'`,
        );
      await scope([even!]);
      try {
        const asked = await askFor({}, token);
        const lines = await fileOf(asked, token);
        assert.ok(lines.length > 0 && lines.every((line) => line.split(',')[6] === even));
        await scope([odd!]);
        const again = await district.get(`work/file?id=${asked.body.work.id}`, token);
        assert.equal(again.code, 'not-allowed');
      } finally {
        await scope([]);
      }
    });

    it('refuses what the list does not know', async () => {
      for (const request of [{ filters: { owner: ['x'] } }, { sort: 'owner' }, { find: 'x'.repeat(101) }])
        assert.equal((await askFor(request, staff)).code, 'malformed', JSON.stringify(request));
    });
  });

  it('is for those who see the board', async () => {
    for (const role of ['lab', 'auditor'] as const) {
      const token = await district.staff(role);
      assert.equal((await ask({}, token)).code, 'not-allowed');
      assert.equal(
        (await district.post('work', { kind: 'export', list: 'sites' }, token)).code,
        'not-allowed',
      );
      assert.equal((await district.get('sites/one?site=1', token)).code, 'not-allowed');
    }
    assert.notEqual((await ask({}, await district.owner('a'))).status, 200);
    assert.equal((await district.post('sites', {})).code, 'sign-in');
  });
});
