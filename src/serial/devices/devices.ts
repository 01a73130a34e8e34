/**
 * All serial devices of a sentry: one supervisor a port, whatever is plugged in or pulled out, and what they read. A device
 * that was pulled out stays in the list as lost until it is found again, on whichever port.
 */
import { backOffMs } from '../../domain/time/back-off.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import type { DeviceEvent } from '../drivers/device-event.ts';
import type { Driver } from '../drivers/driver.ts';
import { lockNameOf } from '../ports/port-lock.ts';
import { PortSupervisor, type PortFaults, type PortReport } from '../ports/port-supervisor.ts';
import type { Port, PortSource } from '../ports/serial-port.ts';
import { pause, realTimers, type Timers } from '../ports/timers.ts';
import { DeviceMemory } from './device-memory.ts';

/** A device, or a port whose device is not known yet. */
export interface FoundDevice extends PortReport {
  /** Tells the devices of the list apart; a device that is plugged in again may have another. */
  key: string;
  faults: PortFaults;
  /** Whether its port is there: of what is lost with its port there, no cable was pulled. */
  isIn: boolean;
  /** What it read last, pictures left out, and when (UTC ms); null before the first. */
  last: { event: DeviceEvent; at: number } | null;
}

export interface DevicesEvents {
  /** The list changed: a device came, went, or is in another state. */
  change: readonly FoundDevice[];
  /** A device read something. */
  event: { device: FoundDevice; event: DeviceEvent };
}

export interface DevicesOptions {
  ports: PortSource;
  /** In the order in which they are asked, or what loads them when the first port is looked for; drivers/registry.ts has all. */
  drivers: readonly Driver[] | (() => Promise<readonly Driver[]>);
  memory?: DeviceMemory;
  timers?: Timers;
  /** UTC ms; Date.now by default. */
  wallClock?: () => number;
  /** Web Locks; the browser's own by default. */
  locks?: LockManager | undefined;
}

interface Kept {
  device: FoundDevice;
  /** Undefined once its port is gone. */
  port: Port | undefined;
  supervisor: PortSupervisor;
}

