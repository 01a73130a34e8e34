// Kinds of fields that few forms have: a page with such a form imports this file, so that no sign-in loads it.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { FieldOf } from '../../../domain/forms/field.ts';
import { emptyRow, type TypedFields, type TypedFile } from '../../../domain/forms/typed.ts';
import { language } from '../../language/languages.ts';
import { formTexts } from '../../texts/kit/form.ts';
import {
  addDrawings,
  described,
  group,
  labelText,
  labelled,
  type FieldView,
  type FormAround,
} from './form-fields.ts';

function longTextField(view: FieldView<FieldOf<'long-text'>>): TemplateResult {
  return labelled(
    view,
    html`<textarea
      id=${view.path}
      name=${view.path}
      rows="4"
      autocomplete="off"
      spellcheck="false"
      placeholder=${ifDefined(view.words.placeholder)}
      aria-required=${view.field.required}
      aria-invalid=${view.problem !== ''}
      aria-describedby=${described(view) || nothing}
      .value=${live(view.typed as string)}
      @input=${(event: Event) => view.set((event.target as HTMLTextAreaElement).value)}
    ></textarea>`,
    true,
  );
}

function multiField(view: FieldView<FieldOf<'multi'>>): TemplateResult {
  const chosen = view.typed as readonly string[];
  const toggle = (text: string, on: boolean): void => {
    const texts = view.field.values.map(String);
    view.set(texts.filter((each) => (each === text ? on : chosen.includes(each))));
  };
  return group(
    view,
    view.field.values.map((value) => {
      const text = String(value);
      return html`<label class="choice"
        ><input
          type="checkbox"
          name=${view.path}
          value=${text}
          .checked=${live(chosen.includes(text))}
          @change=${(event: Event) => toggle(text, (event.target as HTMLInputElement).checked)}
        /><span>${view.words.choices?.[text] ?? text}</span></label
      >`;
    }),
    'group',
  );
}

function fileField(view: FieldView<FieldOf<'file'>>): TemplateResult {
  return labelled(
    view,
    html`<input
      id=${view.path}
      name=${view.path}
      type="file"
      accept=${view.field.accept.join(',')}
      aria-required=${view.field.required}
      aria-invalid=${view.problem !== ''}
      aria-describedby=${described(view) || nothing}
      @change=${(event: Event) => view.set(((event.target as HTMLInputElement).files?.[0] ?? null) as TypedFile)}
    />`,
  );
}

/** A repeated group: its rows one below the other, with a way to add and to remove one. */
function rowsField(view: FieldView<FieldOf<'rows'>>, around: FormAround): TemplateResult {
  const t = formTexts[language()];
  const { field, words, path, problem } = view;
  const rows = view.typed as readonly TypedFields[];
  const isFull = rows.length >= field.most;
  return html`<fieldset class="field wide rows ${problem ? 'bad' : ''}" data-group=${path}>
    <legend>${labelText(view)}</legend>
    ${words.help ? html`<span class="help">${words.help}</span>` : nothing}
    ${rows.map(
      (row, index) =>
        html`<fieldset class="row">
          <legend>${t.row(String(index + 1))}</legend>
          <div class="fields">
            ${around.row(row, `${path}.${index}`, (changed) =>
              view.set(rows.map((each, at) => (at === index ? changed : each))),
            )}
          </div>
          <button type="button" class="quiet" @click=${() => view.set(rows.filter((_, at) => at !== index))}>
            ${t.removeRow(String(index + 1))}
          </button>
        </fieldset>`,
    )}
    ${problem ? html`<span class="problem"><span aria-hidden="true">▲ </span>${problem}</span>` : nothing}
    ${
      isFull
        ? html`<span class="help">${t.rowsFull(String(field.most))}</span>`
        : html`<button
            type="button"
            class="quiet add"
            @click=${() => view.set([...rows, emptyRow(field.fields)])}
          >
            ${words.add ?? t.addRow}
          </button>`
    }
  </fieldset>`;
}

addDrawings({
  'long-text': longTextField,
  multi: multiField,
  file: fileField,
  rows: rowsField,
});
