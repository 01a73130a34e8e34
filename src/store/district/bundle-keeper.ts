import {
  BundleRefused,
  verifyBundle,
  verifyWord,
  type HeldVersions,
} from '../../credentials/signed/bundle-verifier.ts';
import { importIssuers } from '../../credentials/pass/health-pass-verifier.ts';
import type { Issuers } from '../../credentials/pass/verifying-context.ts';
import type { Bundle, SignedBundle } from '../../domain/bundle/bundle.ts';
import type { Charter, PublicKey } from '../../domain/bundle/charter.ts';
import type { SignedWord, Word } from '../../domain/bundle/word.ts';
import type { DeviceClock } from '../device/device-clock.ts';
import type { DeviceSettings } from '../device/device-settings.ts';

/** A bundle in use, the charter it stands on, and the issuers' keys ready. */
export interface BundleInUse {
  charter: Charter;
  bundle: Bundle;
  issuers: Issuers;
}

/**
 * Holds the one bundle a sentry decides by, and the server's last word. Only a bundle with two officials' signatures under a
 * charter of the district's root is taken, and no lower a version; all is verified again at every start, since what lies on
 * a disk can have been changed.
 */
export class BundleKeeper {
  #inUse: BundleInUse | null = null;
  /** The text of the bundle in use. */
  #body: string | undefined;
  #word: Word | null = null;
  readonly #settings: DeviceSettings;
  readonly #clock: DeviceClock;
  readonly #root: PublicKey;

  private constructor(settings: DeviceSettings, clock: DeviceClock, root: PublicKey) {
    this.#settings = settings;
    this.#clock = clock;
    this.#root = root;
  }

  /** Loads what the device holds. A stored bundle that fails its check is not used: the sentry then admits nobody. */
  static async open(settings: DeviceSettings, clock: DeviceClock, root: PublicKey): Promise<BundleKeeper> {
    const keeper = new BundleKeeper(settings, clock, root);
    const stored = await settings.bundle();
    if (stored) {
      try {
        // It was taken before: that an official's time has ended since ends nothing.
        keeper.#body = stored.body;
        await keeper.#use(stored);
      } catch (fault) {
        if (!(fault instanceof BundleRefused)) throw fault;
        keeper.#body = undefined;
      }
    }
    const word = await settings.word();
    if (word) await keeper.#hear(word);
    return keeper;
  }

  /** The bundle to decide by; null when there is none, or it or its charter has expired. */
  current(): BundleInUse | null {
    const now = this.#clock.now();
    const inUse = this.#inUse;
    return inUse && now < inUse.bundle.expiresAt && now < inUse.charter.expiresAt ? inUse : null;
  }

  /** When the server last gave signed statement, UTC ms; null when it never did. The age of all data is counted from here. */
  get dataAsOf(): number | null {
    return this.#word?.at ?? null;
  }

  /** The newest deny list the server has spoken of; 0 when it never did. */
  get denyVersion(): number {
    return this.#word?.denyVersion ?? 0;
  }

  /** The charter held, expired or not; null when there is none. */
  get charter(): Charter | null {
    return this.#inUse?.charter ?? null;
  }

  /** True when the district's root has said that this is a demo district; an expired bundle says so too. */
  get isDemo(): boolean {
    return this.#inUse?.charter.district.demo ?? false;
  }

  /** The version held, expired or not; 0 when there is none. */
  get version(): number {
    return this.#inUse?.bundle.version ?? 0;
  }

  /** The version of the charter held; 0 when there is none. */
  get charterVersion(): number {
    return this.#inUse?.charter.version ?? 0;
  }

  /** Takes a newer bundle and stores it. Throws BundleRefused and changes nothing when it is not acceptable. */
  async take(signed: SignedBundle): Promise<void> {
    await this.#use(signed);
    await this.#settings.saveBundle(signed);
  }

  /** Takes the server's statement, if it is signed and newer than the last; what is neither changes nothing. */
  async hear(signed: SignedWord): Promise<void> {
    if (await this.#hear(signed)) await this.#settings.saveWord(signed);
  }

  async #hear(signed: SignedWord): Promise<boolean> {
    const word = this.#inUse ? await verifyWord(signed, this.#inUse.charter) : null;
    if (!word || word.at <= (this.#word?.at ?? 0)) return false;
    this.#word = word;
    this.#clock.raiseForGood(word.at);
    return true;
  }

  async #use(signed: SignedBundle): Promise<void> {
    const held: HeldVersions = {
      charter: this.charterVersion,
      bundle: this.version,
      ...(this.#inUse && { issuedAt: this.#inUse.bundle.issuedAt }),
      ...(this.#body !== undefined && { body: this.#body }),
    };
    const { charter, bundle } = await verifyBundle(signed, this.#root, held, this.#clock.now());
    this.#inUse = { charter, bundle, issuers: await importIssuers(charter.issuers) };
    this.#body = signed.body;
    this.#clock.raiseForGood(bundle.issuedAt);
  }
}
