import type { RosterTerms } from '../../../domain/api/gate/roster-api.ts';
import type { ConsentWay, RemovedBy } from '../../../domain/roster/roster-forms.ts';
import type { RosterKind } from '../../../domain/roster/roster.ts';
import { dayText } from '../../language/format.ts';
import type { Language } from '../../language/languages.ts';

/** What somebody on a roster is to the site: the same word on every page and at the gate. */
export const rosterKindTexts: Record<Language, Record<RosterKind, string>> = {
  'zh-CN': { staff: '员工', resident: '居民', visitor: '常来人员', contractor: '外包人员' },
  en: { staff: 'Staff', resident: 'Resident', visitor: 'Regular visitor', contractor: 'Contractor' },
};

/** How they agreed. */
export const consentWayTexts: Record<Language, Record<ConsentWay, string>> = {
  'zh-CN': { phone: '本人在手机上同意', desk: '本人在窗口同意', paper: '纸质同意书' },
  en: { phone: 'agreed on their own phone', desk: 'agreed at a desk', paper: 'agreed on paper' },
};

/** Who took them off. */
export const removedByTexts: Record<Language, Record<RemovedBy, string>> = {
  'zh-CN': { owner: '场所负责人移出', person: '本人退出', desk: '在窗口移出' },
  en: { owner: 'taken off by the owner', person: 'left', desk: 'taken off at a desk' },
};

/** From when to when, in words; '' where neither is set. */
export function rosterDays({ from, until }: Pick<RosterTerms, 'from' | 'until'>, language: Language): string {
  const [first, last] = [from, until].map((day) => (day === 0 ? '' : dayText(day)));
  if (first && last) return language === 'en' ? `${first} to ${last}` : `${first} 至 ${last}`;
  if (first) return language === 'en' ? `from ${first}` : `${first} 起`;
  if (last) return language === 'en' ? `until ${last}` : `至 ${last}`;
  return '';
}

/** Kind, group and days in one line. */
export function rosterTermsText(terms: RosterTerms, language: Language): string {
  const kind = rosterKindTexts[language][terms.kind];
  return [kind, terms.group, rosterDays(terms, language)].filter((part) => part !== '').join(' · ');
}
