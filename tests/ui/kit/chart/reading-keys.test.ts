import { expect } from '@open-wc/testing';
import { nextPosition } from '../../../../src/ui/kit/chart/reading-keys.ts';

describe('a key moves what is read', () => {
  const cases: [key: string, at: number, columns: number, rows: number, next: number | null][] = [
    ['ArrowRight', 0, 3, 1, 1],
    ['ArrowRight', 2, 3, 1, 2],
    ['ArrowLeft', 0, 3, 1, 0],
    ['ArrowUp', 1, 3, 1, 2],
    ['ArrowDown', 1, 3, 1, 0],
    ['ArrowDown', 0, 3, 1, 0],
    ['Home', 2, 3, 1, 0],
    ['End', 0, 3, 1, 2],
    ['ArrowDown', 1, 3, 2, 4],
    ['ArrowDown', 4, 3, 2, 4],
    ['ArrowUp', 4, 3, 2, 1],
    ['ArrowRight', 2, 3, 2, 2],
    ['End', 3, 3, 2, 5],
    ['a', 1, 3, 2, null],
  ];
  for (const [key, at, columns, rows, next] of cases)
    it(`${key} at ${at} of ${columns} × ${rows}`, () =>
      expect(nextPosition(key, at, columns, rows)).to.equal(next));
});
