import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isDegraded } from '../../store/browser/storage-health.ts';
import { duration } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { installPrompt } from '../device/install-prompt.ts';
import { installWay, type InstallWay } from './install-way.ts';
import { StepElement } from './step-element.ts';
import { stayOnMs, storageState, type StorageState } from './storage-state.ts';

/** A clock this wrong is worth a word, ms: what the server says is only right to about a second. */
const clockLimitMs = 10_000;
/** Less room than this is too little for months, bytes. */
const leastRoom = 200_000_000;

/** The way to the server, what came over it, and the time. */
@customElement('sc-set-up-network')
export class NetworkStep extends StepElement {
  override render() {
    const { t } = this;
    const { connection, hasRules } = this.gate.gateState;
    const { bundles, clock } = this.gate.device;
    const isOn = connection === 'online';
    const words = {
      online: t.networkOn,
      offline: t.networkOff,
      'signed-out': t.networkEnded,
      unknown: t.networkWaiting,
    }[connection];
    const off = Math.abs(clock.offset);
    return html`
      <div role="status">
        <ul>
          <li class=${isOn ? 'good' : connection === 'unknown' ? '' : 'bad'}>${words}</li>
          <li class=${hasRules ? 'good' : 'bad'}>
            ${hasRules ? t.networkRules(bundles?.version ?? 0) : t.networkNoRules}
          </li>
          ${
            isOn
              ? html`<li class=${off < clockLimitMs ? 'good' : 'bad'}>
                  ${off < clockLimitMs ? t.clockFine : t.clockWrong(duration(off, language()))}
                </li>`
              : nothing
          }
        </ul>
      </div>
      <div class="acts">
        <button ?disabled=${!isOn} @click=${() => this.end(hasRules ? 'done' : 'failed')}>${t.next}</button>
        <button class="quiet" @click=${this.#again}>${t.again}</button>
      </div>
    `;
  }

  #again(): void {
    this.gate.shift.sayNow();
    if (this.gate.gateState.connection === 'offline') this.end('failed');
  }
}

/** Whether it runs as an app, and how it becomes one. */
@customElement('sc-set-up-install')
export class InstallStep extends StepElement {
  @property({ attribute: false }) way: () => InstallWay = installWay;
  @state() private accepted = false;

  override render() {
    const { t } = this;
    const way = this.way();
    if (this.accepted)
      return html`<p class="good">${t.installOpenIt}</p>
        <div class="acts"><button @click=${() => this.end('done')}>${t.next}</button></div>`;
    return html`
      <p class=${way === 'installed' ? 'good' : ''}>${t[`install_${way}`]}</p>
      <div class="acts">
        ${
          way === 'installed'
            ? html`<button @click=${() => this.end('done')}>${t.next}</button>`
            : way === 'prompt'
              ? html`<button @click=${this.#install}>${t.install}</button>`
              : way === 'none'
                ? html`<button @click=${() => this.end('left-out')}>${t.next}</button>`
                : html`<button @click=${() => this.end('done')}>${t.installed}</button>`
        }
      </div>
    `;
  }

  async #install(): Promise<void> {
    const answer = await installPrompt()?.prompt();
    if (answer?.outcome === 'accepted') this.accepted = true;
    else this.end('failed');
  }
}

/** Whether what is recorded stays, how much room there is, whether all voice clips are here, and the minute in which the power must stay on. */
@customElement('sc-set-up-storage')
export class StorageStep extends StepElement {
  /** When the set-up was begun, UTC ms. */
  @property({ type: Number }) begunAt = 0;
  @property({ attribute: false }) ask: () => Promise<StorageState> = storageState;
  @state() private said: StorageState | null = null;
  @state() private now = Date.now();
  #tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => (this.now = Date.now()), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  protected override firstUpdated(): void {
    void this.#look();
  }

  override render() {
    const { t, said } = this;
    const { copies, voice } = this.gate.gateState;
    const isBroken =
      isDegraded(copies) &&
      [copies.database, copies.journal, copies.settings].some((copy) => copy === 'failed');
    const left = Math.max(0, Math.min(stayOnMs, this.begunAt + stayOnMs - this.now));
    const isLittle = said?.room != null && said.room - (said.used ?? 0) < leastRoom;
    const isWell = said?.isKept === true && !isLittle && !isBroken;
    return html`
      <div role="status">
        <ul>
          <li class=${isBroken ? 'bad' : 'good'}>${isBroken ? t.storageBroken : t.storageCopies}</li>
          ${
            said
              ? html`<li class=${said.isKept ? 'good' : 'bad'}>
                  ${said.isKept ? t.storageKept : t.storageNotKept}
                </li>`
              : nothing
          }
          ${
            said?.room != null
              ? html`<li class=${isLittle ? 'bad' : 'good'}>
                  ${t.storageRoom(size(said.used ?? 0), size(said.room))}${isLittle ? html` ${t.storageLittle}` : nothing}
                </li>`
              : nothing
          }
          <li class=${voice ? 'good' : ''}>${voice ? t.voiceThere : t.voiceWaits}</li>
          <li class=${left > 0 ? '' : 'good'}>${left > 0 ? t.stayOn(Math.ceil(left / 1000)) : t.stayedOn}</li>
        </ul>
      </div>
      <div class="acts">
        <button ?disabled=${said === null || !voice} @click=${() => this.end(isWell ? 'done' : 'failed')}>
          ${t.next}
        </button>
        <button class="quiet" @click=${() => void this.#look()}>${t.again}</button>
      </div>
    `;
  }

  async #look(): Promise<void> {
    // With the server's answer comes another try at the clips that are missing.
    this.gate.shift.sayNow();
    this.said = await this.ask();
  }
}

/** Megabytes, or gigabytes where it is many. */
function size(bytes: number): string {
  const mega = bytes / 1e6;
  return mega < 1000 ? `${count(Math.round(mega), language())} MB` : `${(mega / 1000).toFixed(1)} GB`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-set-up-network': NetworkStep;
    'sc-set-up-install': InstallStep;
    'sc-set-up-storage': StorageStep;
  }
}
