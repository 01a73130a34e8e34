import type { Alarm } from '../domain/api.ts';
import { factsNamed, outcomes, type Policy, type Rule } from '../domain/policy.ts';
import type { Language } from '../ui/languages.ts';

/**
 * Words for the rules of a policy. An alarm names the rules that spoke against a person, but not whether each was broken
 * or could not be judged, and the two have different words: "The health code is red" must not be said of a code that
 * could not be read. What the rest of the alarm proves is used; where both stay possible, both are said.
 */
export class ReasonWords {
  readonly #rules: Map<string, Rule>;
  readonly #otherWords: Record<Language, Record<string, string>>;

  /**
   * @param policy the district's current one; null while it is not known
   * @param otherWords words for ids that are no rule of a policy
   */
  constructor(policy: Policy | null, otherWords: Record<Language, Record<string, string>>) {
    this.#rules = new Map((policy?.rules ?? []).map((rule) => [rule.id, rule]));
    this.#otherWords = otherWords;
  }

  /** True when every reason of an alarm has words. False for a rule that is newer than the policy known here. */
  know(alarm: Pick<Alarm, 'reasons'>): boolean {
    return alarm.reasons.every((id) => this.#rules.has(id) || id in this.#otherWords.en);
  }

  /** An alarm's reasons in words, worst first, none twice. An id without words stands for itself. */
  of(alarm: Pick<Alarm, 'reasons' | 'outcome' | 'body'>, language: Language): string[] {
    const certain: string[] = [];
    const either: string[][] = [];
    const said = alarm.reasons.map((id): string | string[] => {
      const rule = this.#rules.get(id);
      if (!rule) return this.#otherWords[language][id] ?? id;
      const broken = rule.texts[language];
      const unknown = rule.textsWhenUnknown?.[language] ?? broken;
      const cause = this.#causeOf(rule, alarm);
      return cause === 'unknown'
        ? unknown
        : cause === 'not-met' || broken === unknown
          ? broken
          : [broken, unknown];
    });
    for (const each of said) {
      if (typeof each === 'string') certain.push(each);
      else either.push(each);
    }
    // A doubtful reason that repeats what another one says for certain adds nothing.
    const doubtful = either.filter((texts) => !texts.some((text) => certain.includes(text)));
    return [...new Set([...certain, ...doubtful.map((texts) => texts.join(' / '))])];
  }

  #causeOf(rule: Rule, alarm: Pick<Alarm, 'reasons' | 'outcome' | 'body'>): 'not-met' | 'unknown' | null {
    const badness = (severity: Alarm['outcome']) => outcomes.indexOf(severity);
    if (namesTemperature(rule)) return alarm.body === null ? 'unknown' : 'not-met';
    const worst = badness(alarm.outcome);
    if (badness(rule.severity) > worst) return 'unknown';
    if (badness(rule.whenUnknown) > worst) return 'not-met';
    if (rule.severity === rule.whenUnknown) return null;
    // Somebody's verdict it is: if no other reason can have been as bad, this one was, and only one cause makes it so.
    const othersCan = alarm.reasons.some((id) => {
      const other = this.#rules.get(id);
      if (id === rule.id) return false;
      return !other || badness(other.severity) === worst || badness(other.whenUnknown) === worst;
    });
    if (othersCan) return null;
    return badness(rule.severity) === worst ? 'not-met' : 'unknown';
  }
}

function namesTemperature(rule: Rule): boolean {
  try {
    return factsNamed(rule.logic).has('temperature');
  } catch {
    // A rule on a fact that this version does not know: its words are still good.
    return false;
  }
}
