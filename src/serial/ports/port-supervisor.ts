/**
 * One port, from the moment it is there until it is gone: finds out what is behind it, lets its driver work, and finds it
 * again when it was lost. A port is never given up while it is plugged in.
 */
import { backOffMs } from '../../domain/time/back-off.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import type { DeviceMemory } from '../devices/device-memory.ts';
import type { DeviceEvent } from '../drivers/device-event.ts';
import type { DeviceLink, Driver } from '../drivers/driver.ts';
import { Incoming } from './incoming.ts';
import { holdPort } from './port-lock.ts';
import { PortSession } from './port-session.ts';
import { answerWithinMs, chosenDevice, listening, questions, type ProbeStep } from './probe-plan.ts';
import type { Port, PortInfo } from './serial-port.ts';
import { pause, type Timers } from './timers.ts';

/**
 * `probing`: it is being asked what is behind it. `unknown`: nothing known answers; it is listened to, and asked again.
 * `held`: another page has it. `running`: its driver works with it. `lost`: it ran, and does not any more.
 */
export type PortState = 'probing' | 'unknown' | 'held' | 'running' | 'lost';

/** A state and what is known about it. */
export interface PortReport {
  state: PortState;
  port: PortInfo;
  /** What is behind it while running, or what was while lost. */
  driver?: Driver;
  baudRate?: number;
  /** Why, for the log. */
  detail: string;
}

/** What went wrong on a port since it was first seen: for the device's health. */
export interface PortFaults {
  lineErrors: number;
  /** Bytes outside of any valid frame while running. */
  skippedBytes: number;
  /** Valid frames with values that no such device can have read. */
  dropped: number;
}

/** What a PortSupervisor reports. */
export interface PortSupervisorEvents {
  state: PortReport;
  event: DeviceEvent;
}

export interface PortSupervisorOptions {
  port: Port;
  /** In the order in which they are asked. */
  drivers: readonly Driver[];
  memory: DeviceMemory;
  timers: Timers;
  /** UTC ms. */
  wallClock: () => number;
  /** Web Locks; undefined where there are none. */
  locks: LockManager | undefined;
}

/** Chromium's default of 255 would cut long answers into many chunks. */
const bufferSize = 16_384;
/** How long a port held by another is waited for: a page that is being reloaded lets go within this time. */
const lockPatienceMs = 500;
/** A device that ran this long was well: the next loss starts with the shortest wait again. */
const steadyAfterMs = 10_000;
/** Each rate is asked for so long at least, ms: some devices start again when their port is opened. */
const askForMs = 1000;
/** So long after the first time the same is asked again, ms. */
const askAgainMs = 60;
/** Whoever has an answer has begun with it by then, ms. */
const firstByteMs = 300;

/** Why there was no device. */
interface Nobody {
  why: string;
  /** No other rate need be tried. */
  hopeless: boolean;
}

/** How an opening of the port ended: with a device that ran so long, or without one. */
type Outcome = { ranForMs: number } | Nobody;

export class PortSupervisor {
  readonly #options: PortSupervisorOptions;
  readonly #info: PortInfo;
  readonly #listeners = new Listeners<PortSupervisorEvents>();
  #current: PortReport;
  /** What ran last. */
  #ran: Driver | undefined;
  /** It was asked everything once, in vain. */
  #isUnknown = false;
  #stopping: AbortController | undefined;
  #woken = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #round = 0;
  /** What went wrong up to the last loss, and since then. */
  readonly #faults: PortFaults = { lineErrors: 0, skippedBytes: 0, dropped: 0 };
  #present: () => Omit<PortFaults, 'dropped'> = () => ({ lineErrors: 0, skippedBytes: 0 });

  constructor(options: PortSupervisorOptions) {
    this.#options = options;
    this.#info = options.port.getInfo();
    this.#current = { state: 'probing', port: this.#info, detail: 'Not started.' };
  }

