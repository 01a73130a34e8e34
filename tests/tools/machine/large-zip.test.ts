import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { eachFile } from '../../../tools/machine/zip-archive.ts';
import { size, small, writeLarge } from './large-zip-writer.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('an archive of more than 4 GiB', () => {
  it('names its files and gives what begins beyond', async (test) => {
    const archive = join(await temporaryFolder(test), 'large.zip');
    await writeLarge(archive);
    const { size: length, blocks } = await stat(archive);
    assert.ok(length > size && blocks * 512 < 1 << 20, 'it is a file of holes');
    const found = new Map<string, string | null>();
    await eachFile(archive, async (name, bytes) => {
      found.set(name, name === 'data.db' ? (await buffer(await bytes())).toString() : null);
    });
    assert.deepEqual(
      [...found],
      [
        ['storage/hole', null],
        ['data.db', small.toString()],
      ],
    );
  });
});
