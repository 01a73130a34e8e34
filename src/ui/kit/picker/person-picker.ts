import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FoundPerson, PersonFindAnswer } from '../../../domain/api/official-api.ts';
import { personSearchForm } from '../../../domain/person/person-search-form.ts';
import type { FormValues } from '../../../domain/forms/form.ts';
import type { ApiClient } from '../../../sync/api-client.ts';
import { Texts, language } from '../../language/languages.ts';
import { count } from '../../language/format.ts';
import { pickerTexts } from '../../texts/kit/picker.ts';
import '../../theme/status-mark.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { DataForm } from '../form/data-form.ts';
import '../form/data-form.ts';
import { personFacts } from './person-facts.ts';
import { personSearchWords } from './person-search-words.ts';

/**
 * Finds one person by an exact number, for a purpose. Nothing is looked for before the number is well-formed and the purpose
 * given: every search counts and is on record. Fires `picked` (CustomEvent of a FoundPerson), and `fault` (CustomEvent of
 * what the client threw).
 */
@customElement('sc-person-picker')
export class PersonPicker extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      .several {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .several small {
        display: block;
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private people: readonly FoundPerson[] | null = null;
  @state() private left: number | null = null;
  @query('sc-form') private form!: DataForm;
  readonly #texts = new Texts(this, pickerTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      <sc-form
        .form=${personSearchForm}
        .words=${personSearchWords[language()]}
        .values=${first}
        .send=${this.#find}
        @fault=${({ detail }: CustomEvent<unknown>) =>
          this.dispatchEvent(new CustomEvent<unknown>('fault', { detail }))}
      ></sc-form>
      ${this.people?.length === 0 ? html`<p class="fault" role="status">${t.nobody}</p>` : nothing}
      ${
        this.people && this.people.length > 1
          ? html`<p role="status">${t.several}</p>
              <div class="several">
                ${this.people.map(
                  (person) =>
                    html`<button class="quiet" type="button" @click=${() => this.#picked(person)}>
                      ${person.maskedName}<sc-status-mark .colour=${person.status.colour}></sc-status-mark>
                      <small>${personFacts(person.status, language())}</small>
                    </button>`,
                )}
              </div>`
          : nothing
      }
      ${this.left === null ? nothing : html`<p class="soft">${t.left(count(this.left, language()))}</p>`}
    `;
  }

  /** Forgets who was found and what was typed. */
  clear(): void {
    this.people = null;
    this.form.reset();
  }

  readonly #find = async (asked: FormValues<typeof personSearchForm>): Promise<void> => {
    this.people = null;
    const { purpose, idNumber, phone } = asked;
    const found: PersonFindAnswer = await this.client.findPerson(
      idNumber === undefined ? { purpose, phone: phone! } : { purpose, idNumber },
    );
    this.people = found.people;
    this.left = found.left ?? null;
    if (found.people.length === 1) this.#picked(found.people[0]!);
  };

  #picked(person: FoundPerson): void {
    this.dispatchEvent(new CustomEvent<FoundPerson>('picked', { detail: person }));
  }
}

const first = { by: 'idNumber' };

declare global {
  interface HTMLElementTagNameMap {
    'sc-person-picker': PersonPicker;
  }
}
