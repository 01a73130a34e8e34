import { expect } from '@open-wc/testing';
import type { SentryRow } from '../../../src/domain/api/api.ts';
import { sentryTable } from '../../../src/authority/fleet/sentry-columns.ts';
import { viewRows } from '../../../src/ui/kit/table/local-rows.ts';
import { readSort } from '../../../src/ui/kit/table/table-query.ts';
import { sentryProblems, sentryState } from '../../../src/domain/fleet/sentry-health.ts';
import { manySentries, now } from '../district-data.ts';

const devices = (rows: SentryRow[]) => rows.map(({ device }) => device);
const view = (rows: SentryRow[], asked: { find?: string; sort?: string; problems?: true } = {}) =>
  viewRows(sentryTable(now, 'en'), rows, {
    filters: new Map(asked.problems ? [['problems', ['some']]] : []),
    find: asked.find ?? '',
    sort: readSort(asked.sort ?? sentryTable(now, 'en').usualSort),
    after: null,
    before: null,
  });

describe('the table of all sentries', () => {
  const rows = manySentries();

  it('puts the worst first: silent with the longest queue, then broken devices, then never heard, then the well', () => {
    const shown = view(rows);
    expect(shown).to.have.length(763);
    expect(devices(shown.slice(0, 2))).to.deep.equal([20, 19]);
    expect(shown[20]!.device).to.equal(31);
    expect(sentryState(shown[21]!)).to.equal('never');
    expect(sentryProblems(shown[31]!, now)).to.deep.equal([]);
  });

  it('keeps only those with problems', () => {
    expect(view(rows, { problems: true })).to.have.length(31);
  });

  for (const [text, found] of [
    ['Gate 763', [763]],
    ['gate 763 SITE', [763]],
    ['basement', [31]],
    ['  ', 763],
    ['nowhere', []],
  ] as const) {
    it(`finds ${JSON.stringify(found)} for "${text}"`, () => {
      const shown = view(rows, { find: text });
      if (typeof found === 'number') expect(shown).to.have.length(found);
      else expect(devices(shown)).to.deep.equal(found);
    });
  }

  it('sorts names by the numbers in them, and turns any order round', () => {
    const byName = view(rows, { sort: 'name' });
    expect(devices(byName.slice(0, 11))).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(devices(view(rows, { sort: '-name' }).slice(0, 2))).to.deep.equal([763, 762]);
  });

  it('sorts by what waits and by the longest silence, never heard last', () => {
    expect(view(rows, { sort: '-queue' })[0]!.queue).to.equal(119);
    const bySeen = view(rows, { sort: 'seen' });
    expect(bySeen[0]!.lastSeen).to.equal(now - 7_200_000);
    expect(bySeen.at(-1)!.lastSeen).to.equal(0);
  });

  it('leaves the list it was given as it is', () => {
    const before = devices(rows);
    view(rows, { sort: '-queue' });
    expect(devices(rows)).to.deep.equal(before);
  });
});
