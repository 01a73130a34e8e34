import { Listeners } from '../domain/events/listeners.ts';
import type { TemperatureReading } from '../domain/scan/temperature.ts';
import {
  decodeGyMcu90614,
  gyMcu90614BaudRates,
  gyMcu90614Commands,
  gyMcu90614Format,
  isMeasurable,
} from './gy-mcu90614.ts';
import { PortSupervisor, type DeviceProfile, type DeviceReport } from './port-supervisor.ts';
import type { PortInfo, PortSource } from './serial-port.ts';
import { realTimers, type Timers } from './timers.ts';

/** How a GY-MCU90614 is looked for and watched. */
export const gyMcu90614Profile: DeviceProfile = {
  name: 'GY-MCU90614',
  format: gyMcu90614Format,
  baudRates: gyMcu90614BaudRates,
  query: gyMcu90614Commands.query,
  probeForMs: 1000,
  probeEveryMs: 150,
  silentAfterMs: 2000,
};

/** What a TemperatureSensor reports. */
export interface TemperatureSensorEvents {
  /** Every reading that the sensor can have made; whether it is a person's is for the domain to judge. */
  reading: TemperatureReading;
  state: DeviceReport;
}

/** The sensor's health, for the fleet. */
export interface TemperatureSensorHeartbeat {
  report: DeviceReport;
  /** UTC ms, or null before the first. */
  lastReadingAt: number | null;
  /** Valid frames with a temperature that no such sensor can measure: dropped. */
  impossibleReadings: number;
  lineErrors: number;
  skippedBytes: number;
}

export interface TemperatureSensorOptions {
  ports: PortSource;
  /** The kind of port that had the sensor the last time: tried first. */
  preferred?: PortInfo;
  /** How often it is asked, ms. Default 100. */
  pollEveryMs?: number;
  timers?: Timers;
  /** UTC ms; Date.now by default. */
  wallClock?: () => number;
  /** Web Locks; the browser's own by default. */
  locks?: LockManager | undefined;
}

/** Readings older than this are forgotten, ms. */
const keepMs = 10_000;

/**
 * The infrared thermometer at the gate. It is asked all the time, so that a reading is there when a code is shown, and it
 * gives only what came over the line in a valid frame: none is smoothed, repeated or made up.
 */
export class TemperatureSensor {
  readonly #listeners = new Listeners<TemperatureSensorEvents>();
  readonly #supervisor: PortSupervisor;
  readonly #timers: Timers;
  readonly #wallClock: () => number;
  readonly #pollEveryMs: number;
  #kept: TemperatureReading[] = [];
  #lastReadingAt: number | null = null;
  #impossible = 0;
  #cancelPoll: (() => void) | undefined;

  constructor(options: TemperatureSensorOptions) {
    this.#timers = options.timers ?? realTimers;
    this.#wallClock = options.wallClock ?? Date.now;
    this.#pollEveryMs = options.pollEveryMs ?? 100;
    this.#supervisor = new PortSupervisor({
      ports: options.ports,
      profile: gyMcu90614Profile,
      timers: this.#timers,
      ...(options.preferred && { preferred: options.preferred }),
      ...('locks' in options && { locks: options.locks }),
    });
    this.#supervisor.on('frame', ({ bytes }) => this.#take(bytes));
    this.#supervisor.on('state', (report) => {
      if (report.state === 'running') this.#poll();
      else this.#cancelPoll?.();
      this.#listeners.emit('state', report);
    });
  }

  on<Type extends keyof TemperatureSensorEvents>(
    type: Type,
    listener: (event: TemperatureSensorEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  /** Begins to look for the sensor among the ports that the page may use. */
  start(): void {
    this.#supervisor.start();
  }

  /** Lets the port go. */
  async stop(): Promise<void> {
    await this.#supervisor.stop();
    this.#cancelPoll?.();
  }

  /** The sensor's state now. */
  get report(): DeviceReport {
    return this.#supervisor.report;
  }

  get heartbeat(): TemperatureSensorHeartbeat {
    return {
      report: this.report,
      lastReadingAt: this.#lastReadingAt,
      impossibleReadings: this.#impossible,
      ...this.#supervisor.faults,
    };
  }

  /** The readings of the last `windowMs` (10 s at most), the oldest first. */
  readings(windowMs: number): readonly TemperatureReading[] {
    const now = this.#wallClock();
    return this.#kept.filter(({ at }) => at <= now && now - at <= windowMs);
  }

  /** The newest reading of the last `windowMs` (10 s at most), or undefined when there is none. */
  latest(windowMs: number): TemperatureReading | undefined {
    return this.readings(windowMs).at(-1);
  }

  #poll(): void {
    this.#cancelPoll?.();
    this.#supervisor.write(gyMcu90614Commands.query);
    this.#cancelPoll = this.#timers.after(this.#pollEveryMs, () => this.#poll());
  }

  #take(frame: Uint8Array): void {
    const measured = decodeGyMcu90614(frame);
    if (!isMeasurable(measured)) {
      this.#impossible++;
      return;
    }
    const reading: TemperatureReading = { ...measured, at: this.#wallClock() };
    this.#lastReadingAt = reading.at;
    // A clock that was set back would keep readings "of the future" for ever: they go as well.
    this.#kept = this.#kept.filter(({ at }) => at <= reading.at && reading.at - at <= keepMs);
    this.#kept.push(reading);
    this.#listeners.emit('reading', reading);
  }
}
