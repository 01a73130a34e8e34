import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

export interface CountRow {
  name: string;
  /** One count for each of the table's columns. */
  counts: readonly number[];
  /** Where the list behind the counts is; left out where there is none. */
  href?: string;
}

/** Counts by name with their sums. The rows come in the order to show; the second column is drawn as bars too. */
@customElement('sc-count-table')
export class CountTable extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      h2 {
        margin-bottom: 6px;
      }
      .scroll {
        overflow-x: auto;
      }
      th,
      td {
        padding: 7px 8px;
      }
      tbody th {
        color: var(--ink);
        font-weight: 400;
      }
      thead th {
        line-height: 1.25;
        vertical-align: bottom;
      }
      tbody a {
        display: inline-block;
        padding-block: 3px;
        color: var(--accent);
      }
      tfoot th,
      tfoot td {
        font-weight: 700;
        color: var(--ink);
        border-bottom: 0;
      }
      .bar {
        width: 22%;
        vertical-align: middle;
      }
      .bar div {
        height: 10px;
        border-radius: 3px;
        background: #0b5f8a;
      }
      @media (max-width: 480px) {
        .bar {
          display: none;
        }
      }
    `,
  ];

  @property() caption = '';
  /** Names of the columns: the first is that of the rows' names. */
  @property({ attribute: false }) columns: readonly string[] = [];
  @property({ attribute: false }) rows: readonly CountRow[] = [];
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const [nameColumn, ...countColumns] = this.columns;
    const sums = countColumns.map((_, index) =>
      this.rows.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0),
    );
    const highest = Math.max(1, ...this.rows.map(({ counts }) => counts[1] ?? 0));
    const cells = (counts: readonly number[]) =>
      counts.map((value) => html`<td class="number">${count(value, language())}</td>`);
    return html`
      <h2 id="caption">${this.caption}</h2>
      ${
        this.rows.length === 0
          ? html`<p class="soft">${t.noneYet}</p>`
          : html`
              <div class="scroll">
                <table aria-labelledby="caption">
                  <thead>
                    <tr>
                      <th scope="col">${nameColumn}</th>
                      ${countColumns.map((name) => html`<th scope="col" class="number">${name}</th>`)}
                      <td class="bar" aria-hidden="true"></td>
                    </tr>
                  </thead>
                  <tbody>
                    ${this.rows.map(
                      ({ name, counts, href }) => html`
                        <tr>
                          <th scope="row">${href ? html`<a href=${href}>${name}</a>` : name}</th>
                          ${cells(counts)}
                          <td class="bar" aria-hidden="true">
                            ${
                              counts[1]
                                ? html`<div style="width: max(2px, ${(counts[1] / highest) * 100}%)"></div>`
                                : nothing
                            }
                          </td>
                        </tr>
                      `,
                    )}
                  </tbody>
                  <tfoot>
                    <tr>
                      <th scope="row">${t.total}</th>
                      ${cells(sums)}
                      <td class="bar" aria-hidden="true"></td>
                    </tr>
                  </tfoot>
                </table>
              </div>
            `
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-count-table': CountTable;
  }
}
