import { expect } from '@open-wc/testing';
import { dayOrHourText, readDayOrHour } from '../../../src/domain/time/day-or-hour.ts';

describe('a day or an hour as a list names it', () => {
  const start = Date.UTC(2026, 10, 29, 16);
  it('is read as the time that it is in the district', () => {
    expect(readDayOrHour('20261130')).to.deep.equal({
      day: 20261130,
      hour: null,
      from: start,
      to: start + 86_400_000,
    });
    expect(readDayOrHour('20261130T09')).to.deep.equal({
      day: 20261130,
      hour: 9,
      from: start + 9 * 3_600_000,
      to: start + 10 * 3_600_000,
    });
  });

  it('is written as it is read', () => {
    for (const text of ['20261130', '20261130T00', '20261130T23', '20240229']) {
      const { day, hour } = readDayOrHour(text)!;
      expect(dayOrHourText(day, hour)).to.equal(text);
    }
  });

  for (const text of [
    '',
    '2026113',
    '20261131',
    '20250229',
    '00000000',
    '20261130T24',
    '20261130T9',
    '20261130 ',
  ])
    it(`is not “${text}”`, () => {
      expect(readDayOrHour(text)).to.equal(null);
    });
});
