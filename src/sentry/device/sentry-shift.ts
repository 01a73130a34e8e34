import { isDiscreet, usualGateSettings, volumeAt } from '../../domain/gate/gate-settings.ts';
import type { VoiceKey } from '../../domain/policy/voice-key.ts';
import { PresentationGate } from '../../camera/presentation-gate.ts';
import { loadForeignReaders } from '../../credentials/foreign/foreign-verifier.ts';
import type { SecondProof } from '../../credentials/shown/stop.ts';
import { hex } from '../../domain/bytes/bytes.ts';
import type { ReferenceCheck } from '../../domain/scan/reference-check.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import type { Scan } from '../../domain/scan/scan.ts';
import type { Devices } from '../../serial/devices/devices.ts';
import { Thermometer } from '../../serial/thermometer/thermometer.ts';
import type { ShiftCodeTaken } from '../../store/district/roster-keeper.ts';
import { storageWord } from '../../store/browser/storage-health.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Announcer } from '../../voice/announcer.ts';
import type { VoiceLanguage } from '../../voice/voice-language.ts';
import { Challenges } from '../stop/challenges.ts';
import { Checkpoint, type Passage } from '../stop/checkpoint.ts';
import { Company } from '../stop/company.ts';
import { EmergencyActs, type EmergencyState } from '../stop/emergency-acts.ts';
import { Gate, type GateEvents } from '../stop/gate.ts';
import type { GateState } from './gate-state.ts';
import { heldState } from './held-state.ts';
import { lateIdentifier } from '../shown/late-identifier.ts';
import { sameHolder } from '../shown/in-view.ts';
import { ShownReader } from '../shown/shown-reader.ts';
import { MeasuredMedians } from '../temperature/measured-medians.ts';
import { PersonMeter } from '../temperature/person-meter.ts';
import { PersonWatch } from '../temperature/person-watch.ts';
import { SensorOddness } from '../temperature/sensor-oddness.ts';
import type { SentryDevice } from './sentry-device.ts';
import { SentrySync } from './sentry-sync.ts';
import { rememberHand, type HandChoices } from './hand-choices.ts';
import { ShiftCamera } from './shift-camera.ts';
import type { ShiftSources } from './shift-sources.ts';
import { checkThermometer, devicesOf, thermometerWord } from './shift-thermometer.ts';
import { thermometerSetup } from './thermometer-setup.ts';
import type { SelfCare } from '../watch/self-care.ts';
import { timingMark } from '../app/timing-mark.ts';

interface ShiftEvents extends GateEvents {
  state: GateState;
  emergency: EmergencyState;
  /** Whoever is being checked is measured once more: what was read of them decides nothing. */
  measuringAgain: void;
  /** The code of a shift was held before the camera. */
  shiftCode: ShiftCodeTaken;
  /** The sentry stands elsewhere by now: the shift of that place is another one. */
  place: void;
}

/** A drill that nobody ends is over after so long, ms: a gate left in one would record nobody. */
const drillMs = 30 * 60_000;

/** How often it is looked whether something of a person who has gone is still in memory, ms. */
const forgetMs = 1000;

/** One running sentry: its devices, its gate and its talk with the server, from the page's start to its end. */
export class SentryShift {
  readonly #device: SentryDevice;
  readonly #sources: ShiftSources;
  readonly #listeners = new Listeners<ShiftEvents>();
  readonly #announcer = new Announcer();
  readonly #language: () => VoiceLanguage;
  #drillUntil = -Infinity;
  /** Whatever is plugged into the sentry; null where the browser has no serial ports. */
  readonly devices: Devices | null;
  /** The thermometer among them; null at a gate that measures nobody. */
  readonly thermometer: Thermometer | null;
  readonly #sync: SentrySync;
  readonly #gate: Gate;
  readonly #checkpoint: Checkpoint;
  readonly #medians = new MeasuredMedians();
  readonly #oddness = new SensorOddness();
  /** What a guard does by hand; it asks neither the rules nor the gate. */
  readonly emergency: EmergencyActs;
  readonly #watch: PersonWatch;
  readonly #readers: ShownReader;
  readonly #company = new Company();
  #endLockWatch: () => void = () => undefined;
  readonly #camera: ShiftCamera;
  /** What it does for itself; null until that is loaded, just after the start. */
  care: SelfCare | null = null;
  #writeFault = false;
  #stopped = false;
  #forgetting: ReturnType<typeof setInterval> | undefined;
  #state: GateState;
  /** UTC ms when a code was last seen, and when the one before the present person's was: that person was still there. */
  #lastCode = 0;
  #before = 0;

