// Starts and stops a PocketBase with everything said on its command line (its own defaults depend on its file name and
// folder, and some are wrong for a gate: they watch files, answer a missing file with a page, allow every origin).
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { onPath } from './on-path.ts';
import { places } from './places.ts';
import { PlainError, reasonOf } from './plain-error.ts';

export interface ServerFolders {
  /** Path of the PocketBase executable (findPocketBase). */
  executable: string;
  /** PocketBase's data folder (pb_data); made if missing. */
  databaseFolder: string;
  /** dist/pb_hooks or dist/demo_hooks; the latter if left out. */
  hooksFolder?: string;
  /** pb_migrations if left out. */
  migrationsFolder?: string;
  /** dist/public if left out. */
  publicFolder?: string;
  /** Path of keyring.json (ensureKeyring). */
  keyring: string;
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
}

/** A TCP port on 127.0.0.1 that nothing listens on now. */
export function freePort(): Promise<number> {
  return listenOn(0);
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
): { args: string[]; env: NodeJS.ProcessEnv } {
  const publicFolder = folders.publicFolder ?? places.publicFiles;
  const args = [
    ...command,
    `--dir=${folders.databaseFolder}`,
    `--hooksDir=${folders.hooksFolder ?? places.demoHooks}`,
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
    // While no superuser exists PocketBase looks for a program that opens a browser at its own set-up page. It finds none.
    PATH: '',
    SITECODE_KEYRING: folders.keyring,
    SITECODE_ORIGIN: `http://127.0.0.1:${port}`,
    SITECODE_PUBLIC: publicFolder,
    ...folders.env,
  };
  return { args, env };
}

async function makeDatabaseFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new PlainError(
      `The data folder ${folder} cannot be made: ${reasonOf(error)}. Give this user the right to write there, ` +
        'or name another folder with --data DIR.',
    );
  }
}

/**
 * On Linux, ends the child with us even if we are killed outright: the kernel sends it SIGTERM then (setpriv, of
 * util-linux, sets that and becomes the child itself). Elsewhere the command as it is.
 */
async function tiedToUs(executable: string, args: string[]): Promise<[string, string[]]> {
  const setpriv = process.platform === 'linux' ? await onPath('setpriv') : undefined;
  return setpriv ? [setpriv, ['--pdeathsig', 'TERM', executable, ...args]] : [executable, args];
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
  const { args, env } = commandOf(folders, port, command);
  const [program, programArgs] = await tiedToUs(folders.executable, args);
  const child = spawn(program, programArgs, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = collect(child, onLine);
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const code = await ended(child);
  signal?.removeEventListener('abort', stop);
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
  const { args, env } = commandOf(options, port, [
    'serve',
    `--http=127.0.0.1:${port}`,
    `--hooksPool=${options.hooksPool ?? 20}`,
    `--origins=${url},http://localhost:${port}`,
  ]);
  const [program, programArgs] = await tiedToUs(options.executable, args);
  // Its own process group: a Ctrl-C at the terminal reaches us alone, and we end it in order.
  const child = spawn(program, programArgs, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = collect(child, options.onLine);
  const gone = ended(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
  };
  const server: RunningServer = {
    url,
    port,
    pid: child.pid ?? 0,
    output,
    ended: gone,
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

/** While no superuser exists, PocketBase prints a link with which anyone can make one: that is not for a log. */
const firstSuperuserAdvice = /pbinstall|first superuser/;

function collect(child: ChildProcess, onLine: ((line: string) => void) | undefined): () => string {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        if (firstSuperuserAdvice.test(line)) continue;
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
