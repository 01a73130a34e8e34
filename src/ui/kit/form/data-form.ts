import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Field, FieldOf, Fields } from '../../../domain/forms/field.ts';
import { checkForm, type FieldProblem, type Form } from '../../../domain/forms/form.ts';
import { shownNames } from '../../../domain/forms/shown.ts';
import { emptyOf, valuesOf, type Typed, type TypedFields } from '../../../domain/forms/typed.ts';
import { ApiError } from '../../../sync/api-connection.ts';
import { dateTime } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { formTexts } from '../../texts/kit/form.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { PlaceSearch } from '../picker/place-search.ts';
import type { Clash } from '../action/merge.ts';
import type { FormDraft } from './form-drafts.ts';
import { FormEntry } from './form-entry.ts';
import { drawField, type Editors } from './form-fields.ts';
import { drawGroups, type FieldGroup } from './form-groups.ts';
import { formStyle } from './form-style.ts';
import { formSummary } from './form-summary.ts';
import type { FieldWords, FormWords } from './form-words.ts';
import { problemWords } from './problem-words.ts';

/** What a form is sent by. Problems that the server names in an ApiError are shown at their fields. */
export type Send = (values: never) => Promise<unknown>;

/** Of lists that an element of the page's own changes, by field: what the part is called that an item belongs to, and the item. */
export type ListWords = Readonly<
  Record<string, { part: (item: unknown) => string; item: (item: unknown) => string }>
>;

type ClashDrawing = (
  form: DataForm,
  clashes: readonly Clash[],
  chosen: (typed: TypedFields, first: string) => void,
) => TemplateResult;
let drawClashes: ClashDrawing = () => {
  throw new Error('A form that others change too asks by form-clash.ts, which is not imported.');
};
/** Makes known how it is asked whose change it is to be: see form-clash.ts. */
export function addClashes(draw: ClashDrawing): void {
  drawClashes = draw;
}

/**
 * Draws a form from its specification (domain/forms) and its words. What is wrong is said on top, with ways to the fields,
 * and at each field in the same words; what was typed stays. Fires `typed` when something was, and `fault` (CustomEvent of
 * what `send` threw) when sending failed for a reason that is no field's.
 * A page whose form has other fields than texts, numbers and choices imports rare-fields.ts or picker-fields.ts besides.
 * The default slot is drawn above the fields, `actions` beside the button.
 */
@customElement('sc-form')
export class DataForm extends LitElement {
  static override styles = [theme, controls, formStyle];

  @property({ attribute: false }) form!: Form;
  /** In the language now shown. */
  @property({ attribute: false }) words!: FormWords;
  /** What stands in it at first; another object fills the form anew: see `shared`. */
  @property({ attribute: false }) values: { readonly [name: string]: unknown } = {};
  /**
   * Others may change the same meanwhile: what was typed stays when `values` are others by now. What both changed is asked about,
   * and nothing is sent before that is answered. A page with such a form imports form-clash.ts.
   */
  @property({ type: Boolean }) shared = false;
  /** Sends the checked values; the form is busy meanwhile. */
  @property({ attribute: false }) send: Send = () => Promise.resolve();
  /** Where in the request the form's values lie, as the server names them: "policy.limits"; '' for the whole. */
  @property({ attribute: false }) at = '';
  /** Where what is typed is kept on this device; null: nowhere. */
  @property({ attribute: false }) draft: FormDraft | null = null;
  /** As many fields beside one another as fit. */
  @property({ type: Boolean, reflect: true }) columns = false;
  /** All fields are in view at once: the first at fault takes the focus, and there is no summary. */
  @property({ type: Boolean }) small = false;
  /** For fields that ask for a site or a zone. */
  @property({ attribute: false }) places: PlaceSearch | null = null;
  /** Of which groups it is made; none: all fields one after the other. What is in none is not drawn. */
  @property({ attribute: false }) groups: readonly FieldGroup[] = [];
  @property({ attribute: false }) editors: Editors = {};
  @property({ attribute: false }) listWords: ListWords = {};
  /** Where what is done with the form stands elsewhere: it has no button of its own. */
  @property({ type: Boolean }) bare = false;

