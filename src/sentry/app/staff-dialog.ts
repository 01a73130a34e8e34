import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RejectedRecord } from '../../store/records/scan-queue.ts';
import { isDegraded, type CopyHealth } from '../../store/browser/storage-health.ts';
import { appVersion } from '../../ui/device/app-version.ts';
import '../../ui/language/language-switch.ts';
import '../../ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../../ui/overlay/overlay-dialog.ts';
import { ago, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { setUpWords } from '../../ui/texts/gate/set-up-words.ts';
import { staffTexts } from '../../ui/texts/gate/staff.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { GateState } from '../device/gate-state.ts';
import type { OwnRestart } from '../watch/healed-memory.ts';
import { atTheGate, type HandChoices } from '../device/hand-choices.ts';
import './hand-choice.ts';

/** For so long it is told that the page restarted itself, ms. */
const toldMs = 7 * 86_400_000;

/** What only staff do: choose devices, look at rejected records, end the pairing. Each action is an event of its own; `closed` says that nobody is at it any more. */
@customElement('sc-staff-dialog')
export class StaffDialog extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      sc-overlay {
        --overlay-width: 39rem;
      }
      .stack {
        display: grid;
        gap: var(--gap);
      }
      header,
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px;
        justify-content: space-between;
      }
      .row.acts {
        justify-content: flex-start;
      }
      ol {
        margin: 0;
        padding-inline-start: 1.4em;
        max-height: 9em;
        overflow: auto;
      }
      ul {
        margin: 0;
        padding-inline-start: 1.4em;
      }
      .bad {
        color: var(--red-deep);
      }
      button.quiet.danger {
        border-color: var(--red-deep);
        color: var(--red-deep);
      }
      button.danger {
        border-color: var(--red-deep);
        background: var(--red-deep);
      }
      button.quiet.danger {
        background: transparent;
      }
    `,
  ];

  @property({ attribute: false }) gateState!: GateState;
  @property() place = '';
  /** False where the browser has no serial ports. */
  @property({ type: Boolean }) serial = false;
  /** Device id of the camera chosen by staff; '' for the browser's own choice. */
  @property() camera = '';
  /** True where the site has no PIN. */
  @property({ type: Boolean, attribute: 'open-to-all' }) openToAll = false;
  /** How staff use the sentry. */
  @property({ attribute: false }) hand: HandChoices = atTheGate;
  /** When the page last restarted itself, and for what; null: never. */
  @property({ attribute: false }) restart: OwnRestart | null = null;
  /** Loads what the server rejected. */
  @property({ attribute: false }) loadRejected: () => Promise<RejectedRecord[]> = () => Promise.resolve([]);
  @state() private rejected: RejectedRecord[] = [];
  @state() private cameras: MediaDeviceInfo[] = [];
  @query('#staff') private overlay!: Overlay;
  @query('#confirm') private question!: Overlay;

  readonly #texts = new Texts(this, sentryTexts);

  /** True while somebody is at the settings. */
  get isOpen(): boolean {
    return this.overlay?.open ?? false;
  }

  /** Closes it, and what lies above it. */
  async shut(): Promise<void> {
    await this.overlay.close();
  }

  /** Opens the dialog with fresh lists. */
  async open(): Promise<void> {
    this.overlay.open = true;
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    this.cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
    await this.#showRejected();
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('gateState');
    if (this.isOpen && before && before.rejected !== this.gateState.rejected) void this.#showRejected();
  }

  async #showRejected(): Promise<void> {
    this.rejected = await this.loadRejected();
  }

  override render() {
    const { t } = this.#texts;
    const staff = staffTexts[language()];
    const waiting = this.gateState.waiting + this.gateState.rejected;
    return html`
      <sc-overlay id="staff" label=${t.staff} @close=${() => this.dispatchEvent(new CustomEvent('closed'))}>
        <div class="stack">
          <header>
            <h1>${t.staff}</h1>
            <sc-language-switch></sc-language-switch>
          </header>
          <p class="soft">${this.place} · ${t.appVersion(appVersion)}</p>
          ${
            this.openToAll
              ? html`<p class="bad"><span aria-hidden="true">▲</span> ${staff.noPin}</p>`
              : nothing
          }
          ${this.#restarted()}
          <label>
            ${t.chooseCamera}
            <select @change=${this.#chooseCamera}>
              <option value="" ?selected=${this.camera === ''}>${t.cameraDefault}</option>
              ${this.cameras.map(
                ({ deviceId, label }) => html`
                  <option value=${deviceId} ?selected=${deviceId === this.camera}>
                    ${label || deviceId.slice(0, 8)}
                  </option>
                `,
              )}
            </select>
          </label>
          <sc-hand-choice .hand=${this.hand}></sc-hand-choice>
          <div class="row acts">
            ${
              this.serial
                ? html`<button class="quiet" @click=${() => this.#send('choose-sensor')}>
                    ${t.chooseSensor}
                  </button>`
                : html`<p class="soft">${t.sensorUnsupported}</p>`
            }
            <button class="quiet" @click=${() => this.#send('sound-test')}>${t.soundTest}</button>
            <button class="quiet" @click=${() => this.#send('full-screen')}>${t.fullScreen}</button>
            <button class="quiet" @click=${() => this.#send('drill')}>
              ${this.gateState.drill ? staff.endDrill : staff.beginDrill}
            </button>
            <button class="quiet" data-set-up @click=${() => this.#send('set-up')}>${staff.setUp}</button>
            <button class="quiet" @click=${() => this.#send('save-diagnostics')}>
              ${staff.saveDiagnostics}
            </button>
          </div>
          <section class="stack">
            <h2>${t.rejectedTitle}</h2>
            ${this.rejected.length === 0 ? html`<p class="soft">${t.rejectedNone}</p>` : this.#rejectedList()}
          </section>
          <section class="stack">
            <h2>${t.storageHeading}</h2>
            ${this.#storage()}
          </section>
          <div class="row">
            <button class="quiet danger" ?disabled=${waiting > 0} @click=${() => (this.question.open = true)}>
              ${t.unpair}
            </button>
            <button @click=${() => void this.overlay.close()}>${t.close}</button>
          </div>
          ${waiting > 0 ? html`<p class="soft">${t.unpairBlocked(waiting)}</p>` : nothing}
        </div>
      </sc-overlay>
      <sc-overlay id="confirm" label=${t.unpair}>
        <div class="stack">
          <h2>${t.unpair}</h2>
          <p>${t.unpairConfirm}</p>
          <div class="row">
            <button class="danger" @click=${this.#unpair}>${t.unpair}</button>
            <button class="quiet" @click=${() => void this.question.close()}>${t.cancel}</button>
          </div>
        </div>
      </sc-overlay>
    `;
  }

  /** Told for a week. */
  #restarted() {
    const now = Date.now();
    if (!this.restart || now - this.restart.at > toldMs) return nothing;
    const what = setUpWords[language()][`healed_${this.restart.for}`];
    const text = staffTexts[language()].restarted(what, ago(this.restart.at, now, language()));
    return html`<p><span aria-hidden="true">▲</span> ${text}</p>`;
  }

  /** How each copy is, and what was noticed of them. */
  #storage() {
    const { t } = this.#texts;
    const { copies } = this.gateState;
    const line = (label: string, copy: CopyHealth) =>
      html`<li class=${copy === 'ok' ? '' : 'bad'}>${label} ${t[`copy_${copy}`]}</li>`;
    return html`
      <ul>
        ${line(t.copyDatabase, copies.database)} ${line(t.copyJournal, copies.journal)}
        ${line(t.copySettings, copies.settings)}
      </ul>
      ${
        isDegraded(copies) && copies.noticedAt !== null
          ? html`<p class="soft">
              ${t.copiesNoticed(dateTime(copies.noticedAt, language()), copies.healed, copies.lost)}
            </p>`
          : nothing
      }
    `;
  }

  #rejectedList() {
    const { t } = this.#texts;
    return html`
      <ol>
        ${this.rejected.map(({ record, fault }) => html`<li>${t.rejectedRow(record.seq, fault)}</li>`)}
      </ol>
      <div class="row">
        <button class="quiet" @click=${this.#retry}>${t.retryRejected}</button>
        <button class="quiet" @click=${this.#save}>${t.saveRejected}</button>
      </div>
    `;
  }

  #chooseCamera(event: Event): void {
    this.dispatchEvent(
      new CustomEvent('choose-camera', { detail: (event.target as HTMLSelectElement).value }),
    );
  }

  #retry(): void {
    this.rejected = [];
    this.#send('retry-rejected');
  }

  #save(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(this.rejected, null, 1)], { type: 'application/json' }),
    );
    link.download = 'rejected-records.json';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async #unpair(): Promise<void> {
    // Its own question lies above it and closes with it.
    await this.overlay.close();
    this.#send('unpair');
  }

  #send(
    name:
      | 'choose-sensor'
      | 'sound-test'
      | 'full-screen'
      | 'retry-rejected'
      | 'unpair'
      | 'drill'
      | 'save-diagnostics'
      | 'set-up',
  ): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-staff-dialog': StaffDialog;
  }
}
