import { isBusy, type JournalFile, type JournalFolder } from '../journal/journal-folder.ts';
import { journalRoot, type JournalPlace } from '../journal/journal-place.ts';

/** What dedicated workers alone have (File System Standard). */
interface SyncAccessHandle {
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

/** The page that was here before needs a moment to let go of its files, ms. */
const busyMs = 2500;

/** A journal's folder in an origin private file system. In a dedicated worker alone. */
export class OpfsFolder implements JournalFolder {
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  static async open(name: string, place: JournalPlace): Promise<OpfsFolder> {
    const root = await journalRoot(name, place);
    return new OpfsFolder(await root.getDirectoryHandle(name, { create: true }));
  }

  async list(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of this.#folder.keys()) names.push(name);
    return names;
  }

  async open(name: string): Promise<JournalFile> {
    const file = (await this.#folder.getFileHandle(name, { create: true })) as SyncFileHandle;
    const until = performance.now() + busyMs;
    for (;;) {
      try {
        return new OpfsFile(await file.createSyncAccessHandle());
      } catch (fault) {
        if (!isBusy(fault) || performance.now() > until) throw fault;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  remove(name: string): Promise<void> {
    return this.#folder.removeEntry(name);
  }
}

class OpfsFile implements JournalFile {
  readonly #handle: SyncAccessHandle;

  constructor(handle: SyncAccessHandle) {
    this.#handle = handle;
  }

  size(): number {
    return this.#handle.getSize();
  }

  read(at: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, this.#handle.read(bytes, { at }));
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    const written = this.#handle.write(bytes, { at });
    if (written < bytes.length) throw new Error(`The disk took ${written} of ${bytes.length} bytes.`);
  }

  flush(): void {
    this.#handle.flush();
  }

  truncate(size: number): void {
    this.#handle.truncate(size);
  }

  close(): void {
    this.#handle.close();
  }
}
