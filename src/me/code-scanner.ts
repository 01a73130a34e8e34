import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { QrReader, type QrReaderOptions } from '../camera/qr-reader.ts';
import { decodeSentryCode, type SentryCode } from '../domain/challenge.ts';
import { Texts } from '../ui/languages.ts';
import { answerTexts } from '../ui/texts/answer.ts';
import { controls, theme } from '../ui/theme.ts';

/**
 * The phone's camera, looking for the code on a sentry's screen. It fires `sentry-code` with what it read, once, and
 * `close` when the person gives up. It comes with the QR reader, so a page loads it only when it is asked for.
 */
@customElement('sc-code-scanner')
export class CodeScanner extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
        gap: 12px;
        padding: 16px;
        background: #0c1a24;
        color: #ffffff;
        text-align: center;
      }
      video {
        width: 100%;
        height: 100%;
        object-fit: cover;
        border-radius: var(--radius);
        background: #000000;
      }
      button {
        justify-self: center;
        min-height: 48px;
      }
    `,
  ];

  /** Tests put another picture here. */
  @property({ attribute: false }) openStream: QrReaderOptions['openStream'];
  @state() private camera: QrReader['state'] = 'starting';
  @state() private stranger = false;
  @query('video') private video!: HTMLVideoElement;
  readonly #texts = new Texts(this, answerTexts);
  #reader: QrReader | null = null;
  #found = false;

  override firstUpdated(): void {
    if (!this.isConnected) return;
    const reader = new QrReader({
      video: this.video,
      ...(this.openStream && { openStream: this.openStream }),
    });
    this.#reader = reader;
    reader.on('state', (camera) => (this.camera = camera));
    reader.on('code', ({ text }) => this.#read(text));
    void reader.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reader?.stop();
    this.#reader = null;
  }

  #read(text: string): void {
    if (this.#found) return;
    let code: SentryCode;
    try {
      code = decodeSentryCode(text);
    } catch {
      this.stranger = true;
      return;
    }
    this.#found = true;
    this.dispatchEvent(new CustomEvent('sentry-code', { detail: code }));
  }

  override render() {
    const { t } = this.#texts;
    const hints = {
      starting: t.cameraStarting,
      running: this.stranger ? t.notSentryCode : t.scanHint,
      interrupted: t.cameraLost,
      denied: t.cameraDenied,
      missing: t.cameraMissing,
    };
    return html`<div>
        <h1>${t.scan}</h1>
        <p role="status">${hints[this.camera]}</p>
      </div>
      <video muted playsinline></video>
      <button type="button" @click=${() => this.dispatchEvent(new Event('close'))}>${t.back}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-code-scanner': CodeScanner;
  }
}
