import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readManifest, readRelease, signatureName } from '../../../src/domain/signing/release.ts';
import { writeManifest } from '../../../tools/release/manifest.ts';
import { makeReleaseKey, signRelease } from '../../../tools/release/release.ts';
import { verifyRelease } from '../../../tools/release/verify.ts';
import { serveFolder } from '../../e2e/support/folder-server.ts';
import { seeded } from '../../support/seeded.ts';

describe('a signed release of the pages', () => {
  let folder: string;
  let app: string;
  let keyFile: string;
  let point: string;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  const write = (path: string, content: string) => writeFile(join(app, path), content);
  const faults = async (key = point, expected: string | null = null) =>
    (await verifyRelease(server.url, key, expected)).faults;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sitecode-release-'));
    app = join(folder, 'app');
    for (const path of ['authority', 'assets']) await mkdir(join(app, path), { recursive: true });
    await write('index.html', '<h1>start</h1>');
    await write('authority/index.html', '<script src="../assets/a.js"></script>');
    await write('assets/a.js', 'console.log(1)');
    keyFile = join(folder, 'release-key.json');
    point = await makeReleaseKey(keyFile);
    server = await serveFolder(app);
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has a key whose private half is its user’s alone, and is made once', async () => {
    assert.equal((await stat(keyFile)).mode & 0o777, 0o600);
    await assert.rejects(makeReleaseKey(keyFile), /is there already/);
  });

  it('is not one before it is signed', async () => {
    assert.deepEqual(await faults(), ['release.json: the server has none.']);
    await writeManifest(app, '1.0');
    const { files } = readManifest(await readFile(join(app, 'release.json'), 'utf8'));
    assert.deepEqual(Object.keys(files), ['assets/a.js', 'authority/index.html', 'index.html']);
    assert.deepEqual(await faults(), ['release-signature.json: the server has none.']);
    await assert.rejects(signRelease(keyFile, 'today', app), /lacks its day/);
  });

  it('holds while every file is what was signed, and names those that are not', async () => {
    const { body } = await signRelease(keyFile, '2026-12-01', app);
    const { date, manifest, files, faults: none } = await verifyRelease(server.url, point);
    assert.deepEqual([date, files, none], ['2026-12-01', 3, []]);
    assert.equal(manifest, readRelease(body).manifest);
    await write('assets/a.js', 'console.log(2)');
    await rm(join(app, 'authority/index.html'));
    assert.deepEqual(await faults(), ['assets/a.js: another file.', 'authority/index.html: missing.']);
    await assert.rejects(signRelease(keyFile, '2026-12-01', app), /assets\/a\.js is not what was built/);
  });

  it('is not believed with a manifest that nobody signed, another key, or another build than one’s own', async () => {
    const signed = await readFile(join(app, 'release.json'), 'utf8');
    await write('authority/index.html', '<script src="../assets/a.js"></script>');
    await writeManifest(app, '1.0');
    assert.match((await faults())[0]!, /of another release\.json/);
    const other = join(folder, 'other-key.json');
    const otherPoint = await makeReleaseKey(other);
    await signRelease(other, '2026-12-01', app);
    assert.match((await faults())[0]!, /of another key/);
    const forged = JSON.parse(await readFile(join(app, signatureName), 'utf8')) as { point: string };
    await write(signatureName, JSON.stringify({ ...forged, point }));
    assert.match((await faults())[0]!, /did not sign/);
    await signRelease(other, '2026-12-01', app);
    assert.deepEqual(await faults(otherPoint), [], 'whose key is believed is for whoever verifies');
    assert.deepEqual(await faults(otherPoint, signed), [
      'release.json: it is another than the one given: other sources were built.',
      'assets/a.js: another file.',
    ]);
  });

  it('is read from whatever text, and refused', () => {
    const chance = seeded(1201);
    const valid = JSON.stringify({ version: '1', files: { 'a/b.js': 'ab'.repeat(32) } });
    assert.throws(() => readManifest(valid.replace('a/b.js', '../b.js')), RangeError);
    assert.throws(() => readManifest(valid.replace('a/b.js', '//evil/b.js')), RangeError);
    for (let time = 0; time < 3000; time++) {
      const text = [...valid];
      for (let change = 0; change <= chance.below(3); change++)
        text.splice(chance.below(text.length), chance.below(3), chance.pick([...'{}[]":,a/.0']));
      for (const read of [readManifest, readRelease])
        try {
          read(text.join(''));
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
    }
  });
});
