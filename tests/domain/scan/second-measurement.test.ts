import { expect } from '@open-wc/testing';
import { standardLimits } from '../../../src/domain/policy/standard-policy.ts';
import { needsSecond, twiceMeasured } from '../../../src/domain/scan/second-measurement.ts';
import type { MeasuredTemperature } from '../../../src/domain/scan/temperature.ts';

function measured(body: number | null, doubt: MeasuredTemperature['doubt'] = null): MeasuredTemperature {
  return {
    surface: 3400,
    ambient: 2500,
    distance: null,
    body,
    formula: 'melexis-forehead',
    uncertainty: 40,
    doubt,
    at: 1,
  };
}

describe('a second measurement', () => {
  const cases: [what: string, first: MeasuredTemperature | null, needs: boolean][] = [
    ['nothing was read', null, true],
    ['it was unsteady', measured(3650, 'unsteady'), true],
    ['it was unsteady and would be high', measured(3900, 'unsteady'), true],
    ['the sensor cannot tell', measured(null, 'no-estimate'), false],
    ['it is lower than that of any person', measured(3449), true],
    ['it is the lowest of a person', measured(3450), false],
    ['it is ordinary', measured(3699), false],
    ['it is doubtful', measured(3700), true],
    ['it is doubtful by a hair', measured(3729), true],
    ['it is high', measured(3730), false],
    ['it is very high', measured(4100), false],
  ];
  for (const [what, first, needs] of cases)
    it(`is ${needs ? 'made' : 'not made'} where ${what}`, () => {
      expect(needsSecond(first, standardLimits)).to.equal(needs);
    });

  it('is made of nothing below a fever by a policy of before there was that limit', () => {
    const { temperatureDoubtful: _later, ...before } = standardLimits;
    expect(needsSecond(measured(3729), before)).to.equal(false);
    expect(needsSecond(measured(3449), before)).to.equal(true);
  });

  it('decides where it is there, with the first beside it', () => {
    expect(twiceMeasured(measured(3710), measured(3660))).to.deep.equal({
      ...measured(3660),
      first: { body: 3710, surface: 3400 },
    });
    expect(twiceMeasured(null, measured(3660))).to.deep.equal(measured(3660));
  });

  it('that is missing leaves the first as it was, in doubt', () => {
    expect(twiceMeasured(measured(3710), null)).to.deep.equal(measured(3710, 'unconfirmed'));
    expect(twiceMeasured(null, null)).to.equal(null);
  });
});
