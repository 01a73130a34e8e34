import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ApiError } from '../sync/api-client.ts';
import { dateTimeSeconds, duration } from '../ui/clock.ts';
import { Texts, language } from '../ui/languages.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { controls, theme } from '../ui/theme.ts';

/** Says that the numbers below are not those of now, of when they are, and why. Empty while all is well. */
@customElement('sc-board-banner')
export class BoardBanner extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .banner {
        margin-bottom: var(--gap);
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 10px 14px;
        border: 2px solid #111111;
        border-radius: var(--radius);
        background: var(--yellow);
        color: var(--yellow-ink);
      }
      svg {
        width: 28px;
        height: 28px;
        flex: none;
      }
      strong {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) fault: ApiError | null = null;
  @property({ type: Boolean }) stale = false;
  /** The server's time of the numbers shown, UTC ms; null when there are none. */
  @property({ attribute: false }) asOf: number | null = null;
  /** How old they are, ms. */
  @property({ attribute: false }) age = 0;
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    // The live region stays in the page, so that readers hear what appears in it; the growing age is kept from them.
    return html`<div role="alert">
      ${
        this.stale
          ? html`
              <div class="banner">
                <svg viewBox="0 0 32 32" aria-hidden="true">
                  <path fill-rule="evenodd" d="M16 2 31 29H1zM14.3 12v8h3.4v-8zm0 10.2v3.2h3.4v-3.2z" />
                </svg>
                <div>
                  <strong>${this.#heading()}</strong>
                  ${this.#explanation()}
                  <span aria-hidden="true"
                    >${
                      this.asOf === null
                        ? t.nothingYet
                        : t.staleText(dateTimeSeconds(this.asOf), duration(this.age, language()))
                    }</span
                  >
                </div>
              </div>
            `
          : nothing
      }
    </div>`;
  }

  #heading(): string {
    const { t } = this.#texts;
    if (!this.fault) return t.staleHeading;
    return this.fault.code === 'offline' ? t.unansweredHeading : t.faultHeading;
  }

  #explanation() {
    if (!this.fault || this.fault.code === 'offline') return nothing;
    return html`<span>${this.#texts.t.faultText(this.fault.message)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-banner': BoardBanner;
  }
}