  constructor(device: SentryDevice, client: ApiClient, sources: ShiftSources, language: () => VoiceLanguage) {
    this.#device = device;
    this.#sources = sources;
    this.#language = language;
    const { sentry: place } = device.pairing!;
    const now = (): number => device.clock.now();
    this.devices = sources.ports && devicesOf(sources.ports, place, now);
    this.thermometer = place.measuresTemperature && this.devices ? new Thermometer(this.devices, now) : null;
    this.#watch = new PersonWatch(this.thermometer);
    const boot = hex(crypto.getRandomValues(new Uint8Array(4)));
    const startedAt = now();
    const denied = (passId: string): boolean | null =>
      device.denyList?.denied(passId, device.bundles?.denyVersion ?? 0) ?? null;
    const meter = new PersonMeter({
      thermometer: this.thermometer,
      now,
      since: () => this.#before,
      onAgain: () => this.#listeners.emit('measuringAgain', undefined),
      ask: () => this.say('temperature-low'),
    });
    void meter.load();
    const checkpoint = new Checkpoint({
      place,
      clock: device.clock,
      bundles: device.bundles!,
      queue: device.queue,
      temperature: (windowMs) => meter.first(windowMs),
      secondTemperature: (first, isEnough) => meter.second(first, isEnough),
      denied,
      challenges: new Challenges(place, () => performance.now()),
      lanes: () => device.site?.lanes ?? 1,
      drill: () => this.drilling,
      locked: () => device.commands.lockedBy > 0,
      roster: (passId) => device.roster?.look(passId) ?? null,
      circumstances: () => this.#circumstances(),
      identifier: lateIdentifier(device, client, denied),
      boot,
    });
    this.#checkpoint = checkpoint;
    const presentations = new PresentationGate({ sameHolder });
    this.#sync = new SentrySync(device, client, () => ({
      camera: this.#state.camera,
      temperature: place.measuresTemperature ? thermometerWord(this.thermometer, this.#oddness) : 'none',
      ...(place.measuresTemperature && { calibratedAt: thermometerSetup().check?.at ?? 0 }),
      sound: this.#state.sound ? 'running' : 'suspended',
      ...this.#medians.report(now()),
      boot,
      startedAt,
      ...this.care?.report(),
    }));
    this.#gate = new Gate({
      checkpoint,
      presentations,
      now,
      say: (key) => this.say(key),
      alarm: () => void this.#announcer.alarm(),
      isDiscreet: (passage) => this.isDiscreet(passage),
      onStored: () => this.#sync.stored(),
    });
    this.emergency = new EmergencyActs({
      place,
      now,
      policy: () => device.bundles?.current()?.bundle.policy.version ?? 0,
      store: (scan) => device.queue.add(scan, null),
      onStored: () => this.#sync.stored(),
      boot,
    });
    this.#state = {
      connection: 'unknown',
      waiting: 0,
      rejected: 0,
      storage: storageWord(device.storage, 'ample'),
      copies: device.storage,
      camera: 'starting',
      measures: place.measuresTemperature,
      sensor: this.thermometer?.state ?? 'missing',
      sound: this.#announcer.state === 'running',
      voice: false,
      ...heldState(device),
    };
    this.#camera = new ShiftCamera({
      device,
      sources,
      onState: (camera) => this.#set({ camera }),
      onCodes: (codes, at) => void this.#gate.offer(codes, at),
      onCityCode: (text, at) => void this.#gate.offerCityCode(text, at),
      onSeen: () => (this.#lastCode = now()),
      onShiftCode: (text) => void this.#takeShiftCode(text),
    });
    this.#readers = new ShownReader(this.devices, this.#gate, {
      now,
      seen: () => (this.#lastCode = now()),
      isCityCode: (text) => device.cityCodes.has(text),
    });
    this.#listen();
  }

  /** How it is now. */
  get state(): GateState {
    return this.#state;
  }

  /** The code to show for phones to answer; null while the policy asks for none here. */
  get sentryCode(): string | null {
    return this.#checkpoint.sentryCode();
  }

  on<Type extends keyof ShiftEvents>(type: Type, listener: (event: ShiftEvents[Type]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /** Starts everything. No device that is missing keeps the others from running. @param video shows what the camera sees */
  async start(video: HTMLVideoElement): Promise<void> {
    this.#setVolume();
    // Its first report says how the set-up ended, and what was mended.
    void this.#beginCare()
      .catch((fault: unknown) => console.error(fault))
      .then(() => this.#stopped || this.#sync.start());
    this.#forgetting = setInterval(() => this.#forget(), forgetMs);
    this.devices?.start();
    void this.#loadVoice();
    void loadForeignReaders();
    // Where sound is allowed without a tap (an installed kiosk), it is on from the start.
    void this.#announcer.resume().then(() => this.#set({ sound: this.#announcer.state === 'running' }));
    await this.#camera.start(video);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.care?.stop();
    this.#endLockWatch();
    this.emergency.stop();
    this.#sync.stop();
    clearInterval(this.#forgetting);
    this.#readers.stop();
    this.#camera.stop();
    await Promise.all([this.devices?.stop(), this.#announcer.close()]);
  }

  /** Reads from another camera from now on, and after the next start. @param id '' for the browser's own choice */
  chooseCamera(id: string): Promise<void> {
    return this.#camera.choose(id);
  }

  async #loadVoice(): Promise<void> {
    const missing = await this.#announcer.load();
    this.#set({ voice: missing.length === 0 });
  }

  /** A tap lets sound out, and nothing is heard yet. */
  async soundOn(): Promise<void> {
    await this.#announcer.resume();
    this.#set({ sound: this.#announcer.state === 'running' });
  }

  /** The tap that begins a shift: sound on, siren and voice heard once. */
  async testSound(): Promise<void> {
    await this.soundOn();
    await this.#announcer.alarm();
    await this.#announcer.say('sound-test', ['zh-CN', 'en']);
  }

  /** True while the staff practise: nothing of a person is recorded, and it ends by itself. */
  get drilling(): boolean {
    return performance.now() < this.#drillUntil;
  }

  /** Begins or ends a drill. A restart ends it too. */
  drill(begins: boolean): void {
    this.#drillUntil = begins ? performance.now() + drillMs : -Infinity;
    if (begins) this.say('drill');
    this.#set({});
  }

  /** Says what the visitor is to do, or what the guard did. */
  say(key: VoiceKey): void {
    void this.#announcer.say(key, this.#language());
  }

  /** Whether bystanders are not to learn why somebody is not admitted: the site's choice. */
  isDiscreet({ verdict, scan }: Passage): boolean {
    const { bystanders } = this.#device.site?.settings ?? usualGateSettings;
    const rules = verdict.reasons.map(({ rule }) => rule);
    return isDiscreet(bystanders, { outcome: verdict.outcome, rules, facts: scan.facts });
  }

  /** Staff use it otherwise from now on, and after the next start. */
  async chooseHand(hand: HandChoices): Promise<void> {
    const isOtherCamera = hand.handHeld !== this.#sources.hand.handHeld;
    rememberHand(hand);
    this.#sources.hand = hand;
    this.#sources.mirror =
      this.#sources.openStream === null && this.#sources.cameraId === '' && !hand.handHeld;
    if (isOtherCamera) await this.#camera.openAnew();
  }

  /** A group comes, or is through. */
  setGroup(comes: boolean): void {
    if (comes) this.#company.begin(performance.now());
    else this.#company.end();
  }

  /** How many of the group that is coming have passed; null while none is. */
  get group(): number | null {
    return this.#company.countAt(performance.now());
  }

  #circumstances(): Pick<Scan, 'direction' | 'group'> {
    const direction = this.#sources.hand.direction ?? this.#device.pairing?.sentry.direction;
    const group = this.#company.numberAt(performance.now());
    return { ...(direction && { direction }), ...(group !== undefined && { group }) };
  }

  measureAgain(passage: Passage): Promise<void> {
    this.#lastCode = this.#device.clock.now();
    return this.#gate.measureAgain(passage);
  }

  /** The guard says that the person of this passage has another proof. */
  beginSecondProof(passage: Passage): void {
    // While a code is being checked, the screen still shows the one before.
    if (this.#gate.busy) return;
    if (!this.#checkpoint.beginSecondProof(passage)) return;
    this.#watch.begin();
    this.say('show-other-proof');
  }

  /** The second proof that is waited for; null while none is. */
  get secondProof(): SecondProof | null {
    return this.#checkpoint.secondProof;
  }

  endSecondProof(): void {
    this.#checkpoint.endSecondProof();
  }

  /** Tells the server at once how it is. */
  sayNow(): void {
    this.#sync.sayNow();
  }

  retryRejected(): Promise<void> {
    return this.#sync.retryRejected();
  }

  /**
   * Staff hold a surface of known temperature before the sensor: compares its readings of the last three seconds with it, and
   * remembers what came of it.
   * @param reference centi-degrees Celsius
   * @returns null while there are too few readings
   */
  checkThermometer(reference: number): ReferenceCheck | null {
    return checkThermometer(this.thermometer, reference, this.#device.clock.now());
  }

  #forget(): void {
    this.#checkpoint.forget();
    this.#setVolume();
    if (this.#state.drill !== this.drilling) this.#set({});
    // The end of a shift is told by no server.
    if (this.#device.roster?.state.standing !== this.#state.roster?.standing) this.#set({});
    if (this.secondProof && this.#watch.hasLeft(this.#lastCode, this.#device.clock.now()))
      this.endSecondProof();
  }

  async #takeShiftCode(text: string): Promise<void> {
    if (!this.#device.roster) return;
    const taken = await this.#device.roster.give(text);
    this.#set({});
    this.#listeners.emit('shiftCode', taken);
  }

  #listen(): void {
    this.#announcer.on('state', (state) => this.#set({ sound: state === 'running' }));
    this.#announcer.on('started', ({ at }) => timingMark('voice-started', at));
    this.thermometer?.on('state', (sensor) => this.#set({ sensor }));
    this.devices?.on('change', () => {
      const readsDocuments = this.#readers.readsDocuments;
      if (readsDocuments !== (this.#state.readsDocuments ?? false)) this.#set({ readsDocuments });
    });
    this.#sync.on('connection', (connection) => {
      this.#set({ connection });
      if (connection === 'online' && !this.#state.voice) void this.#loadVoice();
    });
    this.#sync.on('queue', (queue) => this.#set(queue));
    this.#sync.on('bundle', () => this.#set({}));
    this.#sync.on('place', () => this.#listeners.emit('place', undefined));
    this.#sync.on('site', () => {
      this.#setVolume();
      this.#set({});
    });
    this.#gate.on('checking', () => {
      this.#before = this.#lastCode;
      this.#listeners.emit('checking', undefined);
    });
    this.#gate.on('progress', (progress) => this.#listeners.emit('progress', progress));
    this.emergency.on('change', (state) => this.#listeners.emit('emergency', state));
    this.#gate.on('several', () => this.#listeners.emit('several', undefined));
    this.#gate.on('unread', () => this.#listeners.emit('unread', undefined));
    this.#gate.on('stranger', () => this.#listeners.emit('stranger', undefined));
    this.#gate.on('storageFault', (fault) => {
      this.#writeFault = true;
      this.#listeners.emit('storageFault', fault);
      // How the storage is may say why.
      void this.#sync.tellQueue();
    });
    this.#gate.on('passage', (passage) => {
      // Whoever laid a document down, which no camera sees, stands there until now.
      this.#lastCode = Math.max(this.#lastCode, this.#device.clock.now());
      this.#writeFault = false;
      if (passage.temperature) {
        this.#medians.add(passage.temperature, passage.at);
        this.#oddness.add(passage.temperature);
      }
      this.#company.passed(performance.now());
      this.#listeners.emit('passage', passage);
    });
    this.#endLockWatch = this.#device.commands.on('lock', () => this.#set({}));
  }

  /** Late: a gate that has just started has nothing to mend. */
  async #beginCare(): Promise<void> {
    const { careOf } = await import('../watch/shift-care.ts');
    if (this.#stopped) return;
    this.care = careOf({
      device: this.#device,
      devices: this.devices,
      camera: this.#camera,
      sync: this.#sync,
      state: () => this.#state,
      writeFault: () => this.#writeFault,
      tryToWrite: async () => {
        // Rejects where the disk takes nothing.
        await this.#device.tidy();
        this.#writeFault = false;
        await this.#sync.tellQueue();
      },
    });
    this.care.start();
  }

  /** Quiet hours begin and end by the clock. */
  #setVolume(): void {
    const { site, clock } = this.#device;
    this.#announcer.setVolume(volumeAt(site?.settings ?? usualGateSettings, clock.now()));
  }

  #set(change: Partial<GateState>): void {
    this.#state = {
      ...this.#state,
      ...change,
      ...heldState(this.#device),
      drill: this.drilling,
    };
    this.#listeners.emit('state', this.#state);
  }
}
