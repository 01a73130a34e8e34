// Starts and stops a PocketBase with everything said on its command line (its own defaults depend on its file name and
// folder, and some are wrong for a gate: they watch files, answer a missing file with a page, allow every origin).
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { signerFolder } from '../keys/secrets.ts';
import { places } from '../places.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { startSigner, type RunningSigner } from '../signer/process.ts';
import { tiedToUs } from '../machine/tied-to-us.ts';

export interface ServerFolders {
  /** Path of the PocketBase executable (findPocketBase). */
  executable: string;
  /** PocketBase's data folder (pb_data); made if missing, for its user alone. */
  databaseFolder: string;
  /** dist/pb_hooks or dist/demo_hooks; the latter if left out. */
  hooksFolder?: string;
  /** pb_migrations if left out. */
  migrationsFolder?: string;
  /** dist/public if left out. */
  publicFolder?: string;
  /** Path of keyring.json (ensureKeyring). */
  keyring: string;
  /** The signer's address; one is started beside the server, from the keys beside the keyring, when it is left out. */
  signer?: string;
  /** More environment variables for the server. */
  env?: Record<string, string>;
}

export interface ServerOptions extends ServerFolders {
  /** TCP port on 127.0.0.1; 0 or left out takes a free one. */
  port?: number;
  /** Virtual machines for the hooks that are kept ready; 20 if left out. */
  hooksPool?: number;
  /** Longest wait for the first healthy answer, in ms; 30 s if left out. */
  patience?: number;
  /** Told every line the server writes. */
  onLine?: (line: string) => void;
}

export interface RunningServer {
  /** Such as http://127.0.0.1:8090, no slash at the end. */
  url: string;
  port: number;
  pid: number;
  /** What the server wrote so far, the last 200 lines. */
  output(): string;
  /** Resolves with the exit code (or null after a signal) when the server has ended, for whatever reason. */
  ended: Promise<number | null>;
  /** Asks it to end (SIGTERM), insists after 5 s; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL), as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
  /** The signer that was started beside it; null where its address was given. */
  signer: RunningSigner | null;
}

/** Below the ports that systems give to outgoing connections (Linux 32768 on, others 49152 on; RFC 6335 section 6). */
const ownPorts = { from: 20_000, count: 12_000 };

/** What this process was given already: a port that is let go for a moment (a restart) is not given to another. */
const given = new Set<number>();

/**
 * A TCP port on 127.0.0.1 that nothing listens on now, and that no outgoing connection will be given: one from the
 * system's own range can be taken by a browser's connection before a server listens on it.
 * @throws Error EADDRINUSE if none of 100 tried is free
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = ownPorts.from + randomInt(ownPorts.count);
    if (given.has(port)) continue;
    given.add(port);
    try {
      return await listenOn(port);
    } catch (error) {
      if (tries >= 100) throw error;
    }
  }
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      probe.close(() => resolve(taken));
    });
  });
}

/** @throws PlainError if the port cannot be had, saying why and how to take another. */
export async function checkPort(port: number): Promise<void> {
  const other = 'take another port: npm start -- --port N, or set SITECODE_PORT.';
  try {
    await listenOn(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new PlainError(
        `Port ${port} on 127.0.0.1 is in use by another program. End that one, or ${other}`,
      );
    }
    if (code === 'EACCES') {
      throw new PlainError(`This user may not listen on port ${port} (below 1024 only root may): ${other}`);
    }
    throw new PlainError(`Port ${port} on 127.0.0.1 cannot be used: ${reasonOf(error)}: ${other}`);
  }
}

/** The command line and environment common to every PocketBase command here. */
function commandOf(
  folders: ServerFolders,
  port: number,
  command: string[],
  signer: RunningSigner | null,
): { args: string[]; env: NodeJS.ProcessEnv } {
  const publicFolder = folders.publicFolder ?? places.publicFiles;
  const hooksFolder = folders.hooksFolder ?? places.demoHooks;
  const args = [
    ...command,
    `--dir=${folders.databaseFolder}`,
    `--hooksDir=${hooksFolder}`,
    `--migrationsDir=${folders.migrationsFolder ?? places.migrations}`,
    `--publicDir=${publicFolder}`,
    // With watching, a broken hook file is printed and the server starts without its routes.
    '--hooksWatch=false',
    '--indexFallback=false',
    // Schema changes are written by hand as migrations, never by a running server.
    '--automigrate=false',
    // On by default for an executable under the system's temporary folder.
    '--dev=false',
  ];
  const env = {
    ...process.env,
    // It runs no other program: none that opens a browser, nor any that hooks could name.
    PATH: '',
    SITECODE_KEYRING: folders.keyring,
    SITECODE_SIGNER: folders.signer ?? signer?.url ?? '',
    SITECODE_ORIGIN: `http://127.0.0.1:${port}`,
    SITECODE_PUBLIC: publicFolder,
    ...(hooksFolder === places.demoHooks && { SITECODE_MAP: join(hooksFolder, 'outlines.geojson') }),
    // Trials and tests sign in as others; a real district's server is started by its service (docs/operations.md).
    SITECODE_WITHOUT_SUPERUSER: '1',
    SITECODE_SECOND_FACTOR: 'optional',
    ...folders.env,
  };
  return { args, env };
}

