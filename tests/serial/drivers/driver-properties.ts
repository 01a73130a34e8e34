import { expect } from '@open-wc/testing';
import type { DeviceEvent } from '../../../src/serial/drivers/device-event.ts';
import type { Driver } from '../../../src/serial/drivers/driver.ts';
import { seededRandom } from '../bytes.ts';
import { ManualTimers } from '../manual-timers.ts';

const at = Date.UTC(2026, 4, 20, 4);

/** A driver at work on bytes: what it sent, and what it told. */
export class DriverRun {
  readonly timers = new ManualTimers();
  readonly sent: Uint8Array[] = [];
  readonly events: DeviceEvent[] = [];
  dropped = 0;
  readonly #framer: ReturnType<Driver['framer']>;
  readonly #session: ReturnType<Driver['begin']>;

  constructor(driver: Driver) {
    this.#framer = driver.framer();
    this.#session = driver.begin({
      timers: this.timers,
      now: () => at,
      send: (bytes) => this.sent.push(bytes),
      emit: (event) => this.events.push(event),
      drop: () => this.dropped++,
    });
  }

  /** These bytes come in. */
  give(...pieces: readonly Uint8Array[]): this {
    for (const piece of pieces)
      for (const frame of this.#framer.push(piece, this.timers.now())) this.#session.take(frame);
    return this;
  }

  /** Nothing comes for a while: ends lines that have no end of their own. */
  rest(): this {
    for (const frame of this.#framer.rest()) this.#session.take(frame);
    return this;
  }

  end(): void {
    this.#session.end();
    expect(this.timers.pending, 'timers left behind').to.equal(0);
  }
}

interface Sample {
  name: string;
  bytes: Uint8Array;
  /** What the driver tells of it. */
  events: readonly object[];
}

interface Properties {
  driver: Driver;
  samples: readonly Sample[];
  /** Given before each sample: a text line counts only after another was whole. */
  before?: Uint8Array;
  /** False of frames without a check sum: a wrong bit cannot be seen in every byte. */
  hasCheckSum?: boolean;
  rounds?: number;
}

/** What holds for every driver, whatever comes over the line: a reading is one that the device sent whole, or there is none. */
export function itReadsWholeFramesAlone(properties: Properties): void {
  const { driver, samples, before, hasCheckSum = true, rounds = 60 } = properties;
  const run = (...pieces: readonly Uint8Array[]): object[] => {
    const one = new DriverRun(driver);
    if (before) one.give(before);
    one.events.length = 0;
    one.give(...pieces);
    one.end();
    return one.events;
  };

  for (const { name, bytes, events } of samples) {
    it(`reads ${name}`, () => {
      expect(run(bytes)).to.deep.equal(events);
    });
  }

  it('reads the same however the bytes are cut', () => {
    const random = seededRandom(71);
    for (let round = 0; round < rounds; round++) {
      const { bytes, events, name } = samples[round % samples.length]!;
      const pieces: Uint8Array[] = [];
      for (let from = 0; from < bytes.length;) {
        const to = Math.min(bytes.length, from + 1 + Math.floor(random() * Math.max(3, bytes.length / 3)));
        pieces.push(bytes.subarray(from, to));
        from = to;
      }
      expect(run(...pieces), name).to.deep.equal(events);
    }
  });

  it('reads nothing of a frame that was cut short', () => {
    for (const { bytes, name } of samples) {
      const step = Math.max(1, Math.floor(bytes.length / 40));
      for (let length = 0; length < bytes.length; length += step) {
        expect(run(bytes.subarray(0, length)), `${length} bytes of ${name}`).to.deep.equal([]);
      }
    }
  });

  it('reads nothing of junk, and the frames after it', () => {
    const random = seededRandom(72);
    for (let round = 0; round < rounds; round++) {
      const { bytes, events, name } = samples[round % samples.length]!;
      const start = bytes.subarray(0, Math.floor(random() * Math.min(8, bytes.length)));
      const junk = Uint8Array.from({ length: Math.floor(random() * 80) }, () => Math.floor(random() * 256));
      expect(run(start, junk), 'junk').to.deep.equal([]);
      // What looked like a start may swallow the next frame, or the one after; never more, and never for another value.
      const read = run(junk, bytes, bytes, bytes);
      expect(read.length, name).to.be.within(events.length, 3 * events.length);
      expect(read.slice(-events.length), name).to.deep.equal(events);
    }
  });

  if (!hasCheckSum) return;
  it('reads nothing of a frame in which a bit is wrong', () => {
    const random = seededRandom(73);
    for (let round = 0; round < rounds * 4; round++) {
      const { bytes, name } = samples[round % samples.length]!;
      const bit = Math.floor(random() * bytes.length * 8);
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(run(damaged), `bit ${bit} of ${name}`).to.deep.equal([]);
    }
  });
}

/** The event of a reading. */
export function temperature(reading: object): object {
  return { type: 'temperature', reading: { at, ...reading } };
}
