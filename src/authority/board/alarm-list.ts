import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Alarm } from '../../domain/api/api.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import '../../ui/theme/outcome-mark.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { outcomeTexts } from '../../ui/texts/common/outcomes.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { alarmsLink, sitesLink } from './board-links.ts';

const shortLength = 8;

/** One alarm in a sentence, for those who listen instead of looking. */
export function alarmSentence(alarm: Alarm, words: ReasonWords): string {
  const verdict = outcomeTexts[language()][alarm.outcome];
  const reasons = words.of(alarm, language()).join('; ');
  return [`${siteNameOf(alarm)} ${alarm.sentryName}`.trim(), verdict, reasons].filter(Boolean).join(', ');
}

/**
 * The latest alarms, newest first: place, verdict, reasons in words, temperature; no person. Fires `seen` when the new
 * ones are marked as seen.
 */
@customElement('sc-alarm-list')
export class AlarmList extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
        min-height: 44px;
        margin: -8px 0 4px;
      }
      header b {
        margin-inline-start: auto;
        color: var(--red-deep);
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        margin-inline: -14px -8px;
        padding: 9px 8px 9px 10px;
        border-top: 1px solid var(--line);
        border-inline-start: 4px solid transparent;
      }
      li.fresh {
        border-inline-start-color: var(--red);
        background: #fff4ec;
      }
      .place {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .reasons {
        grid-column: 1 / -1;
        overflow-wrap: anywhere;
      }
      .verdict {
        text-align: end;
        font-size: 0.875rem;
      }
      .when,
      .body {
        font-size: 0.875rem;
        color: var(--ink-soft);
      }
      .body {
        text-align: end;
      }
      .over {
        font-weight: 600;
      }
      .hot {
        color: var(--ink);
        font-weight: 600;
      }
      .new {
        display: inline-block;
        margin-inline-end: 6px;
        padding: 0 7px;
        border-radius: 6px;
        background: var(--red-deep);
        color: var(--red-ink);
        font-size: 0.8125rem;
        font-weight: 700;
      }
      .place a {
        color: var(--accent);
      }
      .more {
        margin-top: 10px;
      }
    `,
  ];

  @property({ attribute: false }) alarms: readonly Alarm[] = [];
  @property({ attribute: false }) words!: ReasonWords;
  /** Ids of the ones to highlight. */
  @property({ attribute: false }) fresh: ReadonlySet<string> = new Set();
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const { alarms, fresh } = this;
    const shown = alarms.slice(0, shortLength);
    return html`
      <header>
        <h2>${t.alarmsHeading}</h2>
        ${
          fresh.size > 0
            ? html`
                <b>${t.newAlarms(fresh.size, count(fresh.size, language()))}</b>
                <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event('seen'))}>
                  ${t.markSeen}
                </button>
              `
            : nothing
        }
      </header>
      ${
        alarms.length === 0
          ? html`<p class="soft">${t.noAlarms}</p>`
          : html`<ol>
              ${repeat(
                shown,
                (alarm) => alarm.id,
                (alarm) => this.#alarm(alarm),
              )}
            </ol>`
      }
      ${
        alarms.length > shortLength
          ? html`<a class="button quiet more" href=${alarmsLink()}>${t.allAlarms}</a>`
          : nothing
      }
    `;
  }

  #alarm(alarm: Alarm) {
    const { t } = this.#texts;
    const reasons = this.words.of(alarm, language());
    return html`
      <li class=${this.fresh.has(alarm.id) ? 'fresh' : ''}>
        <div class="place">
          ${this.fresh.has(alarm.id) ? html`<span class="new">${t.newAlarm}</span>` : nothing}<a
            href=${sitesLink({ open: String(alarm.site) })}
            >${siteNameOf(alarm)} · ${alarm.sentryName}</a
          >
        </div>
        <div class="verdict"><sc-outcome-mark outcome=${alarm.outcome}></sc-outcome-mark></div>
        <div class="reasons">
          ${reasons.length > 0 ? reasons.join(language() === 'en' ? '; ' : '；') : t.noReasons}
        </div>
        ${
          alarm.more
            ? html`<div class="reasons over">${t.moreAlarms(alarm.more, count(alarm.more, language()))}</div>`
            : nothing
        }
        <time class="when" datetime=${new Date(alarm.t).toISOString()}>${dateTimeSeconds(alarm.t)}</time>
        <div class="body ${alarm.body === null ? '' : 'hot'}">
          ${alarm.body === null ? t.noTemperature : temperatureText(alarm.body)}
        </div>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-alarm-list': AlarmList;
  }
}
