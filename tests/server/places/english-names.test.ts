import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  BoardAnswer,
  MeAnswer,
  SiteCodeAnswer,
  VenueAnswer,
  VisitAnswer,
} from '../../../src/domain/api/api.ts';
import type { SitesFoundAnswer } from '../../../src/domain/api/place-api.ts';
import { readFleet, type FleetWire } from '../../../src/domain/fleet/fleet-wire.ts';
import { englishPlaceName } from '../../../src/server/demo/places/english-place-names.ts';
import { kinds, prefixes, subdistricts } from '../../../src/server/demo/places/place-names.ts';
import { TestDistrict } from '../support/district.ts';
import { foodCourt, sites } from '../support/fixtures.ts';
import { scan, uploadAll } from '../support/scans.ts';

describe('English names', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    await district.sql(
      `update sites set nameEn = 'The Mall', subdistrictEn = 'North Side' where number = ${sites.mall}`,
    );
    await district.sql(`update zones set nameEn = 'Food hall' where number = ${foodCourt}`);
    const gate = await district.gate({ site: sites.mall, zone: foodCourt, name: 'Gate' });
    assert.deepEqual(
      [gate.pairing.sentry.siteNameEn, gate.pairing.sentry.zoneNameEn],
      ['The Mall', 'Food hall'],
      'a sentry hears them when it is paired',
    );
    await uploadAll(gate, [scan({ outcome: 'refuse', reasons: ['proof.forged'], body: null })]);
  });
  after(() => district.close());

  it('stand beside the names of a site code’s place, and of a visit', async () => {
    const { body } = await district.post<SiteCodeAnswer>('site-code', { code: district.codes.food });
    const { nameEn, subdistrictEn, zoneEn } = body.place;
    assert.deepEqual([nameEn, subdistrictEn, zoneEn], ['The Mall', 'North Side', 'Food hall']);
    const visitor = await district.citizen('valid');
    const asked = { code: district.codes.food, id: '00000000000000a1' };
    const visit = await district.post<VisitAnswer>('visit', asked, visitor);
    assert.equal(visit.body.place.nameEn, 'The Mall');
    const me = await district.get<MeAnswer>('me', visitor);
    const [{ siteEn, zoneEn: visitedEn }] = me.body.visits as [MeAnswer['visits'][number]];
    assert.deepEqual([siteEn, visitedEn], ['The Mall', 'Food hall']);
  });

  it('are missing where a place has none', async () => {
    const { body } = await district.post<SiteCodeAnswer>('site-code', { code: district.codes.shop });
    assert.deepEqual(Object.keys(body.place).toSorted(), [
      'address',
      'category',
      'name',
      'site',
      'subdistrict',
      'zone',
    ]);
  });

  it('are told to owners and on the board: sites, zones, sentries, alarms, sub-districts', async () => {
    const venue = (await district.get<VenueAnswer>('venue', await district.owner('a'))).body;
    const mall = venue.sites.find(({ site }) => site === sites.mall)!;
    assert.deepEqual([mall.nameEn, mall.subdistrictEn], ['The Mall', 'North Side']);
    assert.equal(mall.zones.find(({ zone }) => zone === foodCourt)!.nameEn, 'Food hall');
    assert.equal(mall.sentries[0]!.zoneNameEn, 'Food hall');
    const board = (await district.get<BoardAnswer>('board', await district.staff('health'))).body;
    assert.equal(board.sentries.worst.find(({ site }) => site === sites.mall)!.siteNameEn, 'The Mall');
    assert.equal(board.alarms[0]!.siteNameEn, 'The Mall');
    const fleet = (await district.get<FleetWire>('fleet', await district.staff('administrator'))).body;
    const sentry = readFleet(fleet).sentries.find(({ site }) => site === sites.mall)!;
    assert.deepEqual(
      [sentry.siteNameEn, sentry.zoneNameEn, sentry.subdistrictEn],
      ['The Mall', 'Food hall', 'North Side'],
    );
    const found = await district.get<SitesFoundAnswer>(
      'sites/find?q=Mall',
      await district.staff('administrator'),
    );
    assert.equal(found.body.sites.find(({ number }) => number === sites.mall)!.subdistrictEn, 'North Side');
    assert.ok(board.subdistricts.some(({ subdistrictEn }) => subdistrictEn === 'North Side'));
  });

  it('of the demo: every place that it can make has one', () => {
    const names = Object.values(kinds).flatMap(({ suffixes, zones }) => [
      ...zones,
      ...suffixes.flatMap((suffix) => prefixes.map((prefix) => prefix + suffix)),
    ]);
    for (const name of [...subdistricts, ...names]) assert.match(englishPlaceName(name), /^[A-Z][\w é’,-]+$/);
  });
});
