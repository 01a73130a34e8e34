import { foreignKind } from '../credentials/foreign-verifier.ts';
import { decodeShownPass, passIdText, passPrefix } from '../domain/health-pass.ts';
import { Listeners } from '../domain/listeners.ts';
import type { VoiceKey } from '../domain/voice-key.ts';
import type { Checkpoint, Passage } from './checkpoint.ts';
import { SplitCard, type CardProgress } from './split-card.ts';

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
  /** The scan could not be stored: nobody may be released. */
  storageFault: Error;
}

interface Options {
  checkpoint: Pick<Checkpoint, 'pass' | 'again'>;
  /** True when the text begins a new presentation (camera/presentation-gate.ts). */
  isNew: (text: string, at: number) => boolean;
  now: () => number;
  say: (key: VoiceKey) => void;
  alarm: () => void;
  /** Called after each stored scan, so that it is uploaded at once. */
  onStored: () => void;
}

/** One code of a holder follows another on the same phone: both belong to one stop. */
export function sameHolder(a: string, b: string): boolean {
  const holder = (text: string): string | null => {
    try {
      return passIdText(decodeShownPass(text).fields);
    } catch {
      return null;
    }
  };
  const one = holder(a);
  return one !== null && one === holder(b);
}

/** Joins camera, checkpoint and voice: one stop at a time. */
export class Gate {
  readonly #options: Options;
  readonly #listeners = new Listeners<GateEvents>();
  readonly #card = new SplitCard();
  #busy = false;

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

  /** Offers what the camera read. Reads that come while a person is being checked are not lost: the camera reads on. */
  async offer(text: string, seenAt: number): Promise<void> {
    if (this.#busy || !this.#options.isNew(text, seenAt)) return;
    if (!text.startsWith(passPrefix) && foreignKind(text) === null) {
      this.#listeners.emit('stranger', undefined);
      return;
    }
    const at = this.#options.now();
    const card = this.#card.take(text, at);
    if (!('codes' in card)) {
      this.#listeners.emit('progress', card);
      return;
    }
    const [first = text, ...otherCodes] = card.codes;
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

  #speak({ verdict }: Passage): void {
    if (verdict.outcome !== 'admit') this.#options.alarm();
    this.#options.say(verdict.reasons[0]?.voice ?? 'admit');
  }
}
