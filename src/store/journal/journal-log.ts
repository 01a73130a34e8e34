import { concat } from '../../domain/bytes/bytes.ts';
import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import { entriesOf, writeOf } from './journal-entries.ts';
import { isBusy, type JournalFile, type JournalFolder } from './journal-folder.ts';
import { fileHead, frameOf, readFrames } from './journal-frames.ts';
import {
  apply,
  currentChain,
  heldIn,
  linkOf,
  recordOf,
  type Chain,
  type Entry,
} from '../records/scan-ledger.ts';
import { holdsSeq, type SeqRanges } from '../records/seq-ranges.ts';

/** What a journal held when it was opened. */
export interface JournalContent {
  chains: ReadonlyMap<string, Chain>;
  /** The number of the last write that is in it; 0 when it is new. */
  write: number;
  salt: string | null;
  /** Showings that the records in it used, with the records' times. */
  used: [used: string, t: number][];
  /** Stretches that were damaged, and files that could not be read: records may be missing. */
  damaged: number;
  /** True when the last write was cut off, which a power cut does to a healthy journal. */
  torn: boolean;
}

interface Place {
  file: number;
  at: number;
  length: number;
}

/** A file goes on until it is this large, bytes. */
export const journalFileBytes = 4_000_000;
/** So many files' worth of what is not needed any more may lie about before it is cleared up. */
const idleFiles = 4;

const nameOf = (file: number): string => `${String(file).padStart(8, '0')}.log`;

