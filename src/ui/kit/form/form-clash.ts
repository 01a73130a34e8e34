// What a form asks that others change too: a page with a `shared` form imports this file, so that no sign-in loads it.
import { html, type TemplateResult } from 'lit';
import type { Typed, TypedFields } from '../../../domain/forms/typed.ts';
import { language } from '../../language/languages.ts';
import { formTexts } from '../../texts/kit/form.ts';
import '../action/clash-choice.ts';
import type { Clash } from '../action/merge.ts';
import { addClashes, type DataForm } from './data-form.ts';
import { mergeBy } from './form-entry.ts';
import { itemsOf, listOf, mergeTyped, withParts } from './form-parts.ts';
import { fieldAt } from './form-summary.ts';

/**
 * Asks of each field that somebody else changed meanwhile too whose value it is to have, in the words of the form.
 * @param chosen what was chosen, and the field of the first of them
 */
function formClash(
  form: DataForm,
  clashes: readonly Clash[],
  chosen: (typed: TypedFields, first: string) => void,
): TemplateResult {
  const labels = new Map(clashes.map((clash) => [clash.field, clashLabel(form, clash)]));
  return html`<sc-clash-choice
    .clashes=${clashes}
    .labelOf=${(field: string) => labels.get(field) ?? field}
    .textOf=${(value: unknown, field: string) => typedText(form, field, value as Typed)}
    @chosen=${({ detail }: CustomEvent<TypedFields>) =>
      chosen(detail, listOf(form.form.fields, clashes[0]!.field))}
  ></sc-clash-choice>`;
}

function clashLabel({ form, words, groups, listWords }: DataForm, { field, mine, theirs }: Clash): string {
  const list = listOf(form.fields, field);
  const label = fieldAt(form, words, groups, list)?.label ?? list;
  if (list === field) return label;
  // One of the two may have taken all of it away.
  const [item] = [mine, theirs].flatMap((typed) => itemsOf(typed as Typed));
  return formTexts[language()].of(label, listWords[list]?.part(item) ?? field);
}

function typedText({ form, words, listWords }: DataForm, name: string, typed: Typed): string {
  const list = listOf(form.fields, name);
  const [field, own] = [form.fields[list], words.fields[list]];
  if (!field || !own) return String(typed);
  if (field.kind === 'json') {
    const item = listWords[list]?.item;
    return item ? itemsOf(typed).map(item).join('\n') : String(typed);
  }
  const text = (each: unknown) => own.choices?.[String(each)] ?? String(each);
  if (Array.isArray(typed)) return field.kind === 'rows' ? JSON.stringify(typed) : typed.map(text).join(', ');
  return typed === '' ? '' : [text(typed), own.unit].filter(Boolean).join(' ');
}

addClashes(formClash);
mergeBy({ merge: mergeTyped, fill: withParts });
