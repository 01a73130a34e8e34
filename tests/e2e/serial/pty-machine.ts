// A machine with serial ports and no hardware: emulated devices behind sockets, which socat bridges to ptys, and a real Chromium in
// namespaces of its own, for which those ptys are USB serial adapters.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { garble, type EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { browserArguments, browserExecutable } from '../../../tools/machine/browser.mjs';
import { findDebianProgram } from '../../../tools/machine/debian-program.ts';
import { projectFolder } from '../../../tools/places.ts';
import type { Adapter, Launch, SerialMachine } from './serial-machine.ts';

const here = join(projectFolder, 'tests/e2e/serial');
const socat = { name: 'socat', packages: ['socat', 'libwrap0'], path: 'usr/bin/socat', check: ['-V'] };

interface Socat {
  path: string;
  env: { [name: string]: string };
}

interface Plugged {
  tty: string;
  pty: string;
  server: Server;
  bridge: ChildProcess;
  /** Says the pty's rate; ends with it. */
  line: PtyLine;
  /** The pty, held open. */
  held: number;
}

/** How the browser gets namespaces of its own, and how others get into them. */
export interface Way {
  unshare: string;
  enter: string[];
}

/** As root, else as whoever is root in a namespace of users. */
const ways: readonly Way[] = [
  { unshare: '-m -n', enter: ['-m', '-n'] },
  { unshare: '-U -r -m -n', enter: ['-U', '--preserve-credentials', '-m', '-n'] },
];

/** What browser.sh mounts. */
const mounts =
  'mount -t tmpfs none /run && mount -t tmpfs none /sys/class/tty && mount --bind "$0" /proc/tty/drivers';

/** How namespaces can be had here; undefined where they are denied. */
export function wayToNamespaces(): Way | undefined {
  return ways.find(
    ({ unshare }) =>
      spawnSync('unshare', [...unshare.split(' '), 'sh', '-c', mounts, '/proc/version']).status === 0,
  );
}

export class PtyMachine implements SerialMachine {
  readonly #folder: string;
  readonly #way: Way;
  readonly #origin: URL;
  readonly #socat: Socat;
  #plugged: Plugged[] = [];
  #count = 0;
  #toServer: { server: Server; bridge: ChildProcess } | undefined;
  readonly launch: Launch;

  private constructor(folder: string, way: Way, origin: URL, bridge: Socat, launch: Launch) {
    this.#folder = folder;
    this.#way = way;
    this.#origin = origin;
    this.#socat = bridge;
    this.launch = launch;
  }

  static async prepare(way: Way, origin: string): Promise<PtyMachine> {
    const { path, libraries } = await findDebianProgram(socat, 'serial');
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-serial-'));
    const drivers = await readFile('/proc/tty/drivers', 'utf8');
    await writeFile(join(folder, 'drivers'), `${drivers}usbserial /dev/ttyUSB 188 0-511 serial\n`);
    const inherited = process.env as { [name: string]: string };
    return new PtyMachine(
      folder,
      way,
      new URL(origin),
      { path, env: { ...inherited, ...(libraries && { LD_LIBRARY_PATH: libraries }) } },
      {
        executablePath: join(here, 'browser.sh'),
        // Where the browser is, whoever started it is root.
        args: [...new Set(['--no-sandbox', ...browserArguments()])],
        env: {
          ...inherited,
          SERIAL_FOLDER: folder,
          SERIAL_BROWSER: await browserExecutable(),
          SERIAL_UNSHARE: way.unshare,
          SERIAL_ORIGIN: new URL(origin).origin,
        },
      },
    );
  }

