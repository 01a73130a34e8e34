import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { pinDigits } from '../../domain/gate/pin.ts';
import { duration } from '../../ui/language/clock.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import '../../ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../../ui/overlay/overlay-dialog.ts';
import { staffTexts } from '../../ui/texts/gate/staff.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { PinTry, StaffPin } from '../device/staff-pin.ts';

/** A dialog that nobody touches for so long closes, ms. */
const leftMs = 30_000;

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/** Asks for the PIN of the site's staff. Fires `unlocked` when it was right. */
@customElement('sc-staff-pin-dialog')
export class StaffPinDialog extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      sc-overlay {
        --overlay-width: 24rem;
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 14px;
      }
      input {
        font-size: 1.8rem;
        letter-spacing: 0.3em;
        text-align: center;
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
      }
      .keys button {
        min-height: 60px;
        font-size: 1.5rem;
        padding: 4px;
      }
      .keys .erase {
        grid-column: span 2;
        font-size: 1.1rem;
      }
    `,
  ];

  @property({ attribute: false }) pin!: StaffPin;
  @state() private typed = '';
  @state() private busy = false;
  @state() private problem: 'wrong' | 'fault' | null = null;
  @state() private waitMs = 0;
  @state() private hasCards = false;
  @query('sc-overlay') private overlay!: Overlay;
  readonly #texts = new Texts(this, staffTexts);
  #tick: ReturnType<typeof setInterval> | undefined;
  /** When somebody last did something here, ms on the page's performance.now() clock. */
  #touchedAt = 0;

  get isOpen(): boolean {
    return this.overlay?.open ?? false;
  }

  open(): void {
    this.typed = '';
    this.problem = null;
    this.waitMs = this.pin.waitMs;
    this.overlay.open = true;
    void this.pin.cardCount().then((count) => (this.hasCards = count > 0));
    clearInterval(this.#tick);
    this.#touchedAt = performance.now();
    this.#tick = setInterval(() => {
      this.waitMs = this.pin.waitMs;
      // Whoever pressed in passing must not hide the gate.
      if (performance.now() - this.#touchedAt > leftMs) void this.overlay.close();
    }, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  override render() {
    const { t } = this.#texts;
    const waits = this.waitMs > 0;
    return html`<sc-overlay label=${t.pinTitle} @close=${() => clearInterval(this.#tick)}>
      <form
        @submit=${this.#submit}
        @pointerdown=${() => (this.#touchedAt = performance.now())}
        @keydown=${() => (this.#touchedAt = performance.now())}
      >
        <h1>${t.pinTitle}</h1>
        <p class="soft">${t.pinWhy}</p>
        <label>
          ${t.pinField}
          <input
            type="password"
            name="pin"
            inputmode="numeric"
            autocomplete="off"
            maxlength=${pinDigits.most}
            .value=${this.typed}
            @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
          />
        </label>
        <div class="keys">
          ${digits.map(
            (digit) =>
              html`<button type="button" class="quiet" @click=${() => this.#type(digit)}>${digit}</button>`,
          )}
          <button type="button" class="quiet erase" @click=${() => (this.typed = this.typed.slice(0, -1))}>
            ${t.erase}
          </button>
        </div>
        <p class="fault" role="alert">
          ${
            waits
              ? t.pinWait(duration(Math.ceil(this.waitMs / 1000) * 1000, language()))
              : this.problem === 'wrong'
                ? t.pinWrong
                : this.problem === 'fault'
                  ? t.pinFault
                  : nothing
          }
        </p>
        <button ?disabled=${this.busy || waits || this.typed.length < pinDigits.least}>
          ${this.busy ? t.pinChecking : t.pinOpen}
        </button>
        ${this.hasCards ? html`<p class="soft">${t.pinCard}</p>` : nothing}
        <p class="soft">${t.pinLost}</p>
      </form>
    </sc-overlay>`;
  }

  #type(digit: string): void {
    this.typed = (this.typed + digit).slice(0, pinDigits.most);
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    void this.#tried(() => this.pin.try(this.typed));
  }

  /** A card of the staff's was laid on a reader. */
  card(number: string): void {
    if (!this.busy) void this.#tried(() => this.pin.tryCard(number));
  }

  async #tried(attempt: () => Promise<PinTry>): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      const tried = await attempt();
      this.typed = '';
      this.waitMs = this.pin.waitMs;
      if (tried !== 'open') {
        this.problem = 'wrong';
        return;
      }
      await this.overlay.close();
      this.dispatchEvent(new CustomEvent('unlocked'));
    } catch {
      this.problem = 'fault';
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-staff-pin-dialog': StaffPinDialog;
  }
}
