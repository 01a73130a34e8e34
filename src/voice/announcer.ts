import { Listeners } from '../domain/events/listeners.ts';
import type { VoiceKey } from '../domain/policy/voice-key.ts';
import type { ClipLibrary, ClipProblem, FetchClip } from './clip-library.ts';
import { scheduleBeep, scheduleSiren, type ScheduledTone } from './tones.ts';
import { voiceLanguages, type VoiceLanguage } from './voice-language.ts';

/**
 * Whether a sound can be heard. Browsers keep audio `suspended` until a tap (unless started with autoplay allowed):
 * show it in red, and call `resume()` from the tap. `closed`: `close()` was called.
 */
export type AudioState = 'suspended' | 'running' | 'closed';

/** What became of a `say()` or an `alarm()`. */
export interface SoundStart {
  /** When playback was started, ms on performance.now()'s clock; null when nothing sounds. */
  startedAt: number | null;
  /** True for the clip itself or the siren; false when a tone stands in for a missing clip, or nothing sounds. */
  complete: boolean;
}

/** What an Announcer reports. */
export interface AnnouncerEvents {
  state: AudioState;
  /** A clip started to sound (`alarm` for the siren); `at` is ms on performance.now()'s clock. */
  started: { what: VoiceKey | 'alarm'; at: number };
  /** A clip that could not be played. */
  problem: ClipProblem;
}

export interface AnnouncerOptions {
  /** Languages whose clips are loaded ahead; all by default. */
  languages?: readonly VoiceLanguage[];
  /** Folder of the clips, with its last slash. Default `/voice/`. */
  baseUrl?: string;
  /** How to fetch a clip; by default those kept on the device, else the page's own fetch. */
  fetchClip?: FetchClip;
  /** The context to sound in; a new one by default. */
  context?: AudioContext;
}

/** How long a `say()` waits for a context that is about to run: one that needs a tap does not come in this time. */
const wakeMs = 200;
/** The siren under a spoken clip: still an alarm, but the words win. */
const duckedSiren = 0.3;

/** The sentry's voice: spoken clips, and a siren drawn by the browser beneath them. No method of it throws or rejects. */
export class Announcer {
  readonly context: AudioContext;
  /** Everything that sounds goes through here, and on through `analyser` to the loudspeaker. */
  readonly masterGain: GainNode;
  /** Sees what the loudspeaker gets: for tests, and for a sound check. */
  readonly analyser: AnalyserNode;
  readonly #listeners = new Listeners<AnnouncerEvents>();
  readonly #loadLibrary: () => Promise<ClipLibrary>;
  /** From the first `load()` on: its code is no part of a page's first second. */
  #library: ClipLibrary | undefined;
  readonly #languages: readonly VoiceLanguage[];
  readonly #sirenGain: GainNode;
  #siren: ScheduledTone | undefined;
  #voices: { stop(): void }[] = [];
  /** Counts the calls of `say()`, so that one that waited knows whether a later one has taken its place. */
  #turn = 0;

