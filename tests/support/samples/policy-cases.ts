import { joins } from '../../../src/domain/credential/combine.ts';
import { siteCategories } from '../../../src/domain/access/categories.ts';
import type { Facts } from '../../../src/domain/policy/facts.ts';
import { colours, testResults } from '../../../src/domain/person/health-status.ts';
import { limitScale } from '../../../src/domain/policy/forms/limit-forms.ts';
import {
  limitRanges,
  type DecisionPlace,
  type LimitOverride,
  type Limits,
} from '../../../src/domain/policy/limits.ts';
import { decide, type Policy, type Verdict } from '../../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { noProofs, credentialKinds } from '../../../src/domain/credential/verification.ts';
import { seeded, type Seeded } from '../seeded.ts';

/** The same cases, and what must come of them, for every machine that decides: Node, Chromium and the server's VM. */

/** 2026-05-20 12:00 in Shanghai: overrides of the cases begin and end around it. */
const noon = Date.UTC(2026, 4, 20, 4, 0);
const hour = 3_600_000;
const siteNumbers = [1, 2, 3];
export interface PolicyCase {
  /** Which of `casePolicies`. */
  policy: number;
  facts: Facts;
  place: DecisionPlace;
}

export const caseCount = 600;

function someLimits(random: Seeded): Partial<Limits> {
  const limits: Partial<Limits> = {};
  for (const name of Object.keys(limitRanges) as (keyof typeof limitRanges)[]) {
    const { min, max } = limitRanges[name];
    // In tenths of a degree, as forms set it.
    const step = limitScale(name) / (limitScale(name) > 1 ? 10 : 1);
    if (random.oneIn(3)) limits[name] = min + step * random.below(Math.floor((max - min) / step) + 1);
  }
  if (random.oneIn(3)) limits.strict = random.oneIn(2);
  return limits;
}

function override(random: Seeded): LimitOverride {
  return {
    scope: random.oneIn(2) ? { category: random.pick(siteCategories) } : { site: random.pick(siteNumbers) },
    limits: someLimits(random),
    validFrom: random.oneIn(2) ? null : noon - random.below(20) * hour,
    validTo: random.oneIn(2) ? null : noon + (1 + random.below(20)) * hour,
  };
}

/** Four policies: the standard one, and three with limits and overrides of their own. Versions count from `first`. */
export function casePolicies(first: number): Policy[] {
  const random = seeded(20260520);
  return [0, 1, 2, 3].map((index) => {
    const policy = standardPolicy(first + index);
    if (index === 0) return policy;
    const limits =
      index === 3 ? { ...policy.limits, ...someLimits(random), requiredDoses: 2 } : policy.limits;
    return { ...policy, limits, overrides: Array.from({ length: 12 }, () => override(random)) };
  });
}

/** @param odds how seldom a fact is out of the ordinary: once in so many times */
function facts(random: Seeded, odds: number): Facts {
  const usual = <Value>(value: Value, others: readonly (Value | null)[]): Value | null =>
    random.oneIn(odds) ? random.pick([null, ...others]) : value;
  return {
    proof: random.oneIn(odds * 2) ? random.pick(noProofs) : 'proved',
    kind: usual<Facts['kind']>('pass', credentialKinds),
    challenged: usual<boolean>(true, [false]),
    denied: usual<boolean>(false, [true]),
    mismatch: usual<boolean>(false, [true]),
    colour: usual<Facts['colour']>('green', colours),
    result: usual<Facts['result']>('negative', testResults),
    sampleAgeHours: usual(0, [1, 12, 23, 24, 47, 48, 71, 72, 73, 500]),
    doses: usual(3, [0, 1, 2, 4]),
    atGate: usual<boolean>(true, [false]),
    measuresTemperature: usual<boolean>(true, [false]),
    temperature: usual(3650, [3000, 3449, 3450, 3600, 3680, 3729, 3730, 3731, 3900]),
    statusAgeHours: usual(0, [1, 5, 24, 25, 100]),
    dataAgeHours: usual(0, [1, 5, 48, 49, 100]),
    joined: usual<Facts['joined']>('none', joins),
  };
}

/** The cases, the same at every call. */
export function policyCases(): PolicyCase[] {
  const random = seeded(7);
  return Array.from({ length: caseCount }, (_, index) => ({
    policy: random.below(4),
    facts: facts(random, [2, 5, 12][index % 3]!),
    place: {
      site: random.pick(siteNumbers),
      category: random.pick(siteCategories),
      at: noon + (random.below(61) - 30) * hour,
    },
  }));
}

/** What must be the same everywhere: outcome, rules, causes, voices, texts. */
export function verdictText({ outcome, reasons }: Verdict): string {
  const each = reasons.map(({ rule, severity, cause, voice, texts }) =>
    [rule, severity, cause, voice, texts['zh-CN'], texts.en].join('|'),
  );
  return [outcome, ...each].join(';');
}

/** What this machine's `decide` says of all cases. */
export function decideAll(): Verdict[] {
  const policies = casePolicies(1);
  return policyCases().map((each) => decide(policies[each.policy]!, each.facts, each.place));
}
