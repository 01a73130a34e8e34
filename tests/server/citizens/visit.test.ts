import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MeAnswer, SiteCodeAnswer, VisitAnswer } from '../../../src/domain/api/api.ts';
import { generalAdvice } from '../../../src/domain/site/advice.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import type { Outcome } from '../../../src/domain/policy/outcome.ts';
import { oneVisitMs, visitsPerDay } from '../../../src/domain/site/visit.ts';
import { TestDistrict } from '../support/district.ts';
import type { PersonName } from '../support/fixtures.ts';

describe('site codes and visits', () => {
  let district: TestDistrict;
  let id = 0;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const newId = () => (++id).toString(16).padStart(16, '0');
  const visit = (code: string, token: string, visitId = newId()) =>
    district.post<VisitAnswer>('visit', { code, id: visitId }, token);
  const counts = () =>
    district.sql<number[]>(
      `select json_array(coalesce(sum(visits), 0), coalesce(sum(scans), 0), coalesce(sum(alerts), 0)) as found
       from stat_day`,
    );

  it('say what place they stand for, to anybody', async () => {
    const { status, body } = await district.post<SiteCodeAnswer>('site-code', { code: district.codes.food });
    assert.equal(status, 200);
    assert.deepEqual(body.place, {
      site: 1,
      name: 'Mall',
      address: '1 Test Road',
      category: 'mall',
      subdistrict: 'North',
      zone: 'Food court',
    });
  });

  it('are refused when retired, unknown or changed in any byte', async () => {
    const token = await district.citizen('valid');
    const bytes = fromBase64url(district.codes.mall);
    const changed = [1, 2, 7, 11, 12, 75].map((at) => {
      const copy = bytes.slice();
      copy[at]! ^= 1;
      return base64url(copy);
    });
    for (const code of [district.codes.retired, ...changed, 'x', base64url(bytes.slice(0, 75))]) {
      for (const answer of [await district.post('site-code', { code }), await visit(code, token)]) {
        assert.deepEqual([answer.status, answer.code], [404, 'site-code'], code);
      }
    }
    assert.equal((await district.post('site-code', { code: 5 })).code, 'malformed');
    await district.sql(`update sites set status = 'suspended' where number = 3`);
    assert.equal((await district.post('site-code', { code: district.codes.school })).code, 'site-code');
    await district.sql(`update sites set status = 'active' where number = 3`);
  });

  const outcomes: [PersonName, Outcome, string[]][] = [
    ['valid', 'admit', []],
    ['positive', 'refuse', ['The health code is red', 'The last nucleic acid test is positive']],
    ['yellow', 'attend', []],
    ['old', 'attend', ['The last nucleic acid test is too old']],
    ['untested', 'attend', ['No nucleic acid test result is known']],
    ['waiting', 'attend', ['No nucleic acid test result is known']],
    ['retested', 'admit', []],
  ];
  for (const [person, outcome, texts] of outcomes) {
    it(`answer "${outcome}" to the person "${person}"`, async () => {
      const { status, body } = await visit(district.codes.mall, await district.citizen(person));
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.outcome, outcome);
      assert.equal(body.maskedName, '张*三');
      const said = body.reasons.map(({ en }) => en);
      for (const text of texts) assert.ok(said.includes(text), said.join('; '));
      assert.equal(said.length > 0, outcome !== 'admit');
      assert.ok(!said.some((text) => /temperature/i.test(text)));
      assert.ok(body.reasons.every((reason) => reason['zh-CN'].length > 0));
    });
  }

  for (const tail of ['&from=timeline', '%20', '。', '?x', ' ', '"', '#', '#top', `?${'x'.repeat(1500)}`]) {
    it(`know a code with ${tail.slice(0, 20)} behind it`, async () => {
      const { status, body } = await visit(`${district.codes.mall}${tail}`, await district.citizen('valid'));
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.place.site, 1);
    });
  }

  for (const category of ['hospital', 'pharmacy']) {
    it(`refuse nobody at a ${category}: a red code is sent to staff, and the page says why`, async () => {
      await district.sql(`update sites set category = '${category}' where number = 3`);
      const { status, body } = await visit(district.codes.school, await district.citizen('positive'));
      const well = await visit(district.codes.school, await district.citizen('valid'));
      await district.sql(`update sites set category = 'school' where number = 3`);
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.outcome, 'attend');
      assert.ok(body.reasons.some(({ en }) => en === 'The health code is red'));
      assert.equal(well.body.outcome, 'admit');
    });
  }

  it('say what to do next and whom to call, in the general words or the district’s own', async () => {
    const adviceTo = async (person: PersonName) =>
      (await visit(district.codes.mall, await district.citizen(person))).body.advice;
    assert.equal(await adviceTo('valid'), null);
    assert.deepEqual(await adviceTo('positive'), { text: generalAdvice.red, phone: generalAdvice.phone });
    assert.deepEqual(await adviceTo('yellow'), { text: generalAdvice.yellow, phone: generalAdvice.phone });
    await district.sql(
      `update district set adviceRedZh = '请居家。', adviceRedEn = 'Stay at home.', advicePhone = '021-63571234'`,
    );
    const own = { text: { 'zh-CN': '请居家。', en: 'Stay at home.' }, phone: '021-63571234' };
    assert.deepEqual(await adviceTo('positive'), own);
    const { body } = await district.get<MeAnswer>('me', await district.citizen('valid'));
    assert.deepEqual(body.advice, { red: own.text, yellow: generalAdvice.yellow, phone: own.phone });
    await district.sql(`update district set adviceRedZh = '', adviceRedEn = '', advicePhone = ''`);
  });

  it('count a visit that is sent twice once, and answer when it was first', async () => {
    const token = await district.citizen('valid');
    const before = await counts();
    const same = newId();
    const first = await visit(district.codes.shop, token, same);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => visit(district.codes.shop, token, same)),
    );
    for (const { body } of answers) assert.equal(body.at, first.body.at);
    assert.deepEqual(await counts(), [before[0]! + 1, before[1], before[2]]);
  });

  it('count one person at one place within ten minutes once, however many tabs and phones register at once', async () => {
    const token = await district.citizen('yellow');
    const before = await counts();
    const answers = await Promise.all(Array.from({ length: 8 }, () => visit(district.codes.shop, token)));
    const [first] = answers.map(({ body }) => body.at).toSorted((a, b) => a - b);
    for (const { status, body } of answers) assert.deepEqual([status, body.at], [200, first]);
    assert.equal((await visit(district.codes.shop, token)).body.at, first, 'and is told when that began');
    assert.deepEqual(await counts(), [before[0]! + 1, before[1], before[2]]);
    // Another place is another visit, so is another person at this one.
    await visit(district.codes.food, token);
    await visit(district.codes.shop, await district.citizen('old'));
    assert.deepEqual(await counts(), [before[0]! + 3, before[1], before[2]]);
  });

  it('count another visit after ten minutes, and know one again that was merged, however late it is sent again', async () => {
    const token = await district.citizen('untested');
    const number = await district.personNumber(await district.personId('untested'), localDay(Date.now()));
    const table = `visit_${localDay(Date.now())}`;
    const [first, merged] = [newId(), newId()];
    const { at } = (await visit(district.codes.shop, token, first)).body;
    await visit(district.codes.shop, token, merged);
    const before = await counts();
    await district.sql(
      `update ${table} set t = t - ${oneVisitMs} where person = ${number} and id = '${first}'`,
    );
    assert.equal((await visit(district.codes.shop, token, merged)).body.at, at - oneVisitMs);
    assert.deepEqual(await counts(), before);
    assert.ok((await visit(district.codes.shop, token)).body.at > at);
    assert.deepEqual(await counts(), [before[0]! + 1, before[1], before[2]]);
  });

  it('are one visit across midnight too', async () => {
    const token = await district.citizen('waiting');
    const yesterday = addDays(localDay(Date.now()), -1);
    await district.door('open-day', { day: yesterday });
    const number = await district.personNumber(await district.personId('waiting'), yesterday);
    const at = Date.now() - 60_000;
    await district.sql(
      `insert into visit_${yesterday} (person, id, t, site, zone, outcome, policy)
       values (${number}, '${newId()}', ${at}, 3, 0, 0, 1)`,
    );
    const before = await counts();
    assert.equal((await visit(district.codes.school, token)).body.at, at);
    assert.deepEqual(await counts(), before);
  });

  it('are limited by account and day, and by nothing else', async () => {
    const token = await district.citizen('positive');
    const number = await district.personNumber(await district.personId('positive'), localDay(Date.now()));
    const { at } = (await visit(district.codes.shop, token)).body;
    await district.sql(
      `with recursive n (i) as (select 2 union all select i + 1 from n where i < ${visitsPerDay})
       insert into visit_${localDay(Date.now())} (person, id, t, site, zone, outcome, policy)
       select ${number}, printf('%016x', 1000000 + i), ${at} - i * 60000, 4711, i, 0, 1 from n`,
    );
    const before = await counts();
    const { status, code } = await visit(district.codes.food, token);
    assert.deepEqual([status, code], [429, 'too-many']);
    assert.deepEqual(await counts(), before);
    assert.equal((await visit(district.codes.shop, token)).body.at, at, 'where one is, one may ask again');
    assert.equal((await visit(district.codes.food, await district.citizen('valid'))).status, 200);
  });

  it('count a visit once that is sent again after midnight', async () => {
    const token = await district.citizen('valid');
    const person = await district.personId('valid');
    const yesterday = addDays(localDay(Date.now()), -1);
    const at = Date.now() - 86_400_000;
    await district.door('open-day', { day: yesterday });
    const number = await district.personNumber(person, yesterday);
    const [mine, stranger] = [newId(), newId()];
    await district.sql(
      `insert into visit_${yesterday} (person, id, t, site, zone, outcome, policy)
       values (${number}, '${mine}', ${at}, 2, 0, 0, 1), (${number + 1}, '${stranger}', ${at}, 2, 0, 0, 1)`,
    );
    const before = await counts();
    assert.equal((await visit(district.codes.shop, token, mine)).body.at, at);
    assert.deepEqual(await counts(), before);
    // The same id made by another person's phone is another visit.
    assert.ok((await visit(district.codes.shop, token, stranger)).body.at > at);
  });

  it('are the person’s own to see, and stored without naming anybody', async () => {
    const token = await district.citizen('retested');
    await visit(district.codes.food, token);
    const { body } = await district.get<MeAnswer>('me', token);
    assert.deepEqual(
      body.visits.map(({ site, zone }) => [site, zone]),
      [
        ['Mall', 'Food court'],
        ['Mall', ''],
      ],
    );
    assert.ok(Math.abs(body.visits[0]!.at - Date.now()) < 60_000);
    const person = await district.personId('retested');
    const stored = await district.sql<unknown>(
      `select json_group_array(json_array(person, id, t, site)) as found from visit_${localDay(Date.now())}`,
    );
    assert.ok(!JSON.stringify(stored).includes(person));
  });

  it('become active with their first visit', async () => {
    const state = () =>
      district.sql<string>(`select json_quote(state) as found from site_codes where code = '000000000002'`);
    await district.sql(`update site_codes set state = 'issued' where code = '000000000002'`);
    await district.post('site-code', { code: district.codes.food });
    assert.equal(await state(), 'issued');
    await visit(district.codes.food, await district.citizen('valid'));
    assert.equal(await state(), 'active');
  });

  it('refuse a visit without an id of its own', async () => {
    const token = await district.citizen('valid');
    for (const bad of ['', 'abc', 'G'.repeat(16), 'A'.repeat(16), 7, null]) {
      const { code } = await district.post('visit', { code: district.codes.mall, id: bad }, token);
      assert.equal(code, 'malformed', String(bad));
    }
  });
});
