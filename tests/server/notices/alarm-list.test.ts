// The list of all alarms, a page at a time: by day and hour, by verdict, by words, and to each official those of their part.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AlarmRow } from '../../../src/domain/api/api.ts';
import type { ListAnswer, ListRequest } from '../../../src/domain/api/list-api.ts';
import { dayOrHourText } from '../../../src/domain/time/day-or-hour.ts';
import type { OneWorkAnswer, WorkAskedAnswer } from '../../../src/domain/api/work-api.ts';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scan, uploadAll } from '../support/scans.ts';

describe('the list of alarms', () => {
  let district: TestDistrict;
  let staff: string;
  // A day that is over, whatever time it is now.
  const day = addDays(localDay(Date.now()), -2);
  const at = (hour: number, minute = 0) => dayStart(day) + hour * 3_600_000 + minute * 60_000;
  before(async () => {
    district = await TestDistrict.open();
    staff = await district.staff('health');
    const mall = await district.gate({ site: sites.mall, name: 'Gate' });
    const school = await district.gate({ site: sites.school, name: 'Door' });
    const attend = { outcome: 'attend', reasons: ['temperature.high'], body: 3811 } as const;
    const refuse = { outcome: 'refuse', reasons: ['proof.forged'], body: null } as const;
    const made = (t: number, what: typeof attend | typeof refuse) =>
      scan({ t, ...what, reasons: [...what.reasons] });
    await uploadAll(mall, [
      made(at(-1), refuse),
      made(at(0), attend),
      made(at(9, 30), refuse),
      made(at(10), attend),
      scan({ t: at(10, 1) }),
    ]);
    await uploadAll(school, [
      { ...made(at(9, 59), attend), site: sites.school },
      { ...made(at(24), refuse), site: sites.school },
    ]);
  });
  after(() => district.close());

  const ask = async (request: ListRequest = {}, token = staff) =>
    district.post<ListAnswer<AlarmRow>>('alarms', request, token);
  const times = async (request: ListRequest) => (await ask(request)).body.rows.map(({ t }) => t);

  it('has the latest first, and what each alarm says', async () => {
    const { body } = await ask();
    assert.deepEqual(
      body.rows.map(({ t }) => t),
      [at(24), at(10), at(9, 59), at(9, 30), at(0), at(-1)],
    );
    assert.deepEqual([body.total, body.matching, body.hasNext], [6, 6, false]);
    const { id, key, ...forged } = body.rows[3]!;
    assert.ok(id.length > 0 && key > 0);
    assert.deepEqual(forged, {
      t: at(9, 30),
      site: sites.mall,
      siteName: 'Mall',
      sentryName: 'Gate',
      outcome: 'refuse',
      reasons: ['proof.forged'],
      body: null,
      unknown: null,
      more: 0,
    });
  });

  it('is cut down to a day of the district, or to an hour of it', async () => {
    const whole = [at(10), at(9, 59), at(9, 30), at(0)];
    assert.deepEqual(await times({ filters: { day: [dayOrHourText(day)] } }), whole);
    assert.deepEqual(await times({ filters: { day: [dayOrHourText(day, 9)] } }), [at(9, 59), at(9, 30)]);
    assert.deepEqual(await times({ filters: { day: [dayOrHourText(day)], outcome: ['refuse'] } }), [
      at(9, 30),
    ]);
    assert.deepEqual(await times({ filters: { day: [dayOrHourText(day)] }, find: 'door' }), [at(9, 59)]);
  });

  it('is turned by key, both ways', async () => {
    const first = (await ask({ limit: 2 })).body;
    assert.deepEqual([first.rows.length, first.hasEarlier, first.hasNext], [2, false, true]);
    const second = (await ask({ limit: 2, after: first.rows[1]!.key })).body;
    assert.deepEqual(
      second.rows.map(({ t }) => t),
      [at(9, 59), at(9, 30)],
    );
    const back = (await ask({ limit: 2, before: second.rows[0]!.key })).body;
    assert.deepEqual(back.rows, first.rows);
  });

  it('is exported as long work, with the filters of the page', async () => {
    const request: ListRequest = { filters: { day: [dayOrHourText(day)], outcome: ['refuse'] } };
    const { body } = await district.post<WorkAskedAnswer>(
      'work',
      { kind: 'export', list: 'alarms', request },
      staff,
    );
    const { id } = body.work;
    // The test's own limit ends it where the work never does.
    while ((await district.get<OneWorkAnswer>(`work/one?id=${id}`, staff)).body.work.endedAt === 0);
    const { body: text } = await district.get<string>(`work/file?id=${id}`, staff);
    const date = String(day).replace(/(....)(..)(..)/, '$1-$2-$3');
    assert.deepEqual(text.trimEnd().split('\r\n').slice(1), [
      `${date} 09:30:00,${sites.mall},Mall,,Gate,refuse,proof.forged,,0`,
    ]);
  });

  it('has what happened in their own sub-districts for officials of a part', async () => {
    await district.sql(
      `update sites set subdistrict = iif(number = ${sites.school}, 'Elsewhere', 'Here') where number in (${sites.school}, ${sites.mall})`,
    );
    await district.sql(
      `update staff set subdistricts = '["Elsewhere"]' where email = 'support@test.example'`,
    );
    const { body } = await ask({}, await district.staff('support'));
    assert.deepEqual(
      body.rows.map(({ site }) => site),
      [sites.school, sites.school],
    );
    assert.equal(body.total, 2);
  });

  it('refuses a day that is none', async () => {
    for (const value of ['20261301', '20260230', '2026-11-30', '20261130T24', "0' or 1", ''])
      assert.equal((await ask({ filters: { day: [value] } })).code, 'malformed', value);
  });
});
