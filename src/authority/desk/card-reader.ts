import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ResidentCard } from '../../domain/document/resident-card.ts';
import { isResidentId } from '../../domain/person/resident-id.ts';
import type { Devices } from '../../serial/devices/devices.ts';
import type { DeviceEvent } from '../../serial/drivers/device-event.ts';
import type { PortSource } from '../../serial/ports/serial-port.ts';
import { Texts } from '../../ui/language/languages.ts';
import { cardReaderTexts } from '../../ui/texts/authority/desk/card-reader.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/**
 * The reader of ID cards at a desk, through the same driver as at a gate, in the clerk's browser. Fires `card` (CustomEvent of a
 * ResidentCard) each time that one is laid down. What it read is the page's from then on: nothing of a card stays here.
 */
@customElement('sc-card-reader')
export class CardReader extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
      }
      p {
        margin: 0;
      }
    `,
  ];

  /** Where ports come from; null where the browser has none. */
  @property({ attribute: false }) ports: PortSource | null = null;
  @state() private shows: 'missing' | 'ready' | 'unread' | 'otherCard' = 'missing';
  readonly #texts = new Texts(this, cardReaderTexts);
  #devices: Devices | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#devices?.stop();
    this.#devices = null;
  }

  override render() {
    const { t } = this.#texts;
    if (!this.ports) return html`<p class="soft">${t.noPorts}</p>`;
    return html`
      <p class="soft" role="status">${t[this.shows]}</p>
      ${
        this.shows === 'missing'
          ? html`<button type="button" class="quiet" @click=${() => void this.#devices?.request()}>
              ${t.connect}
            </button>`
          : nothing
      }
    `;
  }

  async #start(): Promise<void> {
    const { ports } = this;
    if (!ports) return;
    const [{ Devices }, { idCardReader }, { multiReader }] = await Promise.all([
      import('../../serial/devices/devices.ts'),
      import('../../serial/drivers/id-card/driver.ts'),
      import('../../serial/drivers/multi-reader/driver.ts'),
    ]);
    if (!this.isConnected || this.#devices) return;
    const devices = new Devices({ ports, drivers: [idCardReader, multiReader] });
    this.#devices = devices;
    devices.on('change', (list) => {
      const runs = list.some(({ state: how }) => how === 'running');
      if (!runs) this.shows = 'missing';
      else if (this.shows === 'missing') this.shows = 'ready';
    });
    devices.on('event', ({ event }) => this.#take(event));
    devices.start();
  }

  #take(event: DeviceEvent): void {
    if (event.type === 'card-unread') this.shows = 'unread';
    if (event.type !== 'id-card') return;
    const { card } = event;
    // A foreigner's card of 2017 has a number that no register of the district's is kept by.
    this.shows = isResidentId(card.number) ? 'ready' : 'otherCard';
    if (this.shows === 'ready') this.dispatchEvent(new CustomEvent<ResidentCard>('card', { detail: card }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-card-reader': CardReader;
  }
}
