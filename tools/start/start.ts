// `npm start`: a demo district on this machine, from nothing to running. A second start keeps the data.
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { build } from '../build/build.ts';
import { isCommand, places } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { findPocketBase } from '../pocketbase/pocketbase.ts';
import { foundDistrict } from '../keys/charter.ts';
import {
  checkPort,
  runConsoleCommand,
  startServer,
  type RunningServer,
  type ServerFolders,
} from '../pocketbase/server.ts';
import { fillDemo } from './fill-demo.ts';
import { DemoFolder } from './demo-folder.ts';
import { demoCast, facesText } from './faces.ts';
import { lockFolder } from './folder-lock.ts';
import { openInBrowser } from './open-browser.ts';

const usage = `npm start [-- --port N --scale demo|district --data DIR --reset --no-open]
  --port N     port on 127.0.0.1 (else SITECODE_PORT, else 8090)
  --scale S    "demo" is small and there in seconds (the default); "district" has a real one's size, and takes minutes once
  --data DIR   folder of the demo district (else .data/demo or .data/district)
  --reset      throw the demo district away and make a new one
  --no-open    do not open a browser`;

export interface StartOptions {
  port: number;
  scale: string;
  data: string;
  reset: boolean;
  open: boolean;
}

/** @throws PlainError on an unknown option or a port that is none. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv = process.env): StartOptions {
  const options = {
    port: { type: 'string' },
    scale: { type: 'string' },
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
  const scale = values.scale ?? 'demo';
  if (scale !== 'demo' && scale !== 'district')
    throw new PlainError(`"${scale}" is no scale: it is "demo" or "district".\n${usage}`);
  const usual = scale === 'district' ? places.districtData : places.demoData;
  return {
    port: Number(port),
    scale,
    data: values.data ? resolve(values.data) : usual,
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
    console.log('Looking for PocketBase; the first start fetches or builds it ...');
    const executable = await unless(stop, findPocketBase());
    const begin = (what: string): void =>
      console.log(`Building ${what} from its sources, half a minute or so, once after each change ...`);
    const built = await unless(stop, build(['server', 'app', 'gallery'], { begin }));
    if (built.length > 0) console.log('Built.');
    if (options.reset) await folder.clear();
    if (folder.isOfOtherForm) {
      console.log('The demo here was made by an earlier version. It is made anew.');
      await folder.clear();
    }
    folder.refuseOtherScale(options.scale);
    if (folder.isUnfinished) {
      console.log('The making of the demo data was broken off last time. It starts over in a clean folder.');
      await folder.clear();
    }
    const seeding = !folder.isSeeded;
    if (seeding) await folder.beginSeeding(options.scale);
    const folders = {
      executable,
      databaseFolder: folder.database,
      keyring: await foundDistrict(folder.path),
    };
    await folder.close();
    await runConsoleCommand(folders, options.port, ['migrate', 'up'], undefined, stop);
    if (seeding || options.scale !== 'demo') await fill(folders, options, seeding, stop);
    if (seeding) await folder.endSeeding();
    console.log('Starting the server ...');
    // As many virtual machines as a real district's server keeps ready: 30 MB, and no crowd makes it read its hooks anew.
    server = await startServer({
      ...folders,
      port: options.port,
      hooksPool: 100,
      onLine: tellTrouble,
      env: { SITECODE_GALLERY: places.gallery },
    });
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

/**
 * Makes the demo, or brings one of a district's size up to today: days of 100,000 scans each are nothing to play while a page waits
 * for the cast, which is when the small demo does it.
 */
async function fill(
  folders: ServerFolders,
  { port, scale }: StartOptions,
  isNew: boolean,
  stop: AbortSignal,
): Promise<void> {
  if (isNew)
    console.log(
      scale === 'demo'
        ? 'Making the demo district: sites, people, two weeks of scans. This takes a minute, once ...'
        : 'Making the demo district at the size of a real one: 69,445 codes, 100,000 people, 1.4 million scans. This takes minutes, once ...',
    );
  const tell = (line: string): void => console.log(`  ${line}`);
  await fillDemo(folders, { scale, port, isNew, tell, stop });
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
