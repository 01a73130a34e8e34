import { expect } from '@open-wc/testing';
import {
  isDiscreet,
  readGateSettings,
  usualGateSettings,
  volumeAt,
  type GateSettings,
} from '../../../src/domain/gate/gate-settings.ts';
import { isGoodPin, waitAfter } from '../../../src/domain/gate/pin.ts';
import { dayStart } from '../../../src/domain/time/local-day.ts';

const at = (hour: number, minute = 0): number => dayStart(20261130) + (hour * 60 + minute) * 60_000;
const settings = (change: Partial<GateSettings>): GateSettings => ({ ...usualGateSettings, ...change });

describe('the volume of a site', () => {
  const night = settings({ volume: 80, quietVolume: 10, quietFrom: 22, quietTo: 6 });
  const noon = settings({ volume: 80, quietVolume: 0, quietFrom: 12, quietTo: 14 });
  for (const [name, of, hour, minute, level] of [
    ['by day', night, 21, 59, 0.8],
    ['from the first quiet minute on', night, 22, 0, 0.1],
    ['over midnight', night, 0, 0, 0.1],
    ['up to the last quiet minute', night, 5, 59, 0.1],
    ['after it', night, 6, 0, 0.8],
    ['within a day, silent', noon, 13, 0, 0],
    ['within a day, after', noon, 14, 0, 0.8],
    ['without quiet hours', settings({ volume: 70 }), 23, 0, 0.7],
  ] as const) {
    it(`is what holds ${name}`, () => expect(volumeAt(of, at(hour, minute))).to.equal(level));
  }
});

describe('what bystanders learn', () => {
  const seen = (outcome: string, rules: string[], facts: object) => ({
    outcome,
    rules,
    facts: { colour: 'green', result: 'negative', ...facts } as never,
  });
  const red = seen('refuse', ['status.red'], { colour: 'red' });
  const positive = seen('refuse', ['result.positive'], { result: 'positive' });
  const revoked = seen('refuse', ['pass.denied'], {});
  const old = seen('attend', ['result.age'], {});
  const admitted = seen('admit', [], {});
  for (const [name, passage, usual, discreet] of [
    ['a red status', red, true, true],
    ['a positive test', positive, true, true],
    ['a pass that was revoked', revoked, true, true],
    ['an old test', old, false, true],
    ['who is admitted', admitted, false, false],
  ] as const) {
    it(`of ${name}`, () => {
      expect(isDiscreet('usual', passage), 'usual').to.equal(usual);
      expect(isDiscreet('discreet', passage), 'discreet').to.equal(discreet);
      expect(isDiscreet('full', passage), 'full').to.equal(false);
    });
  }
  it('goes by the facts, whatever the rule is called', () => {
    expect(isDiscreet('usual', seen('attend', ['city.rule-7'], { colour: 'red' }))).to.equal(true);
  });
});

describe('settings from outside', () => {
  const pin = { salt: 'A'.repeat(22), hash: 'B'.repeat(43), rounds: 600_000 };
  it('are read whole, and without what a later version added', () => {
    const whole = settings({ version: 7, pin });
    expect(readGateSettings(JSON.parse(JSON.stringify(whole)))).to.deep.equal(whole);
    expect(readGateSettings({ ...whole, later: 1 })).to.deep.equal(whole);
  });
  for (const [part, value] of [
    ['version', -1],
    ['bystanders', 'loud'],
    ['volume', 0],
    ['volume', 101],
    ['volume', '80'],
    ['quietVolume', 0.5],
    ['quietFrom', 24],
    ['quietTo', undefined],
    ['restartHour', -1],
    ['pin', {}],
    ['pin', { ...pin, rounds: 1 }],
    ['pin', { ...pin, hash: 'short' }],
    ['pin', undefined],
  ] as const) {
    it(`are not taken with ${part} ${JSON.stringify(value)}`, () => {
      expect(readGateSettings({ ...usualGateSettings, [part]: value })).to.equal(null);
    });
  }
  it('are nothing that is no object', () => {
    for (const value of [null, undefined, 1, 'x', [], () => 1])
      expect(readGateSettings(value)).to.equal(null);
  });
});

describe('a PIN', () => {
  for (const [text, good] of [
    ['274619', true],
    ['0273541998', true],
    ['12345', false],
    ['123456', false],
    ['654321', false],
    ['000000', false],
    ['27461a', false],
    ['２７４６１９', false],
    ['27461900000', false],
  ] as const) {
    it(`${text} is ${good ? 'taken' : 'not taken'}`, () => expect(isGoodPin(text)).to.equal(good));
  }
  it('is waited for the longer, the more often it was wrong, up to an hour', () => {
    expect([0, 1, 2].map(waitAfter)).to.deep.equal([0, 0, 0]);
    expect([3, 4, 5].map(waitAfter)).to.deep.equal([30_000, 60_000, 120_000]);
    expect(waitAfter(50)).to.equal(3_600_000);
  });
});
