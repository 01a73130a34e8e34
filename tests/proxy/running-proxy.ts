import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caddyConfig } from '../../tools/proxy/caddy.ts';
import { exampleSite } from '../../tools/proxy/limits.ts';
import { nginxConfig } from '../../tools/proxy/nginx.ts';
import { findProxy, type ProxyProgram } from '../../tools/proxy/programs.ts';
import { freePort } from '../../tools/pocketbase/server.ts';

/** A real nginx or Caddy of this test's own, on loopback, with the configuration that ships but for TLS. */
export class RunningProxy {
  readonly #child: ChildProcess;

  private constructor(
    readonly port: number,
    readonly folder: string,
    child: ChildProcess,
    readonly output: () => string,
  ) {
    this.#child = child;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** @param upstream port of the server */
  static async start(kind: ProxyProgram, upstream: number): Promise<RunningProxy> {
    const program = await findProxy(kind);
    const folder = await mkdtemp(join(tmpdir(), `sitecode-${kind}-test-`));
    const port = await freePort();
    const site = { ...exampleSite, upstream: `127.0.0.1:${upstream}` };
    const file = join(folder, 'configuration');
    const trial = { port, folder };
    await writeFile(file, kind === 'nginx' ? nginxConfig(site, trial) : caddyConfig(site, trial));
    const args = {
      nginx: ['-e', 'stderr', '-p', folder, '-c', file],
      caddy: ['run', '--adapter', 'caddyfile', '--config', file],
    };
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    const child = spawn(program, args[kind], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-20_000)));
    const proxy = new RunningProxy(port, folder, child, () => output);
    try {
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error(`${kind} ended with ${child.exitCode}: ${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } catch (error) {
      await proxy.stop();
      throw error;
    }
    return proxy;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise((resolve) => this.#child.once('close', resolve));
      this.#child.kill('SIGTERM');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
