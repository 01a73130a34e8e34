import { expect } from '@open-wc/testing';
import { joins } from '../../../src/domain/credential/combine.ts';
import { isCare, siteCategories, type SiteCategory } from '../../../src/domain/access/categories.ts';
import type { Facts } from '../../../src/domain/policy/facts.ts';
import { colours, testResults } from '../../../src/domain/person/health-status.ts';
import type { LimitOverride } from '../../../src/domain/policy/limits.ts';
import { decide, type Policy, type Verdict } from '../../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { proofs, credentialKinds } from '../../../src/domain/credential/verification.ts';
import { lockedVerdict } from '../../../src/domain/policy/lock.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

const at = Date.UTC(2026, 4, 20, 4, 0);
const site = 12;

/**
 * Every value of the facts that a rule of the standard policy refuses by, each with every other (in a short run each with most
 * others); the rest well or by chance.
 */
function* matrix(): Generator<Facts> {
  const random = seeded(9);
  let place = 0;
  const truths = [null, true, false];
  let isWell = false;
  const rest = <Value>(well: Value, others: readonly (Value | null)[]): Value | null =>
    isWell ? well : random.pick(others);
  for (const proof of proofs)
    for (const kind of [null, ...credentialKinds])
      for (const denied of truths)
        for (const colour of [null, ...colours])
          for (const result of [null, ...testResults])
            for (const atGate of truths) {
              if (place++ % rounds(7, 1) !== 0) continue;
              isWell = !isWell;
              yield {
                proof,
                kind,
                denied,
                colour,
                result,
                atGate,
                challenged: rest<boolean>(true, truths),
                mismatch: rest<boolean>(false, truths),
                sampleAgeHours: rest(0, [null, 0, 71, 72, 9000]),
                doses: rest(3, [null, 0, 3]),
                measuresTemperature: rest<boolean>(false, truths),
                temperature: rest(3650, [null, 3000, 3650, 4100]),
                statusAgeHours: rest(0, [null, 0, 500]),
                dataAgeHours: rest(0, [null, 0, 500]),
                joined: rest<Facts['joined']>('none', [null, ...joins]),
              };
            }
}

/** Limits of its own for the category and for the site, as harsh as forms allow. */
function overridden(category: SiteCategory): Policy {
  const harsh = { requiredDoses: 14, testValidHours: 1, dataMaxHours: 1, statusMaxHours: 1, strict: true };
  const always = { limits: harsh, validFrom: null, validTo: null };
  const overrides: LimitOverride[] = [
    { scope: { category }, ...always },
    { scope: { site }, ...always },
  ];
  return { ...standardPolicy(2), overrides };
}

/** A policy that refuses for whatever it can. */
function refusing(): Policy {
  const policy = standardPolicy(3);
  return {
    ...policy,
    rules: policy.rules.map((rule) => ({ ...rule, severity: 'refuse', whenUnknown: 'refuse' })),
  };
}

describe('where people come for care', () => {
  it('are hospitals and pharmacies', () => {
    expect(siteCategories.filter(isCare)).to.deep.equal(['hospital', 'pharmacy']);
  });

  for (const category of ['hospital', 'pharmacy'] as const) {
    const policies: [string, Policy][] = [
      ['the standard policy', standardPolicy(1)],
      ['the standard policy with the harshest limits', overridden(category)],
      ['a policy that refuses for everything', refusing()],
      ['a policy without rules', { ...standardPolicy(1), rules: [] }],
    ];
    for (const [name, policy] of policies) {
      it(`${name} refuses nobody at a ${category}, whatever the facts are, also where the sentry is locked`, () => {
        let refusedElsewhere = 0;
        for (const facts of matrix()) {
          const verdict = decide(policy, facts, { site, category, at });
          const elsewhere = decide(policy, facts, { site, category: 'mall', at });
          for (const said of [verdict, lockedVerdict(verdict)]) {
            expect(said.outcome).not.to.equal('refuse');
            expect(said.reasons.map(({ severity }) => severity)).not.to.include('refuse');
          }
          if (elsewhere.outcome === 'refuse') refusedElsewhere++;
        }
        expect(refusedElsewhere > 0).to.equal(policy.rules.length > 0);
      });
    }

    it(`the same people are admitted at a ${category} as elsewhere, for the same reasons not, and red is not called out`, () => {
      const policy = standardPolicy(1);
      const rules = ({ reasons }: Verdict): string[] => reasons.map(({ rule }) => rule).toSorted();
      let admitted = 0;
      for (const facts of matrix()) {
        const here = decide(policy, facts, { site, category, at });
        const mall = decide(policy, facts, { site, category: 'mall', at });
        expect(here.outcome === 'admit').to.equal(mall.outcome === 'admit');
        expect(rules(here)).to.deep.equal(rules(mall));
        if (here.outcome === 'admit') admitted++;
        for (const { rule, voice } of here.reasons) {
          if (mall.reasons.some((reason) => reason.rule === rule && reason.severity === 'refuse'))
            expect(voice, rule).to.equal('attend');
        }
      }
      expect(admitted).to.be.above(0);
    });
  }
});
