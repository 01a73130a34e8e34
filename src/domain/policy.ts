import { evaluate, type CertLogicExpression } from 'certlogic-js';
import { factNames, type FactName, type Facts } from './facts.ts';
import type { VoiceKey } from './voice-key.ts';

/** What happens at the gate, from best to worst. Their index is what a scan record stores. */
export const outcomes = ['admit', 'attend', 'refuse'] as const;
export type Outcome = (typeof outcomes)[number];

/** The languages every text of a policy comes in. */
export type PolicyLanguage = 'zh-CN' | 'en';

/**
 * One condition of admission: `logic` says what must be TRUE. When it is false, `severity` says what happens; when a fact it
 * names is unknown, what happens is `whenUnknown`, never admission.
 */
export interface Rule {
  id: string;
  severity: 'attend' | 'refuse';
  whenUnknown: 'attend' | 'refuse';
  voice: VoiceKey;
  /** Spoken instead of `voice` when a fact is unknown. */
  voiceWhenUnknown?: VoiceKey;
  texts: Record<PolicyLanguage, string>;
  textsWhenUnknown?: Record<PolicyLanguage, string>;
  logic: CertLogicExpression;
  /** When this rule is not met the rules after it are not looked at: they could only repeat what it says. */
  last?: boolean;
}

/** Times within which a showing of a pass is taken for live. */
export interface ShowingWindow {
  /** How many seconds old a showing may be. */
  pastSeconds: number;
  /** How many seconds a phone's clock may be ahead. */
  futureSeconds: number;
}

export interface Policy {
  /** Rises with every publication. */
  version: number;
  showing: ShowingWindow;
  /** How old a temperature reading may be when it decides, ms. */
  temperatureWindowMs: number;
  rules: Rule[];
}

export interface Reason {
  rule: string;
  severity: 'attend' | 'refuse';
  cause: 'not-met' | 'unknown';
  voice: VoiceKey;
  texts: Record<PolicyLanguage, string>;
}

export interface Verdict {
  outcome: Outcome;
  /** Worst first; empty exactly when the outcome is 'admit'. */
  reasons: Reason[];
  policyVersion: number;
}

/** The facts that an expression names. Throws a RangeError when it names one that does not exist. */
export function factsNamed(logic: unknown): Set<FactName> {
  const names = new Set<FactName>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      for (const [operator, operand] of Object.entries(node)) {
        if (operator !== 'var') walk(operand);
        else if (factNames.includes(operand as FactName)) names.add(operand as FactName);
        else throw new RangeError(`A rule names the fact ${JSON.stringify(operand)}, which does not exist.`);
      }
    }
  };
  walk(logic);
  return names;
}

/** What one rule says of the facts. A rule that cannot be evaluated, or gives no truth value, is unknown. */
function evaluateRule(rule: Rule, facts: Facts): 'met' | 'not-met' | 'unknown' {
  try {
    // Looked at before CertLogic is asked: it takes a missing value for false in `!`, and so would admit on a missing fact.
    for (const name of factsNamed(rule.logic)) {
      if (facts[name] === null || facts[name] === undefined) return 'unknown';
    }
    const value: unknown = evaluate(rule.logic, facts);
    return value === true ? 'met' : value === false ? 'not-met' : 'unknown';
  } catch {
    return 'unknown';
  }
}

const unprovedFloor: Reason = {
  rule: 'floor.unproved',
  severity: 'attend',
  cause: 'unknown',
  voice: 'attend',
  texts: { 'zh-CN': '身份未经证明，请联系工作人员', en: 'Nothing is proved: please wait for staff' },
};

const emptyFloor: Reason = {
  rule: 'floor.no-rules',
  severity: 'attend',
  cause: 'unknown',
  voice: 'attend',
  texts: {
    'zh-CN': '没有可用的规则，请联系工作人员',
    en: 'There are no rules to decide by: please wait for staff',
  },
};

/**
 * Decides one passage. Two floors hold under any policy: a policy without rules admits nobody, and nobody is admitted
 * without a proved credential.
 */
export function decide(policy: Policy, facts: Facts): Verdict {
  const reasons: Reason[] = [];
  for (const rule of policy.rules) {
    const result = evaluateRule(rule, facts);
    if (result === 'met') continue;
    const unknown = result === 'unknown';
    const severity = unknown ? rule.whenUnknown : rule.severity;
    reasons.push({
      rule: rule.id,
      // Whatever else a rule may name: what speaks against admission never admits.
      severity: severity === 'refuse' ? 'refuse' : 'attend',
      cause: result,
      voice: (unknown && rule.voiceWhenUnknown) || rule.voice,
      texts: (unknown && rule.textsWhenUnknown) || rule.texts,
    });
    if (rule.last) break;
  }
  if (policy.rules.length === 0) reasons.push(emptyFloor);
  if (facts.proof !== 'proved' && reasons.length === 0) reasons.push(unprovedFloor);
  reasons.sort((a, b) => outcomes.indexOf(b.severity) - outcomes.indexOf(a.severity));
  return { outcome: reasons[0]?.severity ?? 'admit', reasons, policyVersion: policy.version };
}

/**
 * The policy where no temperature is taken: on a phone that registers a visit, and at gates that are set up without a
 * sensor. Rules on the temperature alone are left out, so that they do not turn every verdict into "not measured". A rule
 * that demands more than the temperature stays, and is unknown: what else it demands must not be lost in silence.
 */
export function withoutTemperature(policy: Policy): Policy {
  return { ...policy, rules: policy.rules.filter((rule) => !isOnTemperatureAlone(rule)) };
}

function isOnTemperatureAlone(rule: Rule): boolean {
  try {
    const names = factsNamed(rule.logic);
    return names.size === 1 && names.has('temperature');
  } catch {
    return false;
  }
}
