import { backOffMs } from '../domain/time/back-off.ts';
import { Listeners } from '../domain/events/listeners.ts';
import { Framer, type FrameFormat } from './framer.ts';
import { holdPort } from './port-lock.ts';
import { PortSession } from './port-session.ts';
import { isSameKind, type Port, type PortInfo, type PortSource } from './serial-port.ts';
import { pause, realTimers, type Timers } from './timers.ts';

/** What kind of device a supervisor looks for. */
export interface DeviceProfile {
  /** For the log and the staff screen. */
  readonly name: string;
  readonly format: FrameFormat;
  /** Rates to try, the commonest first. */
  readonly baudRates: readonly number[];
  /** What makes the device answer; left out when it sends by itself. */
  readonly query?: Uint8Array;
  /** How long a rate is tried before the next one, ms. Some devices start again when their port is opened. */
  readonly probeForMs: number;
  /** How often the query is sent meanwhile, ms. */
  readonly probeEveryMs: number;
  /** A running device that sends no valid frame for so long is lost, ms. */
  readonly silentAfterMs: number;
}

/**
 * `missing`: no port answers as this device, and none did since the start. `probing`: a port is being tried.
 * `running`: valid frames come. `lost`: they came, and do not any more; it is being looked for.
 */
export type DeviceState = 'missing' | 'probing' | 'running' | 'lost';

/** A state and what is known about it. */
export interface DeviceReport {
  state: DeviceState;
  /** Which kind of port, and at which rate, while probing and running. */
  port?: PortInfo;
  baudRate?: number;
  /** Why, for the log. */
  detail: string;
}

/** What a PortSupervisor reports. */
export interface PortSupervisorEvents {
  state: DeviceReport;
  /** A valid frame; `at` is monotonic ms on the supervisor's clock. */
  frame: { bytes: Uint8Array; at: number };
}

export interface PortSupervisorOptions {
  ports: PortSource;
  profile: DeviceProfile;
  /** The kind of port that had the device the last time: tried first. */
  preferred?: PortInfo;
  timers?: Timers;
  /** Web Locks; the browser's own by default. */
  locks?: LockManager | undefined;
}

/** Chromium's default of 255 would cut long answers into many chunks. */
const bufferSize = 16_384;
/** How long a port held by another is waited for: a page that is being reloaded lets go within this time. */
const lockPatienceMs = 500;
/** A device that ran this long was well: the next loss starts with the shortest wait again. */
const steadyAfterMs = 10_000;

/**
 * Finds a device among the ports, keeps it, and finds it again when it was lost: by trying every port that there is and
 * every rate, since a device that was plugged in again is a new port, and two bridges of a kind look the same.
 */
export class PortSupervisor {
  readonly #listeners = new Listeners<PortSupervisorEvents>();
  readonly #timers: Timers;
  readonly #locks: LockManager | undefined;
  readonly #profile: DeviceProfile;
  readonly #ports: PortSource;
  #last: { port: PortInfo; baudRate?: number } | undefined;
  #hasRun = false;
  #current: DeviceReport = { state: 'missing', detail: 'Not started.' };
  #session: PortSession | undefined;
  #stopping: AbortController | undefined;
  #work: Promise<void> = Promise.resolve();
  #lineErrorCount = 0;
  #skippedByteCount = 0;

  constructor(options: PortSupervisorOptions) {
    this.#ports = options.ports;
    this.#profile = options.profile;
    this.#timers = options.timers ?? realTimers;
    this.#locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
    if (options.preferred) this.#last = { port: options.preferred };
  }

