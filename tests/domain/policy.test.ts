import { expect } from '@open-wc/testing';
import type { CertLogicExpression } from 'certlogic-js';
import { factNames, type FactName, type Facts } from '../../src/domain/facts.ts';
import { decide, factsNamed, withoutTemperature, type Policy, type Rule } from '../../src/domain/policy.ts';
import { seeded, type Seeded } from '../support/seeded.ts';

const facts: Facts = {
  proof: 'proved',
  colour: 'green',
  result: 'negative',
  sampleAgeHours: 10,
  doses: 3,
  temperature: 3652,
  statusAgeHours: 1,
  bundleAgeHours: 2,
};

function rule(logic: unknown, change: Partial<Rule> = {}): Rule {
  return {
    id: 'rule',
    severity: 'attend',
    whenUnknown: 'attend',
    voice: 'attend',
    texts: { 'zh-CN': '不符', en: 'not met' },
    logic: logic as CertLogicExpression,
    ...change,
  };
}

function policy(...rules: Rule[]): Policy {
  return { version: 1, showing: { pastSeconds: 90, futureSeconds: 30 }, temperatureWindowMs: 2000, rules };
}

/** A random expression that gives a truth value, and so may be a rule. */
function truth(chance: Seeded, depth: number): unknown {
  const fact = (): unknown => ({ var: chance.pick(factNames) });
  const number = (): unknown =>
    chance.pick<unknown>([
      { var: chance.pick(['sampleAgeHours', 'doses', 'temperature', 'statusAgeHours', 'bundleAgeHours']) },
      chance.below(4000),
      { '+': [{ var: 'doses' }, chance.below(10)] },
    ]);
  if (depth > 0) {
    const inner = (): unknown => truth(chance, depth - 1);
    switch (chance.below(4)) {
      case 0:
        return { '!': [inner()] };
      case 1:
        return { and: [inner(), inner()] };
      case 2:
        return { if: [inner(), inner(), inner()] };
    }
  }
  switch (chance.below(5)) {
    case 0:
      return { '===': [fact(), chance.pick<unknown>(['green', 'negative', 'proved', 3, true])] };
    case 1:
      return { in: [fact(), ['green', 'yellow', 'negative', 3]] };
    case 2:
      return { '!': [fact()] };
    case 3:
      return { '!': [{ '!': [fact()] }] };
    default:
      return { [chance.pick(['<', '>', '<=', '>='])]: [number(), number()] };
  }
}

