import type { HeldPass } from '../credentials/pass/holder.ts';
import type { MeAnswer } from '../domain/api/api.ts';
import { backOffMs } from '../domain/time/back-off.ts';
import { passEnd } from '../domain/pass/health-pass.ts';
import type { HealthStatus } from '../domain/person/health-status.ts';
import type { Wallet } from '../store/holder/wallet.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';

/** Why the last try to update failed; 'bad-pass': the server's pass was not for this phone's key. */
export type UpdateFault = ApiError['code'] | 'bad-pass';

/** How often an open page asks the server whether the status has changed, ms. */
const contactEveryMs = 5 * 60_000;

/** Above this difference, ms, a sentry may refuse what a phone signs by its own clock: the person is told. */
export const clockWarningMs = 20_000;

/**
 * Keeps the wallet's pass fresh: asks the server now and then, and gets a new pass when less than half of the old one's
 * life is left, when the status has changed, or when the person asks. A failure never takes away the pass that is there.
 */
export class PassKeeper {
  readonly wallet: Wallet;
  /** What the server said last; null until it has answered. */
  me: MeAnswer | null = null;
  busy = false;
  /** Why the last update failed; null when it did not. */
  fault: UpdateFault | null = null;
  readonly #client: ApiClient;
  readonly #wall: () => number;
  readonly #onChange: () => void;
  #offset: number;
  #failures = 0;
  #nextContact = 0;
  /** The status as told when the last pass was issued: one that no pass can hold must not ask for a new pass forever. */
  #renewedFor: HealthStatus | null = null;

  /**
   * @param wall the device's clock, UTC ms; tests give their own.
   * @param onChange called whenever something to show has changed.
   */
  constructor(client: ApiClient, wallet: Wallet, onChange: () => void, wall: () => number = Date.now) {
    this.#client = client;
    this.wallet = wallet;
    this.#onChange = onChange;
    this.#wall = wall;
    this.#offset = wallet.clockOffset;
  }

  /** The person's handle; undefined for the account's first person. */
  get person(): string | undefined {
    return this.wallet.person?.id;
  }

  /** UTC ms by the device's clock, corrected by what the server said. */
  now(): number {
    return this.#wall() + this.#offset;
  }

  /** How far the device's clock is ahead of the server's, ms; negative when it is behind. */
  get clockAheadMs(): number {
    return -this.#offset;
  }

  /** True when nothing can be asked of the server until the person signs in again. */
  get signedOut(): boolean {
    return this.fault === 'sign-in' || this.fault === 'not-allowed';
  }

  get held(): HeldPass | null {
    return this.wallet.held;
  }

  /** 'none': there is no pass yet; 'ended': there is one and its time is over. */
  state(): 'none' | 'not-yet' | 'valid' | 'ended' {
    const { held } = this;
    if (!held) return 'none';
    if (this.now() < held.fields.notBefore) return 'not-yet';
    return this.now() < passEnd(held.fields) ? 'valid' : 'ended';
  }

  /** To be called every second or so: asks the server when it is time to. */
  async tick(): Promise<void> {
    if (this.#wall() >= this.#nextContact && !this.signedOut) await this.update(false);
  }

  /** The next tick asks the server: the page was shown again, or a network came back. */
  hurry(): void {
    this.#nextContact = 0;
  }

  /** The client has a token of this person again: what waited for that goes on. */
  signedInAgain(): void {
    if (this.signedOut) this.fault = null;
    this.hurry();
    this.#onChange();
  }

  /**
   * Asks the server for the person's data, and for a new pass where one is due.
   * @param always gets a new pass in any case: the person asked for it.
   */
  async update(always: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.#onChange();
    const { token } = this.#client;
    try {
      this.me = await this.#asking(() => this.#client.me(this.person));
      const [first] = this.me.persons ?? [];
      if (first && !this.wallet.person) await this.wallet.keepFirst(first);
      if (always || this.#due(this.me.status)) await this.#renew();
      await this.wallet.keepContact(this.#offset, this.me.advice);
      this.fault = null;
      this.#failures = 0;
      this.#nextContact = this.#wall() + contactEveryMs;
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'bad-pass';
      if (this.fault === 'not-found') await this.#nobody();
      if (this.fault === 'withdrawn') await this.wallet.drop();
      // Another tab has got a newer token meanwhile: it is asked again with that.
      if (this.fault === 'sign-in' && this.#client.token && this.#client.token !== token) this.fault = null;
      this.#nextContact = this.#wall() + backOffMs(this.#failures++, 5000, contactEveryMs);
    } finally {
      this.busy = false;
      this.#onChange();
    }
  }

  /** The account stands for nobody any more: what is here is nobody's to show. */
  async #nobody(): Promise<void> {
    this.me = null;
    await this.wallet.drop();
  }

  async #renew(): Promise<void> {
    const { pair, holderKey } = await this.wallet.nextKey();
    const { person } = this;
    const { pass } = await this.#asking(() =>
      this.#client.issuePass({ holderKey, ...(person && { person }) }),
    );
    await this.wallet.keep(pass, this.#offset, pair);
    this.#renewedFor = this.me?.status ?? null;
  }

  /** A new pass is due when there is none, when half of its life is over, or when it no longer says what is true. */
  #due(status: HealthStatus): boolean {
    if (!this.held) return true;
    const { fields } = this.held;
    const halfLife = fields.lifetimeMinutes * 30_000;
    if (passEnd(fields) - this.now() < halfLife) return true;
    return !sameStatus(fields, status) && !(this.#renewedFor && sameStatus(this.#renewedFor, status));
  }

  /** Asks, and learns from the answer how wrong this device's clock is. */
  async #asking<T extends { now: number }>(ask: () => Promise<T>): Promise<T> {
    const asked = this.#wall();
    const answer = await ask();
    // The server read its clock somewhere between question and answer; the middle is wrong by half of the round trip at most.
    this.#offset = Math.round(answer.now - (asked + this.#wall()) / 2);
    return answer;
  }
}

/** As far as a pass can say: it holds whole minutes and days. */
function sameStatus(one: HealthStatus, other: HealthStatus): boolean {
  const whole = (time: number | null, unit: number) => (time === null ? null : Math.floor(time / unit));
  return (
    one.colour === other.colour &&
    one.lastResult === other.lastResult &&
    one.doses === other.doses &&
    whole(one.sampleTime, 60_000) === whole(other.sampleTime, 60_000) &&
    whole(one.lastDose, 86_400_000) === whole(other.lastDose, 86_400_000)
  );
}
