import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SecondProof } from '../../credentials/shown/stop.ts';
import { setTorch, torchOf } from '../../camera/torch.ts';
import type { Direction } from '../../domain/scan/scan.ts';
import type { EmergencyCause } from '../../domain/policy/emergency.ts';
import { KeepAwake } from '../../ui/device/keep-awake.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { siteNameOf, zoneNameOf } from '../../ui/language/place-names.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { theme } from '../../ui/theme/theme.ts';
import type { Passage } from '../stop/checkpoint.ts';
import type { EmergencyState } from '../stop/emergency-acts.ts';
import type { ShiftCodeTaken } from '../../store/district/roster-keeper.ts';
import type { GateState } from '../device/gate-state.ts';
import { kioskPageStyle } from './kiosk-page-style.ts';
import type { HandChoices } from '../device/hand-choices.ts';
import { SentryShift } from '../device/sentry-shift.ts';
import type { ShiftSources } from '../device/shift-sources.ts';
import type { CardProgress } from '../shown/split-card.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { fitHeadline } from '../stop/headline.ts';
import { asked, askedHint, type Asking } from './kiosk-words.ts';
import { letInNotice, storageFaultNotice } from './kiosk-notices.ts';
import { Moments } from './moments.ts';
import { KioskStaff } from './kiosk-staff.ts';
import { QuietRestart } from './quiet-restart.ts';
import { timingMark } from './timing-mark.ts';
import '../stop/emergency-bar.ts';
import './sentry-banners.ts';
import './status-strip.ts';
import { reasonTurnMs } from '../stop/verdict-panel.ts';

