// Sites by number, pinyin and name on a real server, as the pickers of pages ask for them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  mostSitesFound,
  type SitesFoundAnswer,
  type SiteZonesAnswer,
} from '../../../src/domain/api/place-api.ts';
import { TestDistrict } from '../support/district.ts';

const names = ['安国路菜场', '虹口体育馆', '四川北路商场', '望江学校', '国安路药房', 'Cafe Lantern'];

describe('the search for a site', () => {
  let district: TestDistrict;
  let staff: string;
  before(async () => {
    district = await TestDistrict.open();
    staff = await district.staff('market-supervision');
    for (const [index, name] of names.entries())
      await district.saveRecord('sites', {
        number: 700 + index,
        name,
        nameEn: index === 3 ? 'Wangjiang School' : '',
        address: `四平路 ${index + 1} 号`,
        category: 'shop',
        subdistrict: '北外滩街道',
        status: 'active',
      });
    for (let index = 0; index <= mostSitesFound; index++)
      await district.saveRecord('sites', {
        number: 800 + index,
        name: `连锁便利店 ${index}`,
        address: '四平路',
        category: 'shop',
        subdistrict: '北外滩街道',
        status: 'active',
      });
    await district.minutely(Date.now());
  });
  after(() => district.close());

  const ask = (query: string, token = staff) => district.get<SitesFoundAnswer>(`sites/find?${query}`, token);
  const found = async (text: string) =>
    (await ask(`q=${encodeURIComponent(text)}`)).body.sites.map(({ name }) => name);

  for (const [text, expected] of [
    ['702', ['四川北路商场']],
    ['aglcc', ['安国路菜场']],
    ['AGL', ['安国路菜场']],
    ['hongkou', ['虹口体育馆']],
    ['安国', ['安国路菜场']],
    ['路', ['安国路菜场', '国安路药房', '四川北路商场']],
    ['wangjiang sch', ['望江学校']],
    ['Cafe', ['Cafe Lantern']],
    ['gal', ['国安路药房']],
    ['xyz', []],
    ['%', []],
    ['', []],
  ] as const) {
    it(`finds by "${text}": ${expected.join(', ') || 'none'}`, async () => {
      assert.deepEqual(await found(text), expected);
    });
  }

  it('names no more than it says, and that there are more', async () => {
    const { body } = await ask(`q=${encodeURIComponent('便利')}`);
    assert.deepEqual([body.sites.length, body.more], [mostSitesFound, true]);
  });

  it('finds those with sentries alone when that is asked for', async () => {
    await district.sentry({ site: 1 });
    const { body } = await ask('q=M&sentries=1');
    assert.deepEqual(
      body.sites.map(({ number }) => number),
      [1],
    );
  });

  it('names the zones of a site', async () => {
    const { body } = await district.get<SiteZonesAnswer>('sites/zones?site=1', staff);
    assert.deepEqual(body, { zones: [{ number: 1, name: 'Food court' }] });
    assert.deepEqual((await district.get<SiteZonesAnswer>('sites/zones?site=99', staff)).body, { zones: [] });
  });

  it('is for staff, and takes no long text', async () => {
    assert.equal((await ask('q=1', await district.citizen('valid'))).status, 401);
    assert.equal((await ask(`q=${'x'.repeat(51)}`)).status, 400);
    assert.equal((await district.get('sites/zones?site=x', staff)).status, 400);
  });
});
