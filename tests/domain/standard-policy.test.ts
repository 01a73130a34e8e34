import { expect } from '@open-wc/testing';
import { readBundle } from '../../src/domain/bundle.ts';
import { factNames, type Facts } from '../../src/domain/facts.ts';
import { decide, withoutTemperature, type Outcome } from '../../src/domain/policy.ts';
import { standardPolicy } from '../../src/domain/standard-policy.ts';
import { voiceKeys } from '../../src/domain/voice-key.ts';
import { testDistrict } from '../support/district.ts';

const policy = standardPolicy(4);

const healthy: Facts = {
  proof: 'proved',
  colour: 'green',
  result: 'negative',
  sampleAgeHours: 10,
  doses: 3,
  temperature: 3652,
  statusAgeHours: 1,
  bundleAgeHours: 2,
};
const unproved: Partial<Facts> = {
  colour: null,
  result: null,
  sampleAgeHours: null,
  doses: null,
  statusAgeHours: null,
};

type Case = [what: string, change: Partial<Facts>, outcome: Outcome, rules: string[]];

describe('the standard policy', () => {
  const cases: Case[] = [
    ['a healthy person', {}, 'admit', []],
    ['a person without any dose', { doses: 0 }, 'admit', []],
    ['a person whose doses are not known', { doses: null }, 'admit', []],
    ['a test that is 71 hours old', { sampleAgeHours: 71 }, 'admit', []],
    ['a test that is 72 hours old', { sampleAgeHours: 72 }, 'attend', ['result.age']],
    ['no known sample time', { sampleAgeHours: null }, 'attend', ['result.age']],
    [
      'a pending result without its time',
      { result: 'pending', sampleAgeHours: null },
      'attend',
      ['result.age'],
    ],
    ['no known result', { result: null }, 'attend', ['result.positive']],
    ['a positive result', { result: 'positive' }, 'refuse', ['result.positive']],
    ['a yellow code', { colour: 'yellow' }, 'attend', ['status.yellow']],
    ['a red code', { colour: 'red' }, 'refuse', ['status.red']],
    ['an unknown colour', { colour: null }, 'attend', ['status.red', 'status.yellow']],
    ['37.29 °C', { temperature: 3729 }, 'admit', []],
    ['37.30 °C', { temperature: 3730 }, 'attend', ['temperature.high']],
    ['41.00 °C', { temperature: 4100 }, 'attend', ['temperature.high']],
    ['34.50 °C', { temperature: 3450 }, 'admit', []],
    ['34.49 °C', { temperature: 3449 }, 'attend', ['temperature.low']],
    ['no temperature', { temperature: null }, 'attend', ['temperature.high', 'temperature.low']],
    ['rules of 71 hours', { bundleAgeHours: 71 }, 'admit', []],
    ['rules of 72 hours', { bundleAgeHours: 72 }, 'attend', ['bundle.age']],
    ['rules of no known age', { bundleAgeHours: null }, 'attend', ['bundle.age']],
    [
      'a feverish person with a positive result and a red code: the worst first',
      { temperature: 3900, result: 'positive', colour: 'red' },
      'refuse',
      ['status.red', 'result.positive', 'temperature.high'],
    ],
    [
      'a feverish yellow person with a positive result: refusal before doubt',
      { temperature: 3900, result: 'positive', colour: 'yellow' },
      'refuse',
      ['result.positive', 'status.yellow', 'temperature.high'],
    ],
    ['no code at all', { ...unproved, proof: 'unreadable' }, 'refuse', ['proof.unreadable']],
    ['a forged code', { ...unproved, proof: 'forged' }, 'refuse', ['proof.forged']],
    ['an expired code', { ...unproved, proof: 'expired' }, 'refuse', ['proof.expired']],
    ['a code of tomorrow', { ...unproved, proof: 'not-yet-valid' }, 'attend', ['proof.not-yet-valid']],
    ['an old picture', { ...unproved, proof: 'stale' }, 'refuse', ['proof.stale']],
    ['a phone whose clock is ahead', { ...unproved, proof: 'ahead' }, 'attend', ['proof.ahead']],
    ['a code used a moment ago', { ...unproved, proof: 'replayed' }, 'refuse', ['proof.replayed']],
    [
      'a forged code of a feverish person: the one reason that counts',
      { ...unproved, proof: 'forged', temperature: 3900 },
      'refuse',
      ['proof.forged'],
    ],
  ];
  for (const [what, change, outcome, rules] of cases) {
    it(`answers ${outcome} to ${what}`, () => {
      const verdict = decide(policy, { ...healthy, ...change });
      expect(verdict.outcome).to.equal(outcome);
      expect(verdict.reasons.map(({ rule }) => rule)).to.deep.equal(rules);
      expect(verdict.policyVersion).to.equal(4);
    });
  }

  it('is met by every rule in at least one case and broken in another: no rule is idle', () => {
    const broken = new Set(cases.flatMap(([, , , rules]) => rules));
    expect(policy.rules.map(({ id }) => id).filter((id) => !broken.has(id))).to.deep.equal([]);
  });

  it('says what is not known, not what is bad, where a fact is missing', () => {
    const [reason] = decide(policy, { ...healthy, temperature: null }).reasons;
    expect(reason).to.deep.equal({
      rule: 'temperature.high',
      severity: 'attend',
      cause: 'unknown',
      voice: 'temperature-missing',
      texts: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
    });
  });

  it('asks for no temperature where none is taken, and keeps every other rule', () => {
    const without = withoutTemperature(policy);
    expect(decide(without, { ...healthy, temperature: null }).outcome).to.equal('admit');
    const left = new Set(without.rules.map(({ id }) => id));
    expect(policy.rules.map(({ id }) => id).filter((id) => !left.has(id))).to.deep.equal([
      'temperature.high',
      'temperature.low',
    ]);
    for (const [what, change, outcome] of cases) {
      if ('temperature' in change) continue;
      expect(decide(without, { ...healthy, ...change, temperature: null }).outcome, what).to.equal(outcome);
    }
  });

  it('names facts that exist and voices that can be heard', () => {
    for (const { voice, voiceWhenUnknown } of policy.rules) {
      expect(voiceKeys).to.include(voice);
      if (voiceWhenUnknown) expect(voiceKeys).to.include(voiceWhenUnknown);
    }
    expect(Object.keys(healthy).sort()).to.deep.equal([...factNames].sort());
  });

  it('passes the check of every bundle', async () => {
    const { bundle } = await testDistrict();
    expect(readBundle(JSON.stringify(bundle({ policy }))).policy).to.deep.equal(policy);
  });
});
