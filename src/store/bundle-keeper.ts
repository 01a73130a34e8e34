import { BundleRefused, verifyBundle } from '../credentials/bundle-verifier.ts';
import { importIssuers } from '../credentials/health-pass-verifier.ts';
import type { Bundle, PublicKey, SignedBundle } from '../domain/bundle.ts';
import type { DeviceClock } from './device-clock.ts';
import type { DeviceSettings } from './device-settings.ts';

/** A bundle in use, with its issuers' keys ready. */
export interface BundleInUse {
  bundle: Bundle;
  issuers: ReadonlyMap<number, CryptoKey>;
}

/**
 * Holds the one bundle a sentry decides by. Only a bundle with the district's signature and no lower a version is taken; it
 * is verified again at every start, since what lies on a disk can have been changed.
 */
export class BundleKeeper {
  #inUse: BundleInUse | null = null;
  readonly #settings: DeviceSettings;
  readonly #clock: DeviceClock;
  readonly #key: PublicKey;

  private constructor(settings: DeviceSettings, clock: DeviceClock, key: PublicKey) {
    this.#settings = settings;
    this.#clock = clock;
    this.#key = key;
  }

  /** Loads what the device holds. A stored bundle that fails its check is not used: the sentry then admits nobody. */
  static async open(settings: DeviceSettings, clock: DeviceClock, key: PublicKey): Promise<BundleKeeper> {
    const keeper = new BundleKeeper(settings, clock, key);
    const stored = await settings.bundle();
    if (stored) {
      try {
        await keeper.#use(stored);
      } catch (fault) {
        if (!(fault instanceof BundleRefused)) throw fault;
      }
    }
    return keeper;
  }

  /** The bundle to decide by; null when there is none or it has expired. */
  current(): BundleInUse | null {
    return this.#inUse && this.#clock.now() < this.#inUse.bundle.expiresAt ? this.#inUse : null;
  }

  /** True when the district's own key has said that this is a demo district; an expired bundle says so too. */
  get isDemo(): boolean {
    return this.#inUse?.bundle.district.demo ?? false;
  }

  /** The version held, expired or not; 0 when there is none. */
  get version(): number {
    return this.#inUse?.bundle.version ?? 0;
  }

  /** Takes a newer bundle and stores it. Throws BundleRefused and changes nothing when it is not acceptable. */
  async take(signed: SignedBundle): Promise<void> {
    await this.#use(signed);
    await this.#settings.saveBundle(signed);
  }

  async #use(signed: SignedBundle): Promise<void> {
    const bundle = await verifyBundle(signed, this.#key, this.version);
    this.#inUse = { bundle, issuers: await importIssuers(bundle.issuers) };
    this.#clock.raiseForGood(bundle.issuedAt);
  }
}
