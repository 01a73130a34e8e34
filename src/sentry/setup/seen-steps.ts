import { html, css, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { language } from '../../ui/language/languages.ts';
import { StepElement } from './step-element.ts';

/** Whether the device stands where its pairing says. */
@customElement('sc-set-up-place')
export class PlaceStep extends StepElement {
  override render() {
    return html`<p class="big">${this.gate.place}</p>
      <div class="acts">
        <button @click=${() => this.end('done')}>${this.t.placeYes}</button>
        <button class="quiet" @click=${() => this.end('failed')}>${this.t.placeNo}</button>
      </div>`;
  }
}

/** The camera: which one, and whether its picture is seen. */
@customElement('sc-set-up-camera')
export class CameraStep extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      video {
        display: block;
        inline-size: 100%;
        max-block-size: 34vh;
        aspect-ratio: 4 / 3;
        object-fit: cover;
        background: #10161c;
        border-radius: 10px;
      }
      video.mirror {
        transform: scaleX(-1);
      }
    `,
  ];

  @state() private cameras: MediaDeviceInfo[] = [];
  @query('video') private video!: HTMLVideoElement;
  #looking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#looking = setInterval(() => this.#look(), 500);
    void this.#list();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#looking);
  }

  override render() {
    const words = sentryTexts[language()];
    const { camera } = this.gate.gateState;
    const { cameraId, mirror } = this.gate.sources;
    const problem = {
      denied: words.cameraDeniedBanner,
      missing: words.cameraMissingBanner,
      interrupted: words.cameraLostBanner,
      starting: words.camera_starting,
      running: '',
    }[camera];
    return html`
      <video class=${mirror ? 'mirror' : ''} muted playsinline autoplay aria-hidden="true"></video>
      ${problem ? html`<p class="bad" role="status">${problem}</p>` : nothing}
      <label>
        ${words.chooseCamera}
        <select @change=${this.#choose}>
          <option value="" ?selected=${cameraId === ''}>${words.cameraDefault}</option>
          ${this.cameras.map(
            ({ deviceId, label }) =>
              html`<option value=${deviceId} ?selected=${deviceId === cameraId}>
                ${label || deviceId.slice(0, 8)}
              </option>`,
          )}
        </select>
      </label>
      <div class="acts">
        <button ?disabled=${camera !== 'running'} @click=${() => this.end('done')}>
          ${this.t.cameraYes}
        </button>
        <button class="quiet" @click=${() => this.end('failed')}>${this.t.cameraNo}</button>
      </div>
    `;
  }

  /** The kiosk opens its stream anew when it fails, or another camera is chosen. */
  #look(): void {
    const { srcObject } = this.gate.video;
    if (this.video && this.video.srcObject !== srcObject) this.video.srcObject = srcObject;
  }

  async #list(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    this.cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
  }

  async #choose({ target }: Event): Promise<void> {
    await this.gate.shift.chooseCamera((target as HTMLSelectElement).value);
    await this.#list();
  }
}

/** The sound: played, and heard by whoever stands there. */
@customElement('sc-set-up-sound')
export class SoundStep extends StepElement {
  @state() private played = false;
  @state() private playing = false;

  override render() {
    const { t } = this;
    return html`
      <div class="acts">
        <button class=${this.played ? 'quiet' : ''} ?disabled=${this.playing} @click=${this.#play}>
          ${this.playing ? t.playing : t.play}
        </button>
      </div>
      <div class="acts">
        <button
          class=${this.played ? '' : 'quiet'}
          ?disabled=${!this.played}
          @click=${() => this.end('done')}
        >
          ${t.soundYes}
        </button>
        <button class="quiet" ?disabled=${!this.played} @click=${() => this.end('failed')}>
          ${t.soundNo}
        </button>
      </div>
    `;
  }

  async #play(): Promise<void> {
    this.playing = true;
    await this.gate.shift.testSound();
    this.playing = false;
    this.played = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-set-up-place': PlaceStep;
    'sc-set-up-camera': CameraStep;
    'sc-set-up-sound': SoundStep;
  }
}
