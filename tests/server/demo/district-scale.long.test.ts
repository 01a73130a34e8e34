import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { siteCategories } from '../../../src/domain/access/categories.ts';
import type { BoardAnswer, VenueAnswer } from '../../../src/domain/api/api.ts';
import { decodeSiteCode, siteCodeIdText, siteCodeMessage } from '../../../src/domain/site/site-code.ts';
import { ordinaryScan } from '../../../src/domain/scan/ordinary-scan.ts';
import { faultInScan, type Scan } from '../../../src/domain/scan/scan.ts';
import { scanRow } from '../../../src/domain/scan/scan-row.ts';
import { unpackScan } from '../../../src/domain/scan/sealed-record.ts';
import { outcomes } from '../../../src/domain/policy/outcome.ts';
import { addDays, localDay, localHour } from '../../../src/domain/time/local-day.ts';
import { fromHex } from '../../../src/domain/bytes/bytes.ts';
import { p256 } from '@noble/curves/nist.js';
import { countsOf } from '../../../src/server/demo/places/district-kinds.ts';
import { scaleOf } from '../../../src/server/demo/scale.ts';
import { isWeekend } from '../../../src/server/demo/play/make-moves.ts';
import { readOutlines } from '../../../src/domain/site/outlines.ts';
import { demoOutlinesFile } from '../../../tools/assets/demo-outlines.ts';
import { geohashMiddle } from '../../support/samples/geohash-middle.ts';
import { isWithin } from '../../support/within-ring.ts';
import { ScaleDistrict } from '../support/scale-district.ts';

const share = 0.01;

