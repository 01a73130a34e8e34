import type { Field, Fields } from '../../../domain/forms/field.ts';
import type { Form } from '../../../domain/forms/form.ts';
import type { Language } from '../../language/languages.ts';

/** What a form says of one of its fields. */
export interface FieldWords {
  label: string;
  /** What it is for or how to fill it in; under the label. */
  help?: string;
  placeholder?: string;
  /** Behind a number: "°C", "days". */
  unit?: string;
  /** Of choices, by the value's text. */
  choices?: Readonly<Record<string, string>>;
  /** Words of problems that no other form has, or that this one says better, by problem. */
  problems?: Readonly<Record<string, string>>;
  /** Of a repeated group: its fields', and what adds another row. */
  fields?: Readonly<Record<string, FieldWords>>;
  add?: string;
}

/** What a form says, in one language. */
export interface FormWords {
  fields: Readonly<Record<string, FieldWords>>;
  submit: string;
  /** On the button while the form is being sent. */
  busy: string;
}

type ChoiceText<F> = F extends { kind: 'choice' | 'multi'; values: readonly (infer Value)[] }
  ? Value extends string | number | boolean
    ? `${Value}`
    : never
  : never;
type WordsOf<F> =
  F extends Field<infer Value>
    ? FieldWords & { choices?: Readonly<Record<Extract<Value, string>, string>> }
    : FieldWords & { choices?: Readonly<Record<ChoiceText<F>, string>> };

/** All that a form of these fields says: a field without words, or a choice without some, is an error of types. */
export type FormWordsOf<F extends Fields> = Omit<FormWords, 'fields'> & {
  fields: { readonly [Name in keyof F]: WordsOf<F[Name]> };
};

/** Declares the words of one form, Chinese and English side by side. @param _form for its types alone */
export function declareFormWords<F extends Fields>(
  _form: Form<F>,
  zh: FormWordsOf<F>,
  en: FormWordsOf<F>,
): Record<Language, FormWords> {
  return { 'zh-CN': zh, en };
}
