import { expect } from '@open-wc/testing';
import { noProofs } from '../../../src/domain/credential/verification.ts';
import type { CertLogicExpression } from 'certlogic-js';
import { factNames, type FactName, type Facts } from '../../../src/domain/policy/facts.ts';
import type { DecisionPlace, LimitOverride, Limits } from '../../../src/domain/policy/limits.ts';
import { namesIn } from '../../../src/domain/policy/names-in.ts';
import {
  decide,
  rememberedTruth,
  type Policy,
  type Rule,
  type Verdict,
} from '../../../src/domain/policy/policy.ts';
import { standardLimits } from '../../../src/domain/policy/standard-policy.ts';
import { healthy } from '../../support/samples/healthy-facts.ts';
import { seeded, type Seeded } from '../../support/seeded.ts';

const facts = healthy;
const at = Date.UTC(2026, 4, 20, 4, 0);
const place: DecisionPlace = { site: 12, category: 'mall', at };

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
  return {
    version: 1,
    showing: { pastSeconds: 90, futureSeconds: 30 },
    temperatureWindowMs: 2000,
    limits: standardLimits,
    overrides: [],
    rules,
  };
}

/** The verdict at a mall. */
function decided(by: Policy, given: Facts): Verdict {
  return decide(by, given, place);
}

/** A random expression that gives a truth value, and so may be a rule. */
function truth(chance: Seeded, depth: number): unknown {
  const fact = (): unknown => ({ var: chance.pick<string>([...factNames, 'limits.strict']) });
  const number = (): unknown =>
    chance.pick<unknown>([
      {
        var: chance.pick([
          'sampleAgeHours',
          'doses',
          'temperature',
          'statusAgeHours',
          'dataAgeHours',
          'limits.testValidHours',
          'limits.temperatureHigh',
        ]),
      },
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
    const verdict = decided(policy(rule({ '<': [{ var: 'temperature' }, 3730] }), rule(true)), facts);
    expect(verdict).to.deep.equal({ outcome: 'admit', reasons: [], policyVersion: 1 });
  });

  it('admits nobody by a policy without rules', () => {
    const verdict = decided(policy(), facts);
    expect(verdict.outcome).to.equal('attend');
    expect(verdict.reasons.map((reason) => reason.rule)).to.deep.equal(['floor.no-rules']);
  });

  for (const proof of [...noProofs, null, undefined, 'PROVED']) {
    it(`never admits where the proof is ${proof}, even by a policy of one rule that is always true`, () => {
      const verdict = decided(policy(rule(true)), { ...facts, proof: proof as Facts['proof'] });
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
      const verdict = decided(policy(refusing, rule(true)), { ...facts, temperature: null });
      expect(verdict.outcome).to.equal('refuse');
      expect(verdict.reasons.map(({ cause }) => cause)).to.deep.equal(['unknown']);
    });
  }

  it('does not know a fact that is undefined, as one that is null', () => {
    const { temperature: _temperature, ...rest } = facts;
    const verdict = decided(policy(rule({ '!': [{ var: 'temperature' }] })), rest as Facts);
    expect(verdict.reasons.map(({ cause }) => cause)).to.deep.equal(['unknown']);
  });

  it('takes voice and text for the unknown where a rule has them, and its own where it has not', () => {
    const both = rule(
      { '!': [{ var: 'doses' }] },
      { voiceWhenUnknown: 'data-old', textsWhenUnknown: { 'zh-CN': '未知', en: 'unknown' } },
    );
    expect(decided(policy(both), { ...facts, doses: null }).reasons[0]).to.include({ voice: 'data-old' });
    expect(decided(policy(both), { ...facts, doses: null }).reasons[0]!.texts.en).to.equal('unknown');
    expect(decided(policy(both), facts).reasons[0]).to.include({ voice: 'attend', cause: 'not-met' });
    const plain = rule({ '!': [{ var: 'doses' }] });
    expect(decided(policy(plain), { ...facts, doses: null }).reasons[0]!.texts.en).to.equal('not met');
  });

  it('puts the worst first, and keeps the order of the rules among equals', () => {
    const verdict = decided(
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
    expect(decided(policy(rule(false, last), after), facts).reasons.map((r) => r.rule)).to.deep.equal([
      'last',
    ]);
    expect(decided(policy(rule(null, last), after), facts).reasons.map((r) => r.rule)).to.deep.equal([
      'last',
    ]);
    expect(decided(policy(rule(true, last), after), facts).reasons.map((r) => r.rule)).to.deep.equal([
      'after',
    ]);
  });

  for (const severity of ['admit', undefined, null, 'ATTEND', 'toString']) {
    it(`never admits by a rule whose severity is ${severity}`, () => {
      const broken = { severity: severity as 'attend', whenUnknown: severity as 'attend' };
      expect(decided(policy(rule(false, broken)), facts).outcome).to.equal('attend');
      expect(decided(policy(rule(null, broken)), facts).outcome).to.equal('attend');
    });
  }

  it('never admits when a fact that any rule names is missing, whatever the policy and the other facts', () => {
    const chance = seeded(20260520);
    const tally = { admitted: 0, missing: 0 };
    const remembered = rememberedTruth();
    for (let i = 0; i < 4000; i++) {
      const rules = Array.from({ length: 1 + chance.below(3) }, () =>
        rule(truth(chance, chance.below(3)), {
          severity: chance.pick(['attend', 'refuse']),
          whenUnknown: chance.pick(['attend', 'refuse']),
          last: chance.oneIn(3),
          ...(chance.oneIn(3) ? { when: truth(chance, chance.below(2)) as CertLogicExpression } : {}),
        }),
      );
      const given: Facts = {
        proof: chance.oneIn(8) ? 'stale' : 'proved',
        kind: chance.pick(['pass', 'paper', 'hcert']),
        challenged: chance.oneIn(2),
        denied: chance.oneIn(2),
        mismatch: chance.oneIn(2),
        joined: chance.pick(['none', 'name', 'mask']),
        atGate: chance.oneIn(2),
        measuresTemperature: chance.oneIn(2),
        colour: chance.pick(['green', 'yellow', 'red']),
        result: chance.pick(['negative', 'positive', 'pending']),
        sampleAgeHours: chance.below(200),
        doses: chance.below(5),
        temperature: 3300 + chance.below(900),
        statusAgeHours: chance.below(30),
        dataAgeHours: chance.below(100),
      };
      const whole = decided(policy(...rules), given);
      for (const each of [given, { ...given, temperature: null }, given, { ...given, doses: Infinity }])
        expect(decide(policy(...rules), each, place, remembered)).to.deep.equal(
          decided(policy(...rules), each),
        );
      if (whole.outcome === 'admit') {
        tally.admitted++;
        expect(whole.reasons).to.deep.equal([]);
        expect(given.proof).to.equal('proved');
      } else expect(whole.reasons.length).to.be.greaterThan(0);
      for (const name of new Set(rules.flatMap((each) => [...looksAt(each, given)]))) {
        const verdict = decided(...without(policy(...rules), given, name));
        expect(verdict.outcome, JSON.stringify({ rules, given, name })).to.not.equal('admit');
        tally.missing++;
      }
    }
    expect(tally.admitted, 'policies that admitted the whole facts').to.be.greaterThan(300);
    expect(tally.missing, 'facts taken away').to.be.greaterThan(5000);
  });
});