  on<Type extends keyof PortSupervisorEvents>(
    type: Type,
    listener: (event: PortSupervisorEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  /** The last state reported. */
  get report(): DeviceReport {
    return this.#current;
  }

  /** Errors on the line and bytes outside of any valid frame while running, since the start: for the fleet's health. */
  get faults(): { lineErrors: number; skippedBytes: number } {
    return { lineErrors: this.#lineErrorCount, skippedBytes: this.#skippedByteCount };
  }

  /** Begins to look for the device; does nothing when it was begun already. */
  start(): void {
    if (this.#stopping) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#work = this.#work.then(() => this.#run(stopping.signal));
  }

  /** Lets the port go and looks no more, until `start()`. */
  async stop(): Promise<void> {
    this.#stopping?.abort();
    this.#stopping = undefined;
    await this.#work;
  }

  /** Sends bytes to the running device; without one, does nothing. */
  write(bytes: Uint8Array): void {
    if (this.#current.state === 'running') this.#session?.write(bytes);
  }

  async #run(stopped: AbortSignal): Promise<void> {
    let failures = 0;
    // A device that is plugged in while another port is being tried must not wait for the back-off to end.
    let plugged = new AbortController();
    const end = this.#ports.on('connect', () => plugged.abort());
    while (!stopped.aborted) {
      plugged = new AbortController();
      const ranForMs = await this.#tryPorts(stopped);
      failures = ranForMs >= steadyAfterMs ? 0 : failures + 1;
      const woken = AbortSignal.any([stopped, plugged.signal]);
      if (plugged.signal.aborted) failures = 0;
      await pause(this.#timers, backOffMs(failures - 1), woken);
      if (plugged.signal.aborted) failures = 0;
    }
    end();
    this.#tell({ state: 'missing', detail: 'Stopped.' });
    this.#hasRun = false;
  }

  /** Tries all ports; with the first that has the device, stays until it is lost. @returns how long it ran, ms */
  async #tryPorts(stopped: AbortSignal): Promise<number> {
    const absent = (): DeviceState => (this.#hasRun ? 'lost' : 'missing');
    let candidates: Port[];
    try {
      candidates = (await this.#ports.getPorts()).filter((port) => port.connected);
    } catch (error) {
      this.#tell({ state: absent(), detail: `The ports cannot be listed: ${messageOf(error)}` });
      return 0;
    }
    const known = this.#last?.port;
    if (known)
      candidates.sort(
        (a, b) => Number(isSameKind(b.getInfo(), known)) - Number(isSameKind(a.getInfo(), known)),
      );

    const tried: string[] = [];
    for (const port of candidates) {
      const release = await holdPort(port, this.#locks, this.#timers, lockPatienceMs);
      if (!release) {
        tried.push('one port is held by another page or device');
        continue;
      }
      try {
        for (const baudRate of this.#ratesFor(port)) {
          if (stopped.aborted) return 0;
          const outcome = await this.#tryRate(port, baudRate, stopped);
          if ('ranForMs' in outcome) return outcome.ranForMs;
          tried.push(outcome.why);
          if (outcome.hopeless || !port.connected) break;
        }
      } finally {
        release();
      }
    }
    const detail =
      candidates.length === 0 ? 'There is no serial port that this page may use.' : `${tried.join('; ')}.`;
    if (!stopped.aborted) this.#tell({ state: absent(), detail });
    return 0;
  }

  #ratesFor(port: Port): number[] {
    const rates = [...this.#profile.baudRates];
    const first = this.#last && isSameKind(this.#last.port, port.getInfo()) ? this.#last.baudRate : undefined;
    return first === undefined ? rates : [first, ...rates.filter((rate) => rate !== first)];
  }

  /**
   * Opens the port at one rate and waits for a valid frame; when one comes, stays until the device is lost.
   * @returns how long it ran, or why it is not the device and whether other rates are hopeless, too
   */
  async #tryRate(
    port: Port,
    baudRate: number,
    stopped: AbortSignal,
  ): Promise<{ ranForMs: number } | { why: string; hopeless?: boolean }> {
    const info = port.getInfo();
    const framer = new Framer(this.#profile.format);
    const answered = new AbortController();
    let lastFrame = 0;
    const receive = (chunk: Uint8Array): void => {
      const at = this.#timers.now();
      for (const bytes of framer.push(chunk, at)) {
        lastFrame = at;
        answered.abort();
        if (this.#current.state === 'running') this.#listeners.emit('frame', { bytes, at });
      }
    };

    if (!this.#hasRun)
      this.#tell({ state: 'probing', port: info, baudRate, detail: `Trying ${baudRate} baud.` });
    let session: PortSession;
    try {
      session = await PortSession.open(port, { baudRate, bufferSize }, this.#timers, receive);
    } catch (error) {
      return { why: `one port cannot be opened (${messageOf(error)})`, hopeless: true };
    }
    const ended = new AbortController();
    let why = '';
    void session.ended.then((reason) => {
      why = reason;
      ended.abort();
    });
    this.#session = session;
    try {
      const over = AbortSignal.any([stopped, ended.signal]);
      await this.#probe(session, AbortSignal.any([over, answered.signal]));
      if (ended.signal.aborted)
        return { why: `a port failed while it was being tried at ${baudRate} baud (${why})` };
      if (stopped.aborted) return { why: 'stopped' };
      if (!answered.signal.aborted) return { why: `no ${this.#profile.name} answers at ${baudRate} baud` };

      const since = this.#timers.now();
      this.#last = { port: info, baudRate };
      this.#hasRun = true;
      const skippedWhileProbing = framer.skippedBytes;
      this.#tell({
        state: 'running',
        port: info,
        baudRate,
        detail: `${this.#profile.name} at ${baudRate} baud.`,
      });
      while (!over.aborted && this.#timers.now() - lastFrame < this.#profile.silentAfterMs) {
        await pause(this.#timers, this.#profile.silentAfterMs - (this.#timers.now() - lastFrame), over);
      }
      this.#lineErrorCount += session.lineErrors;
      this.#skippedByteCount += framer.skippedBytes - skippedWhileProbing;
      if (!stopped.aborted) {
        const silent = `No valid frame came for ${this.#profile.silentAfterMs} ms.`;
        this.#tell({ state: 'lost', detail: ended.signal.aborted ? why : silent });
      }
      return { ranForMs: this.#timers.now() - since };
    } finally {
      this.#session = undefined;
      await session.close();
    }
  }

  /** Asks until the signal says that there is an answer or no hope, at the longest `probeForMs`. */
  async #probe(session: PortSession, settled: AbortSignal): Promise<void> {
    const until = this.#timers.now() + this.#profile.probeForMs;
    while (!settled.aborted && this.#timers.now() < until) {
      if (this.#profile.query) session.write(this.#profile.query);
      await pause(this.#timers, Math.min(this.#profile.probeEveryMs, until - this.#timers.now()), settled);
    }
  }

  #tell(report: DeviceReport): void {
    this.#current = report;
    this.#listeners.emit('state', report);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
