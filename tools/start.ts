// `npm start`: a demo district on this machine, from nothing to running. A second start keeps the data.
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { build } from './build.ts';
import { isCommand, places } from './places.ts';
import { PlainError, reasonOf, runCommand } from './plain-error.ts';
import { findPocketBase } from './pocketbase.ts';
import { foundDistrict } from './charter.ts';
import {
  checkPort,
  runConsoleCommand,
  startServer,
  type RunningServer,
  type ServerFolders,
} from './server.ts';
import { DemoFolder } from './start/demo-folder.ts';
import { demoCast, facesText } from './start/faces.ts';
import { lockFolder } from './start/folder-lock.ts';
import { openInBrowser } from './start/open-browser.ts';

const usage = `npm start [-- --port N --data DIR --reset --no-open]
  --port N     port on 127.0.0.1 (else SITECODE_PORT, else 8090)
  --data DIR   folder of the demo district (else .data/demo)
  --reset      throw the demo district away and make a new one
  --no-open    do not open a browser`;

export interface StartOptions {
  port: number;
  data: string;
  reset: boolean;
  open: boolean;
}

/** @throws PlainError on an unknown option or a port that is none. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv = process.env): StartOptions {
  const options = {
    port: { type: 'string' },
    data: { type: 'string' },
    reset: { type: 'boolean' },
    'no-open': { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  let values;
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage}`);
  }
  if (values.help) throw new PlainError(usage);
  const port = values.port ?? (env['SITECODE_PORT'] || '8090');
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw new PlainError(`"${port}" is no port: a number from 1 to 65535.\n${usage}`);
  }
  return {
    port: Number(port),
    data: values.data ? resolve(values.data) : places.demoData,
    reset: values.reset ?? false,
    open: !values['no-open'],
  };
}

/** Sets everything up and serves until `stop` is aborted or the server ends. */
async function start(options: StartOptions, stop: AbortSignal): Promise<number> {
  const unlock = await lockFolder(options.data);
  let server: RunningServer | undefined;
  try {
    await checkPort(options.port);
    const folder = new DemoFolder(options.data);
    folder.refuseForeign();
    const executable = await unless(stop, findPocketBase());
    const built = await unless(stop, build(['server', 'app']));
    if (built.length > 0) console.log(`Built: ${built.join(', ')}.`);
    if (options.reset) await folder.clear();
    if (folder.isUnfinished) {
      console.log('The making of the demo data was broken off last time. It starts over in a clean folder.');
      await folder.clear();
    }
    const seeding = !folder.isSeeded;
    if (seeding) await folder.beginSeeding();
    const folders = {
      executable,
      databaseFolder: folder.database,
      keyring: await foundDistrict(folder.path),
    };
    await runConsoleCommand(folders, options.port, ['migrate', 'up'], undefined, stop);
    if (seeding) {
      await makeDemoData(folders, options.port, stop);
      await folder.endSeeding();
    }
    server = await startServer({ ...folders, port: options.port, onLine: tellTrouble });
    console.log(
      `\n${facesText(server.url, await demoCast(server.url), places.publicFiles)}\n\nCtrl-C stops it.`,
    );
    if (options.open) await openInBrowser(`${server.url}/sentry/?demo`);
    const code = await Promise.race([server.ended, aborted(stop)]);
    if (stop.aborted) return 0;
    throw new PlainError(`PocketBase ended by itself (code ${code}). It said:\n${server.output()}`);
  } catch (error) {
    if (stop.aborted) return 0;
    throw error;
  } finally {
    await server?.stop();
    unlock();
  }
}

async function makeDemoData(folders: ServerFolders, port: number, stop: AbortSignal): Promise<void> {
  console.log('Making the demo district: sites, people, two weeks of scans. This takes a minute, once ...');
  await runConsoleCommand(
    folders,
    port,
    ['seed-demo'],
    (line) => console.log(`  ${withoutTime(line)}`),
    stop,
  );
}

/** PocketBase puts the time before each line of a script. */
function withoutTime(line: string): string {
  return line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '');
}

/** Of what a running server writes, only trouble is for the person at the terminal. */
function tellTrouble(line: string): void {
  if (/error|panic|fail/i.test(line)) console.error(line);
}

/** The promise's outcome, or a rejection as soon as the signal says to stop; what is under way is left to itself. */
async function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const first = await Promise.race([promise, aborted(signal)]);
  signal.throwIfAborted();
  return first as T;
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((done) => {
    if (signal.aborted) done(null);
    signal.addEventListener('abort', () => done(null));
  });
}

if (isCommand(import.meta.url)) {
  const stop = new AbortController();
  const stopNow = () => {
    // May be called twice: a Ctrl-C comes from the terminal and from the process above, which hands it on.
    if (!stop.signal.aborted) console.log('\nStopping ...');
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopNow);
  // The process above may be killed outright; nobody could end the server by Ctrl-C then.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stopNow();
  }, 500).unref();
  await runCommand(() => start(readOptions(process.argv.slice(2)), stop.signal));
  // A download or a build that was under way at Ctrl-C would keep the process.
  process.exit();
}
