import type { Alarm } from '../../domain/api/api.ts';
import type { FactName } from '../../domain/policy/facts.ts';
import { namesIn } from '../../domain/policy/names-in.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import type { Policy, Rule } from '../../domain/policy/policy.ts';
import type { Language } from './languages.ts';

/** What is told of a passage. Everything beyond outcome and reasons may be left out, and then proves nothing. */
interface Told extends Pick<Alarm, 'reasons' | 'outcome'> {
  body?: Alarm['body'];
  /** The facts that were not known, where an alarm tells them. */
  unknown?: Alarm['unknown'];
  /** Those of the reasons that stand for facts which were not known, where a replay tells them (domain/api/policy-api.ts). */
  unknownReasons?: readonly string[];
}

/**
 * Words for the rules of a policy. An alarm, or a recorded scan, names the rules that spoke against a person. Whether each was
 * broken or could not be judged has different words: "The health code is red" must not be said of a person whose status nobody
 * knew. An alarm that tells which facts were unknown decides it. Older ones do not: what the rest of them proves is used, and
 * where both stay possible, both are said.
 */
export class ReasonWords {
  readonly #rules: readonly Rule[];
  readonly #otherWords: Record<Language, Record<string, string>>;

  /**
   * @param policy the district's current one; null while it is not known
   * @param otherWords words for ids that are no rule of a policy
   */
  constructor(policy: Policy | null, otherWords: Record<Language, Record<string, string>>) {
    this.#rules = policy?.rules ?? [];
    this.#otherWords = otherWords;
  }

  /** True when every reason of an alarm has words. False for a rule that is newer than the policy known here. */
  know(alarm: Pick<Alarm, 'reasons'>): boolean {
    return alarm.reasons.every((id) => this.#rule(id) !== undefined || id in this.#otherWords.en);
  }

  /** An alarm's reasons in words, worst first, none twice. An id without words stands for itself. */
  of(alarm: Told, language: Language): string[] {
    const certain: string[] = [];
    const doubtful: string[][] = [];
    for (const id of alarm.reasons) {
      const rule = this.#rule(id);
      const broken = rule?.texts[language] ?? this.#otherWords[language][id] ?? id;
      const unknown = rule?.textsWhenUnknown?.[language] ?? broken;
      const cause = rule && broken !== unknown ? this.#causeOf(rule, alarm) : 'not-met';
      if (cause === 'either') doubtful.push([broken, unknown]);
      else certain.push(cause === 'unknown' ? unknown : broken);
    }
    // A doubtful reason that repeats what another one says for certain adds nothing.
    const open = doubtful.filter((texts) => !texts.some((text) => certain.includes(text)));
    return [...new Set([...certain, ...open.map((texts) => texts.join(' / '))])];
  }

  #rule(id: string): Rule | undefined {
    return this.#rules.find((rule) => rule.id === id);
  }

  #causeOf(rule: Rule, alarm: Told): 'not-met' | 'unknown' | 'either' {
    if (alarm.unknownReasons) return alarm.unknownReasons.includes(rule.id) ? 'unknown' : 'not-met';
    const facts = namedBy(rule.logic);
    if (alarm.unknown) {
      const named = new Set([...facts, ...namedBy(rule.when ?? true)]);
      return alarm.unknown.some((fact) => named.has(fact)) ? 'unknown' : 'not-met';
    }
    if (facts.has('temperature') && alarm.body !== undefined)
      return alarm.body === null ? 'unknown' : 'not-met';
    const worst = badness(alarm.outcome);
    if (badness(rule.severity) > worst) return 'unknown';
    if (badness(rule.whenUnknown) > worst) return 'not-met';
    if (facts.size > 0 && [...facts].every((fact) => this.#wasKnown(fact, alarm))) return 'not-met';
    if (rule.severity === rule.whenUnknown) return 'either';
    // Some reason made the verdict as bad as it is: if no other one can have, this one did, and one cause alone can.
    const othersCan = alarm.reasons.some((id) => {
      const other = this.#rule(id);
      if (id === rule.id) return false;
      return !other || badness(other.severity) === worst || badness(other.whenUnknown) === worst;
    });
    if (othersCan) return 'either';
    return badness(rule.severity) === worst ? 'not-met' : 'unknown';
  }

  /**
   * A rule that names a fact and did not speak was met, which it is only when the fact is known; or it does not hold
   * everywhere (`when`), and then its silence says nothing.
   */
  #wasKnown(fact: FactName, alarm: Told): boolean {
    const last = this.#rules.findIndex((rule) => rule.last && alarm.reasons.includes(rule.id));
    const lookedAt = last < 0 ? this.#rules : this.#rules.slice(0, last);
    return lookedAt.some(
      (rule) => rule.when === undefined && namedBy(rule.logic).has(fact) && !alarm.reasons.includes(rule.id),
    );
  }
}

function badness(outcome: Alarm['outcome']): number {
  return outcomes.indexOf(outcome);
}

function namedBy(logic: Rule['logic']): Set<FactName> {
  try {
    return new Set([...namesIn(logic)].filter((name) => !name.startsWith('limits.')) as FactName[]);
  } catch {
    // A rule on a fact that this version does not know: nothing is concluded from it.
    return new Set();
  }
}
