import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Alarm } from '../../domain/api/api.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import { language, Texts } from '../../ui/language/languages.ts';
import '../../ui/theme/outcome-mark.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { reasonsText, temperatureOf } from './alarm-words.ts';

const shortLength = 5;

/** The latest alarms at the owner's sites, newest first: place, verdict, reasons, temperature; no person. */
@customElement('sc-site-alarms')
export class SiteAlarms extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      ol {
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 4px;
        padding: 10px 0 10px 10px;
        border-block-start: 1px solid var(--line);
        border-inline-start: 5px solid transparent;
        overflow-wrap: anywhere;
      }
      .fresh {
        border-inline-start-color: var(--red);
        background: #fff4ec;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 4px 12px;
      }
      .small {
        font-size: 0.875rem;
      }
      .new {
        margin-inline-end: 6px;
        padding: 0 7px;
        border-radius: 6px;
        background: var(--red-deep);
        color: var(--red-ink);
        font-size: 0.8125rem;
        font-weight: 700;
      }
      .more {
        margin-block-start: 10px;
      }
    `,
  ];

  @property({ attribute: false }) alarms: readonly Alarm[] = [];
  @property({ attribute: false }) words!: ReasonWords;
  /** Ids of those that nobody has seen. */
  @property({ attribute: false }) fresh: ReadonlySet<string> = new Set();
  @state() private all = false;
  readonly #texts = new Texts(this, venueTexts);

  override render() {
    const { t } = this.#texts;
    const { alarms } = this;
    const shown = this.all ? alarms : alarms.slice(0, shortLength);
    return html`
      <h2>${t.alarms}</h2>
      ${
        alarms.length === 0
          ? html`<p class="soft">${t.noAlarms}</p>`
          : html`<ol>
              ${repeat(
                shown,
                ({ id }) => id,
                (alarm) => this.#alarm(alarm),
              )}
            </ol>`
      }
      ${
        alarms.length > shortLength
          ? html`<button type="button" class="quiet more" @click=${() => (this.all = !this.all)}>
              ${this.all ? t.showFewer : t.showAll(alarms.length)}
            </button>`
          : nothing
      }
    `;
  }

  #alarm(alarm: Alarm) {
    const { t } = this.#texts;
    const fresh = this.fresh.has(alarm.id);
    return html`<li class=${fresh ? 'fresh' : ''}>
      <div class="head">
        <span>
          ${fresh ? html`<span class="new">${t.isNew}</span>` : nothing}
          <strong>${siteNameOf(alarm)} · ${alarm.sentryName}</strong>
        </span>
        <sc-outcome-mark .outcome=${alarm.outcome}></sc-outcome-mark>
      </div>
      <span>${reasonsText(alarm, this.words)}</span>
      ${
        alarm.more === undefined
          ? nothing
          : html`<strong class="small"
              >${t.moreAlarms(alarm.more === null ? t.few : count(alarm.more, language()))}</strong
            >`
      }
      <span class="soft small">
        <time datetime=${new Date(alarm.t).toISOString()}>${dateTimeSeconds(alarm.t)}</time> ·
        ${temperatureOf(alarm)}
      </span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-site-alarms': SiteAlarms;
  }
}
