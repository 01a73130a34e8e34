import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { eachFile } from '../../tools/machine/zip-archive.ts';
import { size, small, writeLarge } from '../tools/machine/large-zip-writer.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';

/** Reads every byte of every file; answers how many there were. */
async function readAll(archive: string): Promise<Record<string, number>> {
  const lengths: Record<string, number> = {};
  await eachFile(archive, async (name, bytes) => {
    lengths[name] = 0;
    for await (const chunk of await bytes()) lengths[name] += (chunk as Buffer).length;
  });
  return lengths;
}

describe('a file of 5 GiB in an archive', () => {
  it('is read to its last byte', async (test) => {
    const archive = join(await temporaryFolder(test), 'large.zip');
    await writeLarge(archive);
    assert.deepEqual(await readAll(archive), { 'storage/hole': size, 'data.db': small.length });
  });

  it('is refused for one wrong byte beyond the fourth gigabyte', async (test) => {
    const archive = join(await temporaryFolder(test), 'large.zip');
    await writeLarge(archive, 4.5 * 2 ** 30);
    await assert.rejects(readAll(archive), /checksum does not fit/);
  });
});
