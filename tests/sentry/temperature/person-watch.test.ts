import { expect } from '@open-wc/testing';
import type { TemperatureReading } from '../../../src/domain/scan/temperature.ts';
import { goneMs, PersonWatch } from '../../../src/sentry/temperature/person-watch.ts';
import { noon, second } from '../../support/district.ts';

const forehead = 3400;
const wall = 2400;

/** A thermometer that saw these surfaces, one a second from `noon` on, and is asked at a time. */
class Seen {
  readonly #surfaces: number[];
  state = 'running';
  now = noon;

  constructor(...surfaces: number[]) {
    this.#surfaces = surfaces;
  }

  readings(windowMs: number): TemperatureReading[] {
    return this.#surfaces
      .map((surface, index) => ({ surface, ambient: 2500, at: noon + index * second }))
      .filter(({ at }) => at <= this.now && this.now - at <= windowMs);
  }

  /** The seconds after `noon` at which the person counts as gone. */
  goneAt(lastCode = noon, upTo = 30): number | null {
    const watch = new PersonWatch(this);
    watch.begin();
    for (let at = 0; at <= upTo; at++) {
      this.now = noon + at * second;
      if (watch.hasLeft(lastCode, this.now)) return at;
    }
    return null;
  }
}

const times = (count: number, surface: number): number[] => Array.from({ length: count }, () => surface);

describe('whether the person has left', () => {
  const gone = goneMs / second;
  const cases: [what: string, seen: Seen, at: number | null, lastCode?: number][] = [
    ['stays', new Seen(...times(31, forehead)), null],
    ['goes after two seconds', new Seen(forehead, forehead, forehead, ...times(28, wall)), 2 + gone],
    [
      'turns away for a moment',
      new Seen(...times(8, forehead), ...times(8, wall), ...times(15, forehead)),
      null,
    ],
    ['shows a code all the while', new Seen(forehead, ...times(30, wall)), 15 + gone, noon + 15 * second],
    ['was never seen by it', new Seen(...times(31, wall)), null],
    ['and the thermometer falls silent', new Seen(...times(3, forehead)), null],
  ];
  for (const [what, seen, at, lastCode] of cases)
    it(`is told of one who ${what}`, () => {
      expect(seen.goneAt(lastCode)).to.equal(at);
    });

  it('is not known without a thermometer that works', () => {
    expect(new PersonWatch(null).hasLeft(noon, noon + 60 * second)).to.equal(false);
    const lost = new Seen(forehead, ...times(30, wall));
    lost.state = 'lost';
    expect(lost.goneAt()).to.equal(null);
  });

  it('is asked of the person who is there now, not of one before', () => {
    const seen = new Seen(forehead, ...times(30, wall));
    const watch = new PersonWatch(seen);
    seen.now = noon + second;
    watch.hasLeft(noon, seen.now);
    watch.begin();
    seen.now = noon + 25 * second;
    expect(watch.hasLeft(noon, seen.now)).to.equal(false);
  });
});
