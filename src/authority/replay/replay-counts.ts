import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReplayAnswer } from '../../domain/api/policy-api.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import '../../ui/theme/outcome-mark.ts';
import '../../ui/kit/tile/stat-tile.ts';
import { emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import { replayTexts } from '../../ui/texts/authority/replay.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** How many scans a replay looked at, and how many of them another version would have decided otherwise. */
@customElement('sc-replay-counts')
export class ReplayCounts extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 150px), 1fr));
        gap: 10px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 20px;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        font-size: 0.9375rem;
      }
    `,
  ];

  @property({ attribute: false }) counts!: ReplayAnswer['counts'];
  readonly #texts = new Texts(this, replayTexts);

  override render() {
    const { t } = this.#texts;
    const { scans, emergencies, withoutFacts, otherReasons, changed } = this.counts;
    const digits = (value: number) => count(value, language());
    const changes = changed.reduce((sum, each) => sum + each.scans, 0);
    const worstFirst = changed.toSorted(
      (a, b) => outcomes.indexOf(b.to) - outcomes.indexOf(a.to) || b.scans - a.scans,
    );
    return html`
      <div class="tiles">
        <sc-stat-tile id="scans" label=${t.scans} value=${digits(scans)}></sc-stat-tile>
        <sc-stat-tile id="changed" label=${t.changed} value=${digits(changes)}></sc-stat-tile>
        <sc-stat-tile id="other" label=${t.otherReasons} value=${digits(otherReasons)}></sc-stat-tile>
        <sc-stat-tile
          id="without"
          label=${t.withoutFacts}
          value=${digits(withoutFacts)}
          note=${withoutFacts > 0 ? t.withoutFactsNote : ''}
        ></sc-stat-tile>
        ${
          emergencies > 0
            ? html`<sc-stat-tile
                id="emergencies"
                label=${emergencyTexts[language()].act}
                value=${digits(emergencies)}
                note=${emergencyTexts[language()].undecided}
              ></sc-stat-tile>`
            : nothing
        }
      </div>
      ${
        changes > 0
          ? html`<ul aria-label=${t.changes}>
              ${worstFirst.map(
                ({ from, to, scans: number }) =>
                  html`<li>
                    <sc-outcome-mark outcome=${from}></sc-outcome-mark>→
                    <sc-outcome-mark outcome=${to}></sc-outcome-mark><b>${t.times(digits(number))}</b>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-replay-counts': ReplayCounts;
  }
}
