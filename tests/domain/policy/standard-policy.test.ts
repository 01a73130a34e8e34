import { expect } from '@open-wc/testing';
import { readBundle } from '../../../src/domain/bundle/bundle.ts';
import { factNames, type Facts } from '../../../src/domain/policy/facts.ts';
import type { DecisionPlace, Limits } from '../../../src/domain/policy/limits.ts';
import type { Outcome } from '../../../src/domain/policy/outcome.ts';
import { namesIn } from '../../../src/domain/policy/names-in.ts';
import { decide, type Policy, type Verdict } from '../../../src/domain/policy/policy.ts';
import { standardLimits, standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { voiceKeys } from '../../../src/domain/policy/voice-key.ts';
import { testDistrict } from '../../support/district.ts';
import { healthy } from '../../support/samples/healthy-facts.ts';

const policy = standardPolicy(4);

const place: DecisionPlace = { site: 12, category: 'mall', at: Date.UTC(2026, 4, 20, 4, 0) };

/** The verdict at a mall, where the district's limits are changed. */
function decided(facts: Facts, limits: Partial<Limits> = {}): Verdict {
  const changed: Policy = { ...policy, limits: { ...standardLimits, ...limits } };
  return decide(changed, facts, place);
}

const unproved: Partial<Facts> = {
  colour: null,
  result: null,
  sampleAgeHours: null,
  doses: null,
  statusAgeHours: null,
  denied: null,
};

type Case = [
  what: string,
  change: Partial<Facts>,
  outcome: Outcome,
  rules: string[],
  limits?: Partial<Limits>,
];

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
      ['result.age', 'result.pending'],
    ],
    ['a pending result of a fresh sample', { result: 'pending' }, 'attend', ['result.pending']],
    ['no known result', { result: null }, 'attend', ['result.positive', 'result.pending']],
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
    ['a sentry that had word 47 hours ago', { dataAgeHours: 47 }, 'admit', []],
    ['a sentry that had word 48 hours ago', { dataAgeHours: 48 }, 'attend', ['data.age']],
    ['a sentry that never had word', { dataAgeHours: null }, 'attend', ['data.age']],
    ['a status stated 24 hours ago', { statusAgeHours: 24 }, 'admit', []],
    ['a status stated 25 hours ago', { statusAgeHours: 25 }, 'attend', ['status.age']],
    ['a status of no known age', { statusAgeHours: null }, 'attend', ['status.age']],
    ['a pass on the deny list', { denied: true }, 'refuse', ['pass.denied']],
    ['a gate without a deny list', { denied: null }, 'attend', ['pass.denied']],
    ['a healthy person where 2 doses are demanded', {}, 'admit', [], { requiredDoses: 2 }],
    ['2 doses where 2 are demanded', { doses: 2 }, 'admit', [], { requiredDoses: 2 }],
    ['1 dose where 2 are demanded', { doses: 1 }, 'attend', ['doses.required'], { requiredDoses: 2 }],
    [
      'unknown doses where 2 are demanded',
      { doses: null },
      'attend',
      ['doses.required'],
      { requiredDoses: 2 },
    ],
    [
      'a test of 30 hours where 24 count',
      { sampleAgeHours: 30 },
      'attend',
      ['result.age'],
      { testValidHours: 24 },
    ],
    [
      '37.00 °C where that is high',
      { temperature: 3700 },
      'attend',
      ['temperature.high'],
      { temperatureHigh: 3700 },
    ],
    ['a live code where the challenge is demanded', {}, 'attend', ['challenge.missing'], { strict: true }],
    ['an answered challenge where it is demanded', { challenged: true }, 'admit', [], { strict: true }],
    [
      'a challenge of which nothing is known where it is demanded',
      { challenged: null },
      'attend',
      ['challenge.missing'],
      { strict: true },
    ],
    ['a visit by phone where gates demand the challenge', { atGate: false }, 'admit', [], { strict: true }],
    [
      'a place of which it is not known whether it is a gate, where gates demand it',
      { atGate: null },
      'attend',
      ['identity.card', 'challenge.missing'],
      { strict: true },
    ],
    [
      'a place of which it is not known whether it is a gate: it cannot be known whether the challenge is asked',
      { atGate: null },
      'attend',
      ['identity.card', 'challenge.missing'],
    ],
    [
      'a pass where its person’s document is asked for',
      {},
      'attend',
      ['identity.card'],
      { cardBeside: true },
    ],
    ['an ID card there', { kind: 'id-card' }, 'admit', [], { cardBeside: true }],
    [
      'a code of the city’s there',
      { kind: 'health-code' },
      'attend',
      ['identity.card'],
      { cardBeside: true },
    ],
    ['a visit by phone there', { atGate: false }, 'admit', [], { cardBeside: true }],
    ['a paper pass: the identity alone', { kind: 'paper' }, 'attend', ['identity.paper']],
    [
      'a paper pass of a feverish person: staff look anyway',
      { ...unproved, kind: 'paper', temperature: 3900 },
      'attend',
      ['identity.paper'],
    ],
    ['a European certificate', { kind: 'hcert', denied: null }, 'attend', ['identity.foreign']],
    ['a SMART Health Card', { kind: 'smart-health-card', denied: null }, 'attend', ['identity.foreign']],
    ['a credential of an unknown kind', { kind: null }, 'attend', ['pass.denied', 'identity.paper']],
    ['proofs of two persons', { mismatch: true }, 'attend', ['identity.mismatch']],
    ['proofs of which it is not known', { mismatch: null }, 'attend', ['identity.mismatch']],
    ['a foreign credential of the same masked name', { joined: 'mask' }, 'admit', []],
    [
      'the same where the phone must answer',
      { joined: 'mask', challenged: true },
      'attend',
      ['identity.mask'],
      { strict: true },
    ],
    ['two of the same full name there', { joined: 'name', challenged: true }, 'admit', [], { strict: true }],
    ['a credential called back', { ...unproved, proof: 'revoked' }, 'refuse', ['proof.revoked']],
    [
      'a document of nobody on record',
      { ...unproved, proof: 'unregistered', kind: 'id-card' },
      'attend',
      ['proof.unregistered'],
    ],
    [
      'a document nobody could be asked about',
      { ...unproved, proof: 'unconfirmed', kind: 'travel-document' },
      'attend',
      ['proof.unconfirmed'],
    ],
    [
      'a document that has ended',
      { ...unproved, proof: 'document-over', kind: 'id-card' },
      'attend',
      ['proof.document-over'],
    ],
    ['an ID card of somebody healthy', { kind: 'id-card' }, 'admit', []],
    ['an ID card in a strict place, which is no picture', { kind: 'id-card' }, 'admit', [], { strict: true }],
    [
      'a travel document in a strict place',
      { kind: 'travel-document' },
      'attend',
      ['challenge.missing'],
      { strict: true },
    ],
    ['half a card', { ...unproved, proof: 'incomplete' }, 'attend', ['proof.incomplete']],
    [
      'no temperature at a gate without a thermometer',
      { temperature: null, measuresTemperature: false },
      'admit',
      [],
    ],
    [
      'a gate of which it is not known whether it measures',
      { measuresTemperature: null },
      'attend',
      ['temperature.high', 'temperature.low'],
    ],
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
  for (const [what, change, outcome, rules, limits] of cases) {
    it(`answers ${outcome} to ${what}`, () => {
      const verdict = decided({ ...healthy, ...change }, limits);
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
    const [reason] = decided({ ...healthy, temperature: null }).reasons;
    expect(reason).to.deep.equal({
      rule: 'temperature.high',
      severity: 'attend',
      cause: 'unknown',
      voice: 'temperature-missing',
      texts: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
    });
  });

  it('asks for no temperature where none is taken, and keeps every other rule', () => {
    for (const [what, change, outcome, , limits] of cases) {
      if ('temperature' in change || 'measuresTemperature' in change) continue;
      const facts: Facts = { ...healthy, ...change, temperature: null, measuresTemperature: false };
      expect(decided(facts, limits).outcome, what).to.equal(outcome);
    }
  });

  /** Facts that admit by the limits given, and what their rules look at. */
  const admitted: [what: string, facts: Facts, limits: Partial<Limits>, idle: (keyof Facts)[]][] = [
    ['at a usual gate', healthy, {}, ['challenged', 'doses', 'joined']],
    ['where doses are demanded', healthy, { requiredDoses: 2 }, ['challenged', 'joined']],
    [
      'where everything is demanded',
      { ...healthy, challenged: true },
      { requiredDoses: 2, strict: true },
      [],
    ],
    [
      'on a phone',
      { ...healthy, atGate: false, measuresTemperature: false, temperature: null },
      { strict: true },
      ['challenged', 'doses', 'temperature'],
    ],
  ];
  for (const [what, facts, limits, idle] of admitted) {
    it(`admits nobody ${what} when a single fact that it needs is missing`, () => {
      expect(decided(facts, limits).outcome).to.equal('admit');
      for (const name of factNames) {
        const { outcome, reasons } = decided({ ...facts, [name]: null }, limits);
        if (idle.includes(name)) expect(outcome, name).to.equal('admit');
        else {
          expect(outcome, name).to.not.equal('admit');
          expect(reasons.length, name).to.be.greaterThan(0);
        }
      }
    });
  }

  /** All but those that no rule names, which older policies lack: one makes `strict` true, by the other it is measured twice. */
  const ruledLimits = (Object.keys(standardLimits) as (keyof Limits)[]).filter(
    (name) => name !== 'strictLanes' && name !== 'temperatureDoubtful',
  );

  it('admits nobody when a single limit is missing or is no number', () => {
    for (const name of ruledLimits) {
      const { [name]: _gone, ...rest } = standardLimits;
      for (const limits of [rest, { ...rest, [name]: null }] as Limits[]) {
        const { outcome, reasons } = decide({ ...policy, limits }, healthy, place);
        expect(outcome, name).to.equal('attend');
        expect(reasons.every(({ cause }) => cause === 'unknown')).to.equal(true);
      }
    }
  });

  it('looks at every limit and every fact', () => {
    const named = new Set(
      policy.rules.flatMap(({ logic, when }) => [...namesIn(logic), ...namesIn(when ?? true)]),
    );
    const all = [...factNames, ...ruledLimits.map((name) => `limits.${name}` as const)];
    expect([...named].sort()).to.deep.equal(all.sort());
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
