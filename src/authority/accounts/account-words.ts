import type { StaffRow } from '../../domain/access/staff-account.ts';
import { staffRoles, roles } from '../../domain/access/rights.ts';
import { placeName } from '../../ui/language/place-names.ts';
import { dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { accountTexts, endReasonTexts, staffStateTexts } from '../../ui/texts/authority/accounts/accounts.ts';

export type Subdistricts = readonly { name: string; nameEn: string }[];

/** The part of the district that an account is for. */
export function scopeText({ subdistricts: its }: StaffRow, all: Subdistricts, language: Language): string {
  if (its.length === 0) return accountTexts[language].wholeDistrict;
  const name = (one: string) => placeName(one, all.find((each) => each.name === one)?.nameEn);
  return its.map(name).join(language === 'en' ? ', ' : '、');
}

/** How an account stands, and why. */
export function stateText(row: StaffRow, language: Language): string {
  const t = accountTexts[language];
  const why =
    row.state === 'locked'
      ? row.lockedFor === 'unused'
        ? t.lockedUnused
        : t.lockedBy
      : row.state === 'ended' && row.endReason
        ? endReasonTexts[language][row.endReason]
        : '';
  return [staffStateTexts[language][row.state], why].filter(Boolean).join(' · ');
}

/** Words of the forms by which an account is made and changed. */
export function grantWords(all: Subdistricts, language: Language) {
  const t = accountTexts[language];
  const choices = Object.fromEntries(staffRoles.map((role) => [role, roles[role].words[language]]));
  return {
    name: { label: t.name },
    number: {
      label: t.numberLabel,
      problems: {
        'staff-number': t.numberForm,
        long: t.numberForm,
        taken: t.numberTaken,
        fixed: t.numberFixed,
      },
    },
    roles: { label: t.roles, choices, problems: { together: t.together } },
    subdistricts: {
      label: t.subdistricts,
      choices: Object.fromEntries(all.map(({ name, nameEn }) => [name, placeName(name, nameEn)])),
      problems: { missing: t.mustScope },
    },
  };
}

/** When something happened; a dash for never. */
export const atText = (at: number, language: Language): string => (at > 0 ? dateTime(at, language) : '—');
