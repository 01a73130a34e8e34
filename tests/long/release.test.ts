// Two builds of the same sources are the same to the byte: who builds a release themself can compare it with what a server has.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { buildApp } from '../../tools/build/app.ts';

describe('the build', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  it('gives the same manifest twice, wherever it is made', async () => {
    const manifests: string[] = [];
    for (const name of ['one', 'another/place']) {
      const folder = await mkdtemp(join(tmpdir(), 'sitecode-release-'));
      folders.push(folder);
      await buildApp({ output: join(folder, name) });
      manifests.push(await readFile(join(folder, name, 'release.json'), 'utf8'));
    }
    assert.ok(manifests[0]!.includes('authority/index.html'));
    assert.equal(manifests[0], manifests[1]);
  });
});
