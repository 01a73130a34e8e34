import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { unzip } from '../../../tools/backup/unzip.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { zipOf, type ZipEntry } from '../machine/zip-writer.ts';

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
    ['is longer than it says', { name: 'data.db', bytes: Buffer.alloc(5000), size: 10 }, /too many bytes/],
    [
      'is shorter than it says',
      { name: 'data.db', bytes: Buffer.from('text'), size: 10 },
      /not enough bytes/,
    ],
    ['is packed unknown', { name: 'data.db', bytes: Buffer.from('text'), method: 12 }, /packed by method 12/],
    ['would lie outside', { name: '../outside', bytes: Buffer.from('text') }, /relative path/],
    ['would lie anywhere', { name: '/outside', bytes: Buffer.from('text') }, /absolute path/],
    ['is encrypted', { name: 'data.db', bytes: Buffer.from('x'), encrypted: true }, /encrypted/],
  ];
  for (const [what, entry, message] of wrong) {
    it(`refuses a file that ${what}`, async (test) => {
      await assert.rejects(unpacked(test, [entry]), message);
    });
  }

  it('gives every name and byte as it was, or says no, whichever bit of the archive is another one', async (test) => {
    const folder = await temporaryFolder(test);
    const packer = zipOf([
      { name: 'data.db', bytes: Buffer.from('a text, a text, a text'), streamed: true },
      { name: 'auxiliary.db', bytes: Buffer.from('another text'), method: 0 },
    ]);
    let refused = 0;
    for (let place = 0; place < packer.length * 8; place += 3) {
      const damaged = Buffer.from(packer);
      damaged[place >> 3]! ^= 1 << (place & 7);
      const archive = join(folder, 'damaged.zip');
      const out = join(folder, `out-${place}`);
      await writeFile(archive, damaged);
      try {
        const names = await unzip(archive, out);
        assert.deepEqual(names, ['data.db', 'auxiliary.db'], `bit ${place}`);
        assert.equal(await readFile(join(out, 'data.db'), 'utf8'), 'a text, a text, a text', `bit ${place}`);
        assert.equal(await readFile(join(out, 'auxiliary.db'), 'utf8'), 'another text', `bit ${place}`);
      } catch (error) {
        if (!(error instanceof PlainError)) throw error;
        refused++;
      }
    }
    assert.ok(refused > 100, `${refused}`);
  });

  it('says what is no archive, and what is not there', async (test) => {
    const folder = await temporaryFolder(test);
    const archive = join(folder, 'a.zip');
    await assert.rejects(unzip(archive, folder), /cannot be read/);
    await writeFile(archive, 'nothing');
    await assert.rejects(unzip(archive, join(folder, 'out')), /no zip file/);
    assert.ok(!existsSync(join(folder, 'out')));
  });
});