function numberOf(name: string): number | null {
  const digits = /^(\d{8})\.log$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * The second copy of a sentry's records: files that are only ever appended to, each write on the disk before it is answered.
 * A file is deleted when it is the oldest and nothing in it is needed; what pins one is written anew at the end. The next file
 * is made and flushed ahead of use, since a power cut takes away one that was just created.
 */
export class JournalLog {
  readonly #folder: JournalFolder;
  readonly #fileBytes: number;
  readonly #chains = new Map<string, Chain>();
  readonly #places = new Map<string, Map<number, Place>>();
  /** By file, oldest first, without the spare: its size, and how many records in it are needed. */
  readonly #files = new Map<number, { size: number; live: number; torn: boolean; damaged: boolean }>();
  #salt: string | null = null;
  #write = 0;
  /** Bytes of frames whose records are needed. */
  #liveBytes = 0;
  /** The number of the newest file there is, the spare among them. */
  #highest = 0;
  #used: [string, number][] = [];
  #loading = true;
  #damaged = 0;
  #torn = false;
  #active!: { file: number; handle: JournalFile; at: number };
  #spare: { file: number; handle: JournalFile } | null = null;

  private constructor(folder: JournalFolder, fileBytes: number) {
    this.#folder = folder;
    this.#fileBytes = fileBytes;
  }

  /** Reads what is there, damaged or not, and is ready to append. Rejects with what the disk says when it cannot be. */
  static async open(folder: JournalFolder, fileBytes = journalFileBytes): Promise<JournalLog> {
    const log = new JournalLog(folder, fileBytes);
    const numbers = (await folder.list()).flatMap((name) => numberOf(name) ?? []).sort((a, b) => a - b);
    const written: number[] = [];
    for (const file of numbers) {
      if (await log.#load(file)) written.push(file);
      // The last one is the spare: it is used, since it has long been on the disk.
      else if (file !== numbers.at(-1)) await folder.remove(nameOf(file)).catch(() => undefined);
    }
    log.#judgeEnds(written);
    await log.#begin(numbers.at(-1) ?? 0, written.at(-1));
    return log;
  }

  get content(): JournalContent {
    return {
      chains: this.#chains,
      write: this.#write,
      salt: this.#salt,
      used: this.#used,
      damaged: this.#damaged,
      torn: this.#torn,
    };
  }

  /** Bytes on the disk. */
  get size(): number {
    let size = 0;
    for (const file of this.#files.values()) size += file.size;
    return size;
  }

  get fileCount(): number {
    return this.#files.size;
  }

  /**
   * Writes changes and returns when they are on the disk. Throws what the disk says; then nothing was written.
   * @param write the number of this write; rises with every one
   * @param groups the changes of a group are there together or not at all
   */
  async append(write: number, groups: readonly (readonly Entry[])[]): Promise<void> {
    const frames = groups.map((group) => frameOf(JSON.stringify([write, ...group])));
    const bytes = concat(...frames);
    if (this.#active.at > fileHead().length && this.#active.at + bytes.length > this.#fileBytes)
      await this.#rotate();
    const active = this.#active;
    try {
      active.handle.write(bytes, active.at);
      active.handle.flush();
    } catch (fault) {
      this.#undo(active);
      throw fault;
    }
    let at = active.at;
    active.at += bytes.length;
    this.#files.get(active.file)!.size = active.at;
    this.#write = Math.max(this.#write, write);
    groups.forEach((group, index) => {
      const { length } = frames[index]!;
      for (const entry of group) this.#apply(entry, { file: active.file, at, length });
      at += length;
    });
    this.#prune();
  }

  /** The records of a chain in these places that are here and whole, in order. */
  async read(chain: string, ranges: SeqRanges): Promise<SealedRecord[]> {
    const places = this.#places.get(chain);
    const wanted = new Map<number, Place[]>();
    for (const [first, last] of ranges) {
      for (let seq = first; seq <= last; seq++) {
        const place = places?.get(seq);
        if (place) wanted.set(place.file, [...(wanted.get(place.file) ?? []), place]);
      }
    }
    const records: SealedRecord[] = [];
    for (const [file, there] of wanted) {
      const handle = await this.#reading(file);
      try {
        for (const place of there) {
          const [frame] = readFrames(handle.read(place.at, place.length)).frames;
          for (const entry of frame ? entriesOf(frame.text) : [])
            if (entry[0] === 'scan' && entry[1] === chain && holdsSeq(ranges, entry[2]))
              records.push(recordOf(entry));
        }
      } finally {
        if (file !== this.#active.file) handle.close();
      }
    }
    const bySeq = new Map(records.map((record) => [record.seq, record]));
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Deletes files that are not needed, and makes room where too much lies about. To be called after writes. */
  async clearUp(): Promise<void> {
    for (;;) {
      const [oldest] = this.#files;
      if (!oldest || oldest[0] === this.#active.file) break;
      const [file, { live }] = oldest;
      if (live > 0 && !this.#isWasteful() && !this.#hasDamage()) break;
      if (live > 0) await this.#moveOn(file);
      await this.#folder.remove(nameOf(file));
      this.#files.delete(file);
    }
    await this.#makeSpare();
  }

  /** Writes what is good in damaged files anew, and deletes them, so that the damage is not found again. */
  async clearDamage(): Promise<void> {
    if (!this.#hasDamage()) return;
    if (this.#files.get(this.#active.file)!.damaged) await this.#rotate();
    await this.clearUp();
  }

  close(): void {
    this.#active.handle.close();
    this.#spare?.handle.close();
  }

  /** @returns false when nothing was ever written into this file */
  async #load(file: number): Promise<boolean> {
    let handle: JournalFile;
    try {
      handle = await this.#folder.open(nameOf(file));
    } catch (fault) {
      // In use by another tab: that is no damage, and all of them are.
      if (isBusy(fault)) throw fault;
      this.#damaged++;
      return false;
    }
    let read: ReturnType<typeof readFrames>;
    let size = 0;
    try {
      size = handle.size();
      read = readFrames(handle.read(0, size));
    } catch {
      this.#damaged++;
      return false;
    } finally {
      handle.close();
    }
    let damaged = read.damaged;
    const state = { size, live: 0, torn: false, damaged: false };
    this.#files.set(file, state);
    for (const { at, length, text } of read.frames) {
      const entries = entriesOf(text);
      if (entries.length === 0) damaged++;
      for (const entry of entries) this.#apply(entry, { file, at, length });
      this.#write = Math.max(this.#write, writeOf(text));
    }
    state.torn = read.torn;
    state.damaged = damaged > 0;
    this.#damaged += damaged;
    state.size = read.end;
    if (read.frames.length > 0) return true;
    this.#files.delete(file);
    if (read.torn) this.#torn = true;
    return false;
  }

  /** An end that was cut off is how a power cut leaves the file that was being written; in an earlier one it is damage. */
  #judgeEnds(written: number[]): void {
    for (const file of written) {
      const state = this.#files.get(file)!;
      if (!state.torn) continue;
      if (file === written.at(-1)) this.#torn = true;
      else {
        state.damaged = true;
        this.#damaged++;
      }
    }
  }

  async #begin(highest: number, last: number | undefined): Promise<void> {
    this.#loading = false;
    this.#prune();
    const spare = highest > 0 && highest !== last ? highest : highest + 1;
    this.#highest = spare - 1;
    if (last !== undefined && this.#files.get(last)!.size < this.#fileBytes) {
      const handle = await this.#folder.open(nameOf(last));
      const at = this.#files.get(last)!.size;
      // What follows the last whole frame would be taken for damage behind the next one.
      if (handle.size() > at) handle.truncate(at);
      this.#active = { file: last, handle, at };
    } else {
      this.#use(spare, await this.#create(spare));
      this.#highest = spare;
      if (this.#chains.size > 0) await this.append(this.#write, [this.#summary()]);
    }
    await this.#makeSpare();
  }

  async #rotate(): Promise<void> {
    await this.#makeSpare();
    const { file, handle } = this.#spare!;
    this.#spare = null;
    this.#active.handle.close();
    this.#use(file, handle);
    await this.append(this.#write, [this.#summary()]);
  }

  #use(file: number, handle: JournalFile): void {
    const at = fileHead().length;
    this.#active = { file, handle, at };
    this.#files.set(file, { size: at, live: 0, torn: false, damaged: false });
  }

  /** What a file begins with: earlier files go, and their heads of chains with them. */
  #summary(): Entry[] {
    const heads = [...this.#chains.values()].map((chain): Entry => [
      'chain',
      chain.chain,
      chain.begun,
      chain.next,
      linkOf(chain),
    ]);
    return this.#salt === null ? heads : [['salt', this.#salt], ...heads];
  }

  async #makeSpare(): Promise<void> {
    if (this.#spare) return;
    const file = ++this.#highest;
    this.#spare = { file, handle: await this.#create(file) };
  }

  async #create(file: number): Promise<JournalFile> {
    const handle = await this.#folder.open(nameOf(file));
    handle.truncate(0);
    handle.write(fileHead(), 0);
    handle.flush();
    return handle;
  }

  #undo({ handle, at }: { handle: JournalFile; at: number }): void {
    try {
      handle.truncate(at);
    } catch {
      // The next write goes to the same place and covers it.
    }
  }

  async #reading(file: number): Promise<JournalFile> {
    return file === this.#active.file ? this.#active.handle : this.#folder.open(nameOf(file));
  }

  /** Writes what is needed of a file once more, at the end. */
  async #moveOn(file: number): Promise<void> {
    const handle = await this.#folder.open(nameOf(file));
    let frames: ReturnType<typeof readFrames>['frames'];
    try {
      ({ frames } = readFrames(handle.read(0, handle.size())));
    } finally {
      handle.close();
    }
    const groups = frames.flatMap(({ at, text }) =>
      entriesOf(text).flatMap((entry): Entry[][] => {
        if (entry[0] !== 'scan') return [];
        const place = this.#places.get(entry[1])?.get(entry[2]);
        return place?.file === file && place.at === at ? [[entry, ...this.#stateOf(entry[1], entry[2])]] : [];
      }),
    );
    for (let from = 0; from < groups.length; from += 200)
      await this.append(this.#write, groups.slice(from, from + 200));
  }

  #stateOf(id: string, seq: number): Entry[] {
    const chain = this.#chains.get(id)!;
    const rejection = chain.rejected.get(seq);
    if (rejection) return [['rejected', id, seq, rejection.fault, rejection.rejectedAt]];
    return holdsSeq(heldIn(chain), seq) ? [['held', id, seq, seq]] : [];
  }

  #isWasteful(): boolean {
    return this.size > 2 * this.#liveBytes + idleFiles * this.#fileBytes;
  }

  #hasDamage(): boolean {
    return [...this.#files.values()].some(({ damaged }) => damaged);
  }

  #apply(entry: Entry, place: Place): void {
    if (entry[0] === 'salt') this.#salt = entry[1];
    else {
      if (entry[0] === 'scan') this.#put(entry, place);
      else if (entry[0] === 'gone') this.#drop(entry[1], entry[2], entry[3]);
      apply(this.#chains, entry);
    }
  }

  #put(entry: Entry & { 0: 'scan' }, place: Place): void {
    const [, chain, seq] = entry;
    const places = this.#places.get(chain) ?? new Map<number, Place>();
    this.#places.set(chain, places);
    const before = places.get(seq);
    if (before) this.#release(before);
    places.set(seq, place);
    this.#files.get(place.file)!.live++;
    this.#liveBytes += place.length;
    if (this.#loading && entry[8] !== null) this.#used.push([entry[8], entry[7]]);
  }

  #release({ file, length }: Place): void {
    this.#files.get(file)!.live--;
    this.#liveBytes -= length;
  }

  #drop(chain: string, first: number, last: number): void {
    const places = this.#places.get(chain);
    if (!places) return;
    const seqs =
      last - first < places.size
        ? Array.from({ length: last - first + 1 }, (_, index) => first + index)
        : [...places.keys()].filter((seq) => seq >= first && seq <= last);
    for (const seq of seqs) {
      const place = places.get(seq);
      if (!place) continue;
      this.#release(place);
      places.delete(seq);
    }
  }

  #prune(): void {
    const current = currentChain(this.#chains);
    for (const chain of this.#chains.values()) {
      if (chain === current || chain.here.length > 0) continue;
      this.#chains.delete(chain.chain);
      this.#places.delete(chain.chain);
    }
  }
}
