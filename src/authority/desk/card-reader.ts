import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ShownDocument } from '../../domain/document/shown-document.ts';
import { readTravelDocument } from '../../domain/document/travel-document.ts';
import { localDay } from '../../domain/time/local-day.ts';
import type { Devices } from '../../serial/devices/devices.ts';
import type { DeviceEvent } from '../../serial/drivers/device-event.ts';
import type { PortSource } from '../../serial/ports/serial-port.ts';
import { Texts } from '../../ui/language/languages.ts';
import { cardReaderTexts } from '../../ui/texts/authority/desk/card-reader.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** What was laid down: a card's address too, where it has one. */
export type ReadDocument = ShownDocument & { address?: string };

/**
 * The reader of ID cards, and of travel documents, at a desk, through the same drivers as at a gate, in the clerk's browser. Fires `card`
 * (CustomEvent of a ReadDocument) each time that one is laid down. What it read is the page's from then on: nothing of a card stays here.
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
  @state() private shows: 'missing' | 'ready' | 'unread' = 'missing';
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
    const [{ Devices }, { idCardReader }, { multiReader }, { travelDocumentReader }] = await Promise.all([
      import('../../serial/devices/devices.ts'),
      import('../../serial/drivers/id-card/driver.ts'),
      import('../../serial/drivers/multi-reader/driver.ts'),
      import('../../serial/drivers/travel-document/driver.ts'),
    ]);
    if (!this.isConnected || this.#devices) return;
    const devices = new Devices({ ports, drivers: [idCardReader, multiReader, travelDocumentReader] });
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
    const read = documentOf(event);
    if (read === 'unread') this.shows = 'unread';
    if (read === null || read === 'unread') return;
    this.shows = 'ready';
    this.dispatchEvent(new CustomEvent<ReadDocument>('card', { detail: read }));
  }
}

/** @returns null where the event is about no document, 'unread' for lines whose check digits do not hold */
function documentOf(event: DeviceEvent): ReadDocument | 'unread' | null {
  if (event.type === 'id-card') return event.card;
  if (event.type !== 'document') return null;
  try {
    return readTravelDocument(event.lines, localDay(Date.now()));
  } catch {
    return 'unread';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-card-reader': CardReader;
  }
}
