import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  commandHours,
  lastRing,
  reasonLength,
  type CommandRequest,
  type RingRequest,
} from '../domain/fleet-api.ts';
import { commandKinds, type CommandKind } from '../domain/sentry-command.ts';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { commandWords, fleetTexts } from '../ui/texts/fleet.ts';
import { controls, theme } from '../ui/theme.ts';

/**
 * What an administrator does with one sentry or those that a filter leaves: put them into a ring, give a command. Nothing is
 * sent before it was asked once more, with their number. Fires `command` (detail: CommandRequest) and `ring` (detail:
 * RingRequest).
 */
@customElement('sc-fleet-acts')
export class FleetActs extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 160px), 1fr));
        gap: 8px;
        align-items: end;
      }
      .wide {
        grid-column: 1 / -1;
      }
      .sure {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        padding: 10px 12px;
        border: 2px solid var(--red-deep);
        border-radius: 10px;
      }
      .sure p {
        flex-basis: 100%;
        font-weight: 600;
      }
      label {
        min-width: 0;
        font-size: 0.875rem;
      }
      input,
      select {
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) devices: readonly number[] = [];
  /** The ring they are in; null when in several. */
  @property({ attribute: false }) ring: number | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private asked: Omit<CommandRequest, 'devices'> | null = null;
  @state() private askedRing: number | null = null;
  @state() private kind: CommandKind = 'lock';
  readonly #texts = new Texts(this, fleetTexts);
  /** For whom it was asked: a list that changes meanwhile asks anew. */
  #askedFor = '';

  override willUpdate(): void {
    if ((this.asked || this.askedRing !== null) && this.#askedFor !== this.devices.join()) {
      this.asked = null;
      this.askedRing = null;
    }
  }

  override render() {
    const { t } = this.#texts;
    const number = count(this.devices.length, language());
    if (this.asked) {
      const { kind } = this.asked;
      return this.#sure(t.sureCommand(commandWords[language()][kind], number), t[`help_${kind}`], () => {
        this.dispatchEvent(
          new CustomEvent<CommandRequest>('command', {
            detail: { ...this.asked!, devices: [...this.devices] },
          }),
        );
      });
    }
    if (this.askedRing !== null) {
      return this.#sure(t.sureRing(t.ringName(this.askedRing), number), '', () => {
        this.dispatchEvent(
          new CustomEvent<RingRequest>('ring', {
            detail: { ring: this.askedRing!, devices: [...this.devices] },
          }),
        );
      });
    }
    return html`${this.#commandForm()} ${this.#ringForm()}`;
  }

  #commandForm() {
    const { t } = this.#texts;
    return html`<form name="command" @submit=${this.#askCommand}>
      <label
        >${t.command}
        <select
          name="kind"
          @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as CommandKind)}
        >
          ${commandKinds.map(
            (kind) =>
              html`<option value=${kind} ?selected=${kind === this.kind}>
                ${commandWords[language()][kind]}
              </option>`,
          )}
        </select></label
      >
      <label
        >${t.hours}
        <input
          name="hours"
          type="number"
          required
          min=${commandHours.min}
          max=${commandHours.max}
          .defaultValue=${String(commandHours.usual)}
      /></label>
      <label class="wide"
        >${t.reason}
        <input
          name="reason"
          required
          autocomplete="off"
          minlength=${reasonLength.min}
          maxlength=${reasonLength.max}
          placeholder=${t.reasonHint}
      /></label>
      <p class="soft wide">${t[`help_${this.kind}`]}</p>
      <button ?disabled=${this.busy || this.devices.length === 0}>${t.give}</button>
    </form>`;
  }

  #ringForm() {
    const { t } = this.#texts;
    return html`<form name="ring" @submit=${this.#askRing}>
      <label
        >${t.ring}
        <select name="ring">
          ${Array.from(
            { length: lastRing + 1 },
            (_, ring) =>
              html`<option value=${ring} ?selected=${ring === this.ring}>${t.ringName(ring)}</option>`,
          )}
        </select></label
      >
      <button class="quiet" ?disabled=${this.busy || this.devices.length === 0}>${t.setRing}</button>
    </form>`;
  }

  #sure(text: string, help: string, act: () => void) {
    const { t } = this.#texts;
    const end = () => {
      this.asked = null;
      this.askedRing = null;
    };
    return html`<div class="sure" role="alert">
      <p>${text}</p>
      ${help ? html`<span class="soft">${help}</span>` : nothing}
      <button
        type="button"
        name="yes"
        ?disabled=${this.busy}
        @click=${() => {
          act();
          end();
        }}
      >
        ${t.yes}
      </button>
      <button type="button" class="quiet" @click=${end}>${t.no}</button>
    </div>`;
  }

  #askCommand(event: SubmitEvent): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    this.#askedFor = this.devices.join();
    this.asked = {
      kind: String(given.get('kind')) as CommandKind,
      reason: String(given.get('reason')).trim(),
      hours: Number(given.get('hours')),
    };
  }

  #askRing(event: SubmitEvent): void {
    event.preventDefault();
    this.#askedFor = this.devices.join();
    this.askedRing = Number(new FormData(event.target as HTMLFormElement).get('ring'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-acts': FleetActs;
  }
}
