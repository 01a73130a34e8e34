import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { KeepAwake } from '../ui/keep-awake.ts';
import { Texts, language } from '../ui/languages.ts';
import { fleetDeviceTexts } from '../ui/texts/fleet-device.ts';
import { sentryTexts } from '../ui/texts/sentry.ts';
import { theme } from '../ui/theme.ts';
import type { Passage } from './checkpoint.ts';
import { lockedOut, type GateState } from './gate-state.ts';
import { SentryShift } from './sentry-shift.ts';
import type { ShiftSources } from './shift-sources.ts';
import type { CardProgress } from './split-card.ts';
import type { SentryDevice } from './sentry-device.ts';
import type { ApiClient } from '../sync/api-client.ts';
import type { StaffDialog } from './staff-dialog.ts';
import { timingMark } from './timing-mark.ts';
import './sentry-code.ts';
import './staff-dialog.ts';
import './status-strip.ts';
import './verdict-panel.ts';

/** How long a verdict stays when nobody else comes, ms: a guard needs longer to read why than a visitor to walk on. */
const showMs = { admit: 3500, attend: 12_000, refuse: 12_000 };
const strangerMs = 2500;
/** How long the next code of a split card is asked for, ms: the pause after which the card begins anew. */
const nextCodeMs = 20_000;

