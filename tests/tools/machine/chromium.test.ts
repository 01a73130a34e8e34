import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findChromium, type InstallWay } from '../../../tools/machine/chromium.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A machine with no Chromium, on which some ways install one. */
function machine(...ways: (Partial<InstallWay> & { name: string; installs?: boolean })[]) {
  const gone: string[] = [];
  let there: string | undefined;
  return {
    gone,
    env: {} as NodeJS.ProcessEnv,
    tell: () => {},
    find: () => there,
    findShell: (): string | undefined => undefined,
    ways: ways.map(({ name, closed, install, installs }) => ({
      name,
      closed: closed ?? (() => undefined),
      install: async () => {
        gone.push(name);
        await install?.();
        if (installs) there = '/usr/bin/chromium';
      },
    })),
  };
}

const failing = { install: () => Promise.reject(new Error('no network')) };

describe('finding Chromium', () => {
  it('takes the one that SITECODE_CHROMIUM names', async (test) => {
    const path = join(await temporaryFolder(test), 'chromium');
    await writeFile(path, '');
    const here = machine({ name: 'package', installs: true });
    here.env['SITECODE_CHROMIUM'] = path;
    assert.equal(await findChromium(here), path);
    assert.deepEqual(here.gone, []);
  });

  it('refuses a named one that is missing', async () => {
    const here = machine();
    here.env['SITECODE_CHROMIUM'] = '/no/such/chromium';
    await assert.rejects(
      findChromium(here),
      /SITECODE_CHROMIUM names \/no\/such\/chromium, but there is no such file/,
    );
  });

  it('installs nothing where one is there, and names it to the programs it starts', async () => {
    const here = machine({ name: 'package', installs: true });
    const found = { ...here, find: () => '/opt/chromium' };
    assert.equal(await findChromium(found), '/opt/chromium');
    assert.deepEqual(here.gone, []);
    assert.equal(here.env['SITECODE_CHROMIUM'], '/opt/chromium');
  });

  it('names one without windows where there is one, else the same; a named one is used for all', async () => {
    const here = { ...machine(), find: () => '/opt/chromium' };
    await findChromium(here);
    assert.equal(here.env['SITECODE_HEADLESS'], '/opt/chromium');
    const two = { ...machine(), find: () => '/opt/chromium', findShell: () => '/opt/shell' };
    await findChromium(two);
    assert.equal(two.env['SITECODE_HEADLESS'], '/opt/shell');
    const named = { ...two, env: { SITECODE_CHROMIUM: process.execPath } as NodeJS.ProcessEnv };
    await findChromium(named);
    assert.equal(named.env['SITECODE_HEADLESS'], undefined);
  });

  it('goes the ways in order until one leads there', async () => {
    const here = machine(
      { name: 'closed', closed: () => 'only root may' },
      { name: 'failing', ...failing },
      { name: 'good', installs: true },
      { name: 'never', installs: true },
    );
    assert.equal(await findChromium(here), '/usr/bin/chromium');
    assert.deepEqual(here.gone, ['failing', 'good']);
    assert.equal(here.env['SITECODE_CHROMIUM'], '/usr/bin/chromium');
  });

  it('names every way that failed, why, and what to do', async () => {
    const here = machine(
      { name: 'package', closed: () => 'only root may install packages' },
      { name: 'download', ...failing },
      { name: 'stub' },
    );
    await assert.rejects(findChromium(here), (error) => {
      assert.ok(error instanceof PlainError);
      assert.match(error.message, /package: only root may install packages\n/);
      assert.match(error.message, /download: no network\n/);
      assert.match(error.message, /stub: it was installed, but does not run\n/);
      assert.match(error.message, /Install Chromium or Chrome, or name one in SITECODE_CHROMIUM/);
      return true;
    });
  });
});
