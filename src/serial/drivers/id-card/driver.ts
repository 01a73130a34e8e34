import {
  readNewestAddress,
  readResidentCard,
  type ResidentCard,
} from '../../../domain/document/resident-card.ts';
import { Framer } from '../../framing/framer.ts';
import { pause } from '../../ports/timers.ts';
import { Conversation } from '../conversation.ts';
import type { DeviceLink, Driver, DriverSession } from '../driver.ts';
import {
  addressOfRead,
  idCardBaudRates,
  mayAnswer,
  sdtAnswer,
  sdtCommands,
  sdtFormat,
  sdtStatus,
  textOfRead,
  type SdtAnswer,
} from './protocol.ts';

/** How often a card is looked for, ms. */
const findEveryMs = 600;
/** Finding and selecting take a reader some tenths of a second; reading the chip and its photo takes about one. */
const shortMs = 2000;
const readMs = 5000;
/** A card that was out of reach for so long is laid down anew, ms: it flickers at the edge of the field. */
const awayMs = 1500;
/** So many readings of one card fail before it is said so. */
const triesBeforeTold = 2;
/** A card that was found and could not be read is tried so often more, though it is found no more. */
const triesUnfound = 5;

/**
 * Looks for a card, reads it, and says so once for each time that one is laid down. What it read is passed on and overwritten: nothing of
 * a card stays in this session but its number, until the card is gone.
 */
class IdCardSession implements DriverSession {
  readonly #link: DeviceLink;
  readonly #talk: Conversation;
  readonly #ended = new AbortController();
  /** The number of the card that lies there, and when it was last seen. */
  #lies: { number: string; at: number } | null = null;
  #failed = 0;
  /**
   * How often a card may still be read that is not found: most readers find a card once, and say "none" of one that lies there unread
   * because an answer was lost. So it may be, too, after only the data cable of a reader with power of its own was pulled.
   */
  #owed = 1;

  constructor(link: DeviceLink) {
    this.#link = link;
    this.#talk = new Conversation(link);
    void this.#run();
  }

  take(frame: Uint8Array): void {
    // What nobody waits for any more may be somebody's card.
    if (!this.#talk.take(frame)) frame.fill(0);
  }

  end(): void {
    this.#ended.abort();
    this.#talk.end();
    this.#lies = null;
  }

  async #run(): Promise<void> {
    const { timers } = this.#link;
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await this.#look();
      await pause(timers, findEveryMs, signal);
    }
  }

  /** @returns null when no answer came in time */
  async #ask(step: keyof typeof sdtCommands, withinMs: number): Promise<SdtAnswer | null> {
    const isAnswer = (frame: Uint8Array): boolean => mayAnswer(step, sdtAnswer(frame));
    const frame = await this.#talk.ask({ command: sdtCommands[step], withinMs, isAnswer });
    return frame && sdtAnswer(frame);
  }

  async #look(): Promise<void> {
    const found = await this.#ask('find', shortMs);
    const isFound = found?.status === sdtStatus.found;
    if (!isFound && (!found || this.#owed === 0)) return this.#seeNone(found !== null);
    const isAsked = this.#failed > 0 || isFound;
    const card = isFound ? await this.#selected() : ((await this.#read()) ?? (await this.#selected()));
    if (this.#ended.signal.aborted) return;
    if (!card) {
      this.#owed = isFound ? triesUnfound : this.#owed - 1;
      if (isAsked && ++this.#failed === triesBeforeTold) this.#link.emit({ type: 'card-unread' });
      return;
    }
    this.#failed = 0;
    this.#owed = 0;
    const isNew = this.#lies?.number !== card.number;
    this.#lies = { number: card.number, at: this.#link.timers.now() };
    if (isNew) this.#link.emit({ type: 'id-card', card });
  }

  /** @param isSaid false where the reader said nothing */
  #seeNone(isSaid: boolean): void {
    // A card that was read is not found again by most readers until it was taken away.
    if (this.#lies && this.#link.timers.now() - this.#lies.at > awayMs) this.#lies = null;
    if (isSaid) this.#failed = 0;
  }

  async #selected(): Promise<ResidentCard | null> {
    const selected = await this.#ask('select', shortMs);
    return selected?.status === sdtStatus.ok ? this.#read() : null;
  }

  async #read(): Promise<ResidentCard | null> {
    const answer = await this.#ask('read', readMs);
    if (answer?.status !== sdtStatus.ok) return null;
    try {
      const text = textOfRead(answer.data);
      if (!text) throw new RangeError('The answer is of another form.');
      const card = readResidentCard(text);
      const address = await this.#newestAddress();
      return address === '' ? card : { ...card, address };
    } catch {
      this.#link.drop();
      return null;
    } finally {
      answer.data.fill(0);
    }
  }

  /** '' where there is none. */
  async #newestAddress(): Promise<string> {
    const answer = await this.#ask('newestAddress', shortMs);
    const bytes = answer?.status === sdtStatus.ok ? addressOfRead(answer.data) : null;
    if (!bytes) return '';
    try {
      return readNewestAddress(bytes);
    } catch {
      this.#link.drop();
      return '';
    } finally {
      bytes.fill(0);
    }
  }
}

/** Readers of resident ID cards and of the permits that are made like them. */
export const idCardReader: Driver = {
  id: 'id-card',
  name: 'SDT ID card reader',
  kind: 'id-reader',
  baudRates: idCardBaudRates,
  recognition: { by: 'asking', query: sdtCommands.status, answerBytes: 11 },
  silentAfterMs: 2 * readMs,
  framer: () => new Framer(sdtFormat),
  begin: (link) => new IdCardSession(link),
};
