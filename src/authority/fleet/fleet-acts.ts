import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  commandHours,
  lastRing,
  reasonLength,
  type CommandRequest,
  type RingRequest,
} from '../../domain/api/gate/fleet-api.ts';
import { commandKinds, type CommandKind } from '../../domain/fleet/sentry-command.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { numberIn, numberInput } from '../../ui/language/number-input.ts';
import { commandWords, fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/**
 * What an administrator does with sentries: put them into a ring, give a command. Fires `command` (detail: CommandRequest) and
 * `ring` (detail: RingRequest): who hears it asks once more and sends it.
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

  /** Which of the two is offered. */
  @property({ attribute: false }) show: 'command' | 'ring' | 'both' = 'both';
  @property({ attribute: false }) devices: readonly number[] = [];
  /** The ring they are in; null when in several. */
  @property({ attribute: false }) ring: number | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private kind: CommandKind = 'lock';
  readonly #texts = new Texts(this, fleetTexts);

  override render() {
    return html`${this.show === 'ring' ? nothing : this.#commandForm()}
    ${this.show === 'command' ? nothing : this.#ringForm()}`;
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
        ${numberInput({
          name: 'hours',
          value: commandHours.usual,
          min: commandHours.min,
          max: commandHours.max,
          required: true,
        })}</label
      >
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
      <button aria-disabled=${this.busy}>${t.give}</button>
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
      <button class="quiet" aria-disabled=${this.busy}>${t.setRing}</button>
    </form>`;
  }

  #askCommand(event: SubmitEvent): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    this.#tell<CommandRequest>('command', {
      devices: [...this.devices],
      kind: String(given.get('kind')) as CommandKind,
      reason: String(given.get('reason')).trim(),
      hours: numberIn(given, 'hours'),
    });
  }

  #askRing(event: SubmitEvent): void {
    event.preventDefault();
    const ring = Number(new FormData(event.target as HTMLFormElement).get('ring'));
    this.#tell<RingRequest>('ring', { devices: [...this.devices], ring });
  }

  #tell<Detail>(name: 'command' | 'ring', detail: Detail): void {
    this.dispatchEvent(new CustomEvent<Detail>(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-acts': FleetActs;
  }
}
