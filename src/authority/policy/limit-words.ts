import { limitScale } from '../../domain/policy/forms/limit-forms.ts';
import {
  limitRanges,
  truthLimits,
  type LimitName,
  type LimitOverride,
  type Limits,
} from '../../domain/policy/limits.ts';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import type { ListWords } from '../../ui/kit/form/data-form.ts';
import { dateTime } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { differenceTexts } from '../../ui/texts/authority/policy-difference.ts';
import { limitOverrideTexts, limitTexts } from '../../ui/texts/authority/policy.ts';

/** Every limit, in the order in which forms show them. */
export const limitNames = [...Object.keys(limitRanges), ...truthLimits] as LimitName[];

/** A limit's value; its unit is in the limit's own words. */
export function limitValueWords(name: LimitName, value: Limits[LimitName]): string {
  const t = limitOverrideTexts[language()];
  if (value === undefined) return t.unset;
  return typeof value === 'boolean' ? (value ? t.yes : t.no) : String(value / limitScale(name));
}

/** The limits that an override sets, each with its value. */
export function limitsWords(limits: LimitOverride['limits']): string[] {
  const { colon } = differenceTexts[language()];
  return limitNames
    .filter((name) => limits[name] !== undefined)
    .map((name) => `${limitTexts[language()][name]}${colon}${limitValueWords(name, limits[name]!)}`);
}

/** Where an override holds. */
export function scopeWords({ scope }: LimitOverride, sites: PolicyAnswer['sites']): string {
  if ('category' in scope) return categoryTexts[language()][scope.category];
  const name = sites.find(({ number }) => number === scope.site)?.name ?? '';
  return differenceTexts[language()].site(String(scope.site), name);
}

/** When an override holds, in the district's time. */
export function validityWords({ validFrom, validTo }: LimitOverride): string {
  const t = limitOverrideTexts[language()];
  const at = (time: number) => dateTime(time, language());
  if (validFrom !== null && validTo !== null) return t.between(at(validFrom), at(validTo));
  if (validFrom !== null) return t.since(at(validFrom));
  return validTo !== null ? t.until(at(validTo)) : t.always;
}

/** All of an override but where it holds. */
export function overrideWords(override: LimitOverride): string {
  return [...limitsWords(override.limits), validityWords(override)].join(differenceTexts[language()].comma);
}

/** What a form asks in when two officials changed the same part of the other limits: see ListWords. */
export function overrideListWords(sites: PolicyAnswer['sites']): ListWords[string] {
  return {
    part: (item) => scopeWords(item as LimitOverride, sites),
    item: (item) => overrideWords(item as LimitOverride),
  };
}
