import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReplaySummary } from '../../domain/api/work-api.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import '../../ui/theme/outcome-mark.ts';
import { replayTexts } from '../../ui/texts/authority/replay.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** What was decided, by what a version of the rules would have said: numbers of scans. */
@customElement('sc-replay-matrix')
export class ReplayMatrix extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .sideways {
        overflow-x: auto;
      }
      td {
        text-align: end;
      }
      td.other {
        font-weight: 700;
        background: #fff4ec;
      }
      thead th {
        text-align: end;
      }
      thead th:first-child {
        text-align: start;
      }
    `,
  ];

  @property({ attribute: false }) summary!: ReplaySummary;
  readonly #texts = new Texts(this, replayTexts);

  override render() {
    const { t } = this.#texts;
    const { scans, withoutFacts, otherReasons, daysGone } = this.summary;
    const digits = (value: number) => count(value, language());
    const replayed = this.summary.outcomes.reduce((sum, each) => sum + each.scans, 0);
    return html`
      <p>${t.replayedOf(digits(replayed), digits(scans), digits(withoutFacts))}</p>
      <div class="sideways" tabindex="0" role="region" aria-label=${t.matrix}>
        <table>
          <caption class="soft">
            ${t.matrix}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t.recorded} ↓ · ${t.now} →</th>
              ${outcomes.map((to) => html`<th scope="col"><sc-outcome-mark outcome=${to}></sc-outcome-mark></th>`)}
            </tr>
          </thead>
          <tbody>
            ${outcomes.map(
              (from) =>
                html`<tr>
                  <th scope="row"><sc-outcome-mark outcome=${from}></sc-outcome-mark></th>
                  ${outcomes.map((to) => {
                    const number = this.#number(from, to);
                    return html`<td class=${from !== to && number > 0 ? 'other' : ''}>${digits(number)}</td>`;
                  })}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="soft">${t.otherReasons}: ${digits(otherReasons)}</p>
      ${daysGone.length > 0 ? html`<p class="soft">${t.daysGone(daysGone.map(dayText).join(', '))}</p>` : nothing}
    `;
  }

  #number(from: string, to: string): number {
    return this.summary.outcomes.find((each) => each.from === from && each.to === to)?.scans ?? 0;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-replay-matrix': ReplayMatrix;
  }
}
