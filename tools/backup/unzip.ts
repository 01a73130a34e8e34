// Unpacks a backup onto a disk.
import { createWriteStream } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PlainError, reasonOf } from '../plain-error.ts';
import { archiveFault, eachFile } from '../machine/zip-archive.ts';

/**
 * Unpacks every file, checking each one's size and checksum. Files and folders are closed to others.
 * @param folder where to; it is made
 * @returns the files' names
 * @throws PlainError saying what is wrong with the archive
 */
export async function unzip(archive: string, folder: string): Promise<string[]> {
  try {
    await access(archive);
  } catch (error) {
    throw new PlainError(`${archive} cannot be read: ${reasonOf(error)}`);
  }
  const names: string[] = [];
  try {
    await eachFile(archive, async (name, bytes) => {
      const target = join(folder, name);
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await pipeline(await bytes(), createWriteStream(target, { mode: 0o600, flags: 'wx' }));
      } catch (error) {
        throw new PlainError(`"${name}" of ${archive} cannot be unpacked: ${reasonOf(error)}`);
      }
      names.push(name);
    });
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(`${archive} cannot be unpacked: ${archiveFault(error)}`);
  }
  return names;
}
