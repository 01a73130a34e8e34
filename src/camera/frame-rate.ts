/** Frames a second while nothing moves: somebody who comes is seen a fifth of a second late at most. */
const restingRate = 5;
/** Nothing has moved for so long: nobody is there, ms. */
const restAfterMs = 10_000;

/**
 * Lets a camera give fewer frames while nothing moves before it, and all of them at the first movement: a tablet on a wall sees
 * nobody most of the time, and every frame is captured, painted and looked at. Chromium changes the rate from one frame to the next.
 */
export class FrameRate {
  #track: MediaStreamTrack | null = null;
  /** As the track was opened. */
  #full: MediaTrackConstraints = {};
  #movedAt = -Infinity;
  #resting = false;

  /** @param track the one whose frames come from now on; null while none is open */
  of(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#resting = false;
    this.#movedAt = performance.now();
    if (track) this.#full = track.getConstraints();
  }

  /** True while it gives few. */
  get isResting(): boolean {
    return this.#resting;
  }

  /** @param at ms on performance.now()'s clock */
  note(moved: boolean, at: number): void {
    if (moved) this.#movedAt = at;
    const rests = at - this.#movedAt > restAfterMs;
    if (rests === this.#resting || !this.#track) return;
    this.#resting = rests;
    if (rests) this.#full = this.#track.getConstraints();
    const { frameRate: _, ...others } = this.#full;
    const wish = rests ? { ...others, frameRate: { max: restingRate } } : this.#full;
    // A camera that cannot goes on as it was.
    void this.#track.applyConstraints(wish).catch(() => undefined);
  }
}
