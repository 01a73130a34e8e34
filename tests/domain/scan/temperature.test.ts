import { expect } from '@open-wc/testing';
import {
  bodyTemperature,
  isPlausible,
  measure,
  steadyTail,
  temperatureText,
  type TemperatureReading,
} from '../../../src/domain/scan/temperature.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);

function readings(...list: [surface: number, age: number, ambient?: number][]): TemperatureReading[] {
  return list.map(([surface, age, ambient = 2500]) => ({ surface, ambient, at: now - age }));
}

describe('bodyTemperature', () => {
  // The sensor's maker gives the formula; these six values were computed from it by other means.
  const cases: [ambient: number, surface: number, body: number][] = [
    [2500, 3350, 3649],
    [2500, 3484, 3680],
    [2500, 3600, 3783],
    [1000, 3100, 3651],
    [3000, 3500, 3672],
    [2500, 3100, 3449],
  ];
  for (const [ambient, surface, body] of cases) {
    it(`estimates ${body} from ${surface} on the skin and ${ambient} in the air`, () => {
      expect(bodyTemperature(surface, ambient)).to.equal(body);
    });
  }

  it('rises with the surface at every ambient temperature', () => {
    for (let ambient = -1000; ambient <= 5000; ambient += 250) {
      for (let surface = 3010; surface <= 4300; surface += 10) {
        expect(bodyTemperature(surface, ambient)).to.be.at.least(bodyTemperature(surface - 10, ambient));
      }
    }
  });
});

describe('measure', () => {
  const cases: [name: string, list: TemperatureReading[], surface: number | null][] = [
    ['nothing at all', [], null],
    ['one reading', readings([3400, 100]), 3400],
    ['the median of three, whatever their order', readings([3500, 10], [3300, 20], [3400, 30]), 3400],
    ['a value that was read, of an even number', readings([3300, 10], [3500, 20]), 3500],
    ['readings at both ends of the window', readings([3400, 0], [3410, 2000]), 3410],
    ['only readings that are too old', readings([3400, 2001]), null],
    ['only readings of the future', readings([3400, -1]), null],
    ['only a wall', readings([2200, 100], [2300, 200]), null],
    ['only a hot cup', readings([6000, 100]), null],
    ['a hand that comes between', readings([2900, 10], [3400, 20], [4400, 30]), 3400],
    ['an ambient temperature that cannot be', readings([3400, 10, 5001]), null],
    ['one outlier among many', readings([3400, 10], [3405, 20], [4290, 30], [3402, 40], [3401, 50]), 3402],
  ];
  for (const [name, list, surface] of cases) {
    it(`gives ${surface === null ? 'no temperature' : surface} for ${name}`, () => {
      expect(measure(list, now, 2000)?.surface ?? null).to.equal(surface);
    });
  }

  it('keeps what was measured beside what was computed, and names the formula', () => {
    expect(measure(readings([3484, 100]), now, 2000)).to.deep.equal({
      surface: 3484,
      ambient: 2500,
      distance: null,
      at: now - 100,
      body: 3680,
      formula: 'melexis-forehead',
      uncertainty: 44,
      doubt: null,
    });
  });

  it('says how sure it is: less of a coarser sensor, and of readings that differ', () => {
    const uncertainty = (list: TemperatureReading[]) => measure(list, now, 2000)!.uncertainty!;
    const fine = uncertainty(readings([3484, 100]));
    expect(uncertainty(readings([3484, 100]).map((one) => ({ ...one, accuracy: 200 })))).to.be.above(
      3 * fine,
    );
    expect(uncertainty(readings([3460, 50], [3484, 100], [3510, 150]))).to.be.above(fine);
  });

  it('doubts readings that differ too much, whatever their median is', () => {
    const doubt = (...list: [number, number][]) => measure(readings(...list), now, 2000)!.doubt;
    expect(doubt([3400, 10], [3460, 20])).to.equal(null);
    expect(doubt([3400, 10], [3461, 20])).to.equal('unsteady');
    expect(doubt([3400, 10], [3405, 20], [4290, 30], [3402, 40], [3401, 50]), 'one stray').to.equal(null);
  });

  it('estimates nothing where nobody knows how warm the air is, and takes a device at its word', () => {
    const [reading] = readings([3484, 100]);
    expect(measure([{ ...reading!, ambient: null }], now, 2000, 450)).to.deep.include({
      surface: 3484,
      ambient: null,
      distance: 450,
      body: null,
      formula: 'none',
      uncertainty: null,
      doubt: 'no-estimate',
    });
    expect(
      measure([{ surface: null, ambient: null, stated: 3660, accuracy: 100, at: now }], now, 2000),
    ).to.deep.include({ surface: null, body: 3660, formula: 'device', uncertainty: 100, doubt: null });
  });

  it('takes no reading in which the sensor saw no face', () => {
    expect(measure([{ ...readings([3484, 100])[0]!, face: false }], now, 2000)).to.equal(null);
    expect(measure([{ ...readings([3484, 100])[0]!, face: true }], now, 2000)?.body).to.equal(3680);
  });

  it('changes nothing in the list it is given', () => {
    const list = readings([3500, 10], [3300, 20]);
    measure(list, now, 2000);
    expect(list.map(({ surface }) => surface)).to.deep.equal([3500, 3300]);
  });
});

describe('steadyTail', () => {
  const cases: [name: string, surfaces: number[], tail: number[]][] = [
    ['nothing of nothing', [], []],
    ['all of those that agree', [3400, 3410, 3405], [3400, 3410, 3405]],
    ['the end of an approach', [3010, 3150, 3300, 3400, 3405, 3402], [3400, 3405, 3402]],
    ['all, where too few agree at the end', [3010, 3300, 3400, 3405], [3010, 3300, 3400, 3405]],
    ['all of one or two', [3010, 3400], [3010, 3400]],
    ['not a slow drift', [3400, 3430, 3455, 3470], [3430, 3455, 3470]],
  ];
  for (const [name, surfaces, tail] of cases) {
    it(`takes ${name}`, () => {
      const list = readings(...surfaces.map((surface, index): [number, number] => [surface, 900 - index]));
      expect(steadyTail(list).map(({ surface }) => surface)).to.deep.equal(tail);
    });
  }
});

describe('isPlausible', () => {
  const cases: [surface: number, ambient: number, plausible: boolean][] = [
    [3000, 2500, true],
    [2999, 2500, false],
    [4300, 2500, true],
    [4301, 2500, false],
    [3400, -2000, true],
    [3400, -2001, false],
    [3400, 5000, true],
    [3400, 5001, false],
    [Number.NaN, 2500, false],
    [3400, Number.NaN, false],
  ];
  for (const [surface, ambient, plausible] of cases) {
    it(`is ${plausible} for ${surface} at ${ambient}`, () => {
      expect(isPlausible({ surface, ambient })).to.equal(plausible);
    });
  }
});

describe('temperatureText', () => {
  for (const [centi, text] of [
    [3680, '36.8 °C'],
    [3684, '36.8 °C'],
    [3685, '36.9 °C'],
    [3700, '37.0 °C'],
    [4010, '40.1 °C'],
  ] as const) {
    it(`shows ${centi} as "${text}"`, () => {
      expect(temperatureText(centi)).to.equal(text);
    });
  }
});
