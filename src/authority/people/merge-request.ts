import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FoundPerson } from '../../domain/api/official-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { mergeReasonForm } from '../../domain/person/merge-form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { personFacts } from '../../ui/kit/picker/person-facts.ts';
import '../../ui/kit/picker/person-picker.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import '../../ui/theme/status-mark.ts';
import { mergeTexts } from '../../ui/texts/authority/merges.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

type Asked = FormValues<typeof mergeReasonForm>;

function words(language: Language) {
  const t = mergeTexts[language];
  return { submit: t.request, busy: t.requesting, fields: { reason: { label: t.reason } } };
}
const formWords = declareFormWords(mergeReasonForm, words('zh-CN'), words('en'));

/**
 * Finds two records by number, one after the other, and asks for them to be merged. Fires `requested`, and `fault` with the ApiError.
 */
@customElement('sc-merge-request')
export class MergeRequestForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      section {
        display: grid;
        gap: 14px;
      }
      .found {
        display: grid;
        gap: 4px;
        margin: 0;
      }
      .found span {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        font-size: 1.125rem;
        font-weight: 600;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .done {
        padding: 10px 12px;
        border: 2px solid var(--green-deep);
        border-radius: 10px;
      }
      .effect {
        padding: 8px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The record that stays, and the one that is merged into it. */
  @state() private person: FoundPerson | null = null;
  @state() private other: FoundPerson | null = null;
  @state() private done = false;
  readonly #texts = new Texts(this, mergeTexts);

  override render() {
    const { t } = this.#texts;
    const { person, other } = this;
    return html`<section class="card">
      ${this.done ? html`<p class="done" role="status">${t.requested}</p>` : nothing}
      ${person ? this.#found(t.person, person) : nothing} ${other ? this.#found(t.other, other) : nothing}
      ${person && other ? this.#request(person, other) : this.#search(person !== null)}
    </section>`;
  }

  #found(title: string, { maskedName, status }: FoundPerson) {
    return html`<p class="found">
      <small class="soft">${title}</small>
      <span>${maskedName}<sc-status-mark .colour=${status.colour}></sc-status-mark></span>
      <small>${personFacts(status, language())}</small>
    </p>`;
  }

  #search(isSecond: boolean) {
    const { t } = this.#texts;
    return html`<h2>${isSecond ? t.secondHeading : t.firstHeading}</h2>
      <p class="soft">${isSecond ? t.secondHint : t.firstHint}</p>
      ${isSecond ? this.#picker((found) => (this.other = found)) : this.#picker((found) => this.#first(found))}
      ${isSecond ? html`<div class="acts">${this.#again()}</div>` : nothing}`;
  }

  #picker(picked: (found: FoundPerson) => void) {
    return html`<sc-person-picker
      .client=${this.client}
      @picked=${({ detail, target }: CustomEvent<FoundPerson>) => {
        // One after the other: what was typed for the first is not the second's.
        (target as HTMLElementTagNameMap['sc-person-picker']).clear();
        picked(detail);
      }}
      @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
    ></sc-person-picker>`;
  }

  #first(found: FoundPerson): void {
    this.done = false;
    this.person = found;
  }

  #again() {
    return html`<button type="button" class="quiet" name="again" @click=${() => this.#clear()}>
      ${this.#texts.t.again}
    </button>`;
  }

  #clear(): void {
    this.person = this.other = null;
  }

  #request(person: FoundPerson, other: FoundPerson) {
    const { t } = this.#texts;
    return html`<div class="acts">
        <button
          type="button"
          class="quiet"
          name="swap"
          @click=${() => {
            [this.person, this.other] = [other, person];
          }}
        >
          ${t.swap}</button
        >${this.#again()}
      </div>
      <h2>${t.requestHeading}</h2>
      <p class="effect">${t.effect}</p>
      <sc-form
        .form=${mergeReasonForm}
        .words=${formWords[language()]}
        .send=${({ reason }: Asked) => this.#ask(person, other, reason)}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      ></sc-form>`;
  }

  async #ask(person: FoundPerson, other: FoundPerson, reason: string): Promise<void> {
    await this.client.askMerge({ person: person.handle, other: other.handle, reason });
    this.#clear();
    this.done = true;
    this.dispatchEvent(new Event('requested'));
  }

  #failed(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    // Handles that are too old, and records that are no longer what was found.
    if (fault.code === 'not-found' || fault.code === 'overtaken') this.#clear();
    this.dispatchEvent(new CustomEvent<ApiError>('fault', { detail: fault }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-merge-request': MergeRequestForm;
  }
}
