import { expect } from '@open-wc/testing';
import { HealedMemory } from '../../../src/sentry/watch/healed-memory.ts';
import { mayRestart } from '../../../src/sentry/watch/last-restart.ts';
import { SelfCare } from '../../../src/sentry/watch/self-care.ts';
import { Watchdog, type Watch } from '../../../src/sentry/watch/watchdog.ts';
import { noon } from '../../support/district.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function ward(change: Partial<Watch> = {}) {
  const seen = { well: true, mended: [] as number[], healed: 0, now: 0 };
  const watch: Watch = {
    kind: 'camera',
    isWell: () => seen.well,
    mend: () => void seen.mended.push(seen.now),
    patienceMs: 10_000,
    restartAfterMs: 5 * minute,
    ...change,
  };
  const dog = new Watchdog(watch, () => seen.healed++);
  /** Looks each second until then. @returns whether a restart was wanted at the end */
  const until = (end: number): boolean => {
    let hopeless = false;
    for (; seen.now <= end; seen.now += 1000) hopeless = dog.look(seen.now);
    return hopeless;
  };
  return { seen, until, watch };
}

/** A storage of its own, which takes nothing while it is full. */
function smallStorage() {
  const kept = new Map<string, string>();
  const storage = {
    isFull: false,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (storage.isFull) throw new DOMException('Full.', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
  return storage;
}

describe('Watchdog', () => {
  it('leaves alone what mends itself in time, and counts it once', () => {
    const { seen, until } = ward();
    until(5000);
    seen.well = false;
    until(12_000);
    seen.well = true;
    until(30_000);
    expect(seen.mended).to.deep.equal([]);
    expect(seen.healed).to.equal(1);
  });

  it('mends after its patience, then with growing pauses', () => {
    const { seen, until } = ward();
    until(0);
    seen.well = false;
    until(200_000);
    const [first, ...later] = seen.mended;
    expect(first).to.equal(11_000);
    expect(later.map((at, index) => at - seen.mended[index]!)).to.deep.equal([20_000, 40_000, 80_000]);
  });

  it('does not count what has only just started', () => {
    const { seen, until } = ward();
    seen.well = false;
    until(5000);
    seen.well = true;
    until(10_000);
    expect(seen.healed).to.equal(0);
  });

  it('asks for a restart only after long, and never where none helps', () => {
    for (const [restartAfterMs, wants] of [
      [5 * minute, true],
      [null, false],
    ] as const) {
      const { seen, until } = ward({ restartAfterMs });
      until(0);
      seen.well = false;
      expect(until(4 * minute)).to.equal(false);
      expect(until(7 * minute)).to.equal(wants);
    }
  });

  it('goes on when mending throws', () => {
    const { seen, until } = ward({ mend: () => Promise.reject(new Error('no')) });
    until(0);
    seen.well = false;
    until(minute);
    seen.well = true;
    until(2 * minute);
    expect(seen.healed).to.equal(1);
  });
});

describe('mayRestart', () => {
  const cases: [what: string, runMs: number, ago: number[], may: boolean][] = [
    ['the first one', hour, [], true],
    ['a page that has just started', 4 * minute, [], false],
    ['a second one for the same within the hour', hour, [30 * minute], false],
    ['a second one after an hour', hour, [61 * minute], true],
    ['a third one after two hours', hour, [2 * hour, 4 * hour], false],
    ['a third one after four', hour, [5 * hour, 7 * hour], true],
    ['a fourth one in a day', hour, [9 * hour, 14 * hour, 20 * hour], false],
    ['one when the others are of yesterday', hour, [25 * hour, 26 * hour, 27 * hour], true],
    ['one while the clock was set back', hour, [-2 * hour], false],
  ];
  for (const [what, runMs, ago, may] of cases)
    it(`${may ? 'allows' : 'refuses'} ${what}`, () => {
      const restarts = ago.map((ms) => ({ at: noon - ms, for: 'camera' as const }));
      expect(mayRestart('camera', { now: noon, runMs, restarts })).to.equal(may);
    });

  it('refuses a third one in an hour, whatever they are for', () => {
    const restarts = (['worker', 'storage'] as const).map((kind) => ({ at: noon - 10 * minute, for: kind }));
    expect(mayRestart('camera', { now: noon, runMs: hour, restarts })).to.equal(false);
    expect(mayRestart('camera', { now: noon + hour, runMs: hour, restarts })).to.equal(true);
  });
});

describe('HealedMemory', () => {
  it('counts a week, and forgets what is older', () => {
    let now = noon;
    const storage = smallStorage();
    const memory = new HealedMemory(() => now, storage);
    memory.note('camera');
    now += 3 * day;
    memory.note('camera');
    memory.note('clock');
    expect(new HealedMemory(() => now, storage).counts()).to.deep.equal([2, 0, 0, 0, 1, 0]);
    now += 5 * day;
    expect(memory.counts()).to.deep.equal([1, 0, 0, 0, 1, 0]);
    now += 5 * day;
    expect(memory.counts()).to.deep.equal([0, 0, 0, 0, 0, 0]);
  });

  it('begins anew where it cannot be read', () => {
    const storage = smallStorage();
    storage.setItem('sitecode.healed', '{"days":{"20000":"x"},"restarts":[{"at":"x"}]}');
    const memory = new HealedMemory(() => noon, storage);
    expect(memory.counts()).to.deep.equal([0, 0, 0, 0, 0, 0]);
    expect(memory.restarts).to.deep.equal([]);
  });
});

describe('SelfCare', () => {
  function care({ canLoad = true } = {}) {
    const storage = smallStorage();
    const seen = { well: true };
    const watch: Watch = {
      kind: 'worker',
      isWell: () => seen.well,
      mend: () => undefined,
      patienceMs: 1000,
      restartAfterMs: minute,
    };
    const memory = new HealedMemory(() => noon, storage);
    const self = new SelfCare({
      watches: [watch],
      device: () => 7,
      now: () => noon,
      canLoad: () => canLoad,
      memory,
    });
    const fail = (): void => {
      self.look(0);
      seen.well = false;
      self.look(1000);
      self.look(2 * minute);
    };
    return { self, fail, seen, storage, memory };
  }

  it('restarts once for what nothing else helps, and tells so afterwards', () => {
    const { self, fail, seen } = care();
    expect(self.beginRestart(hour), 'nothing is wrong').to.equal(false);
    fail();
    expect(self.beginRestart(hour)).to.equal(true);
    expect(self.beginRestart(hour), 'no loop').to.equal(false);
    expect(self.report()).to.include({ restartedAt: noon, restartedFor: 'worker' });
    expect(self.report().healed).to.deep.equal([0, 0, 0, 0, 0, 1]);
    seen.well = true;
    self.look(3 * minute);
    expect(self.report().healed).to.deep.equal([0, 0, 1, 0, 0, 1]);
    expect(self.beginRestart(2 * hour)).to.equal(false);
  });

  it('does not restart where it could not write that down', () => {
    const { self, fail, storage, memory } = care();
    fail();
    storage.isFull = true;
    expect(self.beginRestart(hour)).to.equal(false);
    expect(memory.restarts).to.deep.equal([]);
  });

  it('does not restart a page that nothing could load', () => {
    const { self, fail } = care({ canLoad: false });
    fail();
    expect(self.beginRestart(hour)).to.equal(false);
  });
});