  /** Busy with what was sent, where `send` only hands it on. */
  @property({ type: Boolean }) waiting = false;

  @state() private problems: readonly FieldProblem[] = [];
  @state() private busy = false;
  @query('.summary') private summary!: HTMLElement | null;
  readonly #entry = new FormEntry();
  readonly #texts = new Texts(this, formTexts);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('form') && !changed.has('values')) return;
    const isOther = changed.get('form')?.name !== undefined && changed.get('form')?.name !== this.form.name;
    // A form whose choices alone have changed keeps what was typed.
    if (!this.hasUpdated || isOther) return this.#fill();
    if (!changed.has('values')) return;
    if (!this.shared || !this.isUnsaved) return this.#fill();
    this.problems = [];
    this.#entry.update(this.form, this.values);
    if (this.#entry.clashes.length > 0 && this.matches(':focus-within'))
      void this.updateComplete.then(() => this.#focusClash());
  }

  /** What is typed now, as values that are not checked. */
  get current(): { [name: string]: unknown } {
    return this.#entry.values;
  }

  /** Whether something was typed or chosen that is not sent. */
  get isUnsaved(): boolean {
    return this.#entry.isUnsaved;
  }

  /** Empties it, or fills in `values` again, and forgets the draft. */
  reset(): void {
    this.draft?.forget();
    this.#fill();
    this.requestUpdate();
  }

  /** Shows problems at their fields, as the server names them, and moves the focus there. */
  showProblems(problems: readonly FieldProblem[]): void {
    const prefix = this.at === '' ? '' : `${this.at}.`;
    this.problems = problems.map(({ path, problem }) => ({
      path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
      problem,
    }));
    void this.updateComplete.then(() => {
      if (this.small) this.#focus(this.problems[0]?.path ?? '');
      else this.summary?.focus();
    });
  }

  /** Checks it and sends it. @returns whether it was sent and taken */
  async submit(): Promise<boolean> {
    if (this.busy || this.waiting) return false;
    if (this.#entry.clashes.length > 0) {
      this.#focusClash();
      return false;
    }
    const checked = checkForm(this.form, this.current);
    if (checked.problems !== null) {
      this.showProblems(checked.problems);
      return false;
    }
    this.problems = [];
    this.busy = true;
    try {
      await this.send(checked.values as never);
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.busy = false;
    }
    this.#entry.sent();
    return true;
  }

  #failed(error: unknown): void {
    if (error instanceof ApiError && error.fields && error.fields.length > 0) this.showProblems(error.fields);
    else this.dispatchEvent(new CustomEvent<unknown>('fault', { detail: error }));
  }

