import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import { chartTexts } from '../../texts/kit/charts.ts';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { ChartTable, LegendItem, Reading } from './chart-data.ts';
import { fillPatterns, fillStyle } from './drawing/fills.ts';
import { rampStyle } from './drawing/ramp-style.ts';
import { swatch } from './drawing/swatch.ts';

/**
 * What every chart and the map have around their picture (the slot): caption, definition, "picture | table", legend, the
 * value now read, and the table with every figure. Readers of screens have the table beside the picture too; paper has both.
 */
@customElement('sc-chart-figure')
export class ChartFigure extends LitElement {
  static override styles = [
    theme,
    controls,
    dataColours,
    fillStyle,
    rampStyle,
    css`
      :host {
        display: block;
      }
      figure {
        margin: 0;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: start;
        margin-bottom: 8px;
      }
      figcaption {
        flex: 1 1 14rem;
      }
      h2,
      h3 {
        font-size: 1rem;
        line-height: 1.3;
      }
      h2 {
        font-size: 1.125rem;
      }
      .definition {
        font-size: 0.875rem;
        color: var(--ink-soft);
      }
      .view {
        display: inline-flex;
        border: 1px solid #8a99a6;
        border-radius: 10px;
      }
      .view button {
        border: 0;
        border-radius: 9px;
        padding: 8px 12px;
        background: transparent;
        color: var(--accent);
      }
      .view button[aria-pressed='true'] {
        background: var(--accent);
        color: var(--accent-ink);
        font-weight: 600;
      }
      .legend {
        list-style: none;
        margin: 0 0 6px;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        font-size: 0.875rem;
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: 6px;
        overflow-wrap: anywhere;
      }
      .patterns {
        position: absolute;
        width: 0;
        height: 0;
      }
      .legend svg {
        width: 1.5em;
        height: 1em;
        flex: none;
        print-color-adjust: exact;
      }
      .legend rect {
        stroke: var(--data-axis);
      }
      .legend .hollow {
        fill: var(--paper);
      }
      .legend .partial {
        stroke: var(--ink);
        stroke-dasharray: 3 2;
      }
      .legend .fading {
        stroke: var(--ink);
        stroke-dasharray: 1 2;
      }
      .readout {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: 1.5em;
        margin-top: 4px;
        font-size: 0.875rem;
      }
      .readout.leads {
        min-height: 44px;
      }
      th a {
        color: var(--accent);
      }
      .ears {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .scroll {
        overflow: auto;
        max-height: 32rem;
      }
      table {
        font-size: 0.875rem;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--paper);
      }
      th,
      td {
        padding: 6px 8px;
      }
      tbody th {
        overflow-wrap: anywhere;
        min-width: 6em;
        max-width: 24em;
      }
      td.word {
        overflow-wrap: anywhere;
        min-width: 8em;
      }
      @media print {
        .view,
        .readout {
          display: none;
        }
        .picture[hidden] {
          display: block !important;
        }
        .ears {
          position: static;
          width: auto;
          height: auto;
          clip-path: none;
        }
        .scroll {
          max-height: none;
        }
      }
    `,
  ];

  @property() caption = '';
  /** What is counted here, from what, in which period. */
  @property() definition = '';
  /** Whether the caption is a heading of the second or the third level. */
  @property({ type: Number }) level: 2 | 3 = 3;
  @property({ attribute: false }) legend: readonly LegendItem[] = [];
  @property({ attribute: false }) reading: Reading | null = null;
  @property({ attribute: false }) table: ChartTable = { corner: '', heads: [], rows: [] };
  @state() private isTable = false;
  readonly #texts = new Texts(this, chartTexts);

  override render() {
    const { t } = this.#texts;
    const isEmpty = this.table.rows.length === 0;
    return html`
      <figure aria-label=${this.caption}>
        <div class="top">
          <figcaption>
            ${this.level === 2 ? html`<h2>${this.caption}</h2>` : html`<h3>${this.caption}</h3>`}
            ${this.definition ? html`<p class="definition">${this.definition}</p>` : nothing}
          </figcaption>
          ${isEmpty ? nothing : this.#views()}
        </div>
        ${isEmpty ? html`<p class="soft">${t.none}</p>` : this.#content()}
      </figure>
    `;
  }

  #views() {
    const { t } = this.#texts;
    const view = (isTable: boolean, name: string) =>
      html`<button
        type="button"
        aria-pressed=${this.isTable === isTable}
        @click=${() => (this.isTable = isTable)}
      >
        ${name}
      </button>`;
    return html`<div class="view" role="group" aria-label="${t.view}: ${this.caption}">
      ${view(false, t.picture)}${view(true, t.table)}
    </div>`;
  }

  #content() {
    return html`
      <div class="picture" ?hidden=${this.isTable}>
        ${
          this.legend.length > 0
            ? html`<svg class="patterns" aria-hidden="true">${fillPatterns()}</svg>
                <ul class="legend">
                  ${this.legend.map(({ name, mark }) => html`<li>${swatch(mark)}<span>${name}</span></li>`)}
                </ul>`
            : nothing
        }
        <slot></slot>
        ${this.reading ? this.#readout(this.reading) : nothing}
      </div>
      <div
        class=${this.isTable ? 'scroll' : 'ears'}
        role="region"
        aria-label="${this.#texts.t.table}: ${this.caption}"
        tabindex=${this.isTable ? '0' : '-1'}
      >
        ${this.#table()}
      </div>
    `;
  }

  /** Those who look read it here; the picture says it itself to those who listen. */
  #readout({ name, values, href }: Reading) {
    const { t } = this.#texts;
    const leads = this.table.rows.some((row) => row.href);
    return html`<div class="readout ${leads ? 'leads' : ''}">
      <span aria-hidden="true"><b>${name}</b> ${values.join(' · ')}</span>
      ${href ? html`<a class="button quiet" href=${href} aria-label="${t.list}: ${name}">${t.list}</a>` : nothing}
    </div>`;
  }

  #table() {
    const { corner, heads, rows, isText } = this.table;
    const cell = isText ? 'word' : 'number';
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${corner}</th>
          ${heads.map((head) => html`<th scope="col" class=${cell}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ head, href, cells }) =>
            html`<tr>
              <th scope="row">${this.#head(head, href)}</th>
              ${cells.map((text) => html`<td class=${cell}>${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** Out of sight it is there to be listened to: nobody is to come upon a link that is not seen. */
  #head(head: string, href: string | undefined) {
    return href && this.isTable ? html`<a href=${href}>${head}</a>` : head;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-chart-figure': ChartFigure;
  }
}
