import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { tableTexts } from '../../texts/kit/table.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { TableQuery } from './table-query.ts';
import type { TableFilter, TableSpec } from './table-spec.ts';

/** So many filters stand open; the others behind “More filters”. */
const openFilters = 6;

/**
 * The field to find by, the filters, and each that is set as a chip that takes it away. Fires `find` (detail: the text),
 * `filter` (detail: {id, values}) and `clear`.
 */
@customElement('sc-table-filters')
export class TableFilters extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 10rem), 1fr));
        gap: 8px 12px;
        align-items: end;
      }
      .find {
        grid-column: span 2;
      }
      label,
      fieldset,
      summary {
        font-size: 0.875rem;
      }
      input,
      select {
        font-weight: 400;
      }
      details {
        position: relative;
      }
      details > * {
        box-sizing: border-box;
      }
      summary {
        min-height: 44px;
        display: flex;
        align-items: center;
        gap: 6px;
        padding: 4px 12px;
        border: 1px solid #8a99a6;
        border-radius: 10px;
        background: var(--paper);
        cursor: pointer;
      }
      summary::after {
        content: '▾';
        margin-inline-start: auto;
      }
      .more {
        grid-column: 1 / -1;
      }
      .more > summary {
        width: fit-content;
      }
      .more > div {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 10rem), 1fr));
        gap: 8px 12px;
        align-items: end;
        margin-top: 8px;
      }
      fieldset {
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper);
        margin: 4px 0 0;
        padding: 4px 12px;
        max-height: 16rem;
        overflow: auto;
      }
      .many {
        display: grid;
        gap: 4px;
      }
      .many > strong {
        font-size: 0.875rem;
        font-weight: 600;
      }
      fieldset label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 36px;
        font-weight: 400;
      }
      fieldset input {
        width: 20px;
        min-height: 20px;
        height: 20px;
        flex: none;
        margin: 0;
        accent-color: var(--accent);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .chip {
        min-height: 32px;
        padding: 2px 12px;
        border-color: var(--line);
        border-radius: 16px;
        background: #e6eef3;
        color: var(--ink);
        font-size: 0.875rem;
      }
      @media (max-width: 640px) {
        .find {
          grid-column: 1 / -1;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) spec!: TableSpec<never>;
  @property({ attribute: false }) query!: TableQuery;
  readonly #texts = new Texts(this, tableTexts);

  /** Puts the focus into the field to find by. @returns whether there is one */
  focusFind(): boolean {
    const field = this.renderRoot.querySelector<HTMLInputElement>('input[type=search]');
    field?.focus();
    return field !== null;
  }

  override render() {
    const { t } = this.#texts;
    const { findHint } = this.spec;
    const filters = this.spec.filters.filter(({ isElsewhere }) => !isElsewhere);
    const [shown, more] = [filters.slice(0, openFilters), filters.slice(openFilters)];
    if (this.spec.filters.length === 0 && findHint === undefined) return nothing;
    return html`
      <form role="search" @submit=${(event: Event) => event.preventDefault()}>
        ${
          findHint === undefined
            ? nothing
            : html`<label class="find">
                ${t.find}
                <input
                  type="search"
                  name="find"
                  autocomplete="off"
                  maxlength="100"
                  placeholder=${findHint}
                  .value=${this.query.find}
                  @input=${(event: Event) => this.#fire('find', (event.target as HTMLInputElement).value)}
                />
              </label>`
        }
        ${shown.map((each) => this.#filter(each))}
        ${
          more.length > 0
            ? html`<details class="more" ?open=${more.some(({ id }) => this.query.filters.has(id))}>
                <summary>${t.moreFilters}</summary>
                <div>${more.map((each) => this.#filter(each))}</div>
              </details>`
            : nothing
        }
      </form>
      ${this.#chips()}
    `;
  }

  #filter(filter: TableFilter<never>) {
    const { t } = this.#texts;
    const { id, title, options } = filter;
    const chosen = this.query.filters.get(id) ?? [];
    if (!filter.isMultiple)
      return html`<label>
        ${title}
        <select
          name=${id}
          @change=${(event: Event) => this.#set(id, [(event.target as HTMLSelectElement).value])}
        >
          <option value="" ?selected=${chosen.length === 0}>${t.all}</option>
          ${options.map(
            ({ value, text }) =>
              html`<option value=${value} ?selected=${chosen.includes(value)}>${text}</option>`,
          )}
        </select>
      </label>`;
    return html`<div class="many">
      <strong aria-hidden="true">${title}</strong>
      <details>
        <summary
          aria-label=${`${title}: ${chosen.length > 0 ? t.chosenOf(count(chosen.length, language())) : t.all}`}
        >
          ${chosen.length > 0 ? t.chosenOf(count(chosen.length, language())) : t.all}
        </summary>
        <fieldset name=${id} aria-label=${title}>
          ${options.map(
            ({ value, text }) =>
              html`<label>
                <input
                  type="checkbox"
                  value=${value}
                  .checked=${chosen.includes(value)}
                  @change=${(event: Event) =>
                    this.#set(
                      id,
                      (event.target as HTMLInputElement).checked
                        ? [...chosen, value]
                        : chosen.filter((each) => each !== value),
                    )}
                />
                ${text}
              </label>`,
          )}
        </fieldset>
      </details>
    </div>`;
  }

  #chips() {
    const { t } = this.#texts;
    const chips = this.spec.filters.flatMap(({ id, title, options }) => {
      const chosen = this.query.filters.get(id) ?? [];
      return chosen.map((value) => ({
        words: `${title}: ${options.find((option) => option.value === value)?.text ?? value}`,
        remove: () =>
          this.#set(
            id,
            chosen.filter((each) => each !== value),
          ),
      }));
    });
    const { find } = this.query;
    if (find.trim()) chips.push({ words: t.foundText(find.trim()), remove: () => this.#fire('find', '') });
    if (chips.length === 0) return nothing;
    return html`<ul>
      ${chips.map(
        ({ words, remove }) =>
          html`<li>
            <button type="button" class="chip" aria-label=${t.remove(words)} @click=${remove}>
              ${words} <span aria-hidden="true">×</span>
            </button>
          </li>`,
      )}
      ${
        chips.length > 1
          ? html`<li class="clear">
              <button type="button" class="chip" name="clear" @click=${() => this.#fire('clear', null)}>
                ${t.clearAll}
              </button>
            </li>`
          : nothing
      }
    </ul>`;
  }

  #set(id: string, values: readonly string[]): void {
    this.#fire('filter', { id, values: values.filter((value) => value !== '') });
  }

  #fire(name: 'find' | 'filter' | 'clear', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** The detail of `filter`. */
export interface FilterChange {
  id: string;
  values: readonly string[];
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-table-filters': TableFilters;
  }
}
