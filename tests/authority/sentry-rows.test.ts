import { expect } from '@open-wc/testing';
import type { SentryRow } from '../../src/domain/api.ts';
import { totalSentries, viewSentries, type SentryView } from '../../src/authority/sentry-rows.ts';
import { sentryProblems, sentryState } from '../../src/ui/sentry-health.ts';
import { manySentries, now, sentryRow } from './district-data.ts';

const whole: SentryView = { text: '', onlyProblems: false, sort: 'problems', reversed: false };
const devices = (rows: SentryRow[]) => rows.map(({ device }) => device);

describe('viewSentries', () => {
  const rows = manySentries();

  it('puts the worst first: silent with the longest queue, then broken devices, then never heard, then the well', () => {
    const shown = viewSentries(rows, whole, now);
    expect(shown).to.have.length(763);
    expect(devices(shown.slice(0, 2))).to.deep.equal([20, 19]);
    expect(shown[20]!.device).to.equal(31);
    expect(sentryState(shown[21]!)).to.equal('never');
    expect(sentryProblems(shown[31]!, now)).to.deep.equal([]);
  });

  it('keeps only those with problems', () => {
    expect(viewSentries(rows, { ...whole, onlyProblems: true }, now)).to.have.length(31);
  });

  for (const [text, found] of [
    ['Gate 763', [763]],
    ['gate 763 SITE', [763]],
    ['basement', [31]],
    ['  ', 763],
    ['nowhere', []],
  ] as const) {
    it(`finds ${JSON.stringify(found)} for "${text}"`, () => {
      const shown = viewSentries(rows, { ...whole, text }, now);
      if (typeof found === 'number') expect(shown).to.have.length(found);
      else expect(devices(shown)).to.deep.equal(found);
    });
  }

  it('sorts names by the numbers in them, and turns any order round', () => {
    const byName = viewSentries(rows, { ...whole, sort: 'name' }, now);
    expect(devices(byName.slice(0, 11))).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(
      devices(viewSentries(rows, { ...whole, sort: 'name', reversed: true }, now).slice(0, 2)),
    ).to.deep.equal([763, 762]);
  });

  it('sorts by what waits and by the longest silence, never heard last', () => {
    expect(viewSentries(rows, { ...whole, sort: 'queue' }, now)[0]!.queue).to.equal(119);
    const bySeen = viewSentries(rows, { ...whole, sort: 'seen' }, now);
    expect(bySeen[0]!.lastSeen).to.equal(now - 7_200_000);
    expect(bySeen.at(-1)!.lastSeen).to.equal(0);
  });

  it('leaves the list it was given as it is', () => {
    const before = devices(rows);
    viewSentries(rows, { ...whole, sort: 'queue' }, now);
    expect(devices(rows)).to.deep.equal(before);
  });
});

describe('totalSentries', () => {
  it('does not count ended pairings among the sentries', () => {
    const rows = [
      sentryRow(),
      sentryRow({ device: 2, paired: false, online: false, queue: 3, oldestMs: 1000 }),
    ];
    expect(totalSentries(rows, now)).to.include({ total: 1, online: 1, silent: 0, unpaired: 1, queue: 3 });
  });

  it('counts states and what waits', () => {
    expect(totalSentries(manySentries(), now)).to.deep.equal({
      total: 763,
      online: 733,
      silent: 20,
      never: 10,
      unpaired: 0,
      queue: 2190,
      queueing: 20,
      oldestMs: 14_400_000,
    });
  });
});
