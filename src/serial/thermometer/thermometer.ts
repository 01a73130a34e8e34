import { Listeners } from '../../domain/events/listeners.ts';
import type { TemperatureReading } from '../../domain/scan/temperature.ts';
import type { Devices, FoundDevice } from '../devices/devices.ts';
import type { DeviceKind } from '../drivers/driver.ts';

/**
 * `missing`: no port answers as a thermometer, and none did since the start. `probing`: a port is being asked.
 * `running`: it measures. `lost`: it measured, and does not any more; it is being looked for.
 */
export type ThermometerState = 'missing' | 'probing' | 'running' | 'lost';

/** What a Thermometer tells. */
export interface ThermometerEvents {
  /** Every reading that the sensor can have made; whether it is a person's is for the domain to judge. */
  reading: TemperatureReading;
  state: ThermometerState;
}

/** What measures, the better first: an array finds the face, and measures it less exactly. */
const kinds: readonly DeviceKind[] = ['thermometer', 'thermal-array'];

/** True of what measures temperatures. */
export function measures(kind: DeviceKind): boolean {
  return kinds.includes(kind);
}

/** What an array saw so long ago says nothing of now, ms. */
const faceMs = 1500;

/** Readings older than this are forgotten, ms. */
const keepMs = 10_000;

/**
 * The thermometer at the gate, whichever of the devices that is. Where several measure, one alone counts: two sensors never
 * agree to the tenth, and a mixture of both would be neither's. It gives what came over the line in a valid frame: none is
 * smoothed, repeated or made up.
 */
export class Thermometer {
  readonly #listeners = new Listeners<ThermometerEvents>();
  readonly #wallClock: () => number;
  readonly #devices: Devices;
  #state: ThermometerState = 'missing';
  /** Key of the device whose readings count. */
  #key: string | undefined;
  #kept: TemperatureReading[] = [];
  /** Whether an array beside it sees a face, since when (UTC ms). */
  #face: { seen: boolean; at: number } | undefined;

  /** @param wallClock UTC ms */
  constructor(devices: Devices, wallClock: () => number) {
    this.#wallClock = wallClock;
    this.#devices = devices;
    devices.on('change', (list) => this.#look(list));
    devices.on('event', ({ device, event }) => {
      if (event.type !== 'temperature') return;
      if (event.reading.face !== undefined) this.#face = { seen: event.reading.face, at: this.#wallClock() };
      if (device.key === this.#key) this.#take(event.reading);
    });
    this.#look(devices.list);
  }

  on<Type extends keyof ThermometerEvents>(
    type: Type,
    listener: (event: ThermometerEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  get state(): ThermometerState {
    return this.#state;
  }

  /** The device whose readings count; undefined while there is none. */
  get device(): FoundDevice | undefined {
    return this.#devices.list.find(({ key }) => key === this.#key);
  }

  /** The readings of the last `windowMs` (10 s at most), the oldest first. */
  readings(windowMs: number): readonly TemperatureReading[] {
    const now = this.#wallClock();
    return this.#kept.filter(({ at }) => at <= now && now - at <= windowMs);
  }

  #look(list: readonly FoundDevice[]): void {
    const own = list.filter(({ driver }) => driver && measures(driver.kind));
    const running = own.filter(({ state }) => state === 'running');
    const best = running.filter(({ driver }) => driver!.kind === kinds[0]);
    // As long as it runs, the one that counted goes on.
    const counts = (best.length > 0 ? best : running).find(({ key }) => key === this.#key);
    const next = counts ?? best[0] ?? running[0];
    if (next && next.key !== this.#key) this.#kept = [];
    this.#key = next?.key ?? this.#key;
    const state = next
      ? 'running'
      : own.length > 0
        ? 'lost'
        : list.some((device) => device.state === 'probing')
          ? 'probing'
          : 'missing';
    if (state === this.#state) return;
    this.#state = state;
    this.#listeners.emit('state', state);
  }

  #take(read: TemperatureReading): void {
    // An array beside the thermometer sees whether there is anybody to be measured.
    const sees = this.#face && Math.abs(read.at - this.#face.at) <= faceMs ? this.#face.seen : undefined;
    const reading = sees === undefined ? read : { ...read, face: sees };
    // A clock that was set back would keep readings "of the future" for ever: they go as well.
    this.#kept = this.#kept.filter(({ at }) => at <= reading.at && reading.at - at <= keepMs);
    this.#kept.push(reading);
    this.#listeners.emit('reading', reading);
  }
}
