import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { compareVersions, isSupported, pinnedVersion, versionIn } from '../../../tools/pocketbase/version.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { deadAddress, programOfVersion, releaseFiles, serveFiles } from './release-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A place with an own PATH folder, an own cache, and no network. */
async function place(test: TestContext) {
  const folder = await temporaryFolder(test);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const dead = await deadAddress();
  const env: NodeJS.ProcessEnv = {
    PATH: bin,
    SITECODE_POCKETBASE_RELEASES: `${dead}/releases`,
    SITECODE_DEBIAN_MIRROR: `${dead}/debian`,
  };
  const told: string[] = [];
  const cacheFolder = join(folder, 'cache');
  const find = () => findPocketBase({ env, cacheFolder, tell: (line) => told.push(line), patience: 5000 });
  return { folder, bin, env, told, cacheFolder, find };
}

async function writeProgram(path: string, content: Buffer | string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await chmod(path, 0o755);
  return path;
}

describe('finding PocketBase', () => {
  it('takes the one that SITECODE_POCKETBASE names before one on the PATH', async (test) => {
    const { folder, bin, env, find, told } = await place(test);
    await writeProgram(join(bin, 'pocketbase'), programOfVersion('0.41.0'));
    env['SITECODE_POCKETBASE'] = await writeProgram(join(folder, 'mine'), programOfVersion('0.39.11'));
    assert.equal(await find(), env['SITECODE_POCKETBASE']);
    assert.deepEqual(told, []);
  });

  it('uses a named one that does not tell its version, and says so', async (test) => {
    const { folder, env, find, told } = await place(test);
    env['SITECODE_POCKETBASE'] = await writeProgram(
      join(folder, 'mine'),
      '#!/bin/sh\necho "base version (untracked)"\n',
    );
    assert.equal(await find(), env['SITECODE_POCKETBASE']);
    assert.match(told.join(), /does not tell its version; it is used all the same/);
  });

  it('knows the version of one it downloaded when that is named, though the build does not tell', async (test) => {
    const { cacheFolder, env, find, told } = await place(test);
    env['SITECODE_POCKETBASE'] = join(cacheFolder, 'pocketbase');
    await writeProgram(env['SITECODE_POCKETBASE'], '#!/bin/sh\necho "base version (untracked)"\n');
    await writeFile(
      join(cacheFolder, 'origin.json'),
      JSON.stringify({ version: pinnedVersion, from: 'debian' }),
    );
    assert.equal(await find(), env['SITECODE_POCKETBASE']);
    assert.deepEqual(told, []);
  });

  const badNamed: [string, string | undefined, RegExp][] = [
    [
      'that is too old',
      '#!/bin/sh\necho "pocketbase version 0.39.4"\n',
      /version 0\.39\.4, 0\.39\.11 or newer/,
    ],
    ['that is another program', '#!/bin/sh\necho "hello"\n', /is no PocketBase: it answers "hello"/],
    ['that fails', '#!/bin/sh\necho "no such library" >&2\nexit 127\n', /does not run: no such library/],
    ['that is missing', undefined, /does not run/],
  ];
  for (const [what, content, message] of badNamed) {
    it(`refuses a named one ${what}, without looking further`, async (test) => {
      const { folder, bin, env, find } = await place(test);
      await writeProgram(join(bin, 'pocketbase'), programOfVersion('0.41.0'));
      env['SITECODE_POCKETBASE'] = join(folder, 'mine');
      if (content) await writeProgram(env['SITECODE_POCKETBASE'], content);
      await assert.rejects(find(), (error) => error instanceof PlainError && message.test(error.message));
    });
  }

  it('takes one on the PATH before one downloaded earlier', async (test) => {
    const { bin, cacheFolder, find } = await place(test);
    await writeProgram(join(cacheFolder, 'pocketbase'), programOfVersion(pinnedVersion));
    await writeFile(
      join(cacheFolder, 'origin.json'),
      JSON.stringify({ version: pinnedVersion, from: 'test' }),
    );
    const onPath = await writeProgram(join(bin, 'pocketbase'), programOfVersion('0.39.11'));
    assert.equal(await find(), onPath);
  });

  it('passes by an old one on the PATH, downloads the release, and finds that again without a network', async (test) => {
    const { bin, cacheFolder, env, find, told } = await place(test);
    await writeProgram(join(bin, 'pocketbase'), programOfVersion('0.39.4'));
    const dead = env['SITECODE_POCKETBASE_RELEASES'];
    env['SITECODE_POCKETBASE_RELEASES'] = await serveFiles(test, releaseFiles());
    assert.equal(await find(), join(cacheFolder, 'pocketbase'));
    assert.match(told.join(), /Downloading PocketBase/);
    const origin = JSON.parse(await readFile(join(cacheFolder, 'origin.json'), 'utf8')) as object;
    assert.deepEqual(origin, { version: pinnedVersion, from: env['SITECODE_POCKETBASE_RELEASES'] });

    env['SITECODE_POCKETBASE_RELEASES'] = dead;
    told.length = 0;
    assert.equal(await find(), join(cacheFolder, 'pocketbase'));
    assert.deepEqual(told, []);
  });

  it('does not trust a download that was broken off', async (test) => {
    const { cacheFolder, env, find } = await place(test);
    await writeProgram(join(cacheFolder, 'pocketbase'), 'half');
    env['SITECODE_POCKETBASE_RELEASES'] = await serveFiles(test, releaseFiles());
    const path = await find();
    assert.deepEqual(await readFile(path), programOfVersion(pinnedVersion));
  });

  it('names every way that failed, why, and what to do', async (test) => {
    const { bin, env, find } = await place(test);
    await writeProgram(join(bin, 'pocketbase'), programOfVersion('0.30.0'));
    const begun = Date.now();
    const error = await find().then(
      () => assert.fail('nothing can be found here'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof PlainError);
    assert.ok(Date.now() - begun < 30_000, 'a machine without a network must not wait long');
    const expected = [
      /SITECODE_POCKETBASE: it is not set/,
      /pocketbase on the PATH: .*version 0\.30\.0, 0\.39\.11 or newer is needed/,
      /one downloaded before .*: there is none/,
      new RegExp(
        `the official release ${pinnedVersion} \\(${env['SITECODE_POCKETBASE_RELEASES']}\\): .*ECONNREFUSED`,
      ),
      /Debian unstable's package pocketbase: \S/,
      /Do one of these/,
    ];
    for (const part of expected) assert.match(error.message, part);
  });
});

describe('versions', () => {
  it('compare by number, not by letter', () => {
    assert.ok(compareVersions('0.39.11', '0.39.4') > 0);
    assert.ok(compareVersions('0.39.11', '0.40.0') < 0);
    assert.equal(compareVersions('1.2.3', '1.2.3'), 0);
    assert.ok(compareVersions('1.0.0', '0.99.99') > 0);
  });

  it('are supported from the floor on', () => {
    assert.deepEqual(
      ['0.39.10', '0.39.11', '0.40.4', '1.0.0'].map((version) => isSupported(version)),
      [false, true, true, true],
    );
  });

  const texts: [string, string | undefined][] = [
    ['pocketbase version 0.40.4', '0.40.4'],
    ['0.40.4+ds1-1', '0.40.4'],
    ['base version (untracked)', undefined],
    ['address 10.0.0.12', undefined],
    ['', undefined],
  ];
  for (const [text, version] of texts) {
    it(`in "${text}": ${version ?? 'none'}`, () => assert.equal(versionIn(text), version));
  }
});