describe('decide', () => {
  it('admits when every rule is met, with no reason', () => {
    const verdict = decide(policy(rule({ '<': [{ var: 'temperature' }, 3730] }), rule(true)), facts);
    expect(verdict).to.deep.equal({ outcome: 'admit', reasons: [], policyVersion: 1 });
  });

  it('admits nobody by a policy without rules', () => {
    const verdict = decide(policy(), facts);
    expect(verdict.outcome).to.equal('attend');
    expect(verdict.reasons.map((reason) => reason.rule)).to.deep.equal(['floor.no-rules']);
  });

  for (const proof of [
    'unreadable',
    'forged',
    'expired',
    'not-yet-valid',
    'stale',
    'ahead',
    'replayed',
    null,
    undefined,
    'PROVED',
  ]) {
    it(`never admits where the proof is ${proof}, even by a policy of one rule that is always true`, () => {
      const verdict = decide(policy(rule(true)), { ...facts, proof: proof as Facts['proof'] });
      expect(verdict.outcome).to.equal('attend');
      expect(verdict.reasons.map((reason) => reason.rule)).to.deep.equal(['floor.unproved']);
    });
  }

  const unknown: [what: string, logic: unknown][] = [
    ['compares a missing number', { '<': [{ var: 'temperature' }, 3730] }],
    ['is not a missing number', { '!': [{ var: 'temperature' }] }],
    ['is not a comparison of a missing number', { '!': [{ '===': [{ var: 'temperature' }, 3900] }] }],
    ['takes a missing fact twice', { '===': [{ var: 'temperature' }, { var: 'temperature' }] }],
    ['hides it behind "and"', { and: [{ '===': [1, 1] }, { '!': [{ var: 'temperature' }] }] }],
    ['hides it behind "if"', { if: [{ var: 'temperature' }, false, true] }],
    ['hides it in a branch that is not taken', { if: [true, true, { var: 'temperature' }] }],
    ['names a fact that does not exist', { '!': [{ var: 'fever' }] }],
    ['names the whole record', { '!': [{ var: '' }] }],
    ['names a path into the record', { '!': [{ var: 'colour.length' }] }],
    ['names what every object has', { '!': [{ var: '__proto__' }] }],
    ['has an operator that does not exist', { or: [true, true] }],
    ['has two operators', { '===': [1, 1], '!': [false] }],
    ['has no operands', { '===': [] }],
    ['gives a number', { '+': [1, 1] }],
    ['gives a text', { if: [true, 'yes', 'no'] }],
    ['gives a list', [true]],
    ['is nothing', null],
    ['is missing', undefined],
    ['is a fraction', 36.5],
    ['compares with a fraction', { '<': [{ var: 'doses' }, 3.5] }],
  ];
  for (const [what, logic] of unknown) {
    it(`does not know a rule that ${what}`, () => {
      const refusing = rule(logic, { severity: 'attend', whenUnknown: 'refuse' });
      const verdict = decide(policy(refusing, rule(true)), { ...facts, temperature: null });
      expect(verdict.outcome).to.equal('refuse');
      expect(verdict.reasons.map(({ cause }) => cause)).to.deep.equal(['unknown']);
    });
  }

  it('does not know a fact that is undefined, as one that is null', () => {
    const { temperature: _temperature, ...rest } = facts;
    const verdict = decide(policy(rule({ '!': [{ var: 'temperature' }] })), rest as Facts);
    expect(verdict.reasons.map(({ cause }) => cause)).to.deep.equal(['unknown']);
  });

  it('takes voice and text for the unknown where a rule has them, and its own where it has not', () => {
    const both = rule(
      { '!': [{ var: 'doses' }] },
      { voiceWhenUnknown: 'data-old', textsWhenUnknown: { 'zh-CN': '未知', en: 'unknown' } },
    );
    expect(decide(policy(both), { ...facts, doses: null }).reasons[0]).to.include({ voice: 'data-old' });
    expect(decide(policy(both), { ...facts, doses: null }).reasons[0]!.texts.en).to.equal('unknown');
    expect(decide(policy(both), facts).reasons[0]).to.include({ voice: 'attend', cause: 'not-met' });
    const plain = rule({ '!': [{ var: 'doses' }] });
    expect(decide(policy(plain), { ...facts, doses: null }).reasons[0]!.texts.en).to.equal('not met');
  });

  it('puts the worst first, and keeps the order of the rules among equals', () => {
    const verdict = decide(
      policy(
        rule(false, { id: 'a' }),
        rule(false, { id: 'b', severity: 'refuse' }),
        rule(false, { id: 'c' }),
        rule(null, { id: 'd', whenUnknown: 'refuse' }),
      ),
      facts,
    );
    expect(verdict.reasons.map((reason) => reason.rule)).to.deep.equal(['b', 'd', 'a', 'c']);
    expect(verdict.outcome).to.equal('refuse');
  });

  it('looks at no rule after a last one that is not met or not known, and at all after one that is met', () => {
    const after = rule(false, { id: 'after', severity: 'refuse' });
    const last = { id: 'last', last: true };
    expect(decide(policy(rule(false, last), after), facts).reasons.map((r) => r.rule)).to.deep.equal([
      'last',
    ]);
    expect(decide(policy(rule(null, last), after), facts).reasons.map((r) => r.rule)).to.deep.equal(['last']);
    expect(decide(policy(rule(true, last), after), facts).reasons.map((r) => r.rule)).to.deep.equal([
      'after',
    ]);
  });

  for (const severity of ['admit', undefined, null, 'ATTEND', 'toString']) {
    it(`never admits by a rule whose severity is ${severity}`, () => {
      const broken = { severity: severity as 'attend', whenUnknown: severity as 'attend' };
      expect(decide(policy(rule(false, broken)), facts).outcome).to.equal('attend');
      expect(decide(policy(rule(null, broken)), facts).outcome).to.equal('attend');
    });
  }

  it('never admits when a fact that any rule names is missing, whatever the policy and the other facts', () => {
    const chance = seeded(20260520);
    const tally = { admitted: 0, missing: 0 };
    for (let i = 0; i < 4000; i++) {
      const rules = Array.from({ length: 1 + chance.below(3) }, () =>
        rule(truth(chance, chance.below(3)), {
          severity: chance.pick(['attend', 'refuse']),
          whenUnknown: chance.pick(['attend', 'refuse']),
          last: chance.oneIn(3),
        }),
      );
      const given: Facts = {
        proof: chance.oneIn(8) ? 'stale' : 'proved',
        colour: chance.pick(['green', 'yellow', 'red']),
        result: chance.pick(['negative', 'positive', 'pending']),
        sampleAgeHours: chance.below(200),
        doses: chance.below(5),
        temperature: 3300 + chance.below(900),
        statusAgeHours: chance.below(30),
        bundleAgeHours: chance.below(100),
      };
      const whole = decide(policy(...rules), given);
      if (whole.outcome === 'admit') {
        tally.admitted++;
        expect(whole.reasons).to.deep.equal([]);
        expect(given.proof).to.equal('proved');
      } else expect(whole.reasons.length).to.be.greaterThan(0);
      for (const name of new Set(rules.flatMap(({ logic }) => [...factsNamed(logic)]))) {
        const verdict = decide(policy(...rules), { ...given, [name]: null });
        expect(verdict.outcome, JSON.stringify({ rules, given, name })).to.not.equal('admit');
        tally.missing++;
      }
    }
    expect(tally.admitted, 'policies that admitted the whole facts').to.be.greaterThan(300);
    expect(tally.missing, 'facts taken away').to.be.greaterThan(5000);
  });
});

