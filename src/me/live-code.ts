import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { showPass, type HeldPass } from '../credentials/pass/holder.ts';
import type { SentryCode } from '../domain/pass/challenge.ts';
import { passEnd } from '../domain/pass/health-pass.ts';
import { clockSeconds } from '../ui/language/clock.ts';
import { Texts } from '../ui/language/languages.ts';
import '../ui/district/qr-code.ts';
import { meTexts } from '../ui/texts/citizen/me.ts';
import { controls, theme } from '../ui/theme/theme.ts';

/** How long one showing is shown before the phone signs the next, ms. A sentry takes a showing for live for 90 s. */
export const rotationMs = 15_000;

/**
 * The pass as a QR code that this phone signs afresh every 15 seconds, a ring that counts down to the next one, and a clock
 * and a band that move: a picture of this screen stands still, which a guard sees at a glance. It draws nothing while the
 * pass is not valid.
 */
@customElement('sc-live-code')
export class LiveCode extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        background: #ffffff;
        color: var(--ink);
        border-radius: var(--radius);
        overflow: hidden;
      }
      .code {
        display: block;
        width: 100%;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: #ffffff;
      }
      sc-qr-code {
        /* 61 modules with the quiet zone: never below 3.4 px each, which readers need of a phone's screen. */
        width: min(100%, max(208px, 50svh));
        margin: 0 auto;
      }
      .live {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 0 14px 10px;
      }
      .clock {
        font-size: 1.9rem;
        font-weight: 700;
        line-height: 1.1;
      }
      .next {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-soft);
        font-size: 0.875rem;
        text-align: end;
      }
      .ring {
        width: 36px;
        height: 36px;
        flex: none;
        fill: none;
        stroke: var(--line);
        stroke-width: 4;
        transform: rotate(-90deg);
      }
      .ring .left {
        stroke: var(--accent);
        transition: stroke-dashoffset 0.25s linear;
      }
      .band {
        height: 14px;
        background: linear-gradient(45deg, var(--band) 25%, #ffffff 25% 50%, var(--band) 50% 75%, #ffffff 75%)
          0 0 / 28px 28px;
        animation: run 0.9s linear infinite;
      }
      @keyframes run {
        to {
          background-position-x: 28px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .band {
          animation: none;
        }
        .ring .left {
          transition: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) held: HeldPass | null = null;
  /** The sentry's code that is answered; null when none asks. */
  @property({ attribute: false }) asked: SentryCode | null = null;
  /** UTC ms, the corrected time. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** The QR text now shown; empty while there is nothing valid to show. */
  @state() text = '';
  @state() private seconds = 0;
  /** True when the browser could not sign. */
  @state() private unsigned = false;
  #shown: { held: HeldPass; asked: SentryCode | null; at: number } | null = null;
  #signing = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #texts = new Texts(this, meTexts);
  readonly #wake = () => {
    // Timers sleep while the page is hidden: what is on the screen when it returns may be minutes old.
    if (document.visibilityState === 'visible') void this.tick(true);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.tick(), 250);
    document.addEventListener('visibilitychange', this.#wake);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('held') || changed.has('asked') || changed.has('now')) void this.tick();
  }

  /**
   * Moves clock and ring, and signs when it is time to: after 15 s, when the pass is another one, and when the clock was set
   * back. @param fresh signs in any case
   */
  async tick(fresh = false): Promise<void> {
    const now = this.now();
    this.seconds = Math.floor(now / 250);
    const shown = this.#shown;
    const age = shown ? now - shown.at : 0;
    const over = shown !== null && now >= passEnd(shown.held.fields);
    const other = shown?.held !== this.held || shown?.asked !== this.asked;
    const due = fresh || over || other || age >= rotationMs || age < 0;
    if (!due || this.#signing) return;
    await this.#sign(now);
  }

  async #sign(at: number): Promise<void> {
    const { held, asked } = this;
    this.#signing = true;
    try {
      this.text = (held && (await showPass(held, at, asked))) ?? '';
      this.#shown = held && this.text ? { held, asked, at } : null;
      this.unsigned = false;
    } catch {
      this.text = '';
      this.#shown = null;
      this.unsigned = true;
    } finally {
      this.#signing = false;
    }
  }

  override render() {
    const { t } = this.#texts;
    if (this.unsigned) return html`<p class="fault" role="alert">${t.unsignedTitle}<br />${t.unsigned}</p>`;
    if (!this.text || !this.#shown) return nothing;
    const left = Math.max(0, rotationMs - (this.seconds * 250 - this.#shown.at));
    return html`
      <div class="band" aria-hidden="true"></div>
      <button class="code" type="button" title=${t.refreshNow} @click=${() => void this.tick(true)}>
        <sc-qr-code snap .text=${this.text} .label=${t.codeLabel}></sc-qr-code>
      </button>
      <div class="live">
        <time class="clock">${clockSeconds(this.seconds * 250)}</time>
        <span class="next">
          <span>${t.secondsLeft(Math.ceil(left / 1000))}</span>
          <svg class="ring" viewBox="0 0 36 36" aria-hidden="true">
            <circle cx="18" cy="18" r="15" />
            <circle
              class="left"
              cx="18"
              cy="18"
              r="15"
              pathLength="100"
              stroke-dasharray="100"
              stroke-dashoffset=${100 - (100 * left) / rotationMs}
            />
          </svg>
        </span>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-live-code': LiveCode;
  }
}