  on<Type extends keyof PortSupervisorEvents>(
    type: Type,
    listener: (event: PortSupervisorEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  /** The last state reported. */
  get report(): PortReport {
    return this.#current;
  }

  get faults(): PortFaults {
    const { lineErrors, skippedBytes } = this.#present();
    return {
      lineErrors: this.#faults.lineErrors + lineErrors,
      skippedBytes: this.#faults.skippedBytes + skippedBytes,
      dropped: this.#faults.dropped,
    };
  }

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

  /** Begins anew at once: staff said something of the device, or did something to it. */
  wake(): void {
    this.#woken.abort();
  }

  async #run(stopped: AbortSignal): Promise<void> {
    const { port, locks, timers } = this.#options;
    let failures = 0;
    while (!stopped.aborted && port.connected) {
      this.#woken = new AbortController();
      const woken = this.#woken.signal;
      const over = AbortSignal.any([stopped, woken]);
      const waitMs = backOffMs(failures);
      const release = await holdPort(port, locks, timers, lockPatienceMs);
      let outcome: Outcome = { why: 'It is held by another page.', hopeless: true };
      if (release) {
        try {
          outcome = await this.#try(over);
          if (!('ranForMs' in outcome)) outcome = await this.#listen(over, waitMs, outcome);
        } finally {
          release();
        }
      } else this.#tellAbsent('held', outcome.why);
      if (woken.aborted) failures = 0;
      else if ('ranForMs' in outcome) failures = outcome.ranForMs >= steadyAfterMs ? 0 : failures + 1;
      else failures++;
      if ('ranForMs' in outcome || outcome.hopeless) await pause(timers, waitMs, over);
    }
  }

  /** Asks at every rate; with the device that answers stays until it is lost. */
  async #try(over: AbortSignal): Promise<Outcome> {
    const { drivers, memory, port } = this.#options;
    const tried: string[] = [];
    for (const step of questions(drivers, memory.recall(this.#info))) {
      this.#tellProbing(step.baudRate);
      const outcome = await this.#open(step, over, (session, incoming, settled) =>
        this.#ask(session, incoming, step, settled),
      );
      if ('ranForMs' in outcome) return outcome;
      tried.push(outcome.why);
      if (over.aborted || outcome.hopeless || !port.connected)
        return { why: `${tried.join('; ')}.`, hopeless: true };
    }
    return { why: tried.length > 0 ? `${tried.join('; ')}.` : 'There is nothing to ask.', hopeless: false };
  }

  /**
   * Nobody answered. The port is taken for what staff said it is, or listened to until it is asked again: some devices speak
   * only when they are used.
   */
  async #listen(over: AbortSignal, forMs: number, before: Nobody): Promise<Outcome> {
    const { drivers, memory, timers } = this.#options;
    const remembered = memory.recall(this.#info);
    const chosen = before.hopeless ? undefined : chosenDevice(drivers, remembered);
    if (chosen) {
      const step = { baudRate: chosen.baudRate, drivers: [chosen.driver] };
      return this.#open(step, over, async () => undefined, chosen.driver);
    }
    if (!over.aborted) {
      this.#isUnknown = true;
      this.#tellAbsent('unknown', before.why);
    }
    const step = before.hopeless ? undefined : listening(drivers, remembered, this.#round++);
    if (!step) return { ...before, hopeless: true };
    return this.#open(step, over, (_session, _incoming, settled) => pause(timers, forMs, settled));
  }

  /** Asks every driver's question in turn, until one is answered or the time is over. */
  async #ask(
    session: PortSession,
    incoming: Incoming,
    { baudRate, drivers }: ProbeStep,
    settled: AbortSignal,
  ): Promise<void> {
    const { timers } = this.#options;
    const until = timers.now() + askForMs;
    const asked = drivers.flatMap((driver) =>
      driver.recognition.by === 'asking' ? [{ driver, query: driver.recognition.query }] : [],
    );
    // A rate at which somebody was heard before, and nobody can be asked.
    if (asked.length === 0) return pause(timers, askForMs, settled);
    do {
      for (const { driver, query } of asked) {
        if (settled.aborted) return;
        const before = incoming.bytes;
        // Twice: a device may have taken the question before this one for half of a command of its own.
        session.write(query);
        await pause(timers, askAgainMs, settled);
        if (settled.aborted) return;
        session.write(query);
        const within = answerWithinMs(driver, baudRate);
        await pause(timers, Math.min(within, firstByteMs), settled);
        // A long answer is worth waiting for once it has begun.
        if (incoming.bytes > before) await pause(timers, Math.max(0, within - firstByteMs), settled);
      }
    } while (timers.now() < until);
  }

  /**
   * Opens the port at one rate until a device is recognised or `search` ends; with a device, until it is lost.
   * @param known what it is taken for without an answer
   */
  async #open(
    { baudRate, drivers }: ProbeStep,
    over: AbortSignal,
    search: (session: PortSession, incoming: Incoming, settled: AbortSignal) => Promise<void>,
    known?: Driver,
  ): Promise<Outcome> {
    const { port, timers } = this.#options;
    const found = new AbortController();
    const incoming = new Incoming(drivers, timers, () => found.abort());
    let session: PortSession;
    try {
      session = await PortSession.open(port, { baudRate, bufferSize }, timers, (chunk) =>
        incoming.push(chunk),
      );
    } catch (error) {
      return { why: `it cannot be opened (${messageOf(error)})`, hopeless: true };
    }
    const ended = new AbortController();
    let why = '';
    void session.ended.then((reason) => {
      why = reason;
      ended.abort();
    });
    try {
      const gone = AbortSignal.any([over, ended.signal]);
      if (known) incoming.assume(known);
      await search(session, incoming, AbortSignal.any([gone, found.signal]));
      if (ended.signal.aborted) return { why: `it failed at ${baudRate} baud (${why})`, hopeless: true };
      if (over.aborted) return { why: 'it was let go', hopeless: true };
      const { driver } = incoming;
      if (!driver) return { why: `nothing known answers at ${baudRate} baud`, hopeless: false };
      const since = timers.now();
      const silent = await this.#serve(driver, session, incoming, baudRate, gone);
      if (!over.aborted) this.#tellAbsent('lost', ended.signal.aborted ? why : silent);
      return { ranForMs: timers.now() - since };
    } finally {
      incoming.end();
      await session.close();
    }
  }

