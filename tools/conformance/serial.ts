// Frames of serial devices that somebody else made, through our own drivers: whole, cut into pieces, and damaged. Whatever comes over a line,
// a reading is the frame's own, or there is none.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceEvent } from '../../src/serial/drivers/device-event.ts';
import type { Driver } from '../../src/serial/drivers/driver.ts';
import { sdtCommands, sdtFrame, sdtStatus } from '../../src/serial/drivers/id-card/protocol.ts';
import { drivers } from '../../src/serial/drivers/registry.ts';
import { ManualTimers } from '../../tests/serial/manual-timers.ts';
import { seeded, type Seeded } from '../../tests/support/seeded.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import type { Judged } from './report.ts';

/** A frame as a file has it: hexadecimal, of any length. */
export interface SerialFrame {
  name: string;
  bytes: Uint8Array;
}

/** @throws PlainError when there is none, or one is no hexadecimal text */
export async function readSerialFrames(folder: string): Promise<SerialFrame[]> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.hex')).sort();
  } catch (error) {
    throw new PlainError(`${folder} cannot be read: ${reasonOf(error)}`);
  }
  if (names.length === 0) throw new PlainError(`${folder} holds no file that ends with .hex.`);
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(folder, name), 'utf8')).replace(/\s/g, '');
      if (!/^([0-9a-f]{2})+$/i.test(text))
        throw new PlainError(`${name} is to hold hexadecimal bytes alone.`);
      return { name: name.slice(0, -'.hex'.length), bytes: Uint8Array.from(Buffer.from(text, 'hex')) };
    }),
  );
}

/** The time of every reading, UTC ms. */
const at = Date.UTC(2026, 0, 1);

/** What a driver tells of these bytes. What is asked of the device is answered as by a reader with a card on it. */
async function told(driver: Driver, pieces: readonly Uint8Array[]): Promise<string[]> {
  const timers = new ManualTimers();
  const framer = driver.framer();
  const events: DeviceEvent[] = [];
  const give = (bytes: Uint8Array): void => {
    for (const frame of framer.push(bytes, timers.now())) session.take(frame);
  };
  const answers: [Uint8Array, readonly Uint8Array[]][] = [
    [sdtCommands.find, [sdtFrame(Uint8Array.of(0, 0, sdtStatus.found, 0, 0, 0, 0))]],
    [sdtCommands.select, [sdtFrame(Uint8Array.of(0, 0, sdtStatus.ok, ...new Uint8Array(8)))]],
    [sdtCommands.read, pieces],
    [sdtCommands.newestAddress, [sdtFrame(Uint8Array.of(0, 0, 0x91))]],
  ];
  const session = driver.begin({
    timers,
    now: () => at,
    send: (sent) => {
      const answer = answers.find(([command]) => Buffer.compare(command, sent) === 0)?.[1];
      (answer ?? []).forEach((piece, index) => timers.after(1 + index, () => give(piece)));
    },
    emit: (event) => events.push(event),
    drop: () => undefined,
  });
  // Who sends by itself has sent it now.
  if (driver.kind !== 'id-reader') pieces.forEach(give);
  // One question and its answers: the next one is asked after 600 ms.
  await timers.advance(500);
  session.end();
  return events.filter(({ type }) => type !== 'card-unread').map((event) => JSON.stringify(event));
}

function cut(bytes: Uint8Array, random: Seeded): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + 1 + random.below(300));
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return pieces;
}

const join2 = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

const damages: { [what: string]: (bytes: Uint8Array, random: Seeded) => Uint8Array } = {
  'a wrong bit': (bytes, random) => {
    const spoiled = bytes.slice();
    spoiled[random.below(bytes.length)]! ^= 1 << random.below(8);
    return spoiled;
  },
  'a lost byte': (bytes, random) => {
    const place = random.below(bytes.length);
    return join2(bytes.subarray(0, place), bytes.subarray(place + 1));
  },
  'a byte too many': (bytes, random) => {
    const place = 1 + random.below(bytes.length - 1);
    return join2(bytes.subarray(0, place), random.bytes(1), bytes.subarray(place));
  },
  'a cable that was pulled': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'a burst of noise': (bytes, random) => {
    const spoiled = bytes.slice();
    const length = 1 + random.below(Math.min(20, bytes.length));
    spoiled.set(random.bytes(length), random.below(bytes.length - length + 1));
    return spoiled;
  },
};

/** Judges one frame. @param rounds so often it is cut, and damaged in each way */
export async function judgeFrame(
  { name, bytes }: SerialFrame,
  rounds: number,
  seed: number,
): Promise<Judged[]> {
  const random = seeded(seed);
  const known = await Promise.all(
    drivers.map(async (driver) => ({ driver, events: await told(driver, [bytes]) })),
  );
  const own = known.find(({ events }) => events.length > 0);
  if (!own) return [{ name, passed: false, why: 'no driver reads it' }];
  const { driver, events } = own;
  const judged: Judged[] = [{ name, passed: true, why: '' }];
  const judge = async (how: string, pieces: readonly Uint8Array[], isWhole: boolean): Promise<void> => {
    const read = await told(driver, pieces);
    const isRight = isWhole ? read.join() === events.join() : read.every((event) => events.includes(event));
    const why = `read ${read.length === 0 ? 'nothing' : read.join().slice(0, 200)}`;
    judged.push({ name: `${name}: ${how}`, passed: isRight, why });
  };
  for (let round = 0; round < rounds; round++) {
    await judge(`in pieces, ${round}`, cut(bytes, random), true);
    for (const [what, damage] of Object.entries(damages)) {
      const spoiled = damage(bytes, random);
      // Noise may by chance be what was there.
      await judge(`${what}, ${round}`, cut(spoiled, random), Buffer.compare(spoiled, bytes) === 0);
    }
  }
  return judged;
}
