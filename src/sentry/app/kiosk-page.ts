import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SecondProof } from '../../credentials/shown/stop.ts';
import { setTorch, torchOf } from '../../camera/torch.ts';
import type { Direction } from '../../domain/scan/scan.ts';
import type { EmergencyCause } from '../../domain/policy/emergency.ts';
import { saveFile } from '../../ui/device/save-file.ts';
import { KeepAwake } from '../../ui/device/keep-awake.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { siteNameOf, zoneNameOf } from '../../ui/language/place-names.ts';
import { secondProofTexts } from '../../ui/texts/gate/second-proof.ts';
import { handTexts } from '../../ui/texts/gate/hand.ts';
import { emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import { shiftCodeTexts } from '../../ui/texts/gate/roster.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { shapes } from '../../ui/theme/shapes.ts';
import { theme } from '../../ui/theme/theme.ts';
import type { Passage } from '../stop/checkpoint.ts';
import type { EmergencyState } from '../stop/emergency-acts.ts';
import type { ShiftCodeTaken } from '../../store/district/roster-keeper.ts';
import type { GateState } from '../device/gate-state.ts';
import { kioskPageStyle } from './kiosk-page-style.ts';
import type { HandChoices } from '../device/hand-choices.ts';
import { isNightlyRestart } from '../device/nightly-restart.ts';
import { SentryShift } from '../device/sentry-shift.ts';
import type { ShiftSources } from '../device/shift-sources.ts';
import type { CardProgress } from '../shown/split-card.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { StaffDialog } from './staff-dialog.ts';
import type { StaffPinDialog } from '../staff/staff-pin-dialog.ts';
import { fitHeadline } from '../stop/headline.ts';
import { timingMark } from './timing-mark.ts';
import '../stop/second-proof.ts';
import '../stop/emergency-bar.ts';
import './sentry-banners.ts';
import '../stop/sentry-code.ts';
import './status-strip.ts';
import { reasonTurnMs } from '../stop/verdict-panel.ts';

/** How long a verdict stays when nobody else comes, ms: a guard needs longer to read why than a visitor to walk on. */
const showMs = { admit: 3500, attend: 12_000, refuse: 12_000 };
/** How long it is shown that a guard let somebody in, ms. */
const letInMs = 6000;
/** How long it is said why a code that is in view is not taken, ms. */
const hintMs = 2500;
/** How long it is said what a shift's code did, ms. */
const shiftCodeMs = 4000;
/** How long the next code of a split card is asked for, ms: the pause after which the card begins anew. */
const nextCodeMs = 20_000;

/** The full-screen gate: it starts by itself and asks nobody anything but one tap for the sound. */
@customElement('sc-kiosk-page')
export class KioskPage extends LitElement {
  static override styles = [theme, kioskPageStyle];

  @property({ attribute: false }) device!: SentryDevice;
  @property({ attribute: false }) client!: ApiClient;
  /** Where frames, readings and sound come from; the demo puts its emulated devices here. */
  @property({ attribute: false }) sources!: ShiftSources;
  /** Loads the page anew; tests put their own here. */
  @property({ attribute: false }) reload: () => void = () => location.reload();
  /** A guard holds it: the picture stays in view under a verdict, so that the next code can be aimed at. */
  @property({ type: Boolean, reflect: true, attribute: 'hand-held' }) handHeld = false;
  @state() private gateState!: GateState;
  @state() private passage: Passage | null = null;
  /** Whether bystanders are not to learn why the person of the passage is not admitted. */
  @state() private discreet = false;
  @state() private checking = false;
  /** Why a code that is in view is not taken. */
  @state() private hint: 'notAPass' | 'oneAtATime' | 'layAgain' | null = null;
  /** What became of a shift's code that was held before the camera. */
  @state() private shiftCode: ShiftCodeTaken | null = null;
  /** How far a card that is split over several codes has been shown. */
  @state() private card: CardProgress | null = null;
  /** The other proof of a person that is waited for. */
  @state() private secondProof: SecondProof | null = null;
  @state() private storageFault = false;
  /** True for a moment after a guard let somebody in by hand. */
  @state() private letIn = false;
  @state() private emergency: EmergencyState = { open: [], unstored: 0 };
  @state() private now = 0;
  @query('video') private video!: HTMLVideoElement;
  @query('sc-staff-dialog') private staff!: StaffDialog;
  @query('sc-staff-pin-dialog') private pin!: StaffPinDialog | null;

  readonly #texts = new Texts(this, sentryTexts);
  #shift: SentryShift | null = null;
  #clear: ReturnType<typeof setTimeout> | undefined;
  #endLetIn: ReturnType<typeof setTimeout> | undefined;
  #endHint: ReturnType<typeof setTimeout> | undefined;
  #endShiftCode: ReturnType<typeof setTimeout> | undefined;
  #forgetCard: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #endWipeWatch: () => void = () => undefined;
  /** True once a restart counts as done: what is left is to load the page. */
  #restarting = false;
  readonly #awake = new KeepAwake();
  /** What is done when the PIN has been typed. */
  #unlocked: () => void = () => undefined;

  /** True while an update would do no harm: nobody is being checked, shown a verdict or asked for anything. */
  get idle(): boolean {
    const isQuiet = this.emergency.open.length === 0 && this.emergency.unstored === 0;
    return isQuiet && !this.passage && !this.checking && !this.secondProof;
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
    this.handHeld = this.sources.hand.handHeld;
    this.#listen(this.#shift);
    this.#tick = setInterval(() => {
      this.now = this.device.clock.now();
      this.#askSecondProof();
      void this.#restartWhenIdle();
      // Left open by whoever went away, it would be anybody's.
      if (this.staff.isOpen && this.device.pin?.isOpen === false) void this.staff.shut();
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
    clearTimeout(this.#endLetIn);
    clearTimeout(this.#endHint);
    clearTimeout(this.#forgetCard);
    clearTimeout(this.#endShiftCode);
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
      <sc-sentry-banners
        .gateState=${this.gateState}
        .now=${this.now}
        @sound-test=${this.#soundTest}
        @pair-again=${() => void this.#behindPin(() => this.dispatchEvent(new CustomEvent('pair-again')))}
      ></sc-sentry-banners>
      <div class="stage">
        <video class=${this.sources.mirror ? 'mirror' : ''} muted playsinline></video>
        <div class="guide ${sentryCode ? 'asking' : ''}">
          <div class="frame ${this.checking ? 'checking' : ''}"></div>
          ${sentryCode ? html`<sc-sentry-code .text=${sentryCode}></sc-sentry-code>` : nothing}
        </div>
        <div
          class="ask"
          @click=${this.#sayAsked}
          aria-live="polite"
          ?hidden=${this.passage !== null || this.letIn}
        >
          ${this.#askedHeadline()}
          <p>${this.#askedHint(sentryCode)}</p>
        </div>
        ${
          this.passage
            ? html`<sc-verdict-panel
                tabindex="0"
                .passage=${this.passage}
                data-seq=${this.passage.scan.seq}
                data-device=${this.passage.scan.device}
                data-t=${this.passage.scan.t}
                ?measures=${this.gateState.measures}
                ?discreet=${this.discreet}
                @reveal=${() => this.#keepShown(this.passage!)}
                @measure-again=${this.#measureAgain}
                @another-proof=${this.#anotherProof}
              ></sc-verdict-panel>`
            : nothing
        }
        ${this.passage && this.hint === 'oneAtATime' ? html`<p class="over" role="status">${t.oneAtATime}</p>` : nothing}
        ${
          this.storageFault
            ? html`<div class="stop" role="alert">
                <h1>${t.storageTitle}</h1>
                <p>${t.storageFault}</p>
              </div>`
            : nothing
        }
        ${
          this.letIn
            ? html`<div class="let-in" role="status">
                <svg viewBox="0 0 32 32" aria-hidden="true">${shapes.door}</svg>
                <h1>${emergencyTexts[language()].done}</h1>
                <p>${emergencyTexts[language()].hint}</p>
              </div>`
            : nothing
        }
      </div>
      ${
        this.secondProof
          ? html`<sc-second-proof
              .waiting=${this.secondProof}
              .now=${this.now}
              @done=${this.#endSecondProof}
            ></sc-second-proof>`
          : nothing
      }
      ${this.#handBar()}
      <sc-emergency-bar
        .acts=${this.emergency}
        @let-in=${this.#letIn}
        @cause=${(event: CustomEvent<EmergencyCause>) => this.#shift?.emergency.tell(event.detail)}
        @later=${() => this.#shift?.emergency.later()}
      ></sc-emergency-bar>
      <sc-status-strip .gateState=${this.gateState} .now=${this.now} place=${this.#place()}>
        <button class="staff" @click=${() => void this.#behindPin(() => void this.staff.open())}>
          ${t.staff}
        </button>
      </sc-status-strip>
      ${
        this.device.pin
          ? html`<sc-staff-pin-dialog
              .pin=${this.device.pin}
              @unlocked=${() => this.#unlocked()}
            ></sc-staff-pin-dialog>`
          : nothing
      }
      <sc-staff-dialog
        @pointerdown=${() => this.device.pin?.renew()}
        @keydown=${() => this.device.pin?.renew()}
        @closed=${() => this.device.pin?.close()}
        ?open-to-all=${this.device.pin?.isSet === false}
        .gateState=${this.gateState}
        place=${this.#place()}
        ?serial=${this.sources.ports !== null}
        camera=${this.sources.cameraId}
        .hand=${this.sources.hand}
        @choose-hand=${({ detail }: CustomEvent<HandChoices>) => this.#chooseHand(detail)}
        .loadRejected=${() => this.device.queue.rejected()}
        @choose-camera=${(event: CustomEvent<string>) => this.#shift?.chooseCamera(event.detail)}
        @choose-sensor=${() => void this.sources.ports?.requestPort()}
        @sound-test=${this.#soundTest}
        @full-screen=${() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        @drill=${() => this.#shift?.drill(!this.gateState.drill)}
        @save-diagnostics=${() => void this.#saveDiagnostics()}
        @retry-rejected=${() => void this.#shift?.retryRejected()}
        @unpair=${() => this.dispatchEvent(new CustomEvent('unpair'))}
      ></sc-staff-dialog>
    `;
  }

  /** To be read from two metres, as the verdict is. */
  #askedHeadline() {
    const text = this.#asked();
    const { size } = fitHeadline(text, { width: this.clientWidth - 40, height: innerHeight });
    return html`<h1 style="font-size: ${size}px">${text}</h1>`;
  }

  #askedHint(sentryCode: string | null): string {
    const { t } = this.#texts;
    if (sentryCode) return t.scanFirstHint;
    if (this.secondProof) return '';
    if (this.handHeld) return handTexts[language()].pointHint;
    return this.gateState.readsDocuments ? t.showOrLayHint : t.showCodeHint;
  }

  /** Where staff say which way people go, or hold the sentry in the hand. */
  #handBar() {
    const { hand } = this.sources;
    if (!hand.handHeld && hand.direction === null) return nothing;
    void import('./hand-bar.ts');
    return html`<sc-hand-bar
      .direction=${hand.direction}
      .group=${this.#shift?.group ?? null}
      .torch=${hand.handHeld ? torchOf(this.video) : null}
      @direction=${({ detail }: CustomEvent<Direction>) => this.#chooseHand({ ...hand, direction: detail })}
      @group=${({ detail }: CustomEvent<boolean>) => {
        this.#shift?.setGroup(detail);
        this.requestUpdate();
      }}
      @torch=${({ detail }: CustomEvent<boolean>) =>
        void setTorch(this.video, detail).then(() => this.requestUpdate())}
    ></sc-hand-bar>`;
  }

  #chooseHand(hand: HandChoices): void {
    void this.#shift?.chooseHand(hand);
    this.handHeld = hand.handHeld;
    this.requestUpdate();
  }

  /** What the visitor is asked to do. */
  #asked(): string {
    const { t } = this.#texts;
    if (this.checking) return t.checking;
    if (this.shiftCode) return shiftCodeTexts[language()][this.shiftCode];
    if (this.hint) return t[this.hint];
    if (this.card) return t.cardProgress(this.card.have, this.card.total);
    if (this.secondProof) return secondProofTexts[language()].showOther;
    return this.handHeld ? handTexts[language()].pointAt : t.showCode;
  }

  /** Says it to whoever touches the words: not everybody can read them. */
  #sayAsked(): void {
    this.#shift?.say(
      this.secondProof ? 'show-other-proof' : this.sentryCode ? 'scan-sentry-first' : 'show-code',
    );
  }

  #place(): string {
    const { sentry } = this.device.pairing!;
    return [siteNameOf(sentry), zoneNameOf(sentry), sentry.name].filter((part) => part !== '').join(' · ');
  }

  #listen(shift: SentryShift): void {
    shift.on('state', (gateState) => (this.gateState = gateState));
    shift.on('emergency', (emergency) => (this.emergency = emergency));
    shift.on('checking', () => {
      this.checking = true;
      this.letIn = false;
    });
    shift.on('passage', (passage) => this.#show(passage));
    shift.on('progress', (card) => {
      this.card = card;
      this.passage = null;
      clearTimeout(this.#forgetCard);
      this.#forgetCard = setTimeout(() => (this.card = null), nextCodeMs);
    });
    shift.on('stranger', () => this.#hint('notAPass'));
    shift.on('unread', () => this.#hint('layAgain'));
    shift.on('several', () => this.#hint('oneAtATime'));
    shift.on('shiftCode', (taken) => this.#tellShiftCode(taken));
    shift.on('storageFault', () => {
      this.checking = false;
      this.passage = null;
      this.storageFault = true;
    });
  }

  /** The person goes in now; nothing is waited for. */
  #letIn(): void {
    this.#shift?.emergency.act();
    this.#shift?.say('let-in');
    this.passage = null;
    this.letIn = true;
    clearTimeout(this.#endLetIn);
    this.#endLetIn = setTimeout(() => (this.letIn = false), letInMs);
  }

  #hint(hint: NonNullable<typeof this.hint>): void {
    this.hint = hint;
    clearTimeout(this.#endHint);
    this.#endHint = setTimeout(() => (this.hint = null), hintMs);
  }

  #tellShiftCode(taken: ShiftCodeTaken): void {
    this.shiftCode = taken;
    clearTimeout(this.#endShiftCode);
    this.#endShiftCode = setTimeout(() => (this.shiftCode = null), shiftCodeMs);
  }

  #show(passage: Passage): void {
    this.checking = false;
    this.hint = null;
    this.card = null;
    this.storageFault = false;
    this.passage = passage;
    this.discreet = this.#shift?.isDiscreet(passage) ?? false;
    this.#askSecondProof();
    this.#keepShown(passage);
    void this.updateComplete.then(() => {
      // After the next frame the verdict is on the glass: the mark is what `npm run bench -- verdict` reads.
      requestAnimationFrame(() => setTimeout(() => timingMark('verdict-painted')));
    });
  }

  /** Its reasons stand alone one after the other before all are read together. */
  #keepShown({ verdict: { outcome, reasons } }: Passage): void {
    clearTimeout(this.#clear);
    const turns = reasons.length > 1 ? Math.min(4, reasons.length) * reasonTurnMs : 0;
    this.#clear = setTimeout(() => (this.passage = null), showMs[outcome] + turns);
  }

  /** A restart that an administrator asked for: when nobody is being checked, shown a verdict or at the settings. */
  async #restartWhenIdle(): Promise<void> {
    const free = (): boolean => this.idle && this.isConnected && !this.staff.isOpen;
    if (!free()) return;
    if (this.device.commands.restartWanted) {
      this.#restarting = (await this.device.commands.beginRestart(this.now)) || this.#restarting;
    }
    const { waiting } = this.gateState;
    const hour = this.device.site?.settings.restartHour ?? null;
    if (isNightlyRestart({ hour, now: this.now, runMs: performance.now(), waiting })) this.#restarting = true;
    // Somebody may have come while that was written down.
    if (this.#restarting && free()) {
      this.#restarting = false;
      this.reload();
    }
  }

  /** Whose other proof is waited for is the gate's to know: other codes, the time and the person's leaving end that too. */
  #askSecondProof(): void {
    const waiting = this.#shift?.secondProof ?? null;
    if (waiting?.until !== this.secondProof?.until) this.secondProof = waiting;
  }

  #anotherProof(): void {
    if (!this.passage) return;
    this.now = this.device.clock.now();
    this.#shift?.beginSecondProof(this.passage);
    this.#askSecondProof();
    if (this.secondProof) this.passage = null;
  }

  #endSecondProof(): void {
    this.#shift?.endSecondProof();
    this.#askSecondProof();
  }

  /** Does what is for the staff alone: at once while their PIN is open, else when it has been typed. */
  async #behindPin(act: () => void): Promise<void> {
    // Nothing of it is needed before somebody of the staff comes.
    await Promise.all([import('./staff-dialog.ts'), import('../staff/staff-pin-dialog.ts')]);
    if (this.device.pin?.isOpen !== false) return act();
    this.#unlocked = act;
    this.pin?.open();
  }

  async #saveDiagnostics(): Promise<void> {
    const { diagnostics } = await import('../staff/diagnostics.ts');
    const text = JSON.stringify(await diagnostics(this.device, this.gateState), null, 1);
    saveFile(new Blob([text], { type: 'application/json' }), 'sentry-diagnostics.json');
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
