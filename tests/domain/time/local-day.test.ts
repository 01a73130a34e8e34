import { expect } from '@open-wc/testing';
import { addDays, dayStart, localDay, localHour } from '../../../src/domain/time/local-day.ts';

describe('days in Shanghai', () => {
  const cases: [utc: string, day: number, hour: number][] = [
    ['2026-05-19T15:59:59.999Z', 20260519, 23],
    ['2026-05-19T16:00:00.000Z', 20260520, 0],
    ['2026-05-20T15:59:59.999Z', 20260520, 23],
    ['2025-12-31T16:00:00.000Z', 20260101, 0],
    ['2024-02-28T16:00:00.000Z', 20240229, 0],
    ['2024-02-29T16:00:00.000Z', 20240301, 0],
    ['2026-02-28T16:00:00.000Z', 20260301, 0],
    ['2026-07-01T04:30:00.000Z', 20260701, 12],
  ];
  for (const [utc, day, hour] of cases) {
    it(`counts ${utc} to ${day}, hour ${hour}`, () => {
      expect(localDay(Date.parse(utc))).to.equal(day);
      expect(localHour(Date.parse(utc))).to.equal(hour);
    });
  }

  it('begins a day at its midnight in Shanghai, which is 16:00Z of the day before', () => {
    expect(dayStart(20260520)).to.equal(Date.parse('2026-05-19T16:00:00Z'));
    expect(localDay(dayStart(20260520) - 1)).to.equal(20260519);
  });

  it('agrees with the browser’s own calendar of Asia/Shanghai for every hour of two years', () => {
    const calendar = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Shanghai',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
    });
    const end = Date.parse('2026-01-01T00:00:00Z');
    for (let time = Date.parse('2024-01-01T00:00:00Z'); time < end; time += 3_600_000) {
      const part = Object.fromEntries(calendar.formatToParts(time).map(({ type, value }) => [type, value]));
      const expected = `${part['year']}${part['month']}${part['day']} ${part['hour']}`;
      expect(`${localDay(time)} ${String(localHour(time)).padStart(2, '0')}`).to.equal(expected);
    }
  });

  const sums: [day: number, count: number, then: number][] = [
    [20260520, 0, 20260520],
    [20260531, 1, 20260601],
    [20260101, -1, 20251231],
    [20240228, 1, 20240229],
    [20240228, 2, 20240301],
    [20260520, -13, 20260507],
    [20260520, 365, 20270520],
  ];
  for (const [day, count, then] of sums) {
    it(`finds ${then} ${count} days from ${day}`, () => {
      expect(addDays(day, count)).to.equal(then);
    });
  }
});
