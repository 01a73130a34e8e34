/**
 * Keeps the screen on while a page is shown. The browser takes the lock back whenever the page is hidden, and may do so at
 * any time (low battery), so it is asked for again on both. Where there is no such lock the screen dims as usual.
 */
export class KeepAwake {
  #wanted = false;
  #lock: WakeLockSentinel | null = null;

  readonly #again = (): void => {
    if (this.#wanted && !this.#lock && document.visibilityState === 'visible') void this.#ask();
  };

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    document.addEventListener('visibilitychange', this.#again);
    this.#again();
  }

  stop(): void {
    this.#wanted = false;
    document.removeEventListener('visibilitychange', this.#again);
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }

  async #ask(): Promise<void> {
    try {
      const lock = await navigator.wakeLock?.request('screen');
      if (!lock) return;
      if (!this.#wanted) return void lock.release();
      this.#lock = lock;
      lock.addEventListener('release', () => {
        this.#lock = null;
        this.#again();
      });
    } catch {
      // refused, for example when the battery is low: asked again when the page is shown next
    }
  }
}