/** What a rule names in `when`, and in `logic` too where it holds: without any of it the rule cannot be judged. */
function looksAt({ when, logic }: Rule, given: Facts): Set<Name> {
  const holds = when === undefined || decided(policy(rule(when)), { ...given, proof: 'proved' });
  const applies = holds === true || holds.outcome === 'admit';
  return new Set([...(when === undefined ? [] : namesIn(when)), ...(applies ? namesIn(logic) : [])]);
}

type Name = FactName | `limits.${keyof Limits}`;

/** A policy and facts that lack one fact or limit. */
function without(whole: Policy, given: Facts, name: Name): [Policy, Facts] {
  if (!name.startsWith('limits.')) return [whole, { ...given, [name]: null }];
  const limits = { ...whole.limits };
  delete (limits as Partial<Limits>)[name.slice('limits.'.length) as keyof Limits];
  return [{ ...whole, limits }, given];
}

describe('when', () => {
  const closed = rule(false, { id: 'closed', severity: 'refuse', whenUnknown: 'refuse' });
  const atPasses: CertLogicExpression = { '===': [{ var: 'kind' }, 'pass'] };

  it('leaves a rule out where it does not hold, whatever the rule would say', () => {
    const elsewhere = { ...closed, when: atPasses };
    expect(decided(policy(elsewhere), { ...facts, kind: 'hcert' }).outcome).to.equal('admit');
    const unknowable = { ...elsewhere, logic: null as unknown as CertLogicExpression };
    expect(decided(policy(unknowable), { ...facts, kind: 'hcert' }).outcome).to.equal('admit');
  });

  it('judges a rule where it holds', () => {
    expect(decided(policy({ ...closed, when: atPasses }), facts).reasons[0]).to.include({
      rule: 'closed',
      cause: 'not-met',
    });
    expect(decided(policy(rule(true, { when: atPasses })), facts).outcome).to.equal('admit');
  });

  const unknowable: [what: string, when: unknown][] = [
    ['names a fact that is missing', atPasses],
    ['is not a fact that is missing', { '!': [{ var: 'kind' }] }],
    ['names a fact that does not exist', { '!': [{ var: 'fever' }] }],
    ['names a limit that does not exist', { '!': [{ var: 'limits.fever' }] }],
    ['gives a number', { '+': [1, 1] }],
    ['has an operator that does not exist', { or: [true, false] }],
    ['is null', null],
  ];
  for (const [what, when] of unknowable) {
    it(`does not know a rule whose "when" ${what}, though what it asks is met`, () => {
      const open = rule(true, { when: when as CertLogicExpression });
      const { outcome, reasons } = decided(policy(open), { ...facts, kind: null });
      expect(outcome).to.equal('attend');
      expect(reasons.map(({ cause }) => cause)).to.deep.equal(['unknown']);
    });
  }

  it('that does not hold makes a last rule no end', () => {
    const last: Rule = { ...closed, last: true, when: { '===': [{ var: 'kind' }, 'paper'] } };
    const after = rule(false, { id: 'after' });
    expect(decided(policy(last, after), facts).reasons.map((reason) => reason.rule)).to.deep.equal(['after']);
  });
});

