import { emergencyReasons, type EmergencyCause } from '../../domain/policy/emergency.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import type { Scan } from '../../domain/scan/scan.ts';
import type { SentryPlace } from '../../domain/api/gate/sentry-api.ts';

/** A touch right after another one is a trembling hand, not the next person, ms. */
export const bounceMs = 1200;
/** The guard is asked why for so long, ms; what was not told stays untold. */
export const askedMs = 3 * 60_000;
/** What the storage did not take is tried again so often, ms. */
const retryMs = 5000;

interface Options {
  place: SentryPlace;
  /** UTC ms by the device's clock. */
  now: () => number;
  /** The version of the policy in use; 0 when there is none. No rule is asked. */
  policy: () => number;
  /** Stores a scan durably; rejects while it cannot (ScanQueue.add). */
  store: (scan: Omit<Scan, 'seq'>) => Promise<unknown>;
  /** Called after each stored record, so that it is uploaded at once. */
  onStored: () => void;
  /** 8 hexadecimal characters, made at this start of the page. */
  boot: string;
}

/** How the guard's acts are. */
export interface EmergencyState {
  /** The acts whose cause may still be told: when each was, UTC ms, oldest first. */
  open: readonly number[];
  /** Records that the storage has not taken yet. */
  unstored: number;
}

/**
 * "Emergency, let in" at one sentry (domain/policy/emergency.ts). The touch opens the way at once, whatever the rules, the lock, the
 * network or the disk are like; its record follows, and is tried again for as long as the page lives where the storage is full
 * or broken. Nothing here waits for anything before the guard may act.
 */
export class EmergencyActs {
  readonly #options: Options;
  readonly #listeners = new Listeners<{ change: EmergencyState }>();
  #open: { t: number; mono: number }[] = [];
  #unstored: Omit<Scan, 'seq'>[] = [];
  #lastAct = -Infinity;
  #storing = false;
  #endAsking: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  on(type: 'change', listener: (state: EmergencyState) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  get state(): EmergencyState {
    return { open: this.#open.map(({ t }) => t), unstored: this.#unstored.length };
  }

  /** The guard's touch. @returns false when it came so soon after another one that it is the same */
  act(): boolean {
    const mono = Math.round(performance.now());
    if (mono - this.#lastAct < bounceMs) return false;
    this.#lastAct = mono;
    const act = { t: this.#options.now(), mono };
    this.#open.push(act);
    this.#record(act, null);
    clearTimeout(this.#endAsking);
    this.#endAsking = setTimeout(() => this.later(), askedMs);
    return true;
  }

  /** The guard tells why, of all acts that are open. */
  tell(cause: EmergencyCause): void {
    const told = this.#open;
    clearTimeout(this.#endAsking);
    this.#open = [];
    for (const act of told) this.#record(act, cause);
    this.#tellState();
  }

  /** The guard does not tell why now. */
  later(): void {
    clearTimeout(this.#endAsking);
    this.#open = [];
    this.#tellState();
  }

  /** Ends all timers. What the storage has not taken by then is lost with the page, and was shown. */
  stop(): void {
    clearTimeout(this.#endAsking);
    clearTimeout(this.#retry);
  }

  #record({ t, mono }: { t: number; mono: number }, cause: EmergencyCause | null): void {
    const { place, policy, boot } = this.#options;
    this.#unstored.push({
      t,
      site: place.site,
      zone: place.zone,
      device: place.device,
      pass: null,
      outcome: 'attend',
      reasons: emergencyReasons(cause),
      body: null,
      surface: null,
      ambient: null,
      policy: policy(),
      showing: null,
      boot,
      mono,
    });
    this.#tellState();
    void this.#storeAll();
  }

  async #storeAll(): Promise<void> {
    if (this.#storing) return;
    this.#storing = true;
    clearTimeout(this.#retry);
    try {
      for (let next = this.#unstored[0]; next; next = this.#unstored[0]) {
        await this.#options.store(next);
        this.#unstored.shift();
        this.#options.onStored();
        this.#tellState();
      }
    } catch {
      this.#retry = setTimeout(() => void this.#storeAll(), retryMs);
    } finally {
      this.#storing = false;
    }
  }

  #tellState(): void {
    this.#listeners.emit('change', this.state);
  }
}
