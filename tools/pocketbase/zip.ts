// Takes one file out of a zip archive, so that a release can be unpacked where no `unzip` is installed.
import { buffer } from 'node:stream/consumers';
import { reasonOf } from '../plain-error.ts';
import { archiveFault, eachFile } from '../machine/zip-archive.ts';

/**
 * The bytes of the file called `name` in the archive `zip`.
 * @throws Error saying what is wrong: no zip, cut short, no such file, encrypted, unknown packing, wrong checksum.
 */
export async function fileInZip(zip: Buffer, name: string): Promise<Buffer> {
  let found: Buffer | undefined;
  let fault: Error | undefined;
  const seen: string[] = [];
  try {
    await eachFile(zip, async (entry, bytes) => {
      seen.push(entry);
      if (entry !== name) return;
      try {
        found = await buffer(await bytes());
      } catch (error) {
        fault = new Error(`"${name}" in the zip file cannot be unpacked: ${reasonOf(error)}`, {
          cause: error,
        });
        throw fault;
      }
    });
  } catch (error) {
    throw fault ?? new Error(`the zip file cannot be read: ${archiveFault(error)}`, { cause: error });
  }
  if (found) return found;
  throw new Error(`the zip file holds no "${name}", only: ${seen.join(', ') || 'nothing'}`);
}
