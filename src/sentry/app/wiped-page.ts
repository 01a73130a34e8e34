import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiClient } from '../../sync/api-client.ts';
import type { Connection } from '../../sync/heartbeat.ts';
import { Texts } from '../../ui/language/languages.ts';
import { fleetDeviceTexts } from '../../ui/texts/authority/fleet-device.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import { SentrySync } from '../device/sentry-sync.ts';

/**
 * A sentry that an administrator wiped while scans wait on it: no rules, no camera, no gate. It uploads what waits, says so
 * and forgets its pairing. Fires `wiped` when that is done.
 */
@customElement('sc-wiped-page')
export class WipedPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 16px;
        height: 100%;
        padding: 24px;
        text-align: center;
        background: var(--red-deep);
        color: var(--red-ink);
      }
      h1 {
        font-size: clamp(1.8rem, 5vw, 3.2rem);
      }
      p {
        max-width: 34em;
        font-size: 1.15rem;
      }
      button {
        border-color: var(--red-ink);
      }
    `,
  ];

  @property({ attribute: false }) device!: SentryDevice;
  @property({ attribute: false }) client!: ApiClient;
  @state() private waiting: number | null = null;
  @state() private rejected = 0;
  @state() private connection: Connection = 'unknown';
  readonly #texts = new Texts(this, fleetDeviceTexts);
  #sync: SentrySync | null = null;

  /** Not when it is connected: its code may come after its place on the page, and its device is there with the first drawing. */
  override firstUpdated(): void {
    if (!this.isConnected) return;
    this.#sync = new SentrySync(this.device, this.client, () => ({
      camera: 'closed',
      temperature: 'closed',
      sound: 'closed',
    }));
    this.#sync.on('queue', ({ waiting, rejected }) => {
      this.waiting = waiting;
      this.rejected = rejected;
      if (waiting === 0) void this.#finish();
    });
    this.#sync.on('connection', (connection) => {
      this.connection = connection;
      // The pairing was ended as well: what waits stays until somebody pairs the tablet anew.
      if (connection === 'signed-out') void this.#leave();
    });
    this.#sync.on('wiped', () => void this.#leave());
    this.#sync.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sync?.stop();
    this.#sync = null;
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <div role="alert">
        <h1>${t.wipedTitle}</h1>
        <p>${t.wipedText}</p>
      </div>
      <p role="status">
        ${this.waiting === null ? nothing : t.wipedWaiting(this.waiting)}
        ${this.rejected > 0 ? t.wipedRejected(this.rejected) : nothing}
        ${this.connection === 'offline' ? t.wipedOffline : nothing}
      </p>
    `;
  }

  async #finish(): Promise<void> {
    if (!this.#sync) return;
    await this.device.commands.endWipe();
    this.#sync?.sayNow();
  }

  async #leave(): Promise<void> {
    if (!this.#sync) return;
    this.#sync.stop();
    this.#sync = null;
    await this.device.endWipe();
    this.dispatchEvent(new CustomEvent('wiped'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-wiped-page': WipedPage;
  }
}