describe('limits in rules', () => {
  const doses = rule({ '>=': [{ var: 'doses' }, { var: 'limits.requiredDoses' }] });
  function outcome(override: Partial<LimitOverride>, where: Partial<DecisionPlace> = {}): string {
    const overrides: LimitOverride[] = [
      {
        scope: { category: 'mall' },
        limits: { requiredDoses: 4 },
        validFrom: null,
        validTo: null,
        ...override,
      },
    ];
    return decide({ ...policy(doses), overrides }, facts, { ...place, ...where }).outcome;
  }

  it('are the district’s where nothing else is said', () => {
    expect(decided(policy(doses), facts).outcome).to.equal('admit');
    const strict = { ...policy(doses), limits: { ...standardLimits, requiredDoses: 4 } };
    expect(decided(strict, facts).outcome).to.equal('attend');
  });

  it('are those of the place and the moment', () => {
    expect(outcome({})).to.equal('attend');
    expect(outcome({}, { category: 'school' })).to.equal('admit');
    expect(outcome({ scope: { site: 12 } }, { category: 'school' })).to.equal('attend');
    expect(outcome({ scope: { site: 13 } })).to.equal('admit');
    expect(outcome({ validFrom: at })).to.equal('attend');
    expect(outcome({ validFrom: at + 1 })).to.equal('admit');
    expect(outcome({ validTo: at + 1 })).to.equal('attend');
    expect(outcome({ validTo: at })).to.equal('admit');
  });

  for (const broken of [null, undefined, NaN, 2.5, '2'] as unknown[]) {
    it(`of ${String(broken)} (${typeof broken}) never admit`, () => {
      const limits = { ...standardLimits, requiredDoses: broken as number };
      expect(decided({ ...policy(doses), limits }, facts).outcome).to.equal('attend');
    });
  }

  it('that do not exist are unknown', () => {
    for (const name of ['limits.', 'limits.fever', 'limits.constructor', 'limits.__proto__', 'limits']) {
      const verdict = decided(policy(rule({ '!': [{ var: name }] })), facts);
      expect(
        verdict.reasons.map(({ cause }) => cause),
        name,
      ).to.deep.equal(['unknown']);
    }
  });
});

describe('namesIn', () => {
  it('finds facts and limits at any depth, each once', () => {
    const logic = {
      and: [
        { '<': [{ var: 'temperature' }, { var: 'limits.temperatureHigh' }] },
        { if: [{ var: 'doses' }, { '!': [{ var: 'temperature' }] }, { in: [{ var: 'colour' }, ['green']] }] },
      ],
    };
    const names: Name[] = ['colour', 'doses', 'limits.temperatureHigh', 'temperature'];
    expect([...namesIn(logic)].sort()).to.deep.equal(names);
  });
  it('refuses a name that is neither', () => {
    expect(() => namesIn({ var: 'fever' })).to.throw(RangeError, 'fever');
    expect(() => namesIn({ var: 'limits.fever' })).to.throw(RangeError, 'limits.fever');
    expect(() => namesIn({ var: ['colour'] })).to.throw(RangeError);
  });
});
