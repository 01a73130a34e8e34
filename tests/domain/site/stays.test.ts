import { expect } from '@open-wc/testing';
import { staysOf, type Passage } from '../../../src/domain/site/stays.ts';
import { oneVisitMs } from '../../../src/domain/site/visit.ts';

const minute = 60_000;
const at = (minutes: number, change: Partial<Passage> = {}): Passage => ({
  t: minutes * minute,
  site: 1,
  zone: 0,
  by: 'sentry',
  ...change,
});

describe('staysOf', () => {
  it('makes one stay of the code at the door and the sentry behind it, however they come', () => {
    const visit = at(0, { by: 'visit', zone: 3 });
    const scan = at(1, { way: 'in' });
    for (const passages of [
      [visit, scan],
      [scan, visit],
    ])
      expect(staysOf(passages)).to.deep.equal([{ site: 1, zone: 3, from: 0, until: null, by: 'both' }]);
  });

  it('ends a stay with the person’s way out at the same site', () => {
    const stays = staysOf([at(0, { way: 'in' }), at(5, { site: 2, way: 'out' }), at(90, { way: 'out' })]);
    expect(stays.map(({ site, from, until }) => [site, from, until])).to.deep.equal([
      [2, null, 5 * minute],
      [1, 0, 90 * minute],
    ]);
  });

  it('begins another stay after the way out, and after so long that nothing tells what was between', () => {
    const back = staysOf([at(0, { way: 'in' }), at(2, { way: 'out' }), at(4, { way: 'in' })]);
    expect(back.map(({ from, until }) => [from, until])).to.deep.equal([
      [4 * minute, null],
      [0, 2 * minute],
    ]);
    const later = staysOf([at(0), at(oneVisitMs / minute), at(60, { way: 'out' })]);
    expect(later.map(({ from, until }) => [from, until])).to.deep.equal([
      [oneVisitMs, 60 * minute],
      [0, null],
    ]);
  });

  it('has a stay beside it where the code of another zone was used, and one way out ends both', () => {
    const hall = at(0, { by: 'visit' });
    const food = at(3, { by: 'visit', zone: 3 });
    expect(staysOf([hall, food]).map(({ zone, from }) => [zone, from])).to.deep.equal([
      [3, 3 * minute],
      [0, 0],
    ]);
    const left = staysOf([hall, food, at(50, { way: 'out' })]);
    expect(left.map(({ until }) => until)).to.deep.equal([50 * minute, 50 * minute]);
  });

  it('has none of nobody', () => {
    expect(staysOf([])).to.deep.equal([]);
  });
});
