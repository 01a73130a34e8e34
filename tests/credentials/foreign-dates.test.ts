import { expect } from '@open-wc/testing';
import { birthDate, foreignTime, numericDate } from '../../src/credentials/foreign-dates.ts';

describe('times of foreign issuers', () => {
  const times: [text: unknown, iso: string | null][] = [
    ['2021-05-01', '2021-05-01T00:00:00.000Z'],
    ['2021-05-01T10:20', '2021-05-01T10:20:00.000Z'],
    ['2021-05-01T10:20:30', '2021-05-01T10:20:30.000Z'],
    ['2021-05-01 10:20:30', '2021-05-01T10:20:30.000Z'],
    ['2021-05-01t10:20:30z', '2021-05-01T10:20:30.000Z'],
    ['2021-05-01T10:20:30.1234567Z', '2021-05-01T10:20:30.123Z'],
    ['2021-05-01T00:20:30+02:00', '2021-04-30T22:20:30.000Z'],
    ['2021-05-01T10:20:30+0200', '2021-05-01T08:20:30.000Z'],
    ['2021-05-01T10:20:30+02', '2021-05-01T08:20:30.000Z'],
    ['2021-05-01T10:20:30-05:30', '2021-05-01T15:50:30.000Z'],
    ['2020-02-29', '2020-02-29T00:00:00.000Z'],
    ['2021-02-29', null],
    ['2021-13-01', null],
    ['2021-05-01T24:00:00Z', null],
    ['2021-05', null],
    ['2021', null],
    ['2021-xx-xx', null],
    ['1021-05-01', null],
    ['+02021-05-01', null],
    ['01.05.2021', null],
    ['today', null],
    ['', null],
    [`2021-05-01${' '.repeat(100)}`, null],
    [20210501, null],
    [null, null],
  ];
  for (const [text, iso] of times) {
    it(`takes ${JSON.stringify(text)} as ${iso ?? 'no time'}`, () => {
      const at = foreignTime(text);
      expect(at === null ? null : new Date(at).toISOString()).to.equal(iso);
    });
  }

  it('takes seconds with fractions, and no time beyond the calendar', () => {
    expect(numericDate(1687450764.656)).to.equal(1687450764656);
    expect(numericDate(0)).to.equal(0);
    for (const bad of [NaN, Infinity, 1e13, -1e13, '1', null, undefined])
      expect(numericDate(bad)).to.equal(null);
  });

  it('takes dates of birth as exact as they are', () => {
    expect(['1998-02-26', '1998-02', '1998', '1998-02-26T01:02:03Z'].map(birthDate)).to.deep.equal([
      '1998-02-26',
      '1998-02',
      '1998',
      '1998-02-26',
    ]);
    for (const bad of ['98', '1998-2-6', '1998-02-30', '1998-13', 'unknown', '', null, 1998])
      expect(birthDate(bad)).to.equal(null);
  });
});
