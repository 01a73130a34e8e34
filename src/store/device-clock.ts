/**
 * The sentry's best idea of the time. The device's own clock is corrected by what the server said at the last contact, and
 * never runs below a floor: the latest time this device has seen. So a clock set back revives neither a picture of a code
 * nor an old rule. What raised the floor may itself have been a clock that ran ahead: the server's word lowers it again,
 * or one wrong year would stop the gate for good. Only a time that the district signed is never gone below.
 */
export class DeviceClock {
  #offset = 0;
  #floor: number;
  #signedFloor = 0;
  readonly #wall: () => number;

  /**
   * @param floor UTC ms from the device's store; 0 when nothing is known.
   * @param wall the device's clock, UTC ms; tests give their own.
   */
  constructor(floor = 0, wall: () => number = Date.now) {
    this.#floor = Number.isFinite(floor) ? floor : 0;
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

  /**
   * Takes the server's time. Half of the round trip is the error, so a small difference changes nothing. What is no time
   * (something between here and the server answered in its place) is not taken.
   */
  learn(serverNow: number): void {
    if (!Number.isFinite(serverNow)) return;
    const offset = serverNow - this.#wall();
    if (Math.abs(offset - this.#offset) > 2000) this.#offset = offset;
    this.#floor = Math.max(serverNow, this.#signedFloor);
  }

  /** Raises the floor to a time that this device has lived through. The server's word may lower it again. */
  raise(time: number): void {
    if (Number.isFinite(time)) this.#floor = Math.max(this.#floor, time);
  }

  /** Raises the floor for good, to a time that a signature of the district proves to have passed. */
  raiseForGood(time: number): void {
    this.#signedFloor = Math.max(this.#signedFloor, time);
    this.raise(time);
  }
}
