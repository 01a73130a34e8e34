import { Cjmcu90614Emulator } from '../../src/serial/drivers/cjmcu-90614/emulator.ts';
import { GyMcu90614Emulator } from '../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { IdReaderEmulator, writeResidentText } from '../../src/serial/drivers/id-card/emulator.ts';
import type { DeviceLine, EmulatedDevice } from '../../src/serial/ports/emulated/emulated-device.ts';
import type { Adapter, SerialMachine } from '../../tests/e2e/serial/serial-machine.ts';
import type { Seeded } from '../../tests/support/seeded.ts';

/** How long a cable stays out, ms. */
const outMs = { least: 200, most: 6000 };
/** After so long, ms, a thermometer that was plugged in has been recognised on any machine, and measures. */
const recognisedMs = 20_000;
/** Likewise another one in place of one that was pulled, or that nobody has yet found to be silent. */
const switchedMs = 10_000;
/** What a sensor sees while nobody stands there: the wall, centi-degrees. */
const wall = 2400;
const ambient = 2300;

/** A device with its cable, which it may pull itself. */
class Cable implements EmulatedDevice {
  readonly #device: EmulatedDevice;
  readonly #adapter: Adapter;
  readonly #fail: (random: Seeded) => void;
  #pull: () => Promise<void> = async () => undefined;
  isIn = false;
  /** When it was last plugged in, UTC ms. */
  since = Infinity;
  /** When it is plugged in again, UTC ms; null while nobody thought of it. */
  back: number | null = null;

  constructor(device: EmulatedDevice, adapter: Adapter, fail: (random: Seeded) => void) {
    this.#device = device;
    this.#adapter = adapter;
    this.#fail = fail;
  }

  get baudRate(): number {
    return this.#device.baudRate;
  }

  plugIn(line: DeviceLine): void {
    this.isIn = true;
    this.since = Date.now();
    this.#device.plugIn({
      send: (bytes) => line.send(bytes),
      unplug: () => {
        this.isIn = false;
        line.unplug();
      },
    });
  }

  plugOut(): void {
    this.isIn = false;
    this.#device.plugOut();
  }

  receive(bytes: Uint8Array): void {
    this.#device.receive(bytes);
  }

  async plug(machine: SerialMachine): Promise<void> {
    this.back = null;
    this.#pull = await machine.plug(this, this.#adapter);
  }

  /** At once, or in the middle of the next frame. */
  async pull(random: Seeded): Promise<void> {
    if (random.below(2) === 0) this.#fail(random);
    else await this.#pull();
  }
}

/** What is plugged into the sentry of a soak: two thermometers and a reader of ID cards, whose cables come out now and then. */
export class GateDesk {
  readonly #machine: SerialMachine;
  readonly #random: Seeded;
  readonly #thermometers = [new GyMcu90614Emulator(), new Cjmcu90614Emulator()] as const;
  readonly #reader = new IdReaderEmulator({ readTakesMs: 150 });
  readonly #sensors: readonly Cable[];
  readonly #readerCable: Cable;
  #pulls = 0;
  /** When a cable was last pulled, UTC ms. */
  #touched = -Infinity;
  #nextPull = Infinity;
  #isOver = false;
  #running: Promise<void> = Promise.resolve();

  private constructor(machine: SerialMachine, random: Seeded) {
    this.#machine = machine;
    this.#random = random;
    const adapters = [
      { vendor: '1a86', product: '7523' },
      { vendor: '10c4', product: 'ea60' },
    ];
    this.#sensors = this.#thermometers.map(
      (device, index) =>
        new Cable(device, adapters[index]!, (chance) =>
          device.fail({ kind: 'unplug', after: 1 + chance.below(8) }),
        ),
    );
    this.#readerCable = new Cable(this.#reader, { vendor: '0400', product: 'c35a' }, (chance) =>
      this.#reader.fail(chance.pick(['find', 'read'] as const), {
        kind: 'unplug',
        after: 1 + chance.below(10),
      }),
    );
    this.nobody();
  }

  static async at(machine: SerialMachine, random: Seeded): Promise<GateDesk> {
    const desk = new GateDesk(machine, random);
    for (const cable of desk.#cables) await cable.plug(machine);
    return desk;
  }

  get #cables(): readonly Cable[] {
    return [...this.#sensors, this.#readerCable];
  }

  /** How often a cable was pulled. */
  get pulls(): number {
    return this.#pulls;
  }

  /** How many devices are plugged in. */
  get plugged(): number {
    return this.#cables.filter(({ isIn }) => isIn).length;
  }

  /** How its cables are and what its reader was asked last, for who asks why nobody was read. */
  get words(): string {
    const cables = this.#cables.map(({ isIn, since }) => (isIn ? `in for ${Date.now() - since} ms` : 'out'));
    return `Cables: ${cables.join(', ')}. The reader heard: ${this.#reader.heard.slice(-12).join(' ')}.`;
  }

  /** From when on whoever stands there must be measured, UTC ms. */
  get mustMeasureFrom(): number {
    const since = Math.min(...this.#sensors.map((one) => (one.isIn ? one.since : Infinity)));
    return since + recognisedMs > this.#touched ? since + recognisedMs : this.#touched + switchedMs;
  }

  /** Somebody stands there. @returns what the sensors see of them, each a value of its own */
  somebody(number: number): number[] {
    // A healthy forehead in a room of 23 °C: 33.40 to 34.39 °C.
    const surface = 3340 + ((number * 37) % 50) * 2;
    const [first, second] = this.#thermometers;
    first.set({ surface, ambient });
    second.set({ surface: surface + 1, ambient });
    return [surface, surface + 1];
  }

  /** They have gone. */
  nobody(): void {
    for (const thermometer of this.#thermometers) thermometer.set({ surface: wall, ambient });
  }

  lay(number: string): void {
    this.#reader.lay(
      writeResidentText({ name: '张小三', number, address: '测试路1号', from: 20200101, until: 0 }),
    );
  }

  takeAway(): void {
    this.#reader.takeAway();
  }

  /** Pulls a cable at random every so often, from now on; each is plugged in again by and by. @param everyMs on the average */
  pullEvery(everyMs: number): void {
    const later = (): number => Date.now() + everyMs * (0.25 + (1.5 * this.#random.below(1000)) / 1000);
    this.#nextPull = later();
    this.#running = (async () => {
      while (!this.#isOver) {
        await this.#plugBack();
        if (Date.now() >= this.#nextPull) {
          this.#nextPull = later();
          const plugged = this.#cables.filter(({ isIn }) => isIn);
          if (plugged.length > 0) {
            this.#pulls++;
            this.#touched = Date.now();
            await this.#random.pick(plugged).pull(this.#random);
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    })();
  }

  /** Pulls no more, and plugs everything in. */
  async rest(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    for (const cable of this.#cables) if (!cable.isIn) await cable.plug(this.#machine);
  }

  async #plugBack(): Promise<void> {
    for (const cable of this.#cables) {
      if (cable.isIn) continue;
      cable.back ??= Date.now() + outMs.least + this.#random.below(outMs.most - outMs.least);
      if (Date.now() >= cable.back) await cable.plug(this.#machine);
    }
  }
}
