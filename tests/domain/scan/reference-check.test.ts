import { expect } from '@open-wc/testing';
import {
  calibrationDays,
  compareWithReference,
  isCalibrationDue,
} from '../../../src/domain/scan/reference-check.ts';

const at = Date.UTC(2026, 4, 20, 4);
const readings = (...surfaces: (number | null)[]) =>
  surfaces.map((surface) => ({ surface, ambient: 2500, accuracy: 50, at }));

describe('compareWithReference', () => {
  it('says nothing of too few readings, or of a sensor that says no surface', () => {
    expect(compareWithReference(readings(3500, 3500, 3500, 3500), 3500, at)).to.equal(null);
    expect(compareWithReference(readings(null, null, null, null, null), 3500, at)).to.equal(null);
    expect(compareWithReference([], 3500, at)).to.equal(null);
  });

  const cases: [outcome: string, surfaces: number[], reference: number][] = [
    ['good', [3500, 3501, 3499, 3502, 3500], 3500],
    ['good', [3500, 3500, 3500, 3500, 3500], 3550],
    ['off', [3500, 3500, 3500, 3500, 3500], 3551],
    ['off', [3500, 3500, 3500, 3500, 3500], 3449],
    ['unsteady', [3400, 3500, 3500, 3500, 3461], 3500],
  ];
  for (const [outcome, surfaces, reference] of cases) {
    it(`calls ${surfaces.join(', ')} of ${reference} ${outcome}`, () => {
      expect(compareWithReference(readings(...surfaces), reference, at)).to.deep.include({ outcome, at });
    });
  }
});

describe('isCalibrationDue', () => {
  it('is so after half a year, and never of what is not known', () => {
    const day = 86_400_000;
    expect(isCalibrationDue(at - calibrationDays * day, at)).to.equal(false);
    expect(isCalibrationDue(at - calibrationDays * day - 1, at)).to.equal(true);
    expect(isCalibrationDue(0, at)).to.equal(false);
    expect(isCalibrationDue(null, at)).to.equal(false);
  });
});