describe('a hundredth of a district of real size', () => {
  let district: ScaleDistrict;
  const yesterday = addDays(localDay(Date.now()), -1);
  const scale = scaleOf(String(share));

  before(async () => {
    district = await ScaleDistrict.open(String(share));
  });
  after(() => district.close());

  const sql: ScaleDistrict['rows'] = (columns, select) => district.rows(columns, select);

  it('has its part of the codes, in the shares of each kind of site', async () => {
    const wanted = countsOf(share);
    const found = await sql<{ category: string; sites: number }>(
      ['category', 'sites'],
      'select category, count(*) as sites from sites group by category',
    );
    for (const { category, sites } of found)
      assert.equal(sites, wanted[category as keyof typeof wanted].sites, category);
    assert.equal(found.length, siteCategories.length);
    const [codes] = await sql<{ count: number }>(['count'], 'select count(*) as count from site_codes');
    assert.equal(codes!.count, Math.round(69_445 * share));
    assert.ok(district.printed.some((line) => line.includes('lists read')));
  });

  it('has families: accounts that stand for their own person, children and elders', async () => {
    const [found] = await sql<{ [count: string]: number }>(
      ['persons', 'accounts', 'own', 'children', 'elders', 'alone', 'loose'],
      `select (select count(*) from persons) as persons, (select count(*) from citizens) as accounts,
         (select count(*) from account_persons where relation = 'self') as own,
         (select count(*) from account_persons where relation = 'child' and basis <> '' and since > 0) as children,
         (select count(*) from account_persons where relation = 'elder') as elders,
         (select count(*) from persons where id not in (select person from account_persons)) as alone,
         (select count(*) from account_persons
          where person not in (select id from persons) or account not in (select id from citizens)) as loose`,
    );
    const { persons, accounts, own, children, elders, alone, loose } = found!;
    assert.ok(persons! >= scale.others && accounts! > scale.others / 2, JSON.stringify(found));
    assert.equal(own, accounts);
    assert.ok(children! > scale.others / 4 && elders! > scale.others / 8, JSON.stringify(found));
    // Who was registered twice has no account yet.
    assert.deepEqual([alone, loose], [2, 0]);
  });

  it('has codes that the district signed', async () => {
    const { siteCode } = JSON.parse(
      await readFile(join(district.folder, 'secrets', 'keyring.json'), 'utf8'),
    ) as {
      siteCode: { publicKey: string };
    };
    const codes = await sql<{ code: string; fragment: string }>(
      ['code', 'fragment'],
      'select code, fragment from site_codes order by code limit 20',
    );
    for (const { code, fragment } of codes) {
      const read = decodeSiteCode(fragment);
      assert.equal(siteCodeIdText(read), code);
      const point = fromHex(siteCode.publicKey);
      assert.ok(p256.verify(read.signature, siteCodeMessage(read.body), point, { lowS: false }), code);
    }
  });

  it('has its sites inside the outlines of their sub-districts', async () => {
    const { areas } = readOutlines(JSON.parse(await readFile(demoOutlinesFile, 'utf8')));
    assert.equal(areas.length, 8);
    const found = await sql<{ name: string; subdistrict: string; geohash: string }>(
      ['name', 'subdistrict', 'geohash'],
      'select name, subdistrict, geohash from sites',
    );
    assert.equal(new Set(found.map(({ subdistrict }) => subdistrict)).size, 8);
    for (const { name, subdistrict, geohash } of found) {
      const [latitude, longitude] = geohashMiddle(geohash);
      const { polygons } = areas.find((area) => area.name === subdistrict)!;
      assert.ok(isWithin(polygons[0]![0]!, longitude, latitude), `${name} ${subdistrict} ${geohash}`);
    }
  });

  it('has names of one character and of fifty, and keys to sort them by', async () => {
    const names = (
      await sql<{ name: string; key: string }>(['name', 'key'], 'select name, nameKey as key from sites')
    ).map(({ name, key }) => ({ length: [...name].length, key }));
    assert.ok(names.some(({ length }) => length === 1));
    assert.ok(names.some(({ length }) => length >= 48 && length <= 52));
    assert.ok(names.every(({ key }) => key !== ''));
  });

  it('has as many scans a day as it should, fewer at weekends, most on the ways to work and home', async () => {
    const days = await sql<{ day: number; scans: number; visits: number }>(
      ['day', 'scans', 'visits'],
      'select day, sum(scans) as scans, sum(visits) as visits from stat_day group by day order by day',
    );
    // Just after midnight today has no scans yet, and no row.
    const whole = days.filter(({ day }) => day <= yesterday);
    assert.ok(whole.length >= 14, `${whole.length} days`);
    for (const { day, scans } of whole) {
      const aim = scale.scans[isWeekend(day) ? 'weekend' : 'weekday'];
      assert.ok(Math.abs(scans - aim) < aim * 0.15, `${day}: ${scans} scans for ${aim}`);
    }
    const hours = await sql<{ hour: number; scans: number }>(
      ['hour', 'scans'],
      `select hour, sum(scans) as scans from stat_hour where day < ${localDay(Date.now())} group by hour`,
    );
    const at = (hour: number): number => hours.find((row) => row.hour === hour)?.scans ?? 0;
    assert.ok(at(7) > 3 * at(10) && at(18) > 1.5 * at(14), JSON.stringify(hours));
    assert.ok(at(3) < at(10) / 10);
  });

  it('counts what its rows say: by site, by hour, by kind and sub-district', async () => {
    const scans = await district.scansOf(yesterday);
    const visits = await sql<{ site: number; t: number }>(
      ['site', 't'],
      `select site, t from visit_${yesterday}`,
    );
    const [stat] = await sql<{ scans: number; visits: number; alerts: number; refused: number }>(
      ['scans', 'visits', 'alerts', 'refused'],
      `select sum(scans) as scans, sum(visits) as visits, sum(alerts) as alerts, sum(refused) as refused
       from stat_day where day = ${yesterday}`,
    );
    const counted = {
      scans: scans.length,
      visits: visits.length,
      alerts: scans.filter(({ outcome }) => outcome > 0).length,
      refused: scans.filter(({ outcome }) => outcome === 2).length,
    };
    assert.deepEqual(stat, counted);
    for (const table of ['stat_hour', 'stat_area'])
      assert.deepEqual(
        (
          await sql(
            ['scans', 'visits', 'alerts', 'refused'],
            `select sum(scans) as scans, sum(visits) as visits, sum(alerts) as alerts, sum(refused) as refused
             from ${table} where day = ${yesterday}`,
          )
        )[0],
        counted,
        table,
      );
    const bySite = new Map<number, number>();
    for (const { site } of scans) bySite.set(site, (bySite.get(site) ?? 0) + 1);
    for (const { site, count } of await sql<{ site: number; count: number }>(
      ['site', 'count'],
      `select site, scans as count from stat_day where day = ${yesterday} and scans > 0`,
    ))
      assert.equal(count, bySite.get(site), `site ${site}`);
    const byHour = Array.from({ length: 24 }, () => 0);
    for (const { t } of scans) byHour[localHour(t)]! += 1;
    for (const { hour, count } of await sql<{ hour: number; count: number }>(
      ['hour', 'count'],
      `select hour, scans as count from stat_hour where day = ${yesterday}`,
    ))
      assert.equal(count, byHour[hour], `hour ${hour}`);
  });

  it('has the rows that ingest makes of such scans', async () => {
    const scans = await district.scansOf(yesterday);
    let ordinary = 0;
    for (const { seq, t, site, device, pass, outcome, policy, detail } of scans) {
      const passId = pass > 0 ? pass.toString(16).padStart(16, '0') : null;
      const text = `[${t},${site},${device},${JSON.stringify(passId)},${outcome},${policy},${detail}]`;
      const scan = unpackScan(text, seq);
      assert.equal(faultInScan(scan), null, text);
      const short = ordinaryScan(text, seq);
      if (short) ordinary++;
      const row = scanRow(scan as unknown as Scan);
      for (const made of short ? [row, short] : [row]) {
        assert.equal(made.detail, detail);
        assert.equal(outcomes.indexOf(made.outcome), outcome);
        assert.deepEqual([made.t, made.site, made.device, made.policy], [t, site, device, policy]);
      }
      assert.equal(scan!['pass'] !== null, (scan as unknown as Scan).facts?.proof === 'proved', text);
    }
    assert.ok(ordinary > scans.length * 0.9, `${ordinary} of ${scans.length} are read by the short way`);
  });

  it('has chains without a gap, and passes that lead to persons', async () => {
    const chains = await sql<{ chain: number; last: number; next: number; most: number; count: number }>(
      ['chain', 'last', 'next', 'most', 'count'],
      `select s.chain, s.last, c.next, d.most, d.count from chain_stretches s join chains c on c.chain = s.chain
       join (select chain, max(seq) as most, count(*) as count from scan_${yesterday} group by chain) d on d.chain = s.chain`,
    );
    assert.ok(chains.length > 15);
    for (const { last, next, most } of chains) assert.ok(next === last + 1 && most <= last);
    const [lost] = await sql<{ passes: number; persons: number }>(
      ['passes', 'persons'],
      `select (select count(*) from scan_${yesterday} s left join pass_${yesterday} p on p.pass = s.pass
          where s.pass > 0 and p.pass is null) as passes,
        (select count(*) from pass_${yesterday} p left join person_${yesterday} w on w.person = p.person
          where w.person is null) as persons`,
    );
    assert.deepEqual(lost, { passes: 0, persons: 0 });
  });

  it('lets the same people meet again: colleagues at their gate, day after day', async () => {
    // Two scans of two people at one gate within ten minutes, on several days.
    const [met] = await sql<{ pairs: number }>(
      ['pairs'],
      `select count(*) as pairs from demo_habits a join demo_habits b on b.work = a.work and b.person > a.person
       where a.kind = 0 and b.kind = 0 and a.work > 0 and abs(a.starts - b.starts) <= 16`,
    );
    assert.ok(met!.pairs > 100, `${met!.pairs} pairs of colleagues`);
    const [couriers] = await sql<{ scans: number; gates: number }>(
      ['scans', 'gates'],
      `select count(*) as scans, count(distinct s.device) as gates from scan_${yesterday} s where s.pass in (
         select pass from scan_${yesterday} where pass > 0 group by pass having count(*) >= 30)`,
    );
    assert.ok(couriers!.scans >= 30 && couriers!.gates > 5, JSON.stringify(couriers));
  });

  it('is shown by the board and to owners, the one of a chain among them', async () => {
    const board = await district.as<BoardAnswer>('staff', 'health@demo.example', 'board');
    const { total, unpaired } = board.sentries.totals;
    assert.equal(total + unpaired, scale.sentries);
    assert.equal(
      board.subdistricts.reduce((sum, { scansToday }) => sum + scansToday, 0),
      board.scans,
    );
    assert.equal(
      board.categories.reduce((sum, { scansToday }) => sum + scansToday, 0),
      board.scans,
    );
    const chain = await district.as<VenueAnswer>('owners', 'chain@demo.example', 'venue');
    assert.equal(chain.sites.length, Math.round(763 * share));
  });
});
