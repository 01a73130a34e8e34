import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Texts } from '../../ui/language/languages.ts';
import '../../ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../../ui/overlay/overlay-dialog.ts';
import { staffTexts } from '../../ui/texts/gate/staff.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { StaffPin } from '../device/staff-pin.ts';

/** Asks whether a card that was laid down behind the PIN is to open what the PIN opens. */
@customElement('sc-staff-card-dialog')
export class StaffCardDialog extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      sc-overlay {
        --overlay-width: 26rem;
      }
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      .said {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) pin!: StaffPin;
  @state() private count = 0;
  @state() private said: 'taken' | 'known' | 'full' | 'ended' | 'fault' | null = null;
  @query('sc-overlay') private overlay!: Overlay;
  readonly #texts = new Texts(this, staffTexts);
  #number = '';

  async open(number: string): Promise<void> {
    await this.updateComplete;
    this.#number = number;
    this.said = null;
    this.count = await this.pin.cardCount();
    this.overlay.open = true;
  }

  override render() {
    const { t } = this.#texts;
    const { said } = this;
    const isEnrolled = said === 'taken' || said === 'known';
    return html`<sc-overlay label=${t.cardTitle} @close=${() => (this.#number = '')}>
      <div>
        <h1>${t.cardTitle}</h1>
        <p>${t.cardWhy}</p>
        <p class="soft">${t.cardCount(this.count)}</p>
        <p class="said" role="status">${said === null ? nothing : t[`card_${said}`]}</p>
        ${
          isEnrolled
            ? nothing
            : html`<button name="enrol" @click=${() => void this.#enrol()}>${t.cardEnrol}</button>`
        }
        ${
          this.count > 0
            ? html`<button name="forget" class="quiet" @click=${() => void this.#forget()}>
                ${t.cardForget}
              </button>`
            : nothing
        }
        <button name="close" class=${isEnrolled ? '' : 'quiet'} @click=${() => void this.overlay.close()}>
          ${t.cardClose}
        </button>
      </div>
    </sc-overlay>`;
  }

  async #enrol(): Promise<void> {
    try {
      // Null: the PIN closed meanwhile.
      this.said = (await this.pin.enrolCard(this.#number)) ?? 'fault';
      this.count = await this.pin.cardCount();
    } catch {
      this.said = 'fault';
    }
  }

  async #forget(): Promise<void> {
    try {
      await this.pin.forgetCards();
      this.count = await this.pin.cardCount();
      this.said = this.count === 0 ? 'ended' : 'fault';
    } catch {
      this.said = 'fault';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-staff-card-dialog': StaffCardDialog;
  }
}
