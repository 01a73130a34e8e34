import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { directions } from '../../domain/scan/scan.ts';
import { Texts } from '../../ui/language/languages.ts';
import { handTexts } from '../../ui/texts/gate/hand.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { atTheGate, type HandChoices } from '../device/hand-choices.ts';

/** Staff choose how the sentry is used. Fires `choose-hand` (CustomEvent of HandChoices), which leaves the dialog. */
@customElement('sc-hand-choice')
export class HandChoice extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .check {
        display: flex;
        gap: 10px;
        align-items: center;
      }
      .check input {
        width: auto;
        min-height: 24px;
        min-width: 24px;
      }
    `,
  ];

  @property({ attribute: false }) hand: HandChoices = atTheGate;
  readonly #texts = new Texts(this, handTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      <label class="check">
        <input
          type="checkbox"
          name="hand-held"
          .checked=${this.hand.handHeld}
          @change=${({ target }: Event) => this.#choose({ handHeld: (target as HTMLInputElement).checked })}
        />
        <span>${t.handHeld}</span>
      </label>
      <label>
        ${t.direction}
        <select name="direction" @change=${this.#chooseDirection}>
          <option value="" ?selected=${this.hand.direction === null}>${t.direction_none}</option>
          ${directions.map(
            (one) =>
              html`<option value=${one} ?selected=${this.hand.direction === one}>
                ${t[`direction_${one}`]}
              </option>`,
          )}
        </select>
      </label>
    `;
  }

  #chooseDirection({ target }: Event): void {
    const { value } = target as HTMLSelectElement;
    this.#choose({ direction: directions.find((one) => one === value) ?? null });
  }

  #choose(change: Partial<HandChoices>): void {
    this.hand = { ...this.hand, ...change };
    const how = { detail: this.hand, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent<HandChoices>('choose-hand', how));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-hand-choice': HandChoice;
  }
}
