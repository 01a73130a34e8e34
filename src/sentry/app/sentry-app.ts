import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiClient, ApiError } from '../../sync/api-client.ts';
import { keepStorage, registerServiceWorker } from '../../ui/device/install.ts';
import { Texts } from '../../ui/language/languages.ts';
import { sentryTexts, type SentryTexts } from '../../ui/texts/gate/sentry.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { focusNewViews } from '../../ui/overlay/view-focus.ts';
import type { DemoDevices } from '../demo/demo-stage.ts';
import { deviceSources, type ShiftSources } from '../device/shift-sources.ts';
import { SentryDevice } from '../device/sentry-device.ts';
import type { KioskPage } from './kiosk-page.ts';
import './kiosk-page.ts';

type Page =
  | 'loading'
  | 'no-storage'
  | 'pair'
  | 'kiosk'
  | 'wiped'
  | 'elsewhere'
  | 'demo-refused'
  | 'demo-unavailable'
  | 'demo-offline';

/** Chooses what this tablet shows: pairing, the kiosk, or, in a demo district at `?demo`, the kiosk and its panel. */
@customElement('sc-sentry-app')
export class SentryApp extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        /* A form may be longer than the screen; the gate fills it and no more. */
        min-height: 100vh;
        min-height: 100dvh;
        background: #0c1a24;
      }
      sc-kiosk-page,
      .demo {
        height: 100vh;
        height: 100dvh;
      }
      .demo sc-kiosk-page {
        height: 100%;
      }
      .message,
      sc-wiped-page {
        min-height: 100vh;
        min-height: 100dvh;
      }
      .message {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 16px;
        padding: 24px;
        text-align: center;
        color: #ffffff;
      }
      .message p {
        max-width: 34em;
      }
      .demo {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 330px;
      }
      @media (max-width: 760px) {
        .demo {
          grid-template-columns: none;
          grid-template-rows: 62% 38%;
        }
      }
    `,
  ];

  /** True at the address `?demo`: the page asks for the panel, and gets it in a demo district alone. */
  @property({ attribute: false }) demo = new URLSearchParams(location.search).has('demo');
  @property({ attribute: false }) client = new ApiClient();
  /** What this tablet keeps; tests give a device of their own. */
  @property({ attribute: false }) openDevice: () => Promise<SentryDevice> = () => SentryDevice.open();
  @state() private page: Page = 'loading';
  @query('sc-kiosk-page') private kiosk!: KioskPage | null;

  readonly #texts = new Texts(this, sentryTexts);
  #device: SentryDevice | null = null;
  #sources: ShiftSources = deviceSources();
  #demoDevices: DemoDevices | null = null;
  /** Paired by hand since the page was loaded: staff stand before it, and set it up. */
  #isNew = false;

  constructor() {
    super();
    focusNewViews(this, () => (this.page === 'loading' ? null : this.page));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void registerServiceWorker(() => this.kiosk?.idle ?? true);
    void keepStorage();
    void this.#open();
  }

  override render() {
    const { t } = this.#texts;
    switch (this.page) {
      case 'loading':
        return html`<div class="message"><p>${t.loading}</p></div>`;
      case 'no-storage':
        return this.#message(t.storageTitle, t.storageOpenFault, () => location.reload());
      case 'pair':
        void import('./pair-page.ts');
        return html`<sc-pair-page
          .client=${this.client}
          .device=${this.#device!}
          @paired=${() => {
            this.#isNew = true;
            void this.#choose();
          }}
        ></sc-pair-page>`;
      case 'wiped':
        // Seldom, and on the device's own disk then.
        void import('./wiped-page.ts');
        return html`<sc-wiped-page
          .device=${this.#device!}
          .client=${this.client}
          @wiped=${() => this.#wiped()}
        ></sc-wiped-page>`;
      case 'elsewhere':
        return this.#message(t.elsewhereTitle, t.elsewhere, () => location.reload(), t.takeOver);
      case 'demo-refused':
        return this.#demoMessage('demoRefused');
      case 'demo-unavailable':
        return this.#demoMessage('demoUnavailable');
      case 'demo-offline':
        return this.#message(t.title, t.demoOffline, () => location.reload());
      case 'kiosk':
        return this.#demoDevices ? this.#demoStage(this.#demoDevices) : this.#kiosk();
    }
  }

  #kiosk() {
    return html`<sc-kiosk-page
      .device=${this.#device!}
      .client=${this.client}
      .sources=${this.#sources}
      .beginsSetUp=${this.#isNew}
      @unpair=${this.#unpair}
      @pair-again=${() => void this.#pairAgain()}
      @wipe=${() => (this.page = 'wiped')}
    ></sc-kiosk-page>`;
  }

  #demoStage({ camera, ports, phones }: DemoDevices) {
    return html`<div class="demo">
      ${this.#kiosk()}
      <sc-demo-panel
        .camera=${camera}
        .ports=${ports}
        .phones=${phones}
        .site=${this.#device!.pairing!.sentry.site}
        .now=${() => this.#device!.clock.now()}
        .sentryCode=${() => this.kiosk?.sentryCode ?? null}
      ></sc-demo-panel>
    </div>`;
  }

  #message(title: string, text: string, again: () => void, button = this.#texts.t.tryAgain) {
    return html`<div class="message" role="alert">
      <h1>${title}</h1>
      <p>${text}</p>
      <button @click=${again}>${button}</button>
    </div>`;
  }

  #demoMessage(text: keyof SentryTexts & ('demoRefused' | 'demoUnavailable')) {
    const { t } = this.#texts;
    return html`<div class="message" role="alert">
      <h1>${t.demoRefusedTitle}</h1>
      <p>${t[text]}</p>
      <a class="button" href="/sentry/">${t.openSentry}</a>
    </div>`;
  }

  async #open(): Promise<void> {
    try {
      this.#device = await this.openDevice();
    } catch {
      this.page = 'no-storage';
      return;
    }
    void this.#device.taken.then(() => this.#stopForOther());
    await this.#choose();
  }

  /** Another window runs this sentry now: here everything ends, and lets go of what it held. */
  #stopForOther(): void {
    this.page = 'elsewhere';
    this.#demoDevices?.camera.close();
    this.#device?.letGo();
  }

  async #choose(): Promise<void> {
    const device = this.#device!;
    if (device.commands.wiping && device.pairing) this.page = 'wiped';
    else if (this.demo) await this.#chooseDemo(device);
    else this.page = device.pairing ? 'kiosk' : 'pair';
  }

  /** The panel stands beside a sentry of a demo district alone; one not paired yet pairs itself with the demo's gate. */
  async #chooseDemo(device: SentryDevice): Promise<void> {
    if (!device.pairing && !(await this.#pairWithDemo(device))) return;
    if (!device.bundles?.isDemo) {
      this.page = 'demo-refused';
      return;
    }
    const { demoDevices } = await import('../demo/demo-stage.ts');
    if (this.page === 'elsewhere') return;
    this.#demoDevices?.camera.close();
    const devices = demoDevices(this.client, device.pairing!.root.point);
    const { camera, ports } = devices;
    this.#sources = {
      ...deviceSources(),
      openStream: () => camera.open(),
      ports,
      mirror: false,
      wholeScreen: false,
    };
    this.#demoDevices = devices;
    this.page = 'kiosk';
  }

  /** @returns false, with a page that says so, when there was no gate to be had */
  async #pairWithDemo(device: SentryDevice): Promise<boolean> {
    try {
      const { code } = await this.client.demoPairingCode();
      await device.pair(await this.client.pair({ code, key: device.key.point }));
      return true;
    } catch (fault) {
      const gone = fault instanceof ApiError && (fault.code === 'offline' || fault.code === 'server');
      this.page = gone ? 'demo-offline' : 'demo-unavailable';
      return false;
    }
  }

  /** The pairing has ended: staff type a new code; a demo gate, whose place another browser took, takes another. */
  async #pairAgain(): Promise<void> {
    if (!this.demo) {
      this.page = 'pair';
      return;
    }
    this.page = 'loading';
    if (await this.#pairWithDemo(this.#device!)) await this.#choose();
  }

  #wiped(): void {
    this.client.token = null;
    this.page = 'pair';
  }

  async #unpair(): Promise<void> {
    await this.#device!.unpair();
    // A fresh start leaves nothing of the old gate behind in memory.
    location.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sentry-app': SentryApp;
  }
}
