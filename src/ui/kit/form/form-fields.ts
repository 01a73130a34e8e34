import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { Field, FieldOf } from '../../../domain/forms/field.ts';
import type { Typed, TypedFields } from '../../../domain/forms/typed.ts';
import { readDecimal } from '../../../domain/text/typed-decimal.ts';
import { language } from '../../language/languages.ts';
import { formTexts } from '../../texts/kit/form.ts';
import type { PlaceSearch } from '../picker/place-search.ts';
import type { FieldWords } from './form-words.ts';

/** One field as the form hands it to what draws it. */
export interface FieldView<F extends Field = Field> {
  /** Such as "days" and "gates.1.name"; the control's id as well. */
  path: string;
  field: F;
  words: FieldWords;
  typed: Typed;
  /** In words; '' for none. */
  problem: string;
  /** Takes what was typed or chosen. */
  set: (typed: Typed) => void;
}

/** Of fields of the kind `json`: what draws each, by its name; it hands JSON to `set`. */
export type Editors = Readonly<Record<string, (view: FieldView) => TemplateResult>>;

/** What of the form a field's drawing may need besides the field. */
export interface FormAround {
  /** What is typed beside it: in the form, or in the same row. */
  siblings: TypedFields;
  places: PlaceSearch | null;
  /** Draws what an element of the page's own changes, by the field's name. */
  editors: Editors;
  /** Draws the fields of a row of a repeated group. */
  row: (row: TypedFields, path: string, set: (row: TypedFields) => void) => unknown;
}

/** Draws the fields of one kind. */
export type FieldDrawing<Kind extends Field['kind']> = (
  view: FieldView<FieldOf<Kind>>,
  around: FormAround,
) => TemplateResult;
export type FieldDrawings = { [Kind in Field['kind']]?: FieldDrawing<Kind> };

const drawings: FieldDrawings = {};

/** Makes kinds of fields known to forms. Those that a sign-in has none of: rare-fields.ts, picker-fields.ts. */
export function addDrawings(more: FieldDrawings): void {
  Object.assign(drawings, more);
}

/**
 * Draws a field.
 * @throws Error if nothing of its kind was made known: the page that has such a form imports it
 */
export function drawField(view: FieldView, around: FormAround): TemplateResult {
  const { kind } = view.field;
  const draw = drawings[kind] as FieldDrawing<typeof kind> | undefined;
  if (!draw)
    throw new Error(
      `Nothing imported draws a field of the kind "${kind}": see rare-fields.ts, picker-fields.ts.`,
    );
  return draw(view as never, around);
}

/** Up to so many choices are all in view; more are a list to open. */
const mostRadios = 5;

/** A label with "(optional)" where the field may be empty. */
export function labelText({ field, words }: FieldView): string {
  return field.required ? words.label : `${words.label}${formTexts[language()].optional}`;
}

/** What describes a field's control, as `aria-describedby` names it. */
export const described = ({ path, words, problem }: FieldView): string =>
  [words.help ? `${path}-help` : '', problem ? `${path}-problem` : ''].filter(Boolean).join(' ');

function help({ path, words }: FieldView): TemplateResult | typeof nothing {
  return words.help ? html`<span class="help" id="${path}-help">${words.help}</span>` : nothing;
}

function problem({ path, problem: said }: FieldView): TemplateResult | typeof nothing {
  return said
    ? html`<span class="problem" id="${path}-problem"><span aria-hidden="true">▲ </span>${said}</span>`
    : nothing;
}

/** A label, its help, a control and what is wrong with it. */
export function labelled(view: FieldView, control: TemplateResult, wide = false): TemplateResult {
  return html`<div class="field ${wide ? 'wide' : ''} ${view.problem ? 'bad' : ''}">
    <label for=${view.path}>${labelText(view)}</label>${help(view)}${control}${problem(view)}
  </div>`;
}

