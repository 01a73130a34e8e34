import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { duration } from '../ui/language/clock.ts';
import { language, Texts } from '../ui/language/languages.ts';
import { meTexts } from '../ui/texts/citizen/me.ts';
import { controls, theme } from '../ui/theme/theme.ts';
import { clockWarningMs, type PassKeeper, type UpdateFault } from './pass-keeper.ts';

/** What the holder of a pass must know and may have to do: no network, a wrong clock, lost data. */
@customElement('sc-pass-notices')
export class PassNotices extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      :host([empty]) {
        display: none;
      }
      p {
        background: #ffffff;
        color: var(--ink);
        border-inline-start: 8px solid #e69f00;
        border-radius: 8px;
        padding: 8px 12px;
        font-size: 0.9375rem;
      }
    `,
  ];

  @property({ attribute: false }) keeper!: PassKeeper;
  /** Rises whenever what is shown may have changed. */
  @property({ attribute: false }) revision = 0;
  readonly #texts = new Texts(this, meTexts);

  override willUpdate(): void {
    const { keeper } = this;
    const something =
      keeper.fault !== null ||
      Math.abs(keeper.clockAheadMs) > clockWarningMs ||
      keeper.wallet.damaged ||
      !keeper.wallet.kept;
    this.toggleAttribute('empty', !something);
  }

  override render() {
    const { t } = this.#texts;
    const { keeper } = this;
    const ahead = keeper.clockAheadMs;
    return html`
      ${keeper.fault ? this.#fault(keeper.fault) : nothing}
      ${
        Math.abs(ahead) > clockWarningMs
          ? html`<p role="alert">
              <strong
                >${(ahead > 0 ? t.clockAhead : t.clockBehind)(duration(Math.abs(ahead), language()))}</strong
              ><br />
              ${t.clockAdvice}
            </p>`
          : nothing
      }
      ${keeper.wallet.damaged ? html`<p role="status">${t.damaged}</p>` : nothing}
      ${keeper.wallet.kept ? nothing : html`<p role="status">${t.notKept}</p>`}
    `;
  }

  #fault(fault: UpdateFault) {
    const { t } = this.#texts;
    const texts: Partial<Record<UpdateFault, string>> = {
      offline: t.offline,
      'too-many': t.tooMany,
      'sign-in': t.signedOut,
      'not-allowed': t.signedOut,
      'bad-pass': t.badPass,
      'not-found': t.nobody,
      withdrawn: t.withdrawn,
    };
    return html`<p role="status">
      <strong>${t.notRenewed}</strong>${texts[fault] ?? t.serverFault}
      ${this.keeper.state() === 'valid' ? t.keepsOld : nothing}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-pass-notices': PassNotices;
  }
}
