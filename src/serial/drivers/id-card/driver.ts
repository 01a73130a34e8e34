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

  constructor(link: DeviceLink) {
    this.#link = link;
    this.#talk = new Conversation(link);
    void this.#run();
  }

  take(frame: Uint8Array): void {
    this.#talk.take(frame);
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
  async #ask(command: Uint8Array, withinMs: number): Promise<SdtAnswer | null> {
    const frame = await this.#talk.ask({ command, withinMs, isAnswer: () => true });
    return frame && sdtAnswer(frame);
  }

  async #look(): Promise<void> {
    const { timers } = this.#link;
    const found = await this.#ask(sdtCommands.find, shortMs);
    if (found?.status !== sdtStatus.found) {
      // A card that was read is not found again by most readers until it was taken away.
      if (this.#lies && timers.now() - this.#lies.at > awayMs) this.#lies = null;
      if (found) this.#failed = 0;
      return;
    }
    const selected = await this.#ask(sdtCommands.select, shortMs);
    const card = selected?.status === sdtStatus.ok ? await this.#read() : null;
    if (this.#ended.signal.aborted) return;
    if (!card) {
      if (++this.#failed === triesBeforeTold) this.#link.emit({ type: 'card-unread' });
      return;
    }
    this.#failed = 0;
    const isNew = this.#lies?.number !== card.number;
    this.#lies = { number: card.number, at: timers.now() };
    if (isNew) this.#link.emit({ type: 'id-card', card });
  }

  async #read(): Promise<ResidentCard | null> {
    const answer = await this.#ask(sdtCommands.read, readMs);
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
    const answer = await this.#ask(sdtCommands.newestAddress, shortMs);
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
