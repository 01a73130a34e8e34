/** Further apart than the way of an answer and a quartz's drift explain within the hours a gate may be offline, ms. */
const slackMs = 10_000;

/** A time that has passed, UTC ms, and when that was known, ms on the clock that never goes back. */
interface Passed {
  time: number;
  at: number;
}

/**
 * The sentry's best idea of the time. The device's own clock is corrected by what the server said at the last contact, and
 * never runs below a floor: the latest time this device has seen, and what has gone by since. So a clock set back revives
 * neither a picture of a code nor an old rule. What raised the floor may itself have been a clock that ran ahead: the server's
 * word lowers it again, or one wrong year would stop the gate for good. Only a time that the district signed is never gone
 * below.
 */
export class DeviceClock {
  #offset = 0;
  #floor: Passed;
  #signed: Passed = { time: 0, at: 0 };
  #wasBehind = false;
  readonly #wall: () => number;
  readonly #elapsed: () => number;

  /**
   * @param floor UTC ms from the device's store; 0 when nothing is known.
   * @param wall the device's clock, UTC ms; tests give their own.
   * @param elapsed ms on a clock that nobody can set.
   */
  constructor(floor = 0, wall: () => number = Date.now, elapsed: () => number = () => performance.now()) {
    this.#wall = wall;
    this.#elapsed = elapsed;
    this.#floor = { time: 0, at: elapsed() };
    this.raise(floor);
  }

  /** UTC ms. */
  now(): number {
    const own = this.#own();
    return this.stopped ? this.#least() : Math.max(own, this.#floor.time, this.#signed.time);
  }

  /** How far the device's clock is from the server's, ms; positive when the device is behind. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * True when the device's clock was set back, or gives no number, and no server has told the time since: the time is that of
   * the floor.
   */
  get stopped(): boolean {
    return !(this.#own() >= this.#least() - slackMs);
  }

  /**
   * True when the device started with a clock that was behind a time it has already seen: how long it was off, nobody here
   * knows, so nothing that is shown can be told to be of this moment.
   */
  get isLost(): boolean {
    return this.stopped && (this.#wasBehind || !Number.isFinite(this.#own()));
  }

  /**
   * Takes the server's time. Half of the round trip is the error, so a small difference changes nothing. What is no time
   * (something between here and the server answered in its place) is not taken.
   */
  learn(serverNow: number): void {
    if (!Number.isFinite(serverNow)) return;
    const offset = serverNow - this.#wall();
    if (Number.isFinite(offset) && Math.abs(offset - this.#offset) > 2000) this.#offset = offset;
    this.#floor = { time: serverNow, at: this.#elapsed() };
    this.#wasBehind = false;
  }

  /** Raises the floor to a time that this device has lived through. The server's statement may lower it again. */
  raise(time: number): void {
    if (!Number.isFinite(time)) return;
    this.#notice(time);
    if (time > this.#since(this.#floor)) this.#floor = { time, at: this.#elapsed() };
  }

  /** Raises the floor for good, to a time that a signature of the district proves to have passed. */
  raiseForGood(time: number): void {
    if (!Number.isFinite(time)) return;
    this.#notice(time);
    if (time > this.#since(this.#signed)) this.#signed = { time, at: this.#elapsed() };
  }

  /** A time that has passed and is ahead of ours: ours is wrong by at least as much. */
  #notice(time: number): void {
    if (time > this.now() + slackMs) this.#wasBehind = true;
  }

  #own(): number {
    return this.#wall() + this.#offset;
  }

  #least(): number {
    return Math.max(this.#since(this.#floor), this.#since(this.#signed));
  }

  #since({ time, at }: Passed): number {
    return time + Math.floor(this.#elapsed() - at);
  }
}
