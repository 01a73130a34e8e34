import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { secondProofMs, type SecondProof } from '../../credentials/shown/stop.ts';
import { Texts } from '../../ui/language/languages.ts';
import { secondProofTexts } from '../../ui/texts/gate/second-proof.ts';
import { theme } from '../../ui/theme/theme.ts';

/** The second step of a stop: whose other proof is waited for, and for how long. Fires `done` (the guard's tap). */
@customElement('sc-second-proof')
export class SecondProofBar extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
        padding: 12px clamp(16px, 3vw, 32px);
        background: #ffffff;
        color: var(--ink);
        border-top: 6px solid var(--accent);
      }
      .words {
        flex: 1 1 240px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      h2 {
        margin: 0;
        font-size: clamp(1.25rem, 2.6vw, 1.9rem);
        line-height: 1.25;
      }
      h2:focus {
        outline: none;
      }
      p {
        margin: 2px 0 0;
        font-size: clamp(1rem, 1.6vw, 1.2rem);
      }
      /* The camera's picture is what is needed most: where there is little room the rest goes. */
      @media (max-width: 480px), (max-height: 560px) {
        .rule {
          display: none;
        }
        .words {
          flex-basis: 100%;
        }
        button {
          min-height: 48px;
          margin-inline-start: auto;
        }
      }
      .left {
        font-size: clamp(1.1rem, 2vw, 1.5rem);
        font-weight: 600;
      }
      button {
        font: inherit;
        font-size: 1.2rem;
        font-weight: 600;
        min-height: 56px;
        min-width: 120px;
        padding: 8px 24px;
        border-radius: 12px;
        border: 2px solid var(--accent);
        background: #ffffff;
        color: var(--accent);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) waiting!: SecondProof;
  /** UTC ms. */
  @property({ type: Number }) now = 0;
  readonly #texts = new Texts(this, secondProofTexts);

  override firstUpdated(): void {
    // The button that began it is gone.
    this.renderRoot.querySelector<HTMLElement>('h2')!.focus();
  }

  override render() {
    const { t } = this.#texts;
    const { maskedName, until } = this.waiting;
    // The page's time is up to a second old.
    const seconds = Math.max(0, Math.min(Math.ceil((until - this.now) / 1000), secondProofMs / 1000));
    return html`
      <div class="words" role="status">
        <h2 tabindex="-1">${t.completing(maskedName)}</h2>
        <p class="rule">${t.onlyTheirs}</p>
      </div>
      <span class="left">${t.left(seconds)}</span>
      <button @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${t.done}</button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-second-proof': SecondProofBar;
  }
}
