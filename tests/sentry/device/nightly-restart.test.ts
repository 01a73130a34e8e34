import { expect } from '@open-wc/testing';
import { isNightlyRestart } from '../../../src/sentry/device/nightly-restart.ts';
import { dayStart } from '../../../src/domain/time/local-day.ts';

const hour = 3_600_000;
const at = (hours: number): number => dayStart(20261130) + hours * hour;
const due = { hour: 3, now: at(3.5), runMs: 20 * hour, waiting: 0 };

describe('the nightly restart', () => {
  for (const [what, change, expected] of [
    ['in its hour', {}, true],
    ['before its hour', { now: at(2.99) }, false],
    ['after its hour', { now: at(4) }, false],
    ['where the site wants none', { hour: null }, false],
    ['at midnight, where that is its hour', { hour: 0, now: at(24) }, true],
    ['not while records wait', { waiting: 1 }, false],
    ['not once more in the same night', { runMs: hour }, false],
  ] as const)
    it(`is ${expected ? 'due' : 'not due'} ${what}`, () => {
      expect(isNightlyRestart({ ...due, ...change })).to.equal(expected);
    });
});
