import { expect } from '@open-wc/testing';
import {
  birthDate,
  endsBeforeItBegins,
  foreignMoment,
  foreignTime,
  numericDate,
} from '../../../src/credentials/foreign/foreign-dates.ts';
import { seeded } from '../../support/seeded.ts';

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
    ['2021-05-01T10:20:30+14:00', '2021-04-30T20:20:30.000Z'],
    ['2021-05-01T10:20:30-12:00', '2021-05-01T22:20:30.000Z'],
    ['2021-05-01T10:20:30+05:45', '2021-05-01T04:35:30.000Z'],
    ['2021-05-01T10:20:30-00:00', '2021-05-01T10:20:30.000Z'],
    ['2021-06-30T23:59:60Z', '2021-07-01T00:00:00.000Z'],
    ['2021-05-01T10:20:30-99:59', null],
    ['2021-05-01T10:20:30+14:01', null],
    ['2021-05-01T10:20:30-12:30', null],
    ['2021-05-01T10:20:30+02:60', null],
    ['2021-05-01T10:20:30+2460', null],
    ['2021-05-01T10:20:30+24', null],
    ['2021-05-01T10:60:00Z', null],
    ['2021-05-01T10:20:61Z', null],
    ['2021-05-01T-1:20:30Z', null],
    ['0000-01-01', null],
    ['2021-00-01', null],
    ['2021-05-00', null],
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

  const spans: [text: string, date: string, earliest: string, latest: string][] = [
    ['2021-05-01T00:20:30+02:00', '2021-05-01', '2021-04-30T22:20:30.000Z', '2021-04-30T22:20:30.000Z'],
    ['2021-05-01T10:00:00', '2021-05-01', '2021-04-30T20:00:00.000Z', '2021-05-01T22:00:00.000Z'],
    ['2021-05-01', '2021-05-01', '2021-04-30T10:00:00.000Z', '2021-05-02T11:59:59.999Z'],
    ['2021-02', '2021-02', '2021-01-31T10:00:00.000Z', '2021-03-01T11:59:59.999Z'],
    ['2021-12', '2021-12', '2021-11-30T10:00:00.000Z', '2022-01-01T11:59:59.999Z'],
    ['2021', '2021', '2020-12-31T10:00:00.000Z', '2022-01-01T11:59:59.999Z'],
    ['9999', '9999', '9998-12-31T10:00:00.000Z', '+010000-01-01T11:59:59.999Z'],
  ];
  for (const [text, date, earliest, latest] of spans) {
    it(`takes ${text} for some moment of ${date}, wherever it was written`, () => {
      const moment = foreignMoment(text)!;
      expect(moment.date).to.equal(date);
      expect([moment.earliest, moment.latest].map((at) => new Date(at).toISOString())).to.deep.equal([
        earliest,
        latest,
      ]);
    });
  }

  it('takes a written day as long as it lasts in its zone', () => {
    const { begins, ends } = foreignMoment('2021-05-01T23:00:00-05:00')!;
    expect([begins, ends].map((at) => new Date(at).toISOString())).to.deep.equal([
      '2021-05-01T05:00:00.000Z',
      '2021-05-02T05:00:00.000Z',
    ]);
  });

  it('never lets a time be outside of what it can mean', () => {
    const chance = seeded(3339);
    const two = (most: number) => String(chance.below(most)).padStart(2, '0');
    let read = 0;
    for (let run = 0; run < 3000; run++) {
      const zone = chance.pick(['', 'Z', `+${two(20)}:${two(70)}`, `-${two(20)}:${two(70)}`]);
      const text = chance.pick([
        `2021-${two(14)}`,
        `2021-${two(14)}-${two(33)}`,
        `2021-${two(14)}-${two(33)}T${two(26)}:${two(62)}:${two(62)}${zone}`,
      ]);
      const moment = foreignMoment(text);
      if (!moment) continue;
      read++;
      const { at, earliest, latest, begins, ends } = moment;
      expect(earliest, text).to.be.at.most(at ?? latest);
      expect(latest, text).to.be.at.least(at ?? earliest);
      expect(ends - begins, text).to.be.at.least(24 * 3_600_000);
      if (zone && text.includes('T')) expect([earliest, latest], text).to.deep.equal([at, at]);
      // Any other reader of times that takes it takes it for the same moment.
      const other = Date.parse(text);
      if (zone && at !== null && !Number.isNaN(other)) expect(at, text).to.equal(other);
    }
    expect(read).to.be.above(300);
  });

  it('knows a credential that would end before it begins', () => {
    expect(endsBeforeItBegins(5, 5, null)).to.equal(false);
    expect(endsBeforeItBegins(null, 5, 9)).to.equal(false);
    expect(endsBeforeItBegins(5, 4, 6)).to.equal(true);
    expect(endsBeforeItBegins(5, 6, null)).to.equal(true);
    expect(endsBeforeItBegins(NaN, 6, null)).to.equal(true);
  });

  it('takes seconds with fractions, and no time beyond the calendar', () => {
    expect(numericDate(1687450764.656)).to.equal(1687450764656);
    expect(numericDate(0)).to.equal(0);
    for (const bad of [
      NaN,
      Infinity,
      1e13,
      -1e13,
      -1,
      253_402_300_800,
      Date.UTC(2026, 0, 1),
      '1',
      null,
      undefined,
    ])
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