async function makeDatabaseFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new PlainError(
      `The data folder ${folder} cannot be made: ${reasonOf(error)}. Give this user the right to write there, ` +
        'or name another folder with --data DIR.',
    );
  }
}

/**
 * Runs a console command of PocketBase (such as ['migrate', 'up']) to its end.
 * @param port the port the district will be served on: it is part of addresses that the command may write.
 * @returns what it printed.
 * @throws PlainError with what it said, if it ends with another code than 0 or is ended by `signal`.
 */
export async function runConsoleCommand(
  folders: ServerFolders,
  port: number,
  command: string[],
  onLine?: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  await makeDatabaseFolder(folders.databaseFolder);
  const signer = await signerBeside(folders);
  const { args, env } = commandOf(folders, port, command, signer);
  const [program, programArgs] = await tiedToUs(folders.executable, args);
  const child = spawn(program, programArgs, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = collect(child, onLine);
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const code = await ended(child);
  signal?.removeEventListener('abort', stop);
  await signer?.stop();
  // PocketBase ends with code 0 after a SIGTERM, whatever it was doing.
  if (code === 0 && !signal?.aborted) return output();
  const why = signal?.aborted ? 'was interrupted' : 'failed';
  throw new PlainError(`"${command.join(' ')}" of PocketBase ${why}. It said:\n${withoutStack(output())}`);
}

/**
 * Starts PocketBase and waits until it is healthy.
 * @throws PlainError if the port is taken, a folder cannot be written, or it does not come up; with what it said.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = options.port || (await freePort());
  await checkPort(port);
  await makeDatabaseFolder(options.databaseFolder);
  const url = `http://127.0.0.1:${port}`;
  const signer = await signerBeside(options);
  const serve = [
    'serve',
    `--http=127.0.0.1:${port}`,
    `--hooksPool=${options.hooksPool ?? 20}`,
    `--origins=${url},http://localhost:${port}`,
  ];
  const { args, env } = commandOf(options, port, serve, signer);
  const [program, programArgs] = await tiedToUs(options.executable, args);
  // Its own process group: a Ctrl-C at the terminal reaches us alone, and we end it in order.
  const child = spawn(program, programArgs, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = collect(child, options.onLine);
  const gone = ended(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
    await signer?.stop();
  };
  const server: RunningServer = {
    url,
    port,
    pid: child.pid ?? 0,
    output,
    ended: gone,
    signer,
    async stop() {
      const insist = setTimeout(() => child.kill('SIGKILL'), 5000);
      await end('SIGTERM');
      clearTimeout(insist);
    },
    kill: () => end('SIGKILL'),
  };
  const failure = await waitForHealth(url, child, options.patience ?? 30_000);
  if (failure) {
    await server.kill();
    throw new PlainError(`PocketBase ${failure}. It said:\n${withoutStack(output())}`);
  }
  return server;
}

/** A signer for a server whose keys lie in a folder as the tools make it; none where there are no keys, or an address was given. */
async function signerBeside({ keyring, signer }: ServerFolders): Promise<RunningSigner | null> {
  if (signer !== undefined || keyring === '') return null;
  const folder = signerFolder(keyring);
  return existsSync(join(folder, 'keys.json')) ? startSigner(folder) : null;
}

/** Resolves to undefined once the server answers as healthy, else to what went wrong. */
async function waitForHealth(
  url: string,
  child: ChildProcess,
  patience: number,
): Promise<string | undefined> {
  const last = Date.now() + patience;
  while (Date.now() < last) {
    if (child.exitCode !== null || child.signalCode !== null) {
      return `ended while starting (${child.signalCode ?? `code ${child.exitCode}`})`;
    }
    const healthy = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return `did not answer within ${patience / 1000} s`;
}

/** What PocketBase said, less the Go stack of a panic: the lines before it name the file and the fault. */
function withoutStack(output: string): string {
  return output.split(/^goroutine \d+ /m)[0]?.trim() || '(nothing)';
}

function collect(child: ChildProcess, onLine: ((line: string) => void) | undefined): () => string {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > 200) lines.shift();
        onLine?.(line);
      }
    });
    stream?.on('end', () => {
      if (rest) lines.push(rest);
    });
  }
  return () => lines.join('\n').trim();
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
}
