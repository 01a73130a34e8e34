// The command `npm start` itself, on a real PocketBase: broken off, started over, refused, stopped, kept.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { DemoCastAnswer } from '../../../src/domain/api/demo-api.ts';
import { projectFolder } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { freePort } from '../../../tools/pocketbase/server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const door = join(projectFolder, 'tools', 'run.mjs');
const isUp = 'Ctrl-C stops it.';

/** A start in a process of its own, with everything it printed. */
class Start {
  readonly #child;
  readonly ended: Promise<number | null>;
  printed = '';

  constructor(port: number, data: string) {
    const args = [door, 'start', '--port', String(port), '--data', data, '--no-open'];
    this.#child = spawn(process.execPath, args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (text: Buffer) => (this.printed += text.toString()));
    }
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves when this was printed; rejects if the start ends before. */
  async until(text: string): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    while (!this.printed.includes(text)) {
      assert.ok(!over, `it ended without printing "${text}":\n${this.printed}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

describe('npm start', { timeout: 300_000 }, () => {
  const cleanUp: (() => unknown)[] = [];
  let data: string;
  let port: number;
  let siteCode: string;
  let running: Start;

  const start = (folder = data, onPort = port) => {
    const begun = new Start(onPort, folder);
    cleanUp.unshift(() => begun.stop('SIGTERM'));
    return begun;
  };
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/api/health`).then(
      () => true,
      () => false,
    );
  const cast = async () =>
    (await (await fetch(`http://127.0.0.1:${port}/api/sitecode/demo/cast`)).json()) as DemoCastAnswer;

  before(async () => {
    process.env['SITECODE_POCKETBASE'] = await findPocketBase();
    data = join(await temporaryFolder({ after: (done) => cleanUp.push(done as () => unknown) }), 'district');
    port = await freePort();
  });
  after(async () => {
    for (const step of cleanUp) await step();
  });

  it('broken off while it makes the demo data ends at once and leaves no server', async () => {
    const first = start();
    await first.until('Making the demo district');
    assert.equal(await first.stop('SIGINT'), 0);
    assert.match(first.printed, /Stopping \.\.\.\n$/);
    assert.ok(existsSync(join(data, 'seeding')) && !existsSync(join(data, 'seeded')));
  });

  it('after that starts over in a clean folder, and says where each face is and who may sign in', async () => {
    running = start();
    await running.until(isUp);
    assert.match(running.printed, /broken off last time\. It starts over in a clean folder/);
    assert.match(running.printed, new RegExp(` http://127.0.0.1:${port}/sentry/\\?demo\n`));
    const { logins, siteCode: address } = await cast();
    siteCode = address;
    assert.ok(logins.length > 0);
    for (const { email, password } of logins.filter(({ face }) => face !== 'venue')) {
      assert.match(running.printed, new RegExp(`${email} +${password}`));
    }
    assert.ok(running.printed.includes(siteCode));
  });

  it('refuses a second one on the same folder, and one on the same port', async () => {
    const sameFolder = start(data, await freePort());
    assert.equal(await sameFolder.ended, 1);
    assert.match(sameFolder.printed, /is in use by another start \(process \d+\)/);
    const samePort = start(`${data}-other`, port);
    assert.equal(await samePort.ended, 1);
    assert.match(samePort.printed, new RegExp(`Port ${port} on 127.0.0.1 is in use`));
    assert.ok(!existsSync(join(`${data}-other`, 'pb_data')));
    assert.ok(await answers(), 'the first goes on');
  });

  it('stopped leaves no server, and the folder free', async () => {
    assert.equal(await running.stop('SIGTERM'), 0);
    assert.ok(!(await answers()));
    assert.ok(!existsSync(join(data, 'in-use')));
  });

  it('again keeps the data', async () => {
    running = start();
    await running.until(isUp);
    assert.doesNotMatch(running.printed, /Making the demo district/);
    assert.equal((await cast()).siteCode, siteCode);
  });

  it('whose process above is killed outright ends all the same', async () => {
    await running.stop('SIGKILL');
    assert.ok(!(await answers()));
    assert.ok(!existsSync(join(data, 'in-use')));
  });
});