/** The full-screen gate: it starts by itself and asks nobody anything but one tap for the sound. */
@customElement('sc-kiosk-page')
export class KioskPage extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
        height: 100%;
        background: #0c1a24;
        color: #ffffff;
      }
      .stage {
        position: relative;
        overflow: hidden;
        min-height: 0;
      }
      video {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      /* A front camera is looked at like a mirror; only the picture is turned, never the frames that are read. */
      video.mirror {
        transform: scaleX(-1);
      }
      .guide {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding-bottom: clamp(70px, 14vh, 120px);
      }
      .frame {
        height: min(82%, 480px);
        max-width: 78%;
        aspect-ratio: 1;
        border-radius: 28px;
        box-shadow: 0 0 0 100vmax rgb(6 16 24 / 0.55);
        outline: 5px solid rgb(255 255 255 / 0.9);
        outline-offset: -2px;
      }
      /* Side by side: the frame never covers the code, nor the code what is held in the frame. */
      .guide.asking {
        grid-auto-flow: column;
        grid-template-columns: minmax(0, 1fr) auto;
        grid-template-rows: minmax(0, 1fr);
        gap: 12px;
        padding-inline: 16px;
        overflow: hidden;
      }
      .guide.asking .frame {
        height: auto;
        width: min(100%, 60vh, 480px);
        max-height: 94%;
        max-width: none;
      }
      sc-sentry-code {
        position: relative;
        width: min(30vw, 32vh, 260px);
      }
      .frame.checking {
        outline-color: #56b4e9;
      }
      .ask {
        position: absolute;
        inset-inline: 0;
        bottom: 0;
        padding: 14px 20px 20px;
        text-align: center;
        background: linear-gradient(transparent, rgb(6 16 24 / 0.9) 40%);
      }
      .ask h1 {
        margin: 0;
        font-size: clamp(1.7rem, 4.2vw, 3rem);
      }
      .ask p {
        margin: 4px 0 0;
        font-size: clamp(1rem, 1.9vw, 1.35rem);
      }
      sc-verdict-panel {
        position: absolute;
        inset: 0;
      }
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px 20px;
        padding: 12px 18px;
        background: var(--red-deep);
        font-size: 1.1rem;
        font-weight: 600;
      }
      .banner + .banner {
        border-top: 1px solid rgb(255 255 255 / 0.4);
      }
      .banner button,
      .staff {
        font: inherit;
        min-height: 44px;
        padding: 6px 16px;
        border-radius: 10px;
        border: 2px solid #ffffff;
        background: #ffffff;
        color: #16222c;
        cursor: pointer;
      }
      .staff {
        min-height: 40px;
        border: 1px solid #5a7283;
        background: transparent;
        color: #dfe8ee;
      }
      .stop {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        gap: 14px;
        padding: 32px;
        text-align: center;
        background: var(--red-deep);
        font-size: 1.3rem;
      }
      .stop h1 {
        margin: 0;
        font-size: clamp(2rem, 5vw, 3.6rem);
      }
    `,
  ];

  @property({ attribute: false }) device!: SentryDevice;
  @property({ attribute: false }) client!: ApiClient;
  /** Where frames, readings and sound come from; the demo puts its emulated devices here. */
  @property({ attribute: false }) sources!: ShiftSources;
  /** Loads the page anew; tests put their own here. */
  @property({ attribute: false }) reload: () => void = () => location.reload();
  @state() private gateState!: GateState;
  @state() private passage: Passage | null = null;
  @state() private checking = false;
  @state() private stranger = false;
  /** How far a card that is split over several codes has been shown. */
  @state() private card: CardProgress | null = null;
  @state() private storageFault = false;
  @state() private now = 0;
  @query('video') private video!: HTMLVideoElement;
  @query('sc-staff-dialog') private staff!: StaffDialog;

  readonly #texts = new Texts(this, sentryTexts);
  #shift: SentryShift | null = null;
  #clear: ReturnType<typeof setTimeout> | undefined;
  #forgetCard: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #endWipeWatch: () => void = () => undefined;
  /** True once a restart counts as done: what is left is to load the page. */
  #restarting = false;
  readonly #awake = new KeepAwake();

  /** True while an update would do no harm: nobody is being checked or shown a verdict. */
  get idle(): boolean {
    return !this.passage && !this.checking;
  }

  /** The code that the screen shows for phones to answer; null while it shows none. */
  get sentryCode(): string | null {
    return this.#shift?.sentryCode ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.now = this.device.clock.now();
    this.#shift = new SentryShift(this.device, this.client, this.sources, () => language());
    this.gateState = this.#shift.state;
    this.#listen(this.#shift);
    this.#tick = setInterval(() => {
      this.now = this.device.clock.now();
      void this.#restartWhenIdle();
    }, 1000);
    this.#endWipeWatch = this.device.commands.on('wipe', () => this.dispatchEvent(new CustomEvent('wipe')));
    this.#awake.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    clearTimeout(this.#clear);
    this.#awake.stop();
    this.#endWipeWatch();
    clearTimeout(this.#forgetCard);
    void this.#shift?.stop();
    this.#shift = null;
  }

  override firstUpdated(): void {
    void this.#shift?.start(this.video);
  }

  override render() {
    const { t } = this.#texts;
    // Asked at every drawing, once a second at least: the code is another one every half minute and after each answer.
    const { sentryCode } = this;
    return html`
      <div>${this.#banners()}</div>
      <div class="stage">
        <video class=${this.sources.mirror ? 'mirror' : ''} muted playsinline></video>
        <div class="guide ${sentryCode ? 'asking' : ''}">
          <div class="frame ${this.checking ? 'checking' : ''}"></div>
          ${sentryCode ? html`<sc-sentry-code .text=${sentryCode}></sc-sentry-code>` : nothing}
        </div>
        <div class="ask" aria-live="polite">
          <h1>${this.#asked()}</h1>
          <p>${sentryCode ? t.scanFirstHint : t.showCodeHint}</p>
        </div>
        ${
          this.passage
            ? html`<sc-verdict-panel
                .passage=${this.passage}
                data-seq=${this.passage.scan.seq}
                data-device=${this.passage.scan.device}
                data-t=${this.passage.scan.t}
                ?measures=${this.gateState.measures}
                @measure-again=${this.#measureAgain}
              ></sc-verdict-panel>`
            : nothing
        }
        ${
          this.storageFault && !this.gateState.elsewhere
            ? html`<div class="stop" role="alert">
                <h1>${t.storageTitle}</h1>
                <p>${t.storageFault}</p>
              </div>`
            : nothing
        }
        ${
          this.gateState.elsewhere
            ? html`<div class="stop" role="alert">
                <h1>${t.elsewhereTitle}</h1>
                <p>${t.elsewhere}</p>
              </div>`
            : nothing
        }
      </div>
      <sc-status-strip .gateState=${this.gateState} .now=${this.now} place=${this.#place()}>
        <button class="staff" @click=${() => void this.staff.open()}>${t.staff}</button>
      </sc-status-strip>
      <sc-staff-dialog
        .gateState=${this.gateState}
        place=${this.#place()}
        ?serial=${this.sources.ports !== null}
        camera=${this.sources.cameraId}
        .loadRejected=${() => this.device.queue.rejected()}
        @choose-camera=${(event: CustomEvent<string>) => this.#shift?.chooseCamera(event.detail)}
        @choose-sensor=${() => void this.sources.ports?.requestPort()}
        @sound-test=${this.#soundTest}
        @full-screen=${() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        @retry-rejected=${() => void this.#shift?.retryRejected()}
        @unpair=${() => this.dispatchEvent(new CustomEvent('unpair'))}
      ></sc-staff-dialog>
    `;
  }

  #banners() {
    const { t } = this.#texts;
    const s = this.gateState;
    const texts = [
      s.locked === true && fleetDeviceTexts[language()].lockedBanner,
      s.camera === 'denied' && t.cameraDeniedBanner,
      s.camera === 'missing' && t.cameraMissingBanner,
      s.camera === 'interrupted' && t.cameraLostBanner,
      s.measures && (s.sensor === 'missing' || s.sensor === 'lost') && t.sensorBanner,
      !s.hasRules && t.rulesBanner,
      lockedOut(s, this.now) && t.dataOldBanner(s.dataMaxHours ?? 0),
      s.clockStopped && t.clockBanner,
      s.storage === 'nearly-full' && t.storageFullBanner,
      s.connection === 'signed-out' && t.signedOutBanner,
    ].filter((text) => text !== false);
    return html`
      ${
        s.sound
          ? nothing
          : html`<div class="banner" role="alert">
              <span>${t.soundBanner}</span><button @click=${this.#soundTest}>${t.soundTest}</button>
            </div>`
      }
      ${texts.map((text) => html`<div class="banner" role="alert">${text}</div>`)}
      ${
        s.connection === 'signed-out'
          ? html`<div class="banner">
              <button @click=${() => this.dispatchEvent(new CustomEvent('pair-again'))}>
                ${t.pairTitle}
              </button>
            </div>`
          : nothing
      }
    `;
  }

  /** What the visitor is asked to do. */
  #asked(): string {
    const { t } = this.#texts;
    if (this.checking) return t.checking;
    if (this.stranger) return t.notAPass;
    return this.card ? t.cardProgress(this.card.have, this.card.total) : t.showCode;
  }

  #place(): string {
    const { siteName, zoneName, name } = this.device.pairing!.sentry;
    return [siteName, zoneName, name].filter((part) => part !== '').join(' · ');
  }

  #listen(shift: SentryShift): void {
    shift.on('state', (gateState) => (this.gateState = gateState));
    shift.on('checking', () => {
      this.checking = true;
    });
    shift.on('passage', (passage) => this.#show(passage));
    shift.on('progress', (card) => {
      this.card = card;
      this.passage = null;
      clearTimeout(this.#forgetCard);
      this.#forgetCard = setTimeout(() => (this.card = null), nextCodeMs);
    });
    shift.on('stranger', () => {
      this.stranger = true;
      setTimeout(() => (this.stranger = false), strangerMs);
    });
    shift.on('storageFault', () => {
      this.checking = false;
      this.passage = null;
      this.storageFault = true;
    });
  }

  #show(passage: Passage): void {
    this.checking = false;
    this.stranger = false;
    this.card = null;
    this.storageFault = false;
    this.passage = passage;
    clearTimeout(this.#clear);
    this.#clear = setTimeout(() => (this.passage = null), showMs[passage.verdict.outcome]);
    void this.updateComplete.then(() => {
      // After the next frame the verdict is on the glass: the mark is what `npm run bench -- verdict` reads.
      requestAnimationFrame(() => setTimeout(() => timingMark('verdict-painted')));
    });
  }

  /** A restart that an administrator asked for: when nobody is being checked, shown a verdict or at the settings. */
  async #restartWhenIdle(): Promise<void> {
    const free = (): boolean => this.idle && this.isConnected && !this.staff.isOpen;
    if (!free()) return;
    if (this.device.commands.restartWanted) {
      this.#restarting = (await this.device.commands.beginRestart(this.now)) || this.#restarting;
    }
    // Somebody may have come while that was written down.
    if (this.#restarting && free()) {
      this.#restarting = false;
      this.reload();
    }
  }

  #measureAgain(): void {
    if (this.passage) void this.#shift?.measureAgain(this.passage);
  }

  async #soundTest(): Promise<void> {
    await this.#shift?.testSound();
    // The same tap may fill the screen; a browser that will not is left as it is.
    if (this.sources.wholeScreen && !document.fullscreenElement)
      await document.documentElement.requestFullscreen?.().catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-kiosk-page': KioskPage;
  }
}
