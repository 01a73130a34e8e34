import { expect } from '@open-wc/testing';
import { differences } from '../../../src/authority/policy/policy-difference.ts';
import type { Bundle } from '../../../src/domain/bundle/bundle.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';

const bundle = (): Bundle => ({
  version: 1,
  issuedAt: 1,
  expiresAt: 2,
  policy: structuredClone(standardPolicy(1)),
  trust: { entries: [], revocations: [] },
});

describe('differences', () => {
  it('has none between the same', () => {
    expect(differences(bundle(), bundle())).to.deep.equal([]);
  });

  it('names limits, rules and overrides, old and new', () => {
    const after = bundle();
    after.policy.limits.testValidHours = 24;
    const rule = after.policy.rules.find(({ id }) => id === 'result.age')!;
    rule.severity = 'refuse';
    rule.logic = { '<': [{ var: 'sampleAgeHours' }, 1] };
    after.policy.overrides.push({
      scope: { site: 3 },
      limits: { strict: true },
      validFrom: null,
      validTo: 9,
    });
    const found = new Map(differences(bundle(), after).map(({ path, from, to }) => [path, [from, to]]));
    expect(found.get('policy.limits.testValidHours')).to.deep.equal(['72', '24']);
    expect(found.get('policy.rules.result.age.severity')).to.deep.equal(['"attend"', '"refuse"']);
    expect(found.get('policy.rules.result.age.logic')![1]).to.contain('"sampleAgeHours"},1');
    expect(found.get('policy.overrides.0.scope.site')).to.deep.equal([null, '3']);
  });

  it('shows rules that only change their places, and one taken out', () => {
    const moved = bundle();
    moved.policy.rules.reverse();
    expect(differences(bundle(), moved).map(({ path }) => path)).to.deep.equal(['policy.rules.order']);
    const fewer = bundle();
    fewer.policy.rules.pop();
    expect(
      differences(bundle(), fewer).every(({ path, to }) => path.endsWith('order') || to === null),
    ).to.equal(true);
  });
});
