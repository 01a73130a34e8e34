import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  ensureDependencies,
  isInstalled,
  nodeComplaint,
  npmComplaint,
} from '../../../tools/machine/dependencies.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean }>;

const lit = { version: '3.3.3', integrity: 'sha512-lit' };
const idb = { version: '8.0.4', integrity: 'sha512-idb' };
const forAnother = { version: '1.0.0', integrity: 'sha512-other', optional: true };
const wanted: Packages = {
  '': {},
  'node_modules/lit': lit,
  'node_modules/idb': idb,
  'node_modules/other': forAnother,
};

async function project(test: TestContext, lock: Packages, installed?: Packages): Promise<string> {
  const folder = await temporaryFolder(test);
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }));
  await mkdir(join(folder, 'node_modules'));
  if (installed) {
    await writeFile(
      join(folder, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: installed }),
    );
  }
  return folder;
}

describe('whether the packages are installed', () => {
  const cases: [string, Packages | undefined, boolean][] = [
    ['all are', { 'node_modules/lit': lit, 'node_modules/idb': idb, 'node_modules/other': forAnother }, true],
    ['all but an optional one are', { 'node_modules/lit': lit, 'node_modules/idb': idb }, true],
    ['more than needed are', { ...wanted, 'node_modules/more': lit }, true],
    ['an install was broken off', undefined, false],
    ['one is missing', { 'node_modules/lit': lit }, false],
    [
      'one has another version',
      { 'node_modules/lit': { ...lit, version: '3.3.2' }, 'node_modules/idb': idb },
      false,
    ],
    [
      'one has other content',
      { 'node_modules/lit': { ...lit, integrity: 'x' }, 'node_modules/idb': idb },
      false,
    ],
  ];
  for (const [what, installed, expected] of cases) {
    it(`${expected ? 'yes' : 'no'}: ${what}`, async (test) => {
      assert.equal(isInstalled(await project(test, wanted, installed)), expected);
    });
  }

  it('no: nothing was ever installed', async (test) =>
    assert.equal(isInstalled(await temporaryFolder(test)), false));

  it('nothing is done when they are', async (test) => {
    // With npm run here it would fail: there is no package.json.
    assert.equal(
      ensureDependencies(
        await project(test, { '': {}, 'node_modules/lit': lit }, { 'node_modules/lit': lit }),
      ),
      undefined,
    );
  });

  it('a failed install is said', async (test) => {
    const folder = await project(test, wanted);
    assert.throws(() => ensureDependencies(folder), /The packages cannot be installed[^]*npm said/);
  });

  // Root may write everywhere.
  if (process.getuid?.() !== 0) {
    it('a folder that may not be written is said before npm is started', async (test) => {
      const folder = await project(test, wanted);
      await chmod(join(folder, 'node_modules'), 0o555);
      assert.throws(() => ensureDependencies(folder), /may not write to .*node_modules/);
    });
  }
});

describe('what a person is told', () => {
  const complaints: [string, RegExp][] = [
    [
      'npm error code EAI_AGAIN\nnpm error network request failed',
      /does not reach its registry.*[^]*EAI_AGAIN/,
    ],
    ['npm error code ECONNREFUSED', /does not reach its registry/],
    ['npm error code EACCES\nnpm error path /srv', /may not write where npm has to/],
    ['npm error nospc ENOSPC: no space left on device', /disk is full/],
    [
      'npm error code EUSAGE\nnpm error lock file out of date',
      /npm ci ended with 1[^]*lock file out of date/,
    ],
  ];
  for (const [stderr, message] of complaints) {
    it(`about "${stderr.split('\n')[0]}"`, () => assert.match(npmComplaint(stderr, 1), message));
  }

  const versions: [string, boolean][] = [
    ['18.20.0', false],
    ['20.14.0', false],
    ['20.15.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
  ];
  for (const [version, fine] of versions) {
    it(`about Node.js ${version}: ${fine ? 'nothing' : 'too old'}`, () => {
      if (fine) assert.equal(nodeComplaint(version), undefined);
      else assert.match(nodeComplaint(version) ?? '', new RegExp(`Node.js ${version} is too old.*20.15`));
    });
  }
});