  /** The browser has a network of its own, in which nothing listens: the origin's server is brought there. */
  async attach(): Promise<void> {
    const { port } = this.#origin;
    if (!port) return;
    const socket = join(this.#folder, 'server');
    this.#endServer();
    await rm(socket, { force: true });
    const server = createServer((line) => {
      const there = connect(Number(port), '127.0.0.1');
      line.pipe(there).pipe(line);
      line.on('error', () => there.destroy());
      there.on('error', () => line.destroy());
      line.on('close', () => there.destroy());
      there.on('close', () => line.destroy());
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const listening = `TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr`;
    const bridge = spawn(
      'nsenter',
      [...this.#enter(), this.#socat.path, listening, `UNIX-CONNECT:${socket}`],
      { stdio: 'ignore', env: this.#socat.env, detached: true },
    );
    this.#toServer = { server, bridge };
    // Until it listens, which the kernel's table of connections says (state 0A).
    const line = `:${Number(port).toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`;
    this.#inside('until grep -q "$1" /proc/net/tcp; do sleep 0.05; done', [line]);
  }

  async plug(device: EmulatedDevice, { vendor, product }: Adapter): Promise<() => Promise<void>> {
    const number = this.#count++;
    const socket = join(this.#folder, `socket-${number}`);
    const link = join(this.#folder, `pty-${number}`);
    let ptyLine: PtyLine | undefined;
    let out: Promise<void> | undefined;
    const pull = (): Promise<void> => (out ??= this.#remove(plugged));
    let reached: () => void = () => undefined;
    const isIn = new Promise<void>((resolve) => (reached = resolve));
    const server = createServer((line) => {
      carry(line, device, async () => (await ptyLine?.rate()) ?? null, pull);
      reached();
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const bridge = spawn(this.#socat.path, [`PTY,raw,echo=0,link=${link}`, `UNIX-CONNECT:${socket}`], {
      stdio: 'ignore',
      env: this.#socat.env,
    });
    const pty = await linkOf(link);
    const held = openSync(pty, constants.O_RDWR | constants.O_NOCTTY);
    ptyLine = new PtyLine(held);
    const plugged: Plugged = { tty: `ttyUSB${number}`, pty, server, bridge, line: ptyLine, held };
    this.#plugged.push(plugged);
    const properties = [`MAJOR=188`, `MINOR=${number}`, `DEVNAME=${pty.replace('/dev/', '')}`].join('\n');
    const known = [`E:ID_BUS=usb`, `E:ID_VENDOR_ID=${vendor}`, `E:ID_MODEL_ID=${product}`].join('\n');
    this.#inside(
      `d=/sys/class/tty/$1; mkdir -p $d; printf '%s\\n' "$2" > $d/uevent; echo 188:$3 > $d/dev
       ln -s /sys/class/tty $d/subsystem; printf '%s\\n' "$4" > /run/udev/data/c188:$3`,
      [plugged.tty, properties, String(number), known],
    );
    await isIn;
    this.#tell('add', plugged, [`ID_BUS=usb`, `ID_VENDOR_ID=${vendor}`, `ID_MODEL_ID=${product}`]);
    return pull;
  }

  /** The browser must have been closed. */
  async stop(): Promise<void> {
    this.#endServer();
    for (const plugged of this.#plugged) end(plugged);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #endServer(): void {
    if (!this.#toServer) return;
    const { server, bridge } = this.#toServer;
    this.#toServer = undefined;
    server.close();
    try {
      // It and the one that it forked for each connection.
      process.kill(-bridge.pid!);
    } catch {
      // It ended with the browser's namespace.
    }
  }

  async #remove(plugged: Plugged): Promise<void> {
    this.#plugged = this.#plugged.filter((other) => other !== plugged);
    end(plugged);
    this.#inside('rm -r /sys/class/tty/$1 /run/udev/data/c188:${1#ttyUSB}', [plugged.tty]);
    this.#tell('remove', plugged, []);
  }

  #tell(action: 'add' | 'remove', { tty, pty }: Plugged, more: string[]): void {
    const message = udevMessage([
      `ACTION=${action}`,
      `DEVPATH=/class/tty/${tty}`,
      'SUBSYSTEM=tty',
      `DEVNAME=${pty}`,
      'MAJOR=188',
      `MINOR=${tty.slice('ttyUSB'.length)}`,
      `SEQNUM=${this.#count + 1}`,
      'USEC_INITIALIZED=1',
      ...more,
    ]);
    this.#inside('exec perl "$1"', [join(here, 'uevent.pl')], message);
  }

  /** Runs a script where the browser is. */
  #inside(script: string, words: string[], input?: Buffer): void {
    execFileSync('nsenter', [...this.#enter(), 'sh', '-ec', script, 'sh', ...words], {
      ...(input && { input }),
    });
  }

  #enter(): string[] {
    return ['-t', readFileSync(join(this.#folder, 'browser'), 'utf8').trim(), ...this.#way.enter];
  }
}

/** What the kernel calls rates (asm-generic/termbits.h). */
const rates: Readonly<Record<number, number>> = {
  13: 9600,
  14: 19_200,
  15: 38_400,
  4097: 57_600,
  4098: 115_200,
  4100: 460_800,
};

/**
 * A browser takes a port for itself (TIOCEXCL), and a pty keeps that after it was closed: whoever is not the machine's own root could
 * open it at no second rate. TIOCNXCL frees it. For each byte that comes in, the rate of the line goes out.
 */
const ptyScript = `
use POSIX; $| = 1; open(my $pty, '+<&=', 3); my $line = POSIX::Termios->new;
while (ioctl($pty, 0x540D, 0)) {
  my $in = ''; vec($in, 0, 1) = 1;
  next unless select($in, undef, undef, 0.02);
  sysread(STDIN, my $asked, 1) or last;
  print defined $line->getattr(3) ? $line->getospeed : 0, "\n";
}`;

/** The rate at which the browser has opened a pty, asked of a process that is there already: starting one takes longer than a frame. */
class PtyLine {
  readonly #process: ChildProcess;
  #asked: ((rate: number | null) => void)[] = [];

  /** @param held the pty, held open */
  constructor(held: number) {
    this.#process = spawn('perl', ['-e', ptyScript], { stdio: ['pipe', 'pipe', 'ignore', held] });
    this.#process.stdin!.on('error', () => undefined);
    createInterface({ input: this.#process.stdout! }).on('line', (text) =>
      this.#asked.shift()?.(rates[Number(text)] ?? null),
    );
    this.#process.on('close', () => {
      for (const answer of this.#asked.splice(0)) answer(null);
    });
  }

  /** Null where the browser has gone. */
  rate(): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.killed) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.#process.stdin!.write('.');
    });
  }

  end(): void {
    this.#process.kill();
  }
}

function end({ bridge, line, server, held }: Plugged): void {
  bridge.kill();
  line.end();
  server.close();
  closeSync(held);
}

/** Which line a device was last plugged into. */
const lines = new WeakMap<EmulatedDevice, Socket>();

/** Brings bytes to and fro; at another rate than the device's they are garbage, as on a real line. */
function carry(
  line: Socket,
  device: EmulatedDevice,
  rate: () => Promise<number | null>,
  pull: () => Promise<void>,
): void {
  let isPulled = false;
  let isOver = false;
  /** In each direction in the order in which it came. */
  let [toBrowser, toDevice] = [Promise.resolve(), Promise.resolve()];
  lines.set(device, line);
  device.plugIn({
    send: (bytes) => {
      if (isPulled) return;
      toBrowser = toBrowser.then(async () => {
        const at = isOver ? null : await rate();
        if (at !== null) line.write(at === device.baudRate ? bytes : garble(bytes, device.baudRate, at));
      });
    },
    unplug: () => {
      isPulled = true;
      // What was sent before the cable was pulled has arrived.
      toBrowser = toBrowser.then(() => {
        line.end();
        return pull();
      });
    },
  });
  line.on('data', (bytes) => {
    toDevice = toDevice.then(async () => {
      const at = isPulled || isOver ? null : await rate();
      if (at === null || isPulled || isOver) return;
      device.receive(at === device.baudRate ? Uint8Array.from(bytes) : garble(bytes, at, device.baudRate));
    });
  });
  line.on('close', () => {
    isOver = true;
    // On a busy machine the end of a pulled cable comes after the device was plugged in again: that one is not out.
    if (lines.get(device) === line) device.plugOut();
  });
  line.on('error', () => undefined);
}

async function linkOf(link: string): Promise<string> {
  for (;;) {
    try {
      return await readlink(link);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A message as udev's daemon sends it to its listeners (systemd's device-monitor.c). */
function udevMessage(properties: readonly string[]): Buffer {
  const body = Buffer.from(properties.map((property) => `${property}\0`).join(''));
  const header = Buffer.alloc(40);
  header.write('libudev\0', 0, 'latin1');
  header.writeUInt32BE(0xfeedcafe, 8);
  header.writeUInt32LE(header.length, 12);
  header.writeUInt32LE(header.length, 16);
  header.writeUInt32LE(body.length, 20);
  header.writeUInt32BE(murmurHash2(Buffer.from('tty')), 24);
  return Buffer.concat([header, body]);
}

/** By which udev's listeners find messages of their subsystem. */
function murmurHash2(key: Buffer): number {
  const m = 0x5bd1e995;
  let hash = key.length;
  let at = 0;
  for (; key.length - at >= 4; at += 4) {
    let word = Math.imul(key.readUInt32LE(at), m);
    word = Math.imul(word ^ (word >>> 24), m);
    hash = Math.imul(hash, m) ^ word;
  }
  const rest = key.subarray(at);
  if (rest.length > 0) {
    for (let index = rest.length - 1; index >= 0; index--) hash ^= rest[index]! << (8 * index);
    hash = Math.imul(hash, m);
  }
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return (hash ^ (hash >>> 15)) >>> 0;
}
