import { expect } from '@open-wc/testing';
import { dosesProved, lastDoseDay } from '../../../src/credentials/foreign/foreign-doses.ts';
import { blankFact, factTime, type ForeignFact } from '../../../src/credentials/foreign/foreign.ts';
import { seeded } from '../../support/seeded.ts';

const dose = (date: unknown, number: number | null = null, total: number | null = null): ForeignFact => ({
  ...blankFact('vaccination'),
  ...factTime(date),
  dose: { number, total },
});

describe('the doses that facts prove', () => {
  const counts: [what: string, facts: ForeignFact[], doses: number | null][] = [
    ['no vaccination', [blankFact('test')], null],
    ['one that says it is the third', [dose('2026-01-01', 3)], 3],
    ['three of different days', [dose('2025-01-01'), dose('2025-02-01'), dose('2025-09-01')], 3],
    ['two of one day', [dose('2025-01-01'), dose('2025-01-01')], 1],
    [
      'more days than the highest number',
      [dose('2025-01-01', 1), dose('2025-02-01', 2), dose('2025-09-01', 1)],
      3,
    ],
    ['an undated one alone', [dose(null)], 1],
    ['an undated one beside a dated one', [dose('2025-01-01'), dose('')], 1],
    ['two undated ones', [dose(null), dose('soon')], 1],
    ['an undated one with a number', [dose('2025-01-01', 1), dose(null, 3)], 3],
    ['a month that holds a dated one', [dose('2025-01-18'), dose('2025-01')], 1],
    ['a month beside a day of another', [dose('2025-01-18'), dose('2025-03')], 2],
    ['a year that holds two dated ones', [dose('2025-01-18'), dose('2025'), dose('2025-06-01')], 2],
    ['a month, its year and a day of it', [dose('2025-01-18'), dose('2025'), dose('2025-01')], 1],
    ['one local day in two zones', [dose('2026-01-01'), dose('2026-01-01T20:00:00-05:00')], 1],
    [
      'one local day in two zones, by times',
      [dose('2026-01-01T08:00:00+13:00'), dose('2026-01-01T20:00:00-05:00')],
      1,
    ],
    ['one moment in two zones', [dose('2026-01-01T20:00:00-05:00'), dose('2026-01-02T01:00:00Z')], 1],
    ['one day by its time and by itself', [dose('2026-02-18T00:30:00+02:00'), dose('2026-02-18')], 1],
    ['two times of one day', [dose('2026-01-01T08:00:00Z'), dose('2026-01-01T20:00:00Z')], 1],
    ['a date that stands for an unknown one', [dose('2026-01-01'), dose('1900-01-01')], 1],
    ['number 0', [dose('2026-01-01', 0)], null],
    ['number 0 beside the first', [dose('2026-01-01', 1), dose('2026-02-01', 0)], 1],
    ['a number above its series', [dose('2026-01-01', 3, 2)], 1],
    ['a number above its series beside the first', [dose('2025-01-01', 1, 2), dose('2026-01-01', 9, 2)], 2],
    ['a number within its series', [dose('2026-01-01', 2, 2)], 2],
  ];
  for (const [what, facts, doses] of counts) {
    it(`of ${what}: ${doses}`, () => {
      expect(dosesProved(facts)).to.equal(doses);
      expect(dosesProved(facts.toReversed()), 'in the other order').to.equal(doses);
    });
  }

  it('are as many as the fewest days on which they can have been given, whatever is stated', () => {
    const chance = seeded(20_260_520);
    const dates = [
      '2026',
      '2026-01',
      '2026-02',
      '2026-01-03',
      '2026-01-20',
      '2026-02-11',
      '2025-12-30',
      null,
    ];
    for (let run = 0; run < 300; run++) {
      const facts = Array.from({ length: 1 + chance.below(6) }, () => dose(chance.pick(dates)));
      const found = dosesProved(facts)!;
      expect(found, 'no more than statements').to.be.at.most(facts.length);
      expect(found, 'no fewer than dated days').to.be.at.least(
        new Set(facts.flatMap(({ when }) => (when && when.date.length === 10 ? [when.date] : []))).size || 1,
      );
      const more = [
        ...facts,
        chance.pick(facts),
        dose(null),
        dose(chance.pick(facts).when?.date.slice(0, 4)),
      ];
      expect(dosesProved(more), 'a repeated or vaguer statement proves no more').to.equal(found);
    }
  });

  it('have their last day by the date as written', () => {
    expect(lastDoseDay([dose('2026-02-18T00:30:00+02:00'), dose('2026-01'), dose('2026-05-01', 0)])).to.equal(
      Date.UTC(2026, 1, 18),
    );
    expect(lastDoseDay([dose('2026-01')])).to.equal(null);
  });
});
