import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { listCameras, openCamera, type CameraChoice } from '../camera/open-camera.ts';
import { QrReader } from '../camera/qr-reader.ts';
import { decodeSentryCode, sentryCodePrefix, type SentryCode } from '../domain/pass/challenge.ts';
import { decodeSiteCode, siteCodeText } from '../domain/site/site-code.ts';
import { Texts } from '../ui/language/languages.ts';
import '../ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../ui/overlay/overlay-dialog.ts';
import { answerTexts } from '../ui/texts/citizen/answer.ts';
import { controls, theme } from '../ui/theme/theme.ts';

/**
 * The phone's camera over the whole screen, looking for the code on a sentry's screen. It fires `sentry-code` with what it
 * read, once, and `close` when the person gives up, by Esc and Back too. It has the camera only while it is seen. It comes
 * with the QR reader, so a page loads it only when it is asked for.
 */
@customElement('sc-code-scanner')
export class CodeScanner extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      main {
        display: grid;
        grid-template-rows: auto minmax(120px, 1fr) auto;
        gap: 12px;
        min-height: 100%;
        padding: 16px;
        background: #0c1a24;
        color: #ffffff;
        text-align: center;
      }
      h1:focus-visible {
        outline-offset: 4px;
      }
      video {
        width: 100%;
        height: 100%;
        min-height: 0;
        object-fit: cover;
        border-radius: var(--radius);
        background: #000000;
      }
      [role='status'] {
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 12px;
      }
      button,
      .button {
        min-height: 48px;
      }
      button.quiet {
        border-color: #ffffff;
        color: #ffffff;
      }
    `,
  ];

  /** Tests put other cameras here, and another list of them. */
  @property({ attribute: false }) openStream: (choice: CameraChoice) => Promise<MediaStream> = openCamera;
  @property({ attribute: false }) listCameras: () => Promise<Pick<MediaDeviceInfo, 'deviceId'>[]> =
    listCameras;
  @state() private camera: QrReader['state'] = 'starting';
  /** True while the camera could not be had because somebody else has it. */
  @state() private busy = false;
  @state() private stranger = false;
  /** A site code that was read in place of a sentry's; '' while none was. */
  @state() private siteCode = '';
  /** How many cameras there are to choose from. */
  @state() private cameras = 0;
  @query('sc-overlay') private overlay!: Overlay;
  @query('video') private video!: HTMLVideoElement;
  readonly #texts = new Texts(this, answerTexts);
  #reader: QrReader | null = null;
  /** The camera that was switched to; '' for the one that looks away from the person. */
  #chosen = '';
  #found = false;
  readonly #shown = () => {
    if (document.hidden) this.#release();
    else this.#open();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#shown);
    // Asked of a page that was left for another one.
    window.addEventListener('pagehide', this.#gone);
    if (this.hasUpdated) this.#open();
  }

  override firstUpdated(): void {
    if (this.isConnected) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#shown);
    window.removeEventListener('pagehide', this.#gone);
    this.#release();
  }

  readonly #gone = () => this.#release();

  #open(): void {
    this.#release();
    if (document.hidden) return;
    const choice: CameraChoice = {
      facingMode: 'environment',
      orAnyOther: true,
      ...(this.#chosen && { deviceId: this.#chosen }),
    };
    const reader = new QrReader({
      video: this.video,
      isWanted: (text) => text.startsWith(sentryCodePrefix),
      openStream: () => this.openStream(choice),
    });
    this.#reader = reader;
    this.camera = reader.state;
    reader.on('problem', (detail) => (this.busy = /^(NotReadable|Abort|TrackStart)Error/.test(detail)));
    reader.on('state', (camera) => {
      this.camera = camera;
      if (camera === 'running') void this.#count();
    });
    reader.on('codes', ({ codes }) => codes.forEach(({ text }) => this.#read(text)));
    void reader.start();
  }

  #release(): void {
    this.#reader?.stop();
    this.#reader = null;
  }

  /** How many there are the browser tells once the person has allowed one. */
  async #count(): Promise<void> {
    this.cameras = (await this.listCameras()).length;
  }

  /** Goes on to the camera behind the one that is open. */
  async #switch(): Promise<void> {
    const ids = (await this.listCameras()).map(({ deviceId }) => deviceId);
    const now = this.#reader?.track?.getSettings().deviceId ?? this.#chosen;
    this.#chosen = ids[(ids.indexOf(now) + 1) % ids.length] ?? '';
    if (this.isConnected) this.#open();
  }

  #read(text: string): void {
    if (this.#found) return;
    let code: SentryCode;
    try {
      code = decodeSentryCode(text);
    } catch {
      this.stranger = true;
      this.siteCode = siteCodeIn(text);
      return;
    }
    this.#found = true;
    this.dispatchEvent(new CustomEvent('sentry-code', { detail: code }));
  }

  #hint(): string {
    const { t } = this.#texts;
    switch (this.camera) {
      case 'starting':
        return t.cameraStarting;
      case 'interrupted':
        return this.busy ? t.cameraBusy : t.cameraLost;
      case 'denied':
        return t.cameraDenied;
      case 'missing':
        return t.cameraMissing;
      case 'running':
        return this.siteCode ? t.siteCode : this.stranger ? t.notSentryCode : t.scanHint;
    }
  }

  override render() {
    const { t } = this.#texts;
    const failed = this.camera === 'denied' || this.camera === 'missing' || this.camera === 'interrupted';
    return html`<sc-overlay open whole label=${t.scan} @close=${() => this.dispatchEvent(new Event('close'))}>
      <main>
        <div>
          <h1>${t.scan}</h1>
          <p role="status">${this.#hint()}</p>
        </div>
        <video muted playsinline aria-hidden="true"></video>
        <div class="actions">
          ${
            this.siteCode
              ? html`<a class="button" href="../s/#${this.siteCode}">${t.openSiteCode}</a>`
              : nothing
          }
          ${failed ? html`<button type="button" @click=${() => this.#open()}>${t.retry}</button>` : nothing}
          ${
            this.cameras > 1
              ? html`<button type="button" class="quiet" @click=${() => void this.#switch()}>
                  ${t.otherCamera}
                </button>`
              : nothing
          }
          <button type="button" class="quiet" @click=${() => void this.overlay.close()}>${t.back}</button>
        </div>
      </main>
    </sc-overlay>`;
  }
}

/** The site code in a text, without its address: another host's is none of ours to open. '' when there is none. */
function siteCodeIn(text: string): string {
  try {
    decodeSiteCode(text);
    return siteCodeText(text);
  } catch {
    return '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-code-scanner': CodeScanner;
  }
}
