import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emergencyCauses, type EmergencyCause } from '../../domain/policy/emergency.ts';
import { clockSeconds } from '../../ui/language/clock.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { shapes } from '../../ui/theme/shapes.ts';
import { causeTexts, emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import { theme } from '../../ui/theme/theme.ts';
import type { EmergencyState } from './emergency-acts.ts';

/**
 * One touch lets somebody in, always: no question comes before it. What is asked comes afterwards, beside the button, so that
 * the next touch is never in the way of an answer. It fires `let-in`, `cause` with an EmergencyCause, and `later`.
 */
@customElement('sc-emergency-bar')
export class EmergencyBar extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 8px 14px;
        background: #0c1a24;
        color: #ffffff;
      }
      button {
        font: inherit;
        min-height: 48px;
        padding: 6px 14px;
        border-radius: 10px;
        border: 2px solid #7fb8dd;
        background: transparent;
        color: inherit;
        max-width: 100%;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      button:focus-visible {
        outline: 3px solid var(--warning);
        outline-offset: 2px;
      }
      .act {
        display: inline-flex;
        align-items: center;
        gap: 10px;
        min-height: 56px;
        margin-inline-start: auto;
        border-color: #ffffff;
        background: #0b5f8a;
        font-size: 1.15rem;
        font-weight: 700;
      }
      .act svg {
        width: 1.7em;
        height: 1.7em;
        flex: none;
        fill: #ffffff;
      }
      .sign {
        fill: none;
        stroke: #0b5f8a;
        stroke-width: 3.2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .asked {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        flex: 1 1 20em;
        min-width: 0;
      }
      p {
        margin: 0;
        font-weight: 600;
        flex: 1 0 100%;
      }
      /* On narrow screens the button comes first and stays in view; the answers scroll beneath it. */
      @media (max-width: 700px) {
        .act {
          order: -1;
          flex: 1 1 100%;
          justify-content: center;
        }
        .asked {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 130px), 1fr));
          max-height: 38vh;
          overflow: auto;
          flex-basis: 100%;
        }
        .asked:empty {
          display: none;
        }
        .asked p {
          grid-column: 1 / -1;
          font-size: 0.9375rem;
        }
        .asked button {
          padding: 4px 8px;
          line-height: 1.2;
        }
      }
      .warn::before {
        content: '▲ ';
        color: var(--warning);
      }
    `,
  ];

  @property({ attribute: false }) acts: EmergencyState = { open: [], unstored: 0 };
  readonly #texts = new Texts(this, emergencyTexts);

  override render() {
    const { t } = this.#texts;
    const { open, unstored } = this.acts;
    return html`
      <div class="asked" role="status">
        ${open.length > 0 ? this.#asked() : nothing}
        ${unstored > 0 && open.length === 0 ? html`<p class="warn">${t.notKept}</p>` : nothing}
      </div>
      <button class="act" title=${t.hint} @click=${() => this.dispatchEvent(new CustomEvent('let-in'))}>
        <svg viewBox="0 0 32 32" aria-hidden="true">${shapes.door}</svg>${t.act}
      </button>
    `;
  }

  #asked() {
    const { t } = this.#texts;
    const times = this.acts.open.map((at) => clockSeconds(at).slice(0, 5));
    return html`<p class=${this.acts.unstored > 0 ? 'warn' : ''}>
        ${t.why([...new Set(times)].join(', '))} ${this.acts.unstored > 0 ? t.notKept : t.kept}
      </p>
      ${emergencyCauses.map(
        (cause) =>
          html`<button data-cause=${cause} @click=${() => this.#tell(cause)}>
            ${causeTexts[language()][cause]}
          </button>`,
      )}
      <button data-later @click=${() => this.dispatchEvent(new CustomEvent('later'))}>${t.later}</button>`;
  }

  #tell(detail: EmergencyCause): void {
    this.dispatchEvent(new CustomEvent('cause', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-emergency-bar': EmergencyBar;
  }
}