/** How long a verdict stays when nobody else comes, ms: a guard needs longer to read why than a visitor to walk on. */
const showMs = { admit: 3500, attend: 12_000, refuse: 12_000 };
/** How long a verdict stays while a PIN is typed to do something about it, ms. */
const pinMs = 60_000;
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
  /** Just paired: the set-up comes by itself. */
  @property({ attribute: false }) beginsSetUp = false;
  @state() private gateState!: GateState;
  @state() private passage: Passage | null = null;
  /** Whether bystanders are not to learn why the person of the passage is not admitted. */
  @state() private discreet = false;
  @state() private checking: Asking['checking'] = null;
  /** Why a code that is in view is not taken. */
  @state() private hint: Asking['hint'] = null;
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

  readonly #texts = new Texts(this, sentryTexts);
  #shift: SentryShift | null = null;
  /** It was given another place: once nobody is there, it begins anew. */
  #isMoved = false;
  readonly #moments = new Moments();
  #tick: ReturnType<typeof setInterval> | undefined;
  #endWipeWatch: () => void = () => undefined;
  readonly #restart = new QuietRestart({
    device: () => this.device,
    isFree: () => this.idle && this.isConnected && !this.#staff.isOpen && !this.#staff.isSetUpOpen,
    care: () => this.#shift?.care ?? null,
    reload: () => this.reload(),
  });
  readonly #awake = new KeepAwake();
  readonly #staff = new KioskStaff(this, {
    device: () => this.device,
    sources: () => this.sources,
    shift: () => this.#shift,
    gateState: () => this.gateState,
    place: () => this.#place(),
    video: () => this.video,
    chooseHand: (hand) => this.#chooseHand(hand),
    soundTest: () => void this.#soundTest(),
  });

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
    this.#newShift();
    this.handHeld = this.sources.hand.handHeld;
    this.#tick = setInterval(() => {
      this.now = this.device.clock.now();
      this.#askSecondProof();
      void this.#restart.look(this.now, this.gateState.waiting);
      this.#staff.shutWhenLeft();
      if (this.#isMoved && this.idle) void this.#beginAnew();
    }, 1000);
    this.#endWipeWatch = this.device.commands.on('wipe', () => this.dispatchEvent(new CustomEvent('wipe')));
    this.#awake.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#moments.end();
    this.#awake.stop();
    this.#endWipeWatch();
    void this.#shift?.stop();
    this.#shift = null;
  }

  #newShift(): void {
    this.#shift = new SentryShift(this.device, this.client, this.sources, () => language());
    this.gateState = this.#shift.state;
    this.#listen(this.#shift);
  }

  /** All that knows where the sentry stands begins anew. */
  async #beginAnew(): Promise<void> {
    this.#isMoved = false;
    const before = this.#shift;
    this.#shift = null;
    await before?.stop();
    if (!this.isConnected) return;
    this.#newShift();
    await this.#shift!.start(this.video);
  }

  override firstUpdated(): void {
    void this.#shift?.start(this.video);
    if (this.beginsSetUp) void this.#staff.openSetUp();
    void this.#loadRest();
  }

  /** What is drawn later must be there then, network or not. */
  async #loadRest(): Promise<void> {
    await Promise.allSettled([
      import('../stop/sentry-code.ts'),
      import('../stop/second-proof.ts'),
      this.#staff.load(),
    ]);
  }

  override render() {
    const { t } = this.#texts;
    // Asked at every drawing, once a second at least: the code is another one every half minute and after each answer.
    const { sentryCode } = this;
    return html`
      <sc-sentry-banners
        .gateState=${this.gateState}
        .now=${this.now}
        place=${this.#place()}
        ?unfinished=${this.#shift?.care?.isSetUpOpen === true && !this.#staff.isSetUpOpen}
        @sound-test=${this.#soundOn}
        @set-up=${() => void this.#staff.behindPin(() => void this.#staff.openSetUp())}
        @pair-again=${() => void this.#staff.behindPin(() => this.dispatchEvent(new CustomEvent('pair-again')))}
      ></sc-sentry-banners>
      <div class="stage">
        <div class="guide ${sentryCode ? 'asking' : ''}">
          <div class="frame ${this.checking ? 'checking' : ''}">
            <video class=${this.sources.mirror ? 'mirror' : ''} muted playsinline></video>
          </div>
          ${sentryCode ? html`<sc-sentry-code .text=${sentryCode}></sc-sentry-code>` : nothing}
        </div>
        <div
          class="ask"
          @click=${this.#sayAsked}
          aria-live="polite"
          ?hidden=${this.passage !== null || this.letIn}
        >
          ${this.#askedHeadline()}
          <p>${askedHint(this.#asking())}</p>
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
                ?hand-held=${this.handHeld}
                .guard=${this.#guarded}
                @reveal=${() => this.#keepShown(this.passage!)}
                @measure-again=${this.#measureAgain}
                @another-proof=${this.#anotherProof}
              ></sc-verdict-panel>`
            : nothing
        }
        ${this.passage && this.hint === 'oneAtATime' ? html`<p class="over" role="status">${t.oneAtATime}</p>` : nothing}
        ${this.storageFault ? storageFaultNotice() : nothing} ${this.letIn ? letInNotice() : nothing}
      </div>
      ${this.secondProof ? this.#secondProofBar(this.secondProof) : nothing} ${this.#handBar()}
      <sc-emergency-bar
        .acts=${this.emergency}
        @let-in=${this.#letIn}
        @cause=${(event: CustomEvent<EmergencyCause>) => this.#shift?.emergency.tell(event.detail)}
        @later=${() => this.#shift?.emergency.later()}
      ></sc-emergency-bar>
      <sc-status-strip .gateState=${this.gateState} .now=${this.now} place=${this.#place()}>
        ${
          this.device.pin?.isSet && this.device.pin.isOpen
            ? html`<button class="staff" @click=${this.#lock}>${t.lockStaff}</button>`
            : nothing
        }
        <button class="staff" @click=${() => void this.#staff.open()}>${t.staff}</button>
      </sc-status-strip>
      ${this.#staff.dialogs()}
    `;
  }

  /** To be read from two metres, as the verdict is. */
  #askedHeadline() {
    const text = asked(this.#asking());
    const { size } = fitHeadline(text, { width: this.clientWidth - 40, height: innerHeight });
    return html`<h1 style="font-size: ${size}px">${text}</h1>`;
  }

  #secondProofBar(waiting: SecondProof) {
    return html`<sc-second-proof
      .waiting=${waiting}
      .now=${this.now}
      @done=${() => void this.#staff.behindPin(() => this.#endSecondProof())}
    ></sc-second-proof>`;
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
      @direction=${({ detail }: CustomEvent<Direction>) =>
        this.#atTheGate(() => this.#chooseHand({ ...hand, direction: detail }))}
      @group=${({ detail }: CustomEvent<boolean>) =>
        this.#atTheGate(() => {
          this.#shift?.setGroup(detail);
          this.requestUpdate();
        })}
      @torch=${({ detail }: CustomEvent<boolean>) =>
        void setTorch(this.video, detail).then(() => this.requestUpdate())}
    ></sc-hand-bar>`;
  }

  /** At a gate anybody could press it; in a guard's hand nobody else can, and it must be quick. */
  #atTheGate(act: () => void): void {
    if (this.sources.hand.handHeld) act();
    else void this.#staff.behindPin(act);
  }

  /** What staff do under a verdict: it stays while they type their PIN. */
  readonly #guarded = (act: () => void): void => {
    const { passage } = this;
    if (passage && this.device.pin?.isOpen === false)
      this.#moments.after('verdict', pinMs, () => (this.passage = null));
    void this.#staff.behindPin(() => {
      if (passage && passage === this.passage) this.#keepShown(passage);
      act();
    });
  };

  #lock(): void {
    this.device.pin?.close();
    this.requestUpdate();
  }

  #chooseHand(hand: HandChoices): void {
    void this.#shift?.chooseHand(hand);
    this.handHeld = hand.handHeld;
    this.requestUpdate();
  }

  #asking(): Asking {
    const { checking, shiftCode, hint, card, handHeld, secondProof, sentryCode } = this;
    const readsDocuments = this.gateState.readsDocuments ?? false;
    return {
      checking,
      shiftCode,
      hint,
      card,
      handHeld,
      readsDocuments,
      secondProof: secondProof !== null,
      sentryCode,
    };
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
      this.checking = 'once';
      this.letIn = false;
    });
    shift.on('measuringAgain', () => {
      this.checking = 'again';
      // The verdict on who came before is not to be taken for theirs.
      this.passage = null;
    });
    shift.on('passage', (passage) => this.#show(passage));
    shift.on('progress', (card) => {
      this.card = card;
      this.passage = null;
      this.#moments.after('card', nextCodeMs, () => (this.card = null));
    });
    shift.devices?.on('event', ({ event }) => {
      if (event.type === 'staff-card') void this.#staff.card(event.number);
    });
    shift.on('place', () => (this.#isMoved = true));
    shift.on('stranger', () => this.#hint('notAPass'));
    shift.on('unread', () => this.#hint('layAgain'));
    shift.on('several', () => this.#hint('oneAtATime'));
    shift.on('shiftCode', (taken) => this.#tellShiftCode(taken));
    shift.on('storageFault', () => {
      this.checking = null;
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
    this.#moments.after('let-in', letInMs, () => (this.letIn = false));
  }

  #hint(hint: NonNullable<typeof this.hint>): void {
    this.hint = hint;
    this.#moments.after('hint', hintMs, () => (this.hint = null));
  }

  #tellShiftCode(taken: ShiftCodeTaken): void {
    this.shiftCode = taken;
    this.#moments.after('shift-code', shiftCodeMs, () => (this.shiftCode = null));
  }

  #show(passage: Passage): void {
    this.checking = this.hint = this.card = null;
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
    const turns = reasons.length > 1 ? Math.min(4, reasons.length) * reasonTurnMs : 0;
    this.#moments.after('verdict', showMs[outcome] + turns, () => (this.passage = null));
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

  #measureAgain(): void {
    if (this.passage) void this.#shift?.measureAgain(this.passage);
  }

  /** Silence is the danger: whoever touches the banner ends it. The siren to test by is the staff's. */
  async #soundOn(): Promise<void> {
    if (this.device.pin?.isOpen === false) await this.#shift?.soundOn();
    else await this.#soundTest();
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
