import { deskFindForm, deskRegisterForm } from '../../domain/person/desk-forms.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import type { Language } from '../../ui/language/languages.ts';
import { deskTexts, identityProofTexts } from '../../ui/texts/authority/desk/desk.ts';

function find(language: Language) {
  const t = deskTexts[language];
  return {
    submit: t.find,
    busy: t.finding,
    fields: {
      idNumber: { label: t.idNumber, help: t.idHelp },
      birth: { label: t.birth, help: t.birthHelp },
    },
  };
}

function register(language: Language) {
  const t = deskTexts[language];
  return {
    submit: t.register,
    busy: t.registering,
    fields: {
      name: { label: t.name, help: t.nameHelp },
      idNumber: { label: t.idNumber, help: t.idHelp },
      birth: { label: t.birth, help: t.birthHelp },
      phone: { label: t.phone, help: t.phoneHelp },
      address: { label: t.address, help: t.addressHelp },
      proof: { label: t.proof, choices: identityProofTexts[language] },
    },
  };
}

export const deskFindWords = declareFormWords(deskFindForm, find('zh-CN'), find('en'));
export const deskRegisterWords = declareFormWords(deskRegisterForm, register('zh-CN'), register('en'));
