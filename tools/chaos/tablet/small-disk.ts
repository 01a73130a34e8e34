import { execFile } from 'node:child_process';
import { open, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlainError, reasonOf } from '../../plain-error.ts';

const run = promisify(execFile);

/** A file system of its own in memory, that can be filled to the last byte. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** @throws PlainError where this user may not mount */
  static async mount(megabytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-disk-'));
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    } catch (error) {
      await rmdir(folder);
      throw new PlainError(
        `A small file system cannot be mounted here: ${reasonOf(error).trim()}\n` +
          'This kind needs Linux and the right to mount (root, and in a container CAP_SYS_ADMIN).',
      );
    }
    return new SmallDisk(folder);
  }

  /** Takes all the room there is. */
  async fill(): Promise<void> {
    const file = await open(join(this.folder, 'filler'), 'a');
    try {
      for (const piece of [1 << 20, 1 << 12, 1]) {
        const bytes = Buffer.alloc(piece, 1);
        try {
          for (;;) {
            const { bytesWritten } = await file.write(bytes);
            if (bytesWritten < piece) break;
          }
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
    } finally {
      await file.close();
    }
  }

  /** Gives the room back. */
  async free(): Promise<void> {
    await rm(join(this.folder, 'filler'), { force: true });
  }

  async unmount(): Promise<void> {
    // What a process that is just ending has open would keep it busy: it goes when that is closed.
    await run('umount', ['--lazy', this.folder]);
    await rmdir(this.folder).catch(() => undefined);
  }
}