/** A text, a long text or a number: what is typed stays as it is typed, also while an input method composes it. */
function textField(view: FieldView<FieldOf<'text'>>): TemplateResult {
  const { field, path } = view;
  const { keys } = field.format ?? {};
  return labelled(
    view,
    html`<input
      id=${path}
      name=${path}
      type=${field.secret ? 'password' : keys === 'email' ? 'email' : 'text'}
      inputmode=${keys ?? nothing}
      autocomplete=${field.autocomplete as 'off'}
      autocapitalize="none"
      spellcheck="false"
      lang=${ifDefined(field.lang ?? undefined)}
      placeholder=${ifDefined(view.words.placeholder)}
      aria-required=${field.required}
      aria-invalid=${view.problem !== ''}
      aria-describedby=${described(view) || nothing}
      .value=${live(view.typed as string)}
      @input=${(event: Event) => view.set((event.target as HTMLInputElement).value)}
    />`,
  );
}

/** Not an input of type "number": that empties itself without a word when somebody types full-width digits or a comma. */
function numberField(view: FieldView<FieldOf<'number'>>): TemplateResult {
  const { path, field, words } = view;
  const tidy = (event: Event): void => {
    const number = readDecimal((event.target as HTMLInputElement).value);
    if (number !== null) view.set(String(number));
  };
  return labelled(
    view,
    html`<span class="with-unit">
      <input
        id=${path}
        name=${path}
        inputmode=${field.decimals > 0 ? 'decimal' : 'numeric'}
        autocomplete="off"
        placeholder=${ifDefined(words.placeholder)}
        aria-required=${field.required}
        aria-invalid=${view.problem !== ''}
        aria-describedby=${[described(view), words.unit ? `${path}-unit` : ''].join(' ').trim() || nothing}
        .value=${live(view.typed as string)}
        @input=${(event: Event) => view.set((event.target as HTMLInputElement).value)}
        @change=${tidy}
      />${words.unit ? html`<span id="${path}-unit">${words.unit}</span>` : nothing}
    </span>`,
  );
}

/** What a choice is called; the empty one where the form has words for it. */
function choicesOf({ field, words }: FieldView<FieldOf<'choice'>>): { text: string; label: string }[] {
  const named = field.values.map((value) => ({
    text: String(value),
    label: words.choices?.[String(value)] ?? String(value),
  }));
  const none = words.choices?.[''];
  return none === undefined ? named : [{ text: '', label: none }, ...named];
}

function choiceField(view: FieldView<FieldOf<'choice'>>): TemplateResult {
  const choices = choicesOf(view);
  return choices.length <= mostRadios ? radios(view, choices) : list(view, choices);
}

function radios(
  view: FieldView<FieldOf<'choice'>>,
  choices: readonly { text: string; label: string }[],
): TemplateResult {
  return group(
    view,
    choices.map(
      ({ text, label }) =>
        html`<label class="choice"
          ><input
            type="radio"
            name=${view.path}
            value=${text}
            .checked=${live(view.typed === text)}
            @change=${() => view.set(text)}
          /><span>${label}</span></label
        >`,
    ),
    'radiogroup',
  );
}

function list(
  view: FieldView<FieldOf<'choice'>>,
  choices: readonly { text: string; label: string }[],
): TemplateResult {
  return labelled(
    view,
    html`<select
      id=${view.path}
      name=${view.path}
      aria-required=${view.field.required}
      aria-invalid=${view.problem !== ''}
      aria-describedby=${described(view) || nothing}
      @change=${(event: Event) => view.set((event.target as HTMLSelectElement).value)}
    >
      ${
        choices[0]?.text === ''
          ? nothing
          : html`<option value="" ?selected=${view.typed === ''}>${formTexts[language()].choose}</option>`
      }
      ${choices.map(
        ({ text, label }) => html`<option value=${text} ?selected=${text === view.typed}>${label}</option>`,
      )}
    </select>`,
  );
}

/** Choices that are all in view. */
export function group(
  view: FieldView,
  choices: TemplateResult[],
  role: 'group' | 'radiogroup',
): TemplateResult {
  return html`<fieldset
    class="field ${view.problem ? 'bad' : ''}"
    role=${role}
    data-group=${view.path}
    aria-required=${ifDefined(role === 'radiogroup' ? view.field.required : undefined)}
    aria-describedby=${described(view) || nothing}
  >
    <legend>${labelText(view)}</legend>
    ${help(view)}
    <div class="choices">${choices}</div>
    ${problem(view)}
  </fieldset>`;
}

addDrawings({
  text: textField,
  number: numberField,
  choice: choiceField,
  json: (view, { editors }) =>
    html`<div class="field wide" data-group=${view.path}>
      ${editors[view.path]?.(view)} ${problem(view)}
    </div>`,
});