describe('factsNamed', () => {
  it('finds facts at any depth, each once', () => {
    const logic = {
      and: [
        { '<': [{ var: 'temperature' }, 3730] },
        { if: [{ var: 'doses' }, { '!': [{ var: 'temperature' }] }, { in: [{ var: 'colour' }, ['green']] }] },
      ],
    };
    expect([...factsNamed(logic)].sort()).to.deep.equal(['colour', 'doses', 'temperature'] as FactName[]);
  });
  it('refuses a name that is no fact', () => {
    expect(() => factsNamed({ var: 'fever' })).to.throw(RangeError, 'fever');
  });
});

describe('withoutTemperature', () => {
  const high = rule({ '<': [{ var: 'temperature' }, 3730] }, { id: 'high' });
  const green = rule({ '===': [{ var: 'colour' }, 'green'] }, { id: 'green' });

  it('leaves out the rules on the temperature alone', () => {
    expect(withoutTemperature(policy(high, green)).rules).to.deep.equal([green]);
  });

  it('keeps a rule that asks for more than the temperature: what else it demands must not be lost', () => {
    const mixed = rule({ and: [green.logic, high.logic] }, { id: 'mixed' });
    const without = withoutTemperature(policy(mixed));
    expect(decide(without, { ...facts, colour: 'red', temperature: null }).outcome).to.equal('attend');
  });

  it('admits nobody by a policy that was about the temperature alone', () => {
    expect(decide(withoutTemperature(policy(high)), facts).outcome).to.equal('attend');
  });

  it('keeps a rule it cannot read: it stays unknown, and the gate goes on', () => {
    const odd = rule({ '<': [{ var: 'humidity' }, 3] }, { id: 'odd' });
    expect(decide(withoutTemperature(policy(odd, green)), facts).reasons.map((r) => r.rule)).to.deep.equal([
      'odd',
    ]);
  });

  it('changes nothing in the policy it is given', () => {
    const whole = policy(high, green);
    withoutTemperature(whole);
    expect(whole.rules).to.deep.equal([high, green]);
  });
});
