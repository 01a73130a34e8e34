import type { JournalFile, JournalFolder } from '../../src/store/journal/journal-folder.ts';

/** A folder in memory. What is written and not flushed is lost by `cutPower`, as is a file that was made since. */
export class MemoryFolder implements JournalFolder {
  readonly files = new Map<
    string,
    { bytes: Uint8Array<ArrayBuffer>; flushed: Uint8Array<ArrayBuffer> | null }
  >();
  /** So many bytes more are taken, then every write fails; null: no end. */
  room: number | null = null;
  flushes = 0;
  readonly inUse = new Set<string>();

  async list(): Promise<string[]> {
    return [...this.files.keys()].reverse();
  }

  async open(name: string): Promise<JournalFile> {
    if (this.inUse.has(name)) throw new DOMException('In use.', 'NoModificationAllowedError');
    const file = this.files.get(name) ?? { bytes: new Uint8Array(0), flushed: null };
    this.files.set(name, file);
    this.inUse.add(name);
    return {
      size: () => file.bytes.length,
      read: (at, length) => file.bytes.slice(at, at + length),
      write: (bytes, at) => {
        if (this.room !== null && bytes.length > this.room) {
          const part = bytes.slice(0, this.room);
          this.room = 0;
          file.bytes = written(file.bytes, part, at);
          throw new DOMException('Full.', 'QuotaExceededError');
        }
        if (this.room !== null) this.room -= bytes.length;
        file.bytes = written(file.bytes, bytes, at);
      },
      flush: () => {
        this.flushes++;
        file.flushed = file.bytes.slice();
      },
      truncate: (size) => {
        file.bytes = written(file.bytes.slice(0, size), new Uint8Array(0), size);
      },
      close: () => void this.inUse.delete(name),
    };
  }

  async remove(name: string): Promise<void> {
    if (this.inUse.has(name)) throw new DOMException('In use.', 'NoModificationAllowedError');
    this.files.delete(name);
  }

  /** The same folder after the power was cut: what was flushed is there. */
  cutPower(): MemoryFolder {
    const left = new MemoryFolder();
    for (const [name, { flushed }] of this.files)
      if (flushed) left.files.set(name, { bytes: flushed.slice(), flushed });
    return left;
  }
}

function written(
  bytes: Uint8Array<ArrayBuffer>,
  added: Uint8Array<ArrayBuffer>,
  at: number,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.max(bytes.length, at + added.length));
  whole.set(bytes);
  whole.set(added, at);
  return whole;
}
