import { expect } from '@open-wc/testing';
import { timeTicks } from '../../../../../src/ui/kit/chart/drawing/time-ticks.ts';

/** Of the district's time, UTC+8. */
const at = (day: number, hour: number) => Date.UTC(2026, 10, day, hour - 8);
const names = (from: number, to: number, most: number) => timeTicks(from, to, most).map(({ name }) => name);

describe('the moments on an axis of time', () => {
  it('are full hours', () => {
    expect(names(at(27, 7.5), at(27, 11), 8)).to.deep.equal(['08:00', '09:00', '10:00', '11:00']);
  });

  it('are fewer where there is little room, and midnight is the day', () => {
    expect(names(at(27, 7), at(28, 7), 4)).to.deep.equal(['12:00', '18:00', '11-28', '06:00']);
    expect(names(at(27, 0), at(30, 0), 4)).to.deep.equal(['11-27', '11-28', '11-29', '11-30']);
  });
});
