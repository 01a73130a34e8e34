import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { readOptions } from '../../../tools/start/start.ts';
import { DemoFolder } from '../../../tools/start/demo-folder.ts';
import { demoCast, facesText } from '../../../tools/start/faces.ts';
import { lockFolder } from '../../../tools/start/folder-lock.ts';
import { browserOpener } from '../../../tools/start/open-browser.ts';
import { serve } from '../pocketbase/release-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe("npm start's options", () => {
  it('have defaults', () => {
    const { port, reset, open, data, scale } = readOptions([], {});
    assert.deepEqual({ port, reset, open, scale }, { port: 8090, reset: false, open: true, scale: 'demo' });
    assert.match(data, /\.data.demo$/);
    assert.match(readOptions(['--scale', 'district'], {}).data, /\.data.district$/);
  });

  it('are read', () => {
    assert.deepEqual(
      readOptions(['--port', '9000', '--data', 'd', '--reset', '--no-open'], { SITECODE_PORT: '7000' }),
      {
        port: 9000,
        scale: 'demo',
        data: resolve('d'),
        reset: true,
        open: false,
      },
    );
    assert.equal(readOptions([], { SITECODE_PORT: '7000' }).port, 7000);
  });

  for (const args of [
    ['--port', 'many'],
    ['--scale', 'large'],
    ['--port', '0'],
    ['--port', '65536'],
    ['--nonsense'],
    ['word'],
  ]) {
    it(`are refused with the usage: ${args.join(' ')}`, () => {
      assert.throws(() => readOptions(args, {}), /npm start \[-- --port N/);
    });
  }
});

describe('a data folder', () => {
  it('is refused to a second start, which is told the first', async (test) => {
    const folder = await temporaryFolder(test);
    const unlock = await lockFolder(folder);
    await assert.rejects(
      lockFolder(folder),
      new RegExp(`in use by another start \\(process ${process.pid}\\)`),
    );
    unlock();
    (await lockFolder(folder))();
    assert.ok(!existsSync(join(folder, 'in-use')));
  });

  it('is taken over from a start that is gone', async (test) => {
    const folder = await temporaryFolder(test);
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((done) => child.on('close', done));
    await writeFile(join(folder, 'in-use'), JSON.stringify({ pid: child.pid, began: 'then' }));
    (await lockFolder(folder))();
  });

  it('is taken over when the lock cannot be read', async (test) => {
    const folder = await temporaryFolder(test);
    await writeFile(join(folder, 'in-use'), '');
    (await lockFolder(folder))();
  });

  // Only Linux tells when a process began.
  if (process.platform === 'linux') {
    it('is taken over when its process number belongs to another program by now', async (test) => {
      const folder = await temporaryFolder(test);
      await writeFile(
        join(folder, 'in-use'),
        JSON.stringify({ pid: process.pid, began: 'an earlier boot 12345' }),
      );
      (await lockFolder(folder))();
    });
  }

  it('that cannot be made is said, with what to do', async (test) => {
    const file = join(await temporaryFolder(test), 'a-file');
    await writeFile(file, '');
    await assert.rejects(
      lockFolder(join(file, 'demo')),
      /cannot be used: .*Give this user the right.*--data DIR/,
    );
  });
});

describe('the demo folder', () => {
  it('goes from empty to unfinished to seeded', async (test) => {
    const folder = new DemoFolder(await temporaryFolder(test));
    const state = () => [folder.isUnfinished, folder.isSeeded];
    assert.deepEqual(state(), [false, false]);
    await folder.beginSeeding();
    assert.deepEqual(state(), [true, false]);
    await mkdir(folder.database);
    folder.refuseForeign();
    await folder.endSeeding();
    assert.deepEqual(state(), [false, true]);
    folder.refuseForeign();
  });

  it('is cleared of the demo alone', async (test) => {
    const folder = new DemoFolder(await temporaryFolder(test));
    await folder.beginSeeding();
    await mkdir(folder.database);
    await mkdir(join(folder.path, 'secrets'));
    await writeFile(join(folder.path, 'notes.txt'), 'mine');
    await folder.clear();
    assert.ok(!existsSync(folder.database) && !existsSync(join(folder.path, 'secrets')));
    assert.equal(await readFile(join(folder.path, 'notes.txt'), 'utf8'), 'mine');
    assert.deepEqual([folder.isUnfinished, folder.isSeeded], [false, false]);
  });

  it('with a database that no demo start made is refused', async (test) => {
    const folder = new DemoFolder(await temporaryFolder(test));
    await mkdir(folder.database);
    assert.throws(
      () => folder.refuseForeign(),
      /no demo start made, perhaps a real district's. It is left as it is/,
    );
  });
});

describe('what is printed when the district is up', () => {
  const cast = {
    logins: [
      { face: 'me', role: 'citizen', name: 'Li', email: 'li@demo.example', password: 'secret-one' },
      {
        face: 'authority',
        role: 'district',
        name: 'Wang',
        email: 'wang@demo.example',
        password: 'secret-two',
      },
    ],
    findable: { name: '周启航', phone: '19900000002' },
    siteCode: 'http://127.0.0.1:8090/s/#CODE',
  } satisfies Parameters<typeof facesText>[1];

  it('names every face that is built, and its logins', async (test) => {
    const built = await temporaryFolder(test);
    for (const face of ['sentry', 'me', 'authority', 's']) {
      await mkdir(join(built, face));
      await writeFile(join(built, face, 'index.html'), '');
    }
    const text = facesText('http://127.0.0.1:8090', cast, built);
    for (const path of ['sentry/?demo', 'sentry/', 'me/', 'authority/', 's/#CODE']) {
      assert.ok(text.includes(` http://127.0.0.1:8090/${path}\n`), path);
    }
    assert.match(text, /me\/ +citizen +li@demo.example +secret-one/);
    assert.match(text, /authority\/ +district +wang@demo.example +secret-two/);
    assert.doesNotMatch(text, /venue|owner@/);
  });

  it('is asked of the running district', async (test) => {
    const url = await serve(test, (request, response) => {
      response.end(request.url === '/api/sitecode/demo/cast' ? JSON.stringify(cast) : '{}');
    });
    assert.deepEqual(await demoCast(url), cast);
  });

  it('is an error where the district does not tell', async (test) => {
    const url = await serve(test, (_request, response) => response.writeHead(404).end());
    await assert.rejects(demoCast(url), /logins cannot be read from .*demo\/cast: it answers 404/);
    const other = await serve(test, (_request, response) => response.end('{}'));
    await assert.rejects(demoCast(other), /the answer is no cast/);
  });
});

describe('the browser', () => {
  it('is opened on a desktop alone, and never in CI', async (test) => {
    const bin = await temporaryFolder(test);
    for (const name of ['xdg-open', 'open']) {
      await writeFile(join(bin, name), '#!/bin/sh\n');
      await chmod(join(bin, name), 0o755);
    }
    const opener = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform) =>
      browserOpener({ PATH: bin, ...env }, platform);
    assert.equal(await opener({ DISPLAY: ':0' }, 'linux'), join(bin, 'xdg-open'));
    assert.equal(await opener({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'), join(bin, 'xdg-open'));
    assert.equal(await opener({}, 'linux'), undefined);
    assert.equal(await opener({}, 'darwin'), join(bin, 'open'));
    assert.equal(await opener({ DISPLAY: ':0', CI: 'true' }, 'linux'), undefined);
    assert.equal(await opener({ DISPLAY: ':0', PATH: '' }, 'linux'), undefined);
  });
});
