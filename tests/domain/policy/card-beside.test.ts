import { expect } from '@open-wc/testing';
import { cardBesideRule } from '../../../src/domain/policy/card-beside.ts';
import { policyValues, policyWith } from '../../../src/domain/policy/forms/policy-form.ts';
import type { Policy } from '../../../src/domain/policy/policy.ts';
import { standardLimits, standardPolicy } from '../../../src/domain/policy/standard-policy.ts';

/** A policy of before a pass could need its person's document. */
const { cardBeside: _none, ...limits } = standardLimits;
const standard = standardPolicy(1);
const earlier: Policy = {
  ...standard,
  limits,
  rules: standard.rules.filter(({ id }) => id !== cardBesideRule.id),
};
const changed = (change: object): Policy =>
  policyWith(earlier, { ...policyValues({ policy: earlier, validDays: 30 }), ...change }).policy;
const ids = ({ rules }: Policy): string[] => rules.map(({ id }) => id);

describe('a policy of before passes could need a document', () => {
  it('stays as it is where it asks for none', () => {
    const { limits: set, rules } = changed({});
    expect(rules).to.deep.equal(earlier.rules);
    expect(set.cardBeside).to.equal(false);
  });

  it('gets the rule where it begins to ask, for the district or for one site', () => {
    expect(ids(changed({ cardBeside: true }))).to.deep.equal(ids(standard));
    const override = { scope: { site: 7 }, limits: { cardBeside: true }, validFrom: null, validTo: null };
    expect(ids(changed({ overrides: [override] }))).to.deep.equal(ids(standard));
  });

  it('gets it once', () => {
    const { policy } = policyWith(standard, {
      ...policyValues({ policy: standard, validDays: 30 }),
      cardBeside: true,
    });
    expect(ids(policy)).to.deep.equal(ids(standard));
  });
});
