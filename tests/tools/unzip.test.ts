import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { unzip } from '../../tools/backup/unzip.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { zipOf, type ZipEntry } from './zip-writer.ts';

async function unpacked(
  test: TestContext,
  entries: ZipEntry[],
): Promise<{ folder: string; names: string[] }> {
  const folder = await temporaryFolder(test);
  const archive = join(folder, 'a.zip');
  await writeFile(archive, zipOf(entries, 'a comment'));
  return { folder, names: await unzip(archive, join(folder, 'out')) };
}

describe('unpacking a backup', () => {
  it('gives every file back, however packed, closed to others', async (test) => {
    const large = randomBytes(300_000);
    const { folder, names } = await unpacked(test, [
      { name: 'data.db', bytes: large, streamed: true },
      { name: 'storage/a/b.txt', bytes: Buffer.from('text'), method: 0 },
      { name: 'empty', bytes: Buffer.alloc(0), method: 0 },
    ]);
    assert.deepEqual(names, ['data.db', 'storage/a/b.txt', 'empty']);
    assert.ok(large.equals(await readFile(join(folder, 'out', 'data.db'))));
    assert.equal(await readFile(join(folder, 'out', 'storage', 'a', 'b.txt'), 'utf8'), 'text');
    assert.equal((await stat(join(folder, 'out', 'data.db'))).mode & 0o777, 0o600);
    assert.equal((await stat(join(folder, 'out', 'empty'))).size, 0);
  });

  const wrong: [string, ZipEntry, RegExp][] = [
    [
      'has another checksum',
      { name: 'data.db', bytes: Buffer.from('text'), checksum: 7 },
      /checksum does not fit/,
    ],
    [
      'is longer than it says',
      { name: 'data.db', bytes: Buffer.alloc(5000), size: 10 },
      /longer than the archive says/,
    ],
    [
      'is shorter than it says',
      { name: 'data.db', bytes: Buffer.from('text'), size: 10 },
      /checksum does not fit/,
    ],
    ['is packed unknown', { name: 'data.db', bytes: Buffer.from('text'), method: 12 }, /packed by method 12/],
    ['would lie outside', { name: '../outside', bytes: Buffer.from('text') }, /outside its folder/],
    ['would lie anywhere', { name: '/outside', bytes: Buffer.from('text') }, /outside its folder/],
    [
      'is larger than is read here',
      { name: 'data.db', bytes: Buffer.from('x'), size: 0xffffffff },
      /larger than 4 GB/,
    ],
  ];
  for (const [what, entry, message] of wrong) {
    it(`refuses a file that ${what}`, async (test) => {
      await assert.rejects(unpacked(test, [entry]), message);
    });
  }

  it('says what is no archive, and what is not there', async (test) => {
    const folder = await temporaryFolder(test);
    const archive = join(folder, 'a.zip');
    await assert.rejects(unzip(archive, folder), /cannot be read/);
    await writeFile(archive, 'nothing');
    await assert.rejects(unzip(archive, join(folder, 'out')), /no zip file/);
    assert.ok(!existsSync(join(folder, 'out')));
  });
});