  constructor(options: AnnouncerOptions = {}) {
    this.#languages = options.languages ?? voiceLanguages;
    this.context = options.context ?? new AudioContext({ latencyHint: 'interactive' });
    this.masterGain = this.context.createGain();
    this.analyser = this.context.createAnalyser();
    this.#sirenGain = this.context.createGain();
    this.#sirenGain.connect(this.masterGain).connect(this.analyser).connect(this.context.destination);
    this.#loadLibrary = async () =>
      new (await import('./clip-library.ts')).ClipLibrary(
        this.context,
        options.baseUrl ?? '/voice/',
        options.fetchClip,
      );
    this.context.addEventListener('statechange', () => this.#listeners.emit('state', this.state));
  }

  on<Type extends keyof AnnouncerEvents>(
    type: Type,
    listener: (event: AnnouncerEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  get state(): AudioState {
    // iOS knows a fourth state, `interrupted` (a phone call): for us it is as silent as suspended.
    const state: string = this.context.state;
    return state === 'running' || state === 'closed' ? state : 'suspended';
  }

  /** How loud everything is from now on. @param level 0 (silent) to 1 */
  setVolume(level: number): void {
    if (this.state === 'closed') return;
    this.masterGain.gain.setValueAtTime(Math.min(1, Math.max(0, level)), this.context.currentTime);
  }

  /** Loads the clips, and again those that failed before. @returns what could not be loaded; each is also a `problem` */
  async load(): Promise<ClipProblem[]> {
    const library = (this.#library ??= await this.#loadLibrary());
    const problems = await library.load(this.#languages);
    for (const problem of problems) this.#listeners.emit('problem', problem);
    return problems;
  }

  /** Asks the browser to let sound out; it only agrees inside a tap. @returns true when sound can be heard now */
  async resume(): Promise<boolean> {
    if (this.state === 'suspended') {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, wakeMs)));
      // Without a tap resume() stays pending for ever: hence the race.
      await Promise.race([this.context.resume().catch(() => undefined), patience]);
      clearTimeout(timer);
    }
    return this.state === 'running';
  }

  /**
   * Speaks a phrase, in one language or in several one after the other, and silences what was being spoken.
   * A missing clip becomes a tone and a `problem`. When audio is suspended nothing is queued: a "please go ahead" that
   * sounds minutes later would be heard by the wrong person.
   */
  async say(key: VoiceKey, language: VoiceLanguage | readonly VoiceLanguage[]): Promise<SoundStart> {
    const turn = ++this.#turn;
    this.#hush();
    if (this.state !== 'running') await this.resume();
    if (turn !== this.#turn || this.state !== 'running') return { startedAt: null, complete: false };

    const languages = typeof language === 'string' ? [language] : language;
    let at = this.context.currentTime;
    let complete = languages.length > 0;
    for (const each of languages) {
      const clip = this.#library?.get(key, each);
      if (clip) at = this.#play(clip, at);
      else {
        complete = false;
        at = this.#beep(key, each, at);
      }
    }
    if (languages.length > 0) this.#duckSiren();
    const startedAt = performance.now();
    this.#listeners.emit('started', { what: key, at: startedAt });
    return { startedAt, complete };
  }

  /** Sounds the siren once, from its start. It goes on under a `say()`, at a lower level. */
  async alarm(): Promise<SoundStart> {
    if (this.state !== 'running') await this.resume();
    if (this.state !== 'running') return { startedAt: null, complete: false };
    this.#siren?.stop();
    const siren = scheduleSiren(this.context, this.#sirenGain);
    this.#siren = siren;
    siren.onEnded = () => {
      if (this.#siren === siren) this.#siren = undefined;
    };
    this.#duckSiren();
    const startedAt = performance.now();
    this.#listeners.emit('started', { what: 'alarm', at: startedAt });
    return { startedAt, complete: true };
  }

  /** Silences voice and siren at once. */
  silence(): void {
    this.#turn++;
    this.#hush();
    this.#siren?.stop();
    this.#siren = undefined;
  }

  /** Silences everything for good and gives the loudspeaker back. */
  async close(): Promise<void> {
    this.silence();
    if (this.state !== 'closed') await this.context.close();
  }

  #play(clip: AudioBuffer, at: number): number {
    const source = this.context.createBufferSource();
    source.buffer = clip;
    source.connect(this.masterGain);
    source.start(at);
    source.addEventListener('ended', () => {
      source.disconnect();
      this.#forget(source);
    });
    this.#voices.push(source);
    return at + clip.duration;
  }

  #beep(key: VoiceKey, language: VoiceLanguage, at: number): number {
    const tone = scheduleBeep(this.context, this.masterGain, at);
    tone.onEnded = () => this.#forget(tone);
    this.#voices.push(tone);
    const message = `The voice clip ${language}/${key} is not loaded. A tone sounded in its place.`;
    this.#listeners.emit('problem', { key, language, message });
    return tone.endsAt;
  }

  #hush(): void {
    const voices = this.#voices;
    this.#voices = [];
    for (const voice of voices) voice.stop();
    this.#duckSiren();
  }

  #forget(voice: { stop(): void }): void {
    this.#voices = this.#voices.filter((other) => other !== voice);
    this.#duckSiren();
  }

  #duckSiren(): void {
    if (this.state === 'closed') return;
    const level = this.#voices.length > 0 ? duckedSiren : 1;
    this.#sirenGain.gain.setTargetAtTime(level, this.context.currentTime, 0.02);
  }
}
