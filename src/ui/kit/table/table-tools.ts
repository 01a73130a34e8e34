import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import '../../overlay/overlay-dialog.ts';
import { tableTexts } from '../../texts/kit/table.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { TableLook } from './table-memory.ts';
import type { TableSpec } from './table-spec.ts';

/**
 * How the table is looked at and taken away: columns, density, export, print, the list of keys. Fires `look` (detail:
 * TableLook) and `export`.
 */
@customElement('sc-table-tools')
export class TableTools extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
      }
      details {
        position: relative;
      }
      details > * {
        box-sizing: border-box;
      }
      summary,
      button.small {
        min-height: 36px;
        padding: 4px 12px;
        font-size: 0.875rem;
        border: 1px solid var(--line);
        border-radius: 10px;
        color: var(--accent);
        background: var(--paper);
        cursor: pointer;
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      summary::after {
        content: '▾';
      }
      fieldset {
        position: absolute;
        z-index: 3;
        inset-inline-start: 0;
        margin: 4px 0 0;
        padding: 6px 14px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper);
        box-shadow: 0 4px 16px rgb(4 12 18 / 0.2);
        width: max-content;
        max-width: min(20rem, calc(100vw - 3rem));
        max-height: 20rem;
        overflow: auto;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 36px;
        font-weight: 400;
      }
      input {
        width: 20px;
        min-height: 20px;
        height: 20px;
        flex: none;
        margin: 0;
        accent-color: var(--accent);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 6px 14px;
        margin: 12px 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        padding: 1px 6px;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--ground);
        font: inherit;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) spec!: TableSpec<never>;
  @property({ attribute: false }) look!: TableLook;
  /** While a file is being made. */
  @property({ type: Boolean }) busy = false;
  @state() private showsKeys = false;
  readonly #texts = new Texts(this, tableTexts);

  /** Shows which keys do what. */
  showKeys(): void {
    this.showsKeys = true;
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <details @keydown=${this.#escape}>
        <summary>${t.columns}</summary>
        <fieldset aria-label=${t.columns}>
          ${this.spec.columns
            .filter(({ isName }) => !isName)
            .map(({ id, title, isExtra }) => {
              const isShown = isExtra ? this.look.added.includes(id) : !this.look.hidden.includes(id);
              return html`<label>
                <input
                  type="checkbox"
                  name=${id}
                  .checked=${isShown}
                  @change=${() => this.#turn(isExtra ? 'added' : 'hidden', id)}
                />
                ${title}
              </label>`;
            })}
          <label>
            <input
              type="checkbox"
              name="compact"
              .checked=${this.look.isCompact}
              @change=${() => this.#look({ ...this.look, isCompact: !this.look.isCompact })}
            />
            ${t.compact}
          </label>
        </fieldset>
      </details>
      <button
        type="button"
        class="small"
        name="export"
        ?disabled=${this.busy}
        @click=${() => this.dispatchEvent(new Event('export'))}
      >
        ${t.export}
      </button>
      <button type="button" class="small" name="print" @click=${() => window.print()}>${t.print}</button>
      <button type="button" class="small" name="keys" @click=${() => this.showKeys()}>${t.keys}</button>
      ${this.#keys()}
    `;
  }

  #keys() {
    const { t } = this.#texts;
    const { spec } = this;
    const keys: [key: string, what: string, isThere: boolean][] = [
      ['/', t.key_find, spec.findHint !== undefined],
      ['↑ ↓', t.key_move, true],
      [t.keyEnter, t.key_open, spec.opens === true],
      ['Esc', t.key_back, spec.opens === true],
      [t.keySpace, t.key_tick, (spec.acts ?? []).length > 0],
      ['?', t.key_list, true],
    ];
    return html`<sc-overlay label=${t.keys} ?open=${this.showsKeys} @close=${() => (this.showsKeys = false)}>
      ${
        this.showsKeys
          ? html`<h2>${t.keys}</h2>
              <dl>
                ${keys
                  .filter(([, , isThere]) => isThere)
                  .map(
                    ([key, what]) =>
                      html`<dt><kbd>${key}</kbd></dt>
                        <dd>${what}</dd>`,
                  )}
              </dl>
              <button type="button" class="quiet" @click=${() => (this.showsKeys = false)}>
                ${t.close}
              </button>`
          : nothing
      }
    </sc-overlay>`;
  }

  #turn(list: 'added' | 'hidden', id: string): void {
    const there = this.look[list];
    const next = there.includes(id) ? there.filter((each) => each !== id) : [...there, id];
    this.#look({ ...this.look, [list]: next });
  }

  #look(look: TableLook): void {
    this.dispatchEvent(new CustomEvent<TableLook>('look', { detail: look }));
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    const details = event.currentTarget as HTMLDetailsElement;
    if (!details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-table-tools': TableTools;
  }
}
