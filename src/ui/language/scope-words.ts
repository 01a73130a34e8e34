import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import { scopeTexts } from '../texts/common/scope.ts';
import { count } from './format.ts';
import { language } from './languages.ts';

/** The part of the district that an account sees, in the page's language; '' while that is not known. */
export function scopeWords(staff: StaffMeAnswer | null): string {
  if (!staff) return '';
  const { subdistricts, subdistrictsEn, allSubdistricts } = staff;
  const t = scopeTexts[language()];
  if (subdistricts.length === 0) return allSubdistricts ? t.allOf(count(allSubdistricts, language())) : t.all;
  return language() === 'en' ? (subdistrictsEn ?? subdistricts).join(', ') : subdistricts.join('、');
}

/** Whether an account sees a part of the district alone. */
export function isOfPart(staff: StaffMeAnswer | null): boolean {
  return (staff?.subdistricts.length ?? 0) > 0;
}
