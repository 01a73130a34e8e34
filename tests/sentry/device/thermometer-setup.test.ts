import { expect } from '@open-wc/testing';
import { rememberThermometer, thermometerSetup } from '../../../src/sentry/device/thermometer-setup.ts';
import { SensorOddness } from '../../../src/sentry/temperature/sensor-oddness.ts';

const key = 'sitecode.thermometer';
const check = { at: 1_790_000_000_000, reference: 3500, read: 3510, outcome: 'good' as const };

describe('the set-up of the thermometer', () => {
  afterEach(() => localStorage.removeItem(key));

  it('keeps what was said, each part for itself', () => {
    expect(thermometerSetup()).to.deep.equal({ distance: null, check: null });
    rememberThermometer({ distance: 450 });
    rememberThermometer({ check });
    expect(thermometerSetup()).to.deep.equal({ distance: 450, check });
  });

  it('takes what it cannot read for never said', () => {
    for (const text of [
      '',
      '{',
      'null',
      '{"distance":5,"check":{}}',
      '{"distance":"450","check":{"at":1}}',
    ]) {
      localStorage.setItem(key, text);
      expect(thermometerSetup(), text).to.deep.equal({ distance: null, check: null });
    }
  });
});

describe('a thermometer', () => {
  it('reads oddly when most measurements are unsteady, values cannot be, or a comparison failed', () => {
    const odd = new SensorOddness();
    expect(odd.isOdd(0, null)).to.equal(false);
    expect(odd.isOdd(20, null)).to.equal(true);
    expect(odd.isOdd(0, check)).to.equal(false);
    expect(odd.isOdd(0, { ...check, outcome: 'off' })).to.equal(true);
    for (let person = 0; person < 6; person++) odd.add({ doubt: 'unsteady' });
    expect(odd.isOdd(0, null)).to.equal(true);
    for (let person = 0; person < 5; person++) odd.add({ doubt: null });
    expect(odd.isOdd(0, null)).to.equal(false);
  });
});
