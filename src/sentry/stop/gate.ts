import type { FoundCode } from '../../camera/qr/found-code.ts';
import type { PresentationGate } from '../../camera/presentation-gate.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import type { ShownDocument } from '../../domain/document/shown-document.ts';
import type { VoiceKey } from '../../domain/policy/voice-key.ts';
import type { Checkpoint, Passage } from './checkpoint.ts';
import { InView } from '../shown/in-view.ts';
import { SplitCard, type CardProgress } from '../shown/split-card.ts';

/** What the gate tells the screen. */
export interface GateEvents {
  /** A code was found and is being checked. */
  checking: void;
  /** The verdict; the scan is on the disk. */
  passage: Passage;
  /** One code of a card that is split over several: the others are still to be shown. No scan yet. */
  progress: CardProgress;
  /** A QR code that is no credential was held before the camera: a hint, not a scan. */
  stranger: void;
  /** A document lies on a reader that cannot be read: it is to be laid down once more. No scan. */
  unread: void;
  /** Proofs of several persons are in view: none is taken, they are to be shown one at a time. No scan. */
  several: void;
  /** The scan could not be stored: nobody may be released. */
  storageFault: Error;
}

interface Options {
  checkpoint: Pick<Checkpoint, 'pass' | 'again'>;
  presentations: Pick<PresentationGate, 'offer' | 'goesOn'>;
  now: () => number;
  say: (key: VoiceKey) => void;
  alarm: () => void;
  /** Whether bystanders are not to hear why; nobody is spared when left out. */
  isDiscreet?: (passage: Passage) => boolean;
  /** Called after each stored scan, so that it is uploaded at once. */
  onStored: () => void;
}

/** While several stay in view they are told so this often, ms. */
const tellAgainMs = 5000;

/** Joins camera, checkpoint and voice: one stop at a time. */
export class Gate {
  readonly #options: Options;
  readonly #listeners = new Listeners<GateEvents>();
  readonly #inView = new InView();
  readonly #card = new SplitCard();
  #busy = false;
  #nextDocument: ShownDocument | null = null;
  /** When it was last said what is to be done. */
  #toldAt = -Infinity;

  constructor(options: Options) {
    this.#options = options;
  }

  on<Type extends keyof GateEvents>(type: Type, listener: (event: GateEvents[Type]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /** True while a person is being checked: no update may happen then. */
  get busy(): boolean {
    return this.#busy;
  }

  /**
   * Offers all codes that the camera read in one picture. Reads that come while a person is being checked are not lost: the
   * camera reads on.
   * @param seenAt ms on a clock that does not jump
   */
  async offer(codes: readonly FoundCode[], seenAt: number): Promise<void> {
    if (this.#busy) return;
    const { presentations } = this.#options;
    const choice = this.#inView.choose(codes, seenAt);
    const taken =
      choice.what === 'credential' ? choice.texts : choice.what === 'stranger' ? [choice.text] : [];
    const others = codes.filter(({ text }) => !taken.includes(text));
    // What is not taken only stays in sight: a poster is not news again after each person.
    const fresh = others.filter(({ text }) => !presentations.goesOn(text, seenAt));
    if (choice.what === 'several') {
      const isNews = choice.texts.some((text) => fresh.some((code) => code.text === text));
      if (isNews) this.#tellSeveral(seenAt);
      return;
    }
    const begun = taken.filter((text) => presentations.offer(text, seenAt));
    if (begun.length === 0) return;
    if (choice.what === 'credential') return this.#take(begun);
    this.#listeners.emit('stranger', undefined);
    this.#instruct('code-unreadable', seenAt);
  }

  /** A document was laid on a reader. One that comes while a person is being checked is theirs who come next. */
  async offerDocument(document: ShownDocument): Promise<void> {
    if (this.#busy) {
      this.#nextDocument = document;
      return;
    }
    const presentation = { kind: 'document' as const, document, at: this.#options.now() };
    await this.#check((checkpoint) => checkpoint.pass(presentation));
  }

  /** A code of the city's own health code service is in view. @param seenAt ms on a clock that does not jump */
  async offerCityCode(text: string, seenAt: number): Promise<void> {
    if (this.#busy || !this.#options.presentations.offer(text, seenAt)) return;
    const presentation = { kind: 'health-code' as const, text, at: this.#options.now() };
    await this.#check((checkpoint) => checkpoint.pass(presentation));
  }

  /** A reader could not read what lies on it. */
  tellUnread(): void {
    if (!this.#busy) this.#listeners.emit('unread', undefined);
  }

  #tellSeveral(at: number): void {
    this.#listeners.emit('several', undefined);
    this.#instruct('one-at-a-time', at);
  }

  /** Says what is to be done; not again and again while the same stays in view. */
  #instruct(key: VoiceKey, at: number): void {
    if (at - this.#toldAt < tellAgainMs) return;
    this.#toldAt = at;
    this.#options.say(key);
  }

  async #take(texts: readonly string[]): Promise<void> {
    const at = this.#options.now();
    const card = this.#card.takeAll(texts, at);
    if (!('codes' in card)) {
      this.#listeners.emit('progress', card);
      this.#options.say('show-others');
      return;
    }
    const [first = '', ...otherCodes] = card.codes;
    const presentation = {
      kind: 'qr' as const,
      text: first,
      at,
      ...(otherCodes.length > 0 && { otherCodes }),
    };
    await this.#check((checkpoint) => checkpoint.pass(presentation));
  }

  /** Takes the temperature of the person of the last passage again, and decides again. */
  async measureAgain(passage: Passage): Promise<void> {
    if (!this.#busy) await this.#check((checkpoint) => checkpoint.again(passage));
  }

  async #check(run: (checkpoint: Options['checkpoint']) => Promise<Passage>): Promise<void> {
    this.#busy = true;
    this.#listeners.emit('checking', undefined);
    try {
      const passage = await this.#stored(run);
      if (!passage) return;
      this.#listeners.emit('passage', passage);
      this.#options.onStored();
      this.#speak(passage);
    } finally {
      this.#busy = false;
      const next = this.#nextDocument;
      this.#nextDocument = null;
      if (next) void this.offerDocument(next);
    }
  }

  /** The passage once it is on the disk; null, with the alarm, when it cannot be stored. */
  async #stored(run: (checkpoint: Options['checkpoint']) => Promise<Passage>): Promise<Passage | null> {
    try {
      return await run(this.#options.checkpoint);
    } catch (fault) {
      this.#options.alarm();
      this.#listeners.emit('storageFault', fault as Error);
      return null;
    }
  }

  #speak(passage: Passage): void {
    const { verdict } = passage;
    if (verdict.outcome !== 'admit') this.#options.alarm();
    const isDiscreet = this.#options.isDiscreet?.(passage) ?? false;
    this.#options.say(isDiscreet ? 'attend' : (verdict.reasons[0]?.voice ?? 'admit'));
  }
}
