import { isNightlyRestart } from '../device/nightly-restart.ts';
import type { SelfCare } from '../watch/self-care.ts';
import type { SentryDevice } from '../device/sentry-device.ts';

interface Options {
  device: () => SentryDevice;
  /** True while nobody is being checked, shown a verdict or at the settings. */
  isFree: () => boolean;
  /** What the sentry does for itself; null until it is loaded. */
  care: () => Pick<SelfCare, 'beginRestart'> | null;
  /** Loads the page anew. */
  reload: () => void;
}

/** Loads the page anew when an administrator asked for it, once a night, or where nothing else helps what failed: never while somebody is at the gate. */
export class QuietRestart {
  readonly #options: Options;
  /** True once a restart counts as done: what is left is to load the page. */
  #restarting = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Restarts if it is due.
   * @param now UTC ms
   * @param waiting records that are not uploaded
   */
  async look(now: number, waiting: number): Promise<void> {
    const { isFree, reload, care } = this.#options;
    const device = this.#options.device();
    if (!isFree()) return;
    if (device.commands.restartWanted) {
      this.#restarting = (await device.commands.beginRestart(now)) || this.#restarting;
    }
    const hour = device.site?.settings.restartHour ?? null;
    if (isNightlyRestart({ hour, now, runMs: performance.now(), waiting })) this.#restarting = true;
    if (!this.#restarting && care()?.beginRestart()) this.#restarting = true;
    // Somebody may have come while that was written down.
    if (this.#restarting && isFree()) {
      this.#restarting = false;
      reload();
    }
  }
}
