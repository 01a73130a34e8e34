import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import {
  checkPort,
  freePort,
  runConsoleCommand,
  startServer,
  type ServerFolders,
} from '../../../tools/pocketbase/server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A server's folders with these hooks, and nothing else in them. */
async function foldersWith(test: TestContext, hooks: string): Promise<ServerFolders> {
  const folder = await temporaryFolder(test);
  for (const name of ['hooks', 'migrations', 'public']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'hooks', 'main.pb.js'), hooks);
  return {
    executable: await findPocketBase(),
    databaseFolder: join(folder, 'pb_data'),
    hooksFolder: join(folder, 'hooks'),
    migrationsFolder: join(folder, 'migrations'),
    publicFolder: join(folder, 'public'),
    keyring: join(folder, 'secrets', 'keyring.json'),
    env: { SITECODE_EXTRA: 'more' },
  };
}

const showEnvironment = `
routerAdd('GET', '/environment', (e) => e.json(200, {
  keyring: $os.getenv('SITECODE_KEYRING'),
  origin: $os.getenv('SITECODE_ORIGIN'),
  publicFiles: $os.getenv('SITECODE_PUBLIC'),
  extra: $os.getenv('SITECODE_EXTRA'),
}));
$app.rootCmd.addCommand(new Command({ use: 'greet', run: () => console.log('hello from', $os.getenv('SITECODE_ORIGIN')) }));
$app.rootCmd.addCommand(new Command({ use: 'break', run: () => { throw new Error('it broke'); } }));
`;

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

describe('a server', () => {
  it('runs the hooks with what they need to know, and stops', async (test) => {
    const folders = await foldersWith(test, showEnvironment);
    const server = await startServer(folders);
    test.after(() => server.kill());
    assert.deepEqual(await (await fetch(`${server.url}/environment`)).json(), {
      keyring: folders.keyring,
      origin: server.url,
      publicFiles: folders.publicFolder,
      extra: 'more',
    });
    assert.equal((await fetch(`${server.url}/no-such-page`)).status, 404, 'a missing file is no page');
    await server.stop();
    assert.equal(await server.ended, 0);
    assert.ok(isGone(server.pid));
  });

  it('answers other origins without the right to read', async (test) => {
    const server = await startServer(await foldersWith(test, showEnvironment));
    test.after(() => server.kill());
    const allowed = async (origin: string) =>
      (await fetch(`${server.url}/environment`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    assert.equal(await allowed(server.url), server.url);
    assert.equal(await allowed('http://elsewhere.example'), null);
  });

  it('can be killed, and started again on the same data', async (test) => {
    const folders = await foldersWith(test, showEnvironment);
    const first = await startServer(folders);
    await first.kill();
    assert.ok(isGone(first.pid));
    const second = await startServer({ ...folders, port: first.port });
    test.after(() => second.kill());
    assert.equal(second.url, first.url);
  });

  it('tells the port that is in use, and how to take another', async (test) => {
    const folders = await foldersWith(test, '');
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    test.after(() => other.close());
    await assert.rejects(startServer({ ...folders, port }), (error) => {
      assert.ok(error instanceof PlainError);
      assert.match(
        error.message,
        new RegExp(`Port ${port} on 127.0.0.1 is in use.*npm start -- --port N.*SITECODE_PORT`),
      );
      return true;
    });
  });

  it('with a broken hook does not start, and says why', async (test) => {
    const folders = await foldersWith(test, 'routerAdd("GET", "/x", (e) => {');
    await assert.rejects(
      startServer(folders),
      /PocketBase ended while starting \(code \d\)\. It said:\n[^]*main\.pb\.js/,
    );
  });

  it('whose data folder cannot be made says so', async (test) => {
    const folders = await foldersWith(test, '');
    const file = join(await temporaryFolder(test), 'a-file');
    await writeFile(file, '');
    const wrong = { ...folders, databaseFolder: join(file, 'pb_data') };
    await assert.rejects(startServer(wrong), /The data folder .*a-file.pb_data cannot be made: .*--data DIR/);
  });
});

describe('a console command', () => {
  it('gives what it printed', async (test) => {
    const lines: string[] = [];
    const folders = await foldersWith(test, showEnvironment);
    const output = await runConsoleCommand(folders, 18190, ['greet'], (line) => lines.push(line));
    assert.match(output, /hello from http:\/\/127\.0\.0\.1:18190/);
    assert.match(lines.join('\n'), /hello from/);
  });

  it('that fails is an error with what it printed', async (test) => {
    const folders = await foldersWith(test, showEnvironment);
    await assert.rejects(
      runConsoleCommand(folders, 18190, ['break']),
      /"break" of PocketBase failed.*\n[^]*it broke/,
    );
  });

  it('can be interrupted', async (test) => {
    const endless = `$app.rootCmd.addCommand(new Command({ use: 'wait', run: () => { console.log('waiting'); sleep(60000); } }));`;
    const folders = await foldersWith(test, endless);
    const stop = new AbortController();
    const running = runConsoleCommand(folders, 18190, ['wait'], () => stop.abort(), stop.signal);
    await assert.rejects(running, /"wait" of PocketBase was interrupted/);
  });
});

describe('a port', () => {
  it('that is free passes', async () => assert.equal(await checkPort(await freePort()), undefined));

  it('is never one that an outgoing connection may be given before the server listens, nor given twice', async () => {
    const ports = await Promise.all(Array.from({ length: 500 }, freePort));
    assert.ok(ports.every((port) => port >= 20_000 && port < 32_000));
    assert.equal(new Set(ports).size, ports.length);
  });
});

describe("the server's own process", () => {
  it('finds no program that could open a browser', async (test) => {
    const folders = await foldersWith(
      test,
      `routerAdd('GET', '/path', (e) => e.json(200, $os.getenv('PATH')));`,
    );
    const server = await startServer(folders);
    test.after(() => server.kill());
    assert.equal(await (await fetch(`${server.url}/path`)).json(), '');
  });

  // The kernel's word that a parent died is Linux's alone.
  if (process.platform === 'linux') {
    it('ends when the one that started it is killed outright', async (test) => {
      const folders = await foldersWith(test, '');
      const script = join(folders.publicFolder ?? '', 'start.mts');
      const tool = new URL('../../../tools/pocketbase/server.ts', import.meta.url).href;
      await writeFile(
        script,
        `import { startServer } from ${JSON.stringify(tool)};
         const server = await startServer(${JSON.stringify(folders)});
         console.log(server.pid);`,
      );
      const starter = spawn(process.execPath, ['--import', 'tsx', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      test.after(() => starter.kill('SIGKILL'));
      const [printed] = (await once(starter.stdout, 'data')) as [Buffer];
      const pid = Number(printed.toString());
      assert.ok(!isGone(pid));
      starter.kill('SIGKILL');
      const last = Date.now() + 5000;
      while (!isGone(pid) && Date.now() < last) await delay(20);
      assert.ok(isGone(pid));
    });
  }
});
