import { personSearchForm } from '../../../domain/person/person-search-form.ts';
import type { Language } from '../../language/languages.ts';
import { pickerTexts } from '../../texts/kit/picker.ts';
import { declareFormWords } from '../form/form-words.ts';

function words(language: Language) {
  const t = pickerTexts[language];
  return {
    submit: t.find,
    busy: t.finding,
    fields: {
      by: { label: t.by, choices: { idNumber: t.byId, phone: t.byPhone } },
      idNumber: { label: t.byId },
      phone: { label: t.byPhone },
      purpose: { label: t.purpose, help: t.purposeHelp, problems: { short: t.purposeShort } },
    },
  };
}

/** What the search for a person says. */
export const personSearchWords = declareFormWords(personSearchForm, words('zh-CN'), words('en'));