export class Devices {
  readonly #options: DevicesOptions;
  readonly #timers: Timers;
  readonly #wallClock: () => number;
  readonly #memory: DeviceMemory;
  readonly #locks: LockManager | undefined;
  readonly #listeners = new Listeners<DevicesEvents>();
  #kept: Kept[] = [];
  #stopping: AbortController | undefined;
  #ending: Promise<unknown> = Promise.resolve();
  #listFault = '';
  #drivers: readonly Driver[] = [];

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.#timers = options.timers ?? realTimers;
    if (typeof options.drivers !== 'function') this.#drivers = options.drivers;
    this.#wallClock = options.wallClock ?? Date.now;
    this.#memory = options.memory ?? new DeviceMemory();
    this.#locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
  }

  on<Type extends keyof DevicesEvents>(
    type: Type,
    listener: (event: DevicesEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  /** What is there and what was, in the order in which it was met. */
  get list(): readonly FoundDevice[] {
    return this.#kept.map(({ device, supervisor }) => ({ ...device, faults: supervisor.faults }));
  }

  /** What it can recognise, and what staff may choose from; empty until the drivers are loaded. */
  get drivers(): readonly Driver[] {
    return this.#drivers;
  }

  /** Why the ports cannot be listed; '' when they can. */
  get listFault(): string {
    return this.#listFault;
  }

  /** Begins to look after all ports that the page may use. */
  start(): void {
    if (this.#stopping) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    void this.#watch(stopping.signal);
  }

  /** Lets all ports go. */
  async stop(): Promise<void> {
    this.#stopping?.abort();
    this.#stopping = undefined;
    for (const kept of this.#kept) this.#lose(kept);
    await this.#ending;
  }

  /** Asks staff for a port: only from their tap. @returns false when they chose none */
  async request(): Promise<boolean> {
    const port = await this.#options.ports.requestPort();
    if (port) this.#meet(port);
    return port !== undefined;
  }

  /**
   * Staff say what is behind a port that answers nothing; it holds for every port of the kind, until they say otherwise.
   * @param driver its id, or null to take back what was said
   * @param baudRate the driver's commonest by default
   */
  choose(key: string, driver: string | null, baudRate?: number): void {
    const kept = this.#kept.find(({ device }) => device.key === key);
    if (!kept) return;
    const { port } = kept.device;
    const chosen = this.#drivers.find(({ id }) => id === driver);
    this.#memory.forgetChoice(port);
    if (chosen)
      this.#memory.remember(port, { driver: chosen.id, baudRate: baudRate ?? chosen.baudRates[0]! }, true);
    kept.supervisor.wake();
  }

  /** What ran, answers no more and is still plugged in is looked for now, and not after its pause. */
  wakeLost(): void {
    for (const { port, device, supervisor } of this.#kept)
      if (port && device.state === 'lost') supervisor.wake();
  }

  /** Ports are told by events; a browser that forgot one is asked again from time to time. */
  async #watch(stopped: AbortSignal): Promise<void> {
    const { ports } = this.#options;
    const ends = [
      ports.on('connect', (port) => this.#meet(port)),
      ports.on('disconnect', (port) => {
        const kept = this.#kept.find((other) => other.port === port);
        if (kept) this.#lose(kept);
      }),
    ];
    for (let looks = 0; !stopped.aborted; looks++) {
      // A port that comes while the list is on its way is not in it.
      const before = this.#kept.filter(({ port }) => port);
      try {
        const { drivers } = this.#options;
        if (this.#drivers.length === 0 && typeof drivers === 'function') this.#drivers = await drivers();
        const listed = (await ports.getPorts()).filter(({ connected }) => connected);
        this.#listFault = '';
        if (stopped.aborted) break;
        for (const kept of before) if (kept.port && !listed.includes(kept.port)) this.#lose(kept);
        for (const port of listed) this.#add(port);
      } catch (error) {
        this.#listFault = error instanceof Error ? error.message : String(error);
        this.#listeners.emit('change', this.list);
      }
      await pause(this.#timers, backOffMs(looks), stopped);
    }
    for (const end of ends) end();
  }

  /** Somebody did something to this port: it is worth a look now. */
  #meet(port: Port): void {
    const known = this.#kept.find((kept) => kept.port === port);
    if (!known) this.#add(port);
    else if (known.device.state !== 'running') known.supervisor.wake();
  }

  #add(port: Port): void {
    // What comes before anybody could be asked is in the first list.
    if (this.#drivers.length === 0) return;
    if (!this.#stopping || !port.connected || this.#kept.some((kept) => kept.port === port)) return;
    const key = lockNameOf(port);
    const supervisor = new PortSupervisor({
      port,
      drivers: this.#drivers,
      memory: this.#memory,
      timers: this.#timers,
      wallClock: this.#wallClock,
      locks: this.#locks,
    });
    const device: FoundDevice = {
      ...supervisor.report,
      key,
      faults: supervisor.faults,
      isIn: true,
      last: null,
    };
    const kept: Kept = { device, port, supervisor };
    const before = this.#kept.find((other) => other.device.key === key && !other.port);
    if (before?.device.driver) kept.device = { ...before.device, detail: device.detail, isIn: true };
    this.#kept = [...this.#kept.filter((other) => other !== before), kept];
    supervisor.on('state', (report) => this.#tell(kept, report));
    supervisor.on('event', (event) => {
      if (event.type !== 'thermal-picture')
        kept.device = { ...kept.device, last: { event, at: this.#wallClock() } };
      this.#listeners.emit('event', { device: kept.device, event });
    });
    this.#listeners.emit('change', this.list);
    supervisor.start();
  }

  #lose(kept: Kept): void {
    kept.port = undefined;
    this.#ending = Promise.all([this.#ending, kept.supervisor.stop()]);
    const ran = kept.device.driver !== undefined;
    if (ran) this.#tell(kept, { ...kept.device, state: 'lost', detail: 'The device has been lost.' });
    else {
      this.#kept = this.#kept.filter((other) => other !== kept);
      this.#listeners.emit('change', this.list);
    }
  }

  #tell(kept: Kept, report: PortReport): void {
    const { key, last } = kept.device;
    const isIn = kept.port !== undefined;
    kept.device = { ...report, key, last, isIn, faults: kept.supervisor.faults };
    if (report.state === 'running') {
      // The same product on another port: it is the one that was lost.
      const lost = this.#kept.find(({ port, device }) => !port && device.driver === report.driver);
      this.#kept = this.#kept.filter((other) => other !== lost);
    }
    this.#listeners.emit('change', this.list);
  }
}