  /** Lets the driver work until the device is gone. @returns why it is taken for gone when the port is not */
  async #serve(
    driver: Driver,
    session: PortSession,
    incoming: Incoming,
    baudRate: number,
    gone: AbortSignal,
  ): Promise<string> {
    const { memory, timers, wallClock } = this.#options;
    const skippedBefore = incoming.skippedBytes;
    this.#present = () => ({
      lineErrors: session.lineErrors,
      skippedBytes: incoming.skippedBytes - skippedBefore,
    });
    memory.remember(this.#info, { driver: driver.id, baudRate });
    this.#ran = driver;
    const detail = `${driver.name} at ${baudRate} baud.`;
    this.#tell({ state: 'running', port: this.#info, driver, baudRate, detail });
    const link: DeviceLink = {
      timers,
      now: wallClock,
      send: (bytes) => session.write(bytes),
      emit: (event) => this.#listeners.emit('event', event),
      drop: () => this.#faults.dropped++,
    };
    const work = driver.begin(link);
    incoming.deliver((frame) => work.take(frame));
    try {
      const { silentAfterMs } = driver;
      if (silentAfterMs === null) {
        await pause(timers, Infinity, gone);
        return '';
      }
      const left = (): number => silentAfterMs - (timers.now() - incoming.lastFrameAt);
      while (!gone.aborted && left() > 0) await pause(timers, left(), gone);
      return `No valid frame came for ${silentAfterMs} ms.`;
    } finally {
      incoming.end();
      work.end();
      const { lineErrors, skippedBytes } = this.faults;
      Object.assign(this.#faults, { lineErrors, skippedBytes });
      this.#present = () => ({ lineErrors: 0, skippedBytes: 0 });
    }
  }

  #tellProbing(baudRate: number): void {
    // What is lost or unknown stays so for who looks at it, until something is found.
    if (this.#ran || this.#isUnknown) return;
    this.#tell({ state: 'probing', port: this.#info, baudRate, detail: `Asking at ${baudRate} baud.` });
  }

  #tellAbsent(state: 'unknown' | 'held' | 'lost', detail: string): void {
    const lost = this.#ran && { state: 'lost' as const, driver: this.#ran };
    this.#tell({ state, port: this.#info, detail, ...lost });
  }

  #tell(report: PortReport): void {
    this.#current = report;
    this.#listeners.emit('state', report);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
