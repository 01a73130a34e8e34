import { waitAfter, type PinHash } from '../../domain/gate/pin.ts';
import type { DeviceSettings } from '../../store/device/device-settings.ts';
import type { PinTries } from '../../store/device/settings-schema.ts';

/** For so long after the right PIN, or the last thing done behind it, it is not asked for again, ms. */
export const openForMs = 3 * 60_000;

/** What became of a try. */
export type PinTry = 'open' | 'wrong' | 'wait';

const noTries: PinTries = { of: '', wrong: 0, until: 0 };

interface Options {
  settings: DeviceSettings;
  /** What is checked by; null while the site has no PIN. */
  pin: () => PinHash | null;
  /** UTC ms, by a clock that nobody at the gate can set back. */
  now: () => number;
}

/**
 * The lock before the staff's functions. A try is on the disk as a wrong one before it is checked, so that neither loading the page
 * anew nor pulling the plug gives another one for nothing.
 */
export class StaffPin {
  readonly #options: Options;
  #tries: PinTries;
  #openUntil = -Infinity;
  #checking = false;

  private constructor(options: Options, tries: PinTries) {
    this.#options = options;
    this.#tries = tries;
  }

  static async open(options: Options): Promise<StaffPin> {
    return new StaffPin(options, (await options.settings.pinTries()) ?? noTries);
  }

  /** True while the staff's functions may be used: after the right PIN, or where the site has none. */
  get isOpen(): boolean {
    return this.#options.pin() === null || performance.now() < this.#openUntil;
  }

  /** True where the site has a PIN. */
  get isSet(): boolean {
    return this.#options.pin() !== null;
  }

  /** For how long no try is taken, ms; 0: now. */
  get waitMs(): number {
    return Math.max(0, this.#own().until - this.#options.now());
  }

  /** Somebody does something behind the PIN: it stays open a while longer. */
  renew(): void {
    if (this.isSet && this.isOpen) this.#openUntil = performance.now() + openForMs;
  }

  /** Closes it at once. */
  close(): void {
    this.#openUntil = -Infinity;
  }

  /** Rejects where the try cannot be kept on the disk: then none is taken. */
  try(typed: string): Promise<PinTry> {
    // From the device's own disk, once somebody types a PIN: most days nobody does.
    return this.#tried(async (pin) =>
      (await import('../../credentials/bytes/pin-hash.ts')).checkPin(typed, pin),
    );
  }

  /** A card of the staff's is laid on a reader in place of the PIN: a wrong one is a wrong try. */
  tryCard(number: string): Promise<PinTry> {
    return this.#tried(async (pin) =>
      (await import('../staff/staff-cards.ts')).knowsCard(this.#options.settings, pin, number),
    );
  }

  /** Enrols a card while the PIN is open. @returns null where it is not, or the site has none */
  async enrolCard(number: string): Promise<'taken' | 'known' | 'full' | null> {
    const pin = this.#options.pin();
    if (!pin || !this.isOpen) return null;
    return (await import('../staff/staff-cards.ts')).enrolCard(this.#options.settings, pin, number);
  }

  /** Ends all cards, while the PIN is open. */
  async forgetCards(): Promise<void> {
    const pin = this.#options.pin();
    if (pin && this.isOpen)
      await (await import('../staff/staff-cards.ts')).forgetCards(this.#options.settings, pin);
  }

  /** How many cards open what the PIN opens. */
  async cardCount(): Promise<number> {
    const pin = this.#options.pin();
    return pin
      ? (await (await import('../staff/staff-cards.ts')).cardsOf(this.#options.settings, pin)).length
      : 0;
  }

  async #tried(isRight: (pin: PinHash) => Promise<boolean>): Promise<PinTry> {
    const pin = this.#options.pin();
    if (!pin) return 'open';
    if (this.#checking || this.waitMs > 0) return 'wait';
    this.#checking = true;
    try {
      const wrong = this.#own().wrong + 1;
      await this.#keep({ of: pin.hash, wrong, until: this.#options.now() + waitAfter(wrong) });
      if (!(await isRight(pin))) return this.waitMs > 0 ? 'wait' : 'wrong';
      await this.#keep(noTries);
      this.#openUntil = performance.now() + openForMs;
      return 'open';
    } finally {
      this.#checking = false;
    }
  }

  /** The tries of the PIN that is in use: one that replaced a lost PIN begins anew. */
  #own(): PinTries {
    return this.#tries.of === this.#options.pin()?.hash ? this.#tries : noTries;
  }

  async #keep(tries: PinTries): Promise<void> {
    await this.#options.settings.savePinTries(tries);
    this.#tries = tries;
  }
}
