import { html, type TemplateResult } from 'lit';
import type { Field } from '../../../domain/forms/field.ts';
import type { FieldProblem, Form } from '../../../domain/forms/form.ts';
import { language } from '../../language/languages.ts';
import { formTexts } from '../../texts/kit/form.ts';
import { groupTitle, type FieldGroup } from './form-groups.ts';
import type { FieldWords, FormWords } from './form-words.ts';
import { problemWords } from './problem-words.ts';

/** What is wrong with a form, on top of it: each problem in the words of its field, with a way there. */
export function formSummary(
  form: Form,
  words: FormWords,
  groups: readonly FieldGroup[],
  problems: readonly FieldProblem[],
  focus: (path: string) => void,
): TemplateResult {
  const t = formTexts[language()];
  return html`<div class="summary" role="alert" tabindex="-1">
    <h3>${t.summary(String(problems.length))}</h3>
    <ul>
      ${problems.map(({ path, problem }) => {
        const found = fieldAt(form, words, groups, path);
        if (!found) return html`<li>${t.of(path, t.unknown)}</li>`;
        return html`<li>
          <button type="button" class="link" @click=${() => focus(path)}>
            ${t.of(found.label, problemWords(problem, found.field, found.words))}
          </button>
        </li>`;
      })}
    </ul>
  </div>`;
}

/** A field of a form as it is spoken of from afar. */
export interface FoundField {
  /** Its label with the title of its group, or the number of its row. */
  label: string;
  field: Field;
  words: FieldWords;
}

/** The field at a path; null where there is none. */
export function fieldAt(
  form: Form,
  { fields: formWords }: FormWords,
  groups: readonly FieldGroup[],
  path: string,
): FoundField | null {
  const t = formTexts[language()];
  // A name may hold dots of its own.
  if (form.fields[path] && formWords[path]) {
    const [field, words, title] = [form.fields[path], formWords[path], groupTitle(groups, path)];
    return { label: title ? t.of(title, words.label) : words.label, field, words };
  }
  let { fields } = form;
  let words: Readonly<Record<string, FieldWords>> = formWords;
  let before = '';
  for (const [index, part] of path.split('.').entries()) {
    if (index % 2 === 1) {
      // The last part may be the number of a choice or of a row: the group itself says what is wrong.
      before += ` ${t.row(String(Number(part) + 1))} `;
      continue;
    }
    const [field, own] = [fields[part], words[part]];
    if (!field || !own) return null;
    const isLast = path.split('.').length <= index + 2;
    if (isLast) return { label: before + own.label, field, words: own };
    if (field.kind !== 'rows') return null;
    before += own.label;
    fields = field.fields;
    words = own.fields ?? {};
  }
  return null;
}
