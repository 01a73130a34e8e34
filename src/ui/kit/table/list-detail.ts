import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { focusHeading } from '../../overlay/view-focus.ts';
import { tableTexts } from '../../texts/kit/table.ts';
import { controls, theme } from '../../theme/theme.ts';
import { PageAddress } from '../address/page-address.ts';
import type { DataTable } from './data-table.ts';
import { openName } from './table-query.ts';

/**
 * A list with the panel of its open row beside it: the list stays, and ‹ › go from row to row. Below 1000 px the panel takes
 * the list's place. The list, with its `sc-data-table`, stands in the slot, what the panel shows in the slot `panel`.
 */
@customElement('sc-list-detail')
export class ListDetail extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        align-items: start;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-bottom: 8px;
      }
      .bar span {
        margin-inline-end: auto;
      }
      .bar button {
        padding: 4px 14px;
      }
      @media (min-width: 1000px) {
        .columns.open {
          grid-template-columns: minmax(0, 1fr) minmax(0, 440px);
        }
        aside {
          position: sticky;
          top: 8px;
          max-height: calc(100vh - 16px);
          overflow: auto;
        }
      }
      @media (max-width: 999px) {
        .columns.open .list {
          display: none;
        }
      }
      @media print {
        .bar {
          display: none;
        }
      }
    `,
  ];

  /** What the panel is, for screen readers. */
  @property() label = '';
  readonly #texts = new Texts(this, tableTexts);
  readonly #address = new PageAddress(this);
  #shown: string | null = null;

  get #table(): DataTable | null {
    return this.querySelector('sc-data-table');
  }

  override render() {
    const open = this.#address.one(openName);
    return html`<div class="columns ${open ? 'open' : ''}">
      <div class="list" @listed=${() => this.requestUpdate()}><slot></slot></div>
      ${open ? this.#panel(open) : nothing}
    </div>`;
  }

  #panel(open: string) {
    const { t } = this.#texts;
    const keys = this.#table?.keysListed ?? [];
    const at = keys.indexOf(open);
    const digits = (value: number) => count(value, language());
    const step = (by: number) => this.#address.set({ [openName]: keys[at + by]! }, 'replace');
    return html`<aside aria-label=${this.label} @keydown=${this.#keys}>
      <div class="bar">
        <span class="soft">${at < 0 ? nothing : t.placeOf(digits(at + 1), digits(keys.length))}</span>
        <button
          type="button"
          class="quiet"
          name="previous"
          aria-label=${t.previousRow}
          ?disabled=${at < 1}
          @click=${() => step(-1)}
        >
          ‹
        </button>
        <button
          type="button"
          class="quiet"
          name="following"
          aria-label=${t.nextRow}
          ?disabled=${at < 0 || at === keys.length - 1}
          @click=${() => step(1)}
        >
          ›
        </button>
        <button type="button" class="quiet" name="close" @click=${() => void this.#close()}>
          ${t.close}
        </button>
      </div>
      <slot name="panel"></slot>
    </aside>`;
  }

  override updated(_changed: PropertyValues<this>): void {
    const open = this.#address.one(openName);
    const before = this.#shown;
    this.#shown = open;
    // Neither the page's first view nor the step to the next row moves the focus.
    if (before === '' && open !== '') void this.#focusPanel();
  }

  async #focusPanel(): Promise<void> {
    if (matchMedia('(max-width: 999px)').matches) this.scrollIntoView({ block: 'start' });
    await focusHeading(() => this.renderRoot.querySelector('aside'));
  }

  async #close(): Promise<void> {
    const open = this.#address.one(openName);
    this.#address.set({ [openName]: null });
    await this.updateComplete;
    await this.#table?.updateComplete;
    this.#table?.focusRow(open);
  }

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    void this.#close();
  };
}

/**
 * What stands in the panel: nothing while no row is open, that it is gone, or what the page draws of it.
 * @param open the key in the address, '' for none
 */
export function panelOf<Row>(
  open: string,
  row: Row | undefined,
  words: { panel: string; gone: string },
  draw: (row: Row) => TemplateResult,
): TemplateResult | typeof nothing {
  if (open === '') return nothing;
  if (row !== undefined) return draw(row);
  return html`<section class="card">
    <h2>${words.panel}</h2>
    <p class="fault">${words.gone}</p>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-list-detail': ListDetail;
  }
}
