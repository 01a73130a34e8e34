import { rosterEntryForm, shiftForm } from '../../domain/roster/roster-forms.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import type { Language } from '../../ui/language/languages.ts';
import { rosterKindTexts } from '../../ui/texts/common/rosters.ts';
import { rosterTexts } from '../../ui/texts/venue/rosters.ts';

function invitation(language: Language) {
  const t = rosterTexts[language];
  return {
    submit: t.make,
    busy: t.making,
    fields: {
      kind: { label: t.kind, choices: rosterKindTexts[language] },
      group: { label: t.group, help: t.groupHelp },
      from: { label: t.from },
      until: { label: t.until },
    },
  };
}

function shift(language: Language) {
  const t = rosterTexts[language];
  return { submit: t.begin, busy: t.beginning, fields: { hours: { label: t.hours, unit: t.hour } } };
}

export const invitationWords = declareFormWords(rosterEntryForm, invitation('zh-CN'), invitation('en'));
export const shiftWords = declareFormWords(shiftForm, shift('zh-CN'), shift('en'));
