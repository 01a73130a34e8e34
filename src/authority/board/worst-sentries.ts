import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardSentries, SentryRow } from '../../domain/api/api.ts';
import { sentryProblems, sentryState } from '../../domain/fleet/sentry-health.ts';
import { ago, count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { sentryTexts } from '../../ui/texts/common/sentries.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { sentriesLink } from './board-links.ts';

/** The sentries that need somebody's hand most, the worst first, and the way to the list of all. */
@customElement('sc-worst-sentries')
export class WorstSentries extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-inline-start: 4px solid var(--red);
        border-radius: 8px;
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 600;
      }
      a {
        color: var(--accent);
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) sentries!: BoardSentries;
  /** The server's time, UTC ms. */
  @property({ type: Number }) now = 0;
  /** True for who may open the page of all sentries. */
  @property({ type: Boolean }) showsFleet = false;
  readonly #texts = new Texts(this, boardTexts);

  override render() {
    const { t } = this.#texts;
    const { showsFleet } = this;
    const { worst, totals } = this.sentries;
    const digits = (value: number) => count(value, language());
    return html`
      <h2>${t.worstHeading}</h2>
      ${
        worst.length === 0
          ? html`<p class="soft">${t.noneBad}</p>`
          : html`<ul>
              ${worst.map((row) => this.#one(row))}
            </ul>`
      }
      <div class="links">
        ${
          totals.problems > worst.length
            ? html`<a class="button quiet" href=${sentriesLink(showsFleet, 'problems')}
                >${t.allBad(digits(totals.problems))}</a
              >`
            : nothing
        }
        <a class="button quiet" href=${sentriesLink(showsFleet)}
          >${t.allSentries(digits(totals.total + totals.unpaired))}</a
        >
      </div>
    `;
  }

  #one(row: SentryRow) {
    const words = sentryTexts[language()];
    const name = `${siteNameOf(row)} · ${row.name}`;
    const problems = sentryProblems(row, this.now).map((problem) => words[problem]);
    const seen = row.lastSeen > 0 ? ago(row.lastSeen, this.now, language()) : words[sentryState(row)];
    return html`<li>
      <div class="name">
        ${this.showsFleet ? html`<a href="#sentries?open=${row.device}">${name}</a>` : name}
      </div>
      <div class="fault">▲ ${problems.join(language() === 'en' ? ', ' : '、')}</div>
      <div class="soft">${this.#texts.t.seen(seen)}</div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-worst-sentries': WorstSentries;
  }
}
