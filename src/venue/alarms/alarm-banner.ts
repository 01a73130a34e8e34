import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Alarm } from '../../domain/api/api.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { language, Texts } from '../../ui/language/languages.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { shapes } from '../../ui/theme/shapes.ts';
import { outcomeTexts } from '../../ui/texts/common/outcomes.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { reasonsText, temperatureOf } from './alarm-words.ts';

/** The newest alarm that nobody has seen, over everything else on the page. Fires `seen`. */
@customElement('sc-alarm-banner')
export class AlarmBanner extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 1;
        display: block;
      }
      :host([empty]) {
        display: none;
      }
      div {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 14px;
        padding: 12px max(16px, calc(50vw - 624px));
        background: var(--mark);
        color: var(--mark-ink);
        --mark: var(--red-deep);
        --mark-ink: var(--red-ink);
      }
      .attend {
        --mark: var(--yellow);
        --mark-ink: var(--yellow-ink);
      }
      svg {
        width: 44px;
        height: 44px;
        fill: currentColor;
      }
      .sign {
        fill: none;
        stroke: var(--mark);
        stroke-width: 3.6;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      strong {
        font-size: 1.2rem;
        line-height: 1.25;
      }
      p {
        overflow-wrap: anywhere;
      }
      button {
        background: #ffffff;
        border-color: #ffffff;
        color: var(--accent);
        font-weight: 600;
      }
      @media (max-width: 520px) {
        div {
          grid-template-columns: auto minmax(0, 1fr);
        }
        button {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  /** Newest first. */
  @property({ attribute: false }) alarms: readonly Alarm[] = [];
  @property({ attribute: false }) words!: ReasonWords;
  readonly #texts = new Texts(this, venueTexts);

  override willUpdate(): void {
    this.toggleAttribute('empty', this.alarms.length === 0);
  }

  override render() {
    const { t } = this.#texts;
    const [alarm] = this.alarms;
    if (!alarm) return nothing;
    return html`<div class=${alarm.outcome} role="alert">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        ${alarm.outcome === 'refuse' ? shapes.stop : shapes.attention}
      </svg>
      <span>
        <strong>
          ${t.newAlarms(this.alarms.length)} · ${outcomeTexts[language()][alarm.outcome]} ·
          ${reasonsText(alarm, this.words)}
        </strong>
        <p>
          ${siteNameOf(alarm)} · ${alarm.sentryName} · ${dateTimeSeconds(alarm.t)} · ${temperatureOf(alarm)}
        </p>
      </span>
      <button type="button" @click=${() => this.dispatchEvent(new Event('seen'))}>${t.seen}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-alarm-banner': AlarmBanner;
  }
}
