import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OwnSentry } from '../../domain/api/api.ts';
import { ago, count } from '../../ui/language/format.ts';
import { language, Texts } from '../../ui/language/languages.ts';
import { zoneNameOf } from '../../ui/language/place-names.ts';
import { sentryProblems, sentryState } from '../../domain/fleet/sentry-health.ts';
import { sentryTexts } from '../../ui/texts/common/sentries.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

const signs = { online: '●', silent: '▲', never: '○', unpaired: '–' };

/** A site's sentries: where they stand, whether they are heard, and what needs somebody's hand. */
@customElement('sc-site-sentries')
export class SiteSentries extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, max(8rem, 22%)), 1fr));
        gap: 0 12px;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
      }
      .state {
        font-weight: 600;
      }
      .online {
        color: var(--green-deep);
      }
      .silent {
        color: var(--red-deep);
      }
      .soft,
      .fault {
        font-size: 0.875rem;
      }
      .fault {
        grid-column: 1 / -1;
      }
      .end {
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) sentries: readonly OwnSentry[] = [];
  /** The server's time at the answer, UTC ms. */
  @property({ attribute: false }) now = 0;
  readonly #texts = new Texts(this, venueTexts);
  readonly #words = new Texts(this, sentryTexts);

  override render() {
    const paired = this.sentries.filter((row) => row.paired);
    if (paired.length === 0) return html`<p class="soft">${this.#texts.t.noSentries}</p>`;
    return html`<ul>
      ${paired.map((row) => this.#row(row))}
    </ul>`;
  }

  #row(row: OwnSentry) {
    const { t } = this.#texts;
    const words = this.#words.t;
    const state = sentryState(row);
    const problems = sentryProblems(row, this.now).filter((problem) => problem !== state);
    return html`<li>
      <strong>${row.name}</strong>
      <span class="state ${state}"><span aria-hidden="true">${signs[state]}</span> ${words[state]}</span>
      <span class="soft">${zoneNameOf(row) || t.wholeSite}</span>
      <span class="soft end">
        ${state === 'silent' ? t.lastSeen(ago(row.lastSeen, this.now, language())) : nothing}
        ${
          state === 'online' && row.queue !== 0
            ? t.queue(row.queue === null ? t.few : count(row.queue, language()))
            : nothing
        }
      </span>
      ${
        problems.length > 0
          ? html`<span class="fault">▲ ${problems.map((problem) => words[problem]).join(' · ')}</span>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-site-sentries': SiteSentries;
  }
}
