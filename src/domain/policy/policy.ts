import { evaluate, type CertLogicExpression } from 'certlogic-js';
import { isCare } from '../access/categories.ts';
import type { FactName, Facts } from './facts.ts';
import { limitsAt, type DecisionPlace, type LimitOverride, type Limits } from './limits.ts';
import { namesIn } from './names-in.ts';
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

type Data = Facts & { limits: Limits };

function valueOf(name: string, data: Data): unknown {
  return name.startsWith('limits.')
    ? data.limits[name.slice('limits.'.length) as keyof Limits]
    : data[name as FactName];
}

/** True, false, or null when it cannot be known: a name without a value, an expression that fails or is no truth value. */
function truth(logic: CertLogicExpression, data: Data): boolean | null {
  try {
    // Looked at before CertLogic is asked: it takes a missing value for false in `!`, and so would admit on a missing fact.
    for (const name of namesIn(logic)) {
      const value = valueOf(name, data);
      // A number that is none compares as false with everything, and its opposite would then hold.
      if (value === null || value === undefined || Number.isNaN(value)) return null;
    }
    const value: unknown = evaluate(logic, data);
    return typeof value === 'boolean' ? value : null;
  } catch {
    return null;
  }
}

/** Whether an expression holds of the facts: null when it cannot be known. */
export type TruthOf = typeof truth;

/**
 * A value as part of a key: no two lists of values have the same. Written by hand: asked for each condition of each scan, JSON
 * took half of a replay's time, and it has no infinite numbers.
 */
function keyOf(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return `${typeof value}${text.length} ${text}`;
}

/** So many answers are kept of one expression. */
const mostKept = 20_000;

/**
 * As decisions find it themselves, but an expression that was asked of the same values before is not asked again: for the many
 * scans of a replay, which differ in few of them. Answers are the same: an expression sees nothing but what it names.
 */
export function rememberedTruth(): TruthOf {
  const known = new Map<CertLogicExpression, { names: string[]; answers: Map<string, boolean | null> }>();
  return (logic, data) => {
    let one = known.get(logic);
    if (!one) {
      let names: string[];
      try {
        names = [...namesIn(logic)];
      } catch {
        return null;
      }
      known.set(logic, (one = { names, answers: new Map() }));
    }
    let key = '';
    for (const name of one.names) key += keyOf(valueOf(name, data));
    let answer = one.answers.get(key);
    if (answer !== undefined) return answer;
    if (one.answers.size >= mostKept) one.answers.clear();
    answer = truth(logic, data);
    one.answers.set(key, answer);
    return answer;
  };
}

/** What one rule says of the facts. */
function evaluateRule(rule: Rule, data: Data, truthOf: TruthOf): 'met' | 'not-met' | 'unknown' {
  const holds = rule.when === undefined ? true : truthOf(rule.when, data);
  if (holds === false) return 'met';
  const value = holds === null ? null : truthOf(rule.logic, data);
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

const clocklessFloor: Reason = {
  rule: 'floor.no-clock',
  severity: 'attend',
  cause: 'unknown',
  voice: 'attend',
  texts: { 'zh-CN': '本机时间未知，请联系工作人员', en: 'The time is not known here: please wait for staff' },
};

/**
 * Decides one passage. Four floors hold under any policy: a policy without rules admits nobody, nobody is admitted
 * without a proved credential or by a clock that gives no number, and nobody is refused where people come for care: they are sent to staff, and no loud voice
 * says why.
 * @param truthOf `rememberedTruth()` where many facts are decided on by the same policy
 */
export function decide(
  policy: Policy,
  facts: Facts,
  place: DecisionPlace,
  truthOf: TruthOf = truth,
): Verdict {
  const reasons: Reason[] = [];
  const data: Data = { ...facts, limits: limitsAt(policy.limits, policy.overrides, place) };
  for (const rule of policy.rules) {
    const result = evaluateRule(rule, data, truthOf);
    if (result === 'met') continue;
    const unknown = result === 'unknown';
    const refuses = (unknown ? rule.whenUnknown : rule.severity) === 'refuse';
    const softened = refuses && isCare(place.category);
    reasons.push({
      rule: rule.id,
      // Whatever else a rule may name: what speaks against admission never admits.
      severity: refuses && !softened ? 'refuse' : 'attend',
      cause: result,
      voice: softened ? 'attend' : (unknown && rule.voiceWhenUnknown) || rule.voice,
      texts: (unknown && rule.textsWhenUnknown) || rule.texts,
    });
    if (rule.last) break;
  }
  if (policy.rules.length === 0) reasons.push(emptyFloor);
  if (!Number.isFinite(place.at)) reasons.push(clocklessFloor);
  if (facts.proof !== 'proved' && reasons.length === 0) reasons.push(unprovedFloor);
  reasons.sort((a, b) => outcomes.indexOf(b.severity) - outcomes.indexOf(a.severity));
  return { outcome: reasons[0]?.severity ?? 'admit', reasons, policyVersion: policy.version };
}