  #fill(): void {
    this.problems = [];
    this.#entry.begin(this.form, this.values, this.draft, this.shared);
  }

  readonly #chosen = (chosen: TypedFields, field: string): void => {
    this.#entry.choose(chosen);
    this.#changed();
    void this.updateComplete.then(() => this.#focus(field));
  };

  #focusClash(): void {
    this.renderRoot.querySelector<HTMLElement>('sc-clash-choice')?.focus();
  }

  override render() {
    const { t } = this.#texts;
    if (this.#entry.clashes.length > 0) return this.#clash();
    return html`<form novalidate @submit=${this.#submit}>
      ${
        this.problems.length === 0 || this.small
          ? nothing
          : formSummary(this.form, this.words, this.groups, this.problems, (path) => this.#focus(path))
      }
      ${
        this.#entry.draftAt === null
          ? nothing
          : html`<div class="draft" role="status">
              <span
                >${t.draftKept(dateTime(this.#entry.draftAt, language()))}
                ${Object.values(this.form.fields).some(({ personal }) => personal) ? t.draftPersonal : nothing}</span
              >
              <button type="button" class="quiet" name="discard" @click=${() => this.reset()}>
                ${t.draftDiscard}
              </button>
            </div>`
      }
      <slot></slot>
      ${this.#all()}
      ${
        this.bare
          ? nothing
          : html`<div class="actions">
              <button type="submit" aria-disabled=${this.busy || this.waiting}>
                ${this.busy || this.waiting ? this.words.busy : this.words.submit}
              </button>
              <slot name="actions"></slot>
            </div>`
      }
    </form>`;
  }

  #all() {
    const fields = this.#fields(this.form.fields, this.words.fields, this.#entry.typed, '', (change) => {
      this.#entry.set(change(this.#entry.typed));
      this.#changed();
    });
    return this.groups.length > 0
      ? drawGroups(this.groups, (name) => fields.get(name))
      : html`<div class="fields">${[...fields.values()]}</div>`;
  }

  #clash() {
    return html`<slot></slot>${drawClashes(this, this.#entry.clashes, this.#chosen)}`;
  }

  #fields(
    fields: Fields,
    words: Readonly<Record<string, FieldWords>>,
    typed: TypedFields,
    prefix: string,
    change: (how: (now: TypedFields) => TypedFields) => void,
  ): Map<string, unknown> {
    const drawn = new Map<string, unknown>();
    for (const name of shownNames(fields, valuesOf(fields, typed))) {
      const [field, own, path] = [fields[name]!, words[name]!, prefix + name];
      const view = {
        path,
        field,
        words: own,
        typed: typed[name] ?? emptyOf(field),
        problem: this.#problemAt(path, field, own),
        set: (value: Typed) => {
          // Of what is typed by now: two fields may change before the form is drawn again.
          change((now) => ({ ...now, [name]: value }));
          this.#touched(path);
        },
      };
      drawn.set(
        name,
        drawField(view, {
          siblings: typed,
          places: this.places,
          editors: this.editors,
          row: (row, at, set) => [
            ...this.#fields((field as FieldOf<'rows'>).fields, own.fields ?? {}, row, `${at}.`, (how) =>
              set(how(row)),
            ).values(),
          ],
        }),
      );
    }
    return drawn;
  }

  #problemAt(path: string, field: Field, words: FieldWords): string {
    const found = this.problems.find(
      (problem) => problem.path === path || (field.kind === 'multi' && problem.path.startsWith(`${path}.`)),
    );
    return found ? problemWords(found.problem, field, words) : '';
  }

  #changed(): void {
    this.requestUpdate();
    this.dispatchEvent(new Event('typed'));
  }

  /** A problem that was shown goes when what is typed is well again, and is said otherwise when it is another one. */
  #touched(path: string): void {
    if (this.problems.length === 0) return;
    const now = checkForm(this.form, this.current).problems ?? [];
    this.problems = this.problems.flatMap((old) => {
      if (old.path !== path && !old.path.startsWith(`${path}.`) && !path.startsWith(`${old.path}.`)) {
        // A field that is shown no longer has nothing to say.
        const isThere = shownNames(this.form.fields, this.current).some(
          (name) => old.path === name || old.path.startsWith(`${name}.`),
        );
        return isThere ? [old] : [];
      }
      return now.filter((each) => each.path === old.path);
    });
  }

  #focus(path: string): void {
    for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
      const control =
        this.renderRoot.querySelector<HTMLElement>(`[id="${at}"]`) ??
        this.renderRoot.querySelector<HTMLElement>(
          `sc-moment-field[data-group="${at}"], sc-place-field[data-group="${at}"]`,
        ) ??
        this.renderRoot.querySelector<HTMLElement>(
          `[data-group="${at}"] :is(input, select, textarea, button)`,
        ) ??
        // An editor of the page's own knows where to.
        this.renderRoot.querySelector<HTMLElement>(`[data-group="${at}"] > *`);
      if (!control) continue;
      for (let outer = control.parentElement; outer; outer = outer.parentElement)
        if (outer instanceof HTMLDetailsElement) outer.open = true;
      control.focus();
      return;
    }
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.submit();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-form': DataForm;
  }
}
