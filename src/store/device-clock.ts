/**
 * The sentry's best idea of the time. The device's own clock is corrected by what the server said at the last contact, and
 * never runs below a floor: the latest time this device has seen proved. So a clock set back revives neither a picture of
 * a code nor an old rule.
 */
export class DeviceClock {
  #offset = 0;
  #floor: number;
  readonly #wall: () => number;

  /**
   * @param floor UTC ms from the device's store; 0 when nothing is known.
   * @param wall the device's clock, UTC ms; tests give their own.
   */
  constructor(floor = 0, wall: () => number = Date.now) {
    this.#floor = floor;
    this.#wall = wall;
  }

  /** UTC ms. */
  now(): number {
    return Math.max(this.#wall() + this.#offset, this.#floor);
  }

  /** How far the device's clock is from the server's, ms; positive when the device is behind. */
  get offset(): number {
    return this.#offset;
  }

  /** True when the clock stands at its floor: it was set back and no server has told the time since. */
  get stopped(): boolean {
    return this.#wall() + this.#offset < this.#floor;
  }

  /** Takes the server's time. Half of the round trip is the error, so a small difference changes nothing. */
  learn(serverNow: number): void {
    const offset = serverNow - this.#wall();
    if (Math.abs(offset - this.#offset) > 2000) this.#offset = offset;
    this.raise(serverNow);
  }

  /** Raises the floor to a time that is proved to have passed. */
  raise(time: number): void {
    this.#floor = Math.max(this.#floor, time);
  }
}
