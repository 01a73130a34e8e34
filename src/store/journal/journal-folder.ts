/** A file of the journal, open. Offsets and sizes in bytes. Every method throws what the disk says. */
export interface JournalFile {
  size(): number;
  read(at: number, length: number): Uint8Array<ArrayBuffer>;
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void;
  /** Returns when what was written is on the disk. */
  flush(): void;
  truncate(size: number): void;
  close(): void;
}

/** Where the journal's files are. */
export interface JournalFolder {
  list(): Promise<string[]>;
  /** Opens a file, and makes it where it is not there. */
  open(name: string): Promise<JournalFile>;
  remove(name: string): Promise<void>;
}

/** True of the error that a file in use by another tab gives. */
export function isBusy(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === 'NoModificationAllowedError';
}
