import { addressTextBytes, residentTextBytes } from '../../../domain/document/resident-card.ts';
import type { DeviceLine, EmulatedDevice } from '../../ports/emulated/emulated-device.ts';
import { realTimers, type Timers } from '../../ports/timers.ts';
import { sdtCommands, sdtFrame, sdtStatus, xor8 } from './protocol.ts';

/** One thing that goes wrong with the next answer to a command. */
export type IdReaderFault =
  | { kind: 'bad-checksum' }
  | { kind: 'silence' }
  /** These bytes come before the answer. */
  | { kind: 'noise'; bytes: Uint8Array }
  /** The answer comes in two pieces: `first` bytes, and the rest `afterMs` later. */
  | { kind: 'split'; first: number; afterMs: number }
  /** The card is pulled away after this many bytes: the reader stops there. */
  | { kind: 'card-pulled'; after: number }
  /** The reader says that it failed. */
  | { kind: 'refused'; status: number }
  /** The cable is pulled after this many bytes. */
  | { kind: 'unplug'; after: number };

/** Which command's answer a fault spoils. */
export type IdReaderStep = 'status' | 'find' | 'select' | 'read' | 'newestAddress';

export interface IdReaderOptions {
  baudRate?: number;
  /** Some readers find a card again and again while it lies there; most do not. */
  findsAgain?: boolean;
  /** It goes on without the cable, and remembers what it found. */
  hasOwnPower?: boolean;
  /** How long it takes to read a chip, ms. */
  readTakesMs?: number;
  timers?: Timers;
}

const steps = Object.keys(sdtCommands) as IdReaderStep[];

/** Writes UTF-16LE, filled up with spaces. */
function written(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length / 2; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0x20;
    bytes.set([code & 255, code >> 8], 2 * at);
  }
  return bytes;
}

/** The text on a citizen's card, for emulated cards. */
export function writeResidentText(card: {
  name: string;
  number: string;
  address: string;
  from: number;
  until: number;
}): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(residentTextBytes);
  const parts: [string, number][] = [
    [card.name, 30],
    ['1', 2],
    ['01', 4],
    [card.number.slice(6, 14), 16],
    [card.address, 70],
    [card.number, 36],
    ['样例市公安局', 30],
    [String(card.from), 16],
    [card.until === 0 ? '长期' : String(card.until), 16],
    ['', 36],
  ];
  let at = 0;
  for (const [part, length] of parts) {
    text.set(written(part, length), at);
    at += length;
  }
  return text;
}

/** A reader of ID cards on which cards are laid as it is told, and which fails as it is told to. */
export class IdReaderEmulator implements EmulatedDevice {
  readonly baudRate: number;
  readonly #timers: Timers;
  readonly #findsAgain: boolean;
  readonly #hasOwnPower: boolean;
  readonly #readTakesMs: number;
  #line: DeviceLine | undefined;
  #received: number[] = [];
  #card: { text: Uint8Array; address: string | null; state: 'new' | 'found' | 'selected' } | null = null;
  #faults: { at: IdReaderStep; fault: IdReaderFault }[] = [];
  #cancels = new Set<() => void>();
  #heard: IdReaderStep[] = [];

  constructor(options: IdReaderOptions = {}) {
    this.baudRate = options.baudRate ?? 115_200;
    this.#timers = options.timers ?? realTimers;
    this.#findsAgain = options.findsAgain ?? false;
    this.#hasOwnPower = options.hasOwnPower ?? false;
    this.#readTakesMs = options.readTakesMs ?? 0;
  }

  /** What it was told since it was made. */
  get heard(): readonly IdReaderStep[] {
    return this.#heard;
  }

  /** A card is laid down. @param text its 256 bytes @param newestAddress null: none was noted on the chip */
  lay(text: Uint8Array, newestAddress: string | null = null): void {
    this.#card = { text: text.slice(), address: newestAddress, state: 'new' };
  }

  takeAway(): void {
    this.#card = null;
  }

  /** Each fault spoils one answer to that command, in this order. */
  fail(at: IdReaderStep, fault: IdReaderFault): void {
    this.#faults.push({ at, fault });
  }

  plugIn(line: DeviceLine): void {
    this.#line = line;
    this.#received = [];
    // It has forgotten that it read the card.
    if (this.#card && !this.#hasOwnPower) this.#card.state = 'new';
  }

  plugOut(): void {
    this.#line = undefined;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#received.push(byte);
      const end = this.#received.slice(-sdtCommands.status.length);
      const step = steps.find((one) => sdtCommands[one].every((value, at) => value === end[at]));
      if (!step) continue;
      this.#received = [];
      this.#heard.push(step);
      const took = step === 'read' ? this.#readTakesMs : 0;
      if (took > 0) this.#later(took, () => this.#answer(step));
      else this.#answer(step);
    }
    this.#received = this.#received.slice(-sdtCommands.status.length);
  }

  #reply(step: IdReaderStep): Uint8Array {
    const said = (status: number, data: Uint8Array = new Uint8Array(0)): Uint8Array =>
      sdtFrame(Uint8Array.of(0, 0, status, ...data));
    const card = this.#card;
    if (step === 'status') return said(sdtStatus.ok);
    if (step === 'find') {
      if (!card || (card.state === 'selected' && !this.#findsAgain)) return said(sdtStatus.none);
      card.state = 'found';
      return said(sdtStatus.found, new Uint8Array(4));
    }
    if (step === 'select') {
      if (card?.state !== 'found') return said(sdtStatus.notSelected);
      card.state = 'selected';
      return said(sdtStatus.ok, new Uint8Array(8));
    }
    if (card?.state !== 'selected') return said(sdtStatus.readFailed);
    if (step === 'newestAddress')
      return card.address === null ? said(0x91) : said(sdtStatus.ok, written(card.address, addressTextBytes));
    return said(sdtStatus.ok, Uint8Array.of(1, 0, 4, 0, ...card.text, ...new Uint8Array(1024)));
  }

  #answer(step: IdReaderStep): void {
    const answer = this.#reply(step);
    const index = this.#faults.findIndex(({ at }) => at === step);
    const fault = index < 0 ? undefined : this.#faults.splice(index, 1)[0]!.fault;
    switch (fault?.kind) {
      case undefined:
        return this.#line?.send(answer);
      case 'silence':
        return;
      case 'bad-checksum':
        answer[answer.length - 1] = xor8(answer.subarray(5, -1)) ^ 0xff;
        return this.#line?.send(answer);
      case 'noise':
        this.#line?.send(fault.bytes);
        return this.#line?.send(answer);
      case 'split':
        this.#line?.send(answer.subarray(0, fault.first));
        return this.#later(fault.afterMs, () => this.#line?.send(answer.subarray(fault.first)));
      case 'card-pulled':
        this.#card = null;
        return this.#line?.send(answer.subarray(0, fault.after));
      case 'refused':
        return this.#line?.send(sdtFrame(Uint8Array.of(0, 0, fault.status)));
      case 'unplug':
        this.#line?.send(answer.subarray(0, fault.after));
        return this.#line?.unplug();
    }
  }

  #later(ms: number, call: () => void): void {
    const cancel = this.#timers.after(ms, () => {
      this.#cancels.delete(cancel);
      call();
    });
    this.#cancels.add(cancel);
  }
}
