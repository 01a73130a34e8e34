import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { temperatureText } from '../../domain/scan/temperature.ts';
import type { ThermalPicture } from '../../domain/scan/thermal-picture.ts';
import type { FoundDevice } from '../../serial/devices/devices.ts';
import { StepElement } from './step-element.ts';
import '../device/thermal-picture-view.ts';

/** What is plugged in: which devices were recognised, and what staff say of those that were not. “Nothing” is an answer. */
@customElement('sc-set-up-ports')
export class PortsStep extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      li {
        display: grid;
        gap: 6px;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
    `,
  ];

  @state() private found: readonly FoundDevice[] = [];
  @state() private picture: ThermalPicture | undefined;
  #ends: (() => void)[] = [];

  protected override firstUpdated(): void {
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  override render() {
    const { t, found } = this;
    const { devices } = this.gate.shift;
    if (!devices)
      return html`<p>${t.portsUnsupported}</p>
        ${this.#noThermometer()}
        <div class="acts"><button @click=${() => this.#nothingHere()}>${t.next}</button></div>`;
    const isWell = found.length > 0 && found.every(({ state: is }) => is === 'running');
    return html`
      ${
        found.length === 0
          ? html`<p class="soft" role="status">${t.portsNone}</p>`
          : html`<ul aria-live="polite">
              ${found.map((device) => this.#device(device))}
            </ul>`
      }
      ${found.some(({ driver }) => driver?.kind === 'thermal-array') ? html`<sc-thermal-picture .picture=${this.picture}></sc-thermal-picture>` : nothing}
      ${this.#noThermometer()}
      <div class="acts">
        <button class="quiet" @click=${() => void devices.request().catch(() => undefined)}>
          ${t.portsAdd}
        </button>
      </div>
      <div class="acts">
        ${
          found.length === 0
            ? html`<button @click=${() => this.#nothingHere()}>${t.portsNothing}</button>`
            : html`<button ?disabled=${!isWell} @click=${() => this.end('done')}>${t.portsYes}</button>
                <button class="quiet" @click=${() => this.end('failed')}>${t.portsNo}</button>`
        }
      </div>
    `;
  }

  #device({ key, state: is, driver, port, last }: FoundDevice) {
    const { t } = this;
    const { drivers } = this.gate.shift.devices!;
    const number = [port.usbVendorId, port.usbProductId]
      .map((id) => id?.toString(16).padStart(4, '0'))
      .filter(Boolean)
      .join(':');
    const read =
      last?.event.type === 'temperature' && last.event.reading.surface !== null
        ? t.lastRead(temperatureText(last.event.reading.surface))
        : '';
    return html`<li>
      <b>${driver ? t[`kind_${driver.kind}`] : t.portUnknown}</b>
      <span class="soft">${[driver?.name, number && `USB ${number}`].filter(Boolean).join(' · ')}</span>
      <span class=${is === 'running' ? 'good' : is === 'probing' ? '' : 'bad'}
        >${t[`state_${is}`]}${read && ` · ${read}`}</span
      >
      ${
        is === 'unknown'
          ? html`<label
              >${t.portModel}
              <select
                @change=${({ target }: Event) =>
                  this.gate.shift.devices!.choose(key, (target as HTMLSelectElement).value || null)}
              >
                <option value="">${t.portModelAuto}</option>
                ${drivers.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
              </select>
            </label>`
          : nothing
      }
    </li>`;
  }

  #noThermometer() {
    const { measures, sensor } = this.gate.gateState;
    return measures && sensor !== 'running' ? html`<p class="bad">${this.t.portsMissing}</p>` : nothing;
  }

  /** Where temperatures are to be taken it is a choice to have no thermometer, and is told as one. */
  #nothingHere(): void {
    this.end(this.gate.gateState.measures ? 'left-out' : 'not-here');
  }

  #listen(): void {
    const { devices } = this.gate.shift;
    if (!devices) return;
    this.found = devices.list;
    this.#ends = [
      devices.on('change', (list) => (this.found = list)),
      devices.on('event', ({ event }) => {
        if (event.type === 'thermal-picture') this.picture = event.picture;
        // Its last reading is part of the list.
        if (event.type === 'temperature') this.found = devices.list;
      }),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-set-up-ports': PortsStep;
  }
}
