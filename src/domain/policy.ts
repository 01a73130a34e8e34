import { evaluate, type CertLogicExpression } from 'certlogic-js';
import { factNames, type FactName, type Facts } from './facts.ts';
import { limitRanges, limitsAt, type DecisionPlace, type LimitOverride, type Limits } from './limits.ts';
import { outcomes, type Outcome } from './outcome.ts';
import type { VoiceKey } from './voice-key.ts';

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
  /** Where the rule holds at all; everywhere when left out. When it cannot be known whether it holds, it is unknown. */
  when?: CertLogicExpression;
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
  /** The district's limits, and others for categories and sites. */
  limits: Limits;
  overrides: LimitOverride[];
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

const limitNames = [...Object.keys(limitRanges), 'strict'];

/**
 * What an expression names: facts, and limits as `limits.NAME`. Throws a RangeError when it names what does not exist.
 */
export function namesIn(logic: unknown): Set<FactName | `limits.${keyof Limits}`> {
  const names = new Set<FactName | `limits.${keyof Limits}`>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      for (const [operator, operand] of Object.entries(node)) {
        if (operator !== 'var') walk(operand);
        else if (isName(operand)) names.add(operand);
        else throw new RangeError(`A rule names the fact ${JSON.stringify(operand)}, which does not exist.`);
      }
    }
  };
  walk(logic);
  return names;
}

function isName(operand: unknown): operand is FactName | `limits.${keyof Limits}` {
  if (typeof operand !== 'string') return false;
  return operand.startsWith('limits.')
    ? limitNames.includes(operand.slice('limits.'.length))
    : factNames.includes(operand as FactName);
}

type Data = Facts & { limits: Limits };

/** True, false, or null when it cannot be known: a name without a value, an expression that fails or is no truth value. */
function truth(logic: CertLogicExpression, data: Data): boolean | null {
  try {
    // Looked at before CertLogic is asked: it takes a missing value for false in `!`, and so would admit on a missing fact.
    for (const name of namesIn(logic)) {
      const value = name.startsWith('limits.')
        ? data.limits[name.slice('limits.'.length) as keyof Limits]
        : data[name as FactName];
      if (value === null || value === undefined) return null;
    }
    const value: unknown = evaluate(logic, data);
    return typeof value === 'boolean' ? value : null;
  } catch {
    return null;
  }
}

/** What one rule says of the facts. */
function evaluateRule(rule: Rule, data: Data): 'met' | 'not-met' | 'unknown' {
  const holds = rule.when === undefined ? true : truth(rule.when, data);
  if (holds === false) return 'met';
  const value = holds === null ? null : truth(rule.logic, data);
  return value === null ? 'unknown' : value ? 'met' : 'not-met';
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
export function decide(policy: Policy, facts: Facts, place: DecisionPlace): Verdict {
  const reasons: Reason[] = [];
  const data: Data = { ...facts, limits: limitsAt(policy.limits, policy.overrides, place) };
  for (const rule of policy.rules) {
    const result = evaluateRule(rule, data);
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
