import type { SitePlace, VisitAnswer } from '../domain/api/api.ts';
import { decodeSiteCode, siteCodeText } from '../domain/site/site-code.ts';
import { citizenRoutes } from '../domain/api/routes/citizen-routes.ts';
import { publicRoutes } from '../domain/api/routes/public-routes.ts';
import { ApiError, type ApiConnection } from '../sync/api-connection.ts';
import { leaveSession } from '../ui/session/left-sign-ins.ts';
import type { Session } from '../ui/session/session.ts';
import type { VisitMemory } from './visit-memory.ts';

/**
 * Where a check-in stands.
 * - no-code, bad-code: there is no place to register at
 * - sign-in: the visit waits for a sign-in
 * - registering, registered
 * - failed: not registered, `fault` says why
 */
export type CheckInState = 'no-code' | 'bad-code' | 'sign-in' | 'registering' | 'registered' | 'failed';

/**
 * One check-in, from a scanned code to a registered visit. The place is asked for while the visit is being registered: who
 * stands at a door should see its name at once. Only the server's own answer makes a visit registered.
 */
export class CheckIn {
  state: CheckInState = 'no-code';
  /** The place, as soon as any answer names it. */
  place: SitePlace | null = null;
  visit: VisitAnswer | null = null;
  fault: ApiError['code'] | null = null;
  /** True when a sign-in was there and the server no longer took it. */
  signedOut = false;
  readonly #client: ApiConnection;
  readonly #session: Session;
  readonly #memory: VisitMemory;
  readonly #onChange: () => void;
  #code = '';
  /** Rises with each try to register: an answer to an earlier one, or to somebody who signed out, changes nothing. */
  #turn = 0;

  constructor(client: ApiConnection, session: Session, memory: VisitMemory, onChange: () => void) {
    this.#client = client;
    this.#session = session;
    this.#memory = memory;
    this.#onChange = onChange;
  }

  /** Begins with the part after the `#`; what was shown of another code is dropped. */
  async open(fragment: string): Promise<void> {
    this.#turn++;
    const code = siteCodeText(fragment);
    this.#code = code;
    this.place = null;
    this.visit = null;
    this.fault = null;
    this.signedOut = false;
    this.state = 'registering';
    if (code === '' || !isSiteCode(code)) {
      this.#become(fragment === '' ? 'no-code' : 'bad-code');
      return;
    }
    await Promise.all([this.#readPlace(code), this.#register(code)]);
  }

  /** Tries again what failed; the visit keeps its id. */
  async retry(): Promise<void> {
    if (this.state === 'registering') return;
    const code = this.#code;
    await Promise.all([this.place ? null : this.#readPlace(code), this.#register(code)]);
  }

  /** Signs in, then registers. Throws the ApiError of a sign-in that failed. */
  async signIn(email: string, password: string): Promise<void> {
    await this.#client.signIn('citizens', email, password);
    this.#session.token = this.#client.token;
    await this.retry();
  }

  /** True while a visit may still come of it: who signs out now is not registered. */
  get isWaiting(): boolean {
    return this.state === 'registering' || this.state === 'failed';
  }

  /** Signs the person out of this phone, and asks the next one to sign in for the same place. */
  signOut(): void {
    this.#turn++;
    void leaveSession(this.#session, this.#client);
    this.#memory.forget();
    this.visit = null;
    this.fault = null;
    this.signedOut = false;
    this.#become('sign-in');
  }

  async #readPlace(code: string): Promise<void> {
    try {
      const { place } = await this.#client.ask(publicRoutes.readSiteCode, { code });
      if (code !== this.#code) return;
      this.place ??= place;
      this.#onChange();
    } catch (fault) {
      if (code === this.#code && fault instanceof ApiError && fault.code === 'site-code') {
        this.#become('bad-code');
      }
      // Otherwise the visit's own answer names the place, or its fault is shown.
    }
  }

  async #register(code: string): Promise<void> {
    this.#client.token = this.#session.token;
    if (!this.#client.token) return this.#become('sign-in');
    this.#become('registering');
    const turn = ++this.#turn;
    const id = this.#memory.idFor(code);
    try {
      const visit = await this.#client.ask(citizenRoutes.visit, { code, id });
      this.#memory.registered(id);
      if (turn !== this.#turn) return;
      this.visit = visit;
      this.place = visit.place;
      this.#become('registered');
    } catch (fault) {
      if (turn !== this.#turn) return;
      this.fault = fault instanceof ApiError ? fault.code : 'server';
      if (this.fault === 'sign-in' || this.fault === 'not-allowed') {
        this.signedOut = true;
        // Unless another page of this phone has a newer one by now.
        if (this.#session.token === this.#client.token) this.#session.token = null;
        this.#become('sign-in');
      } else {
        this.#become(this.fault === 'site-code' ? 'bad-code' : 'failed');
      }
    }
  }

  #become(state: CheckInState): void {
    // A code that is not valid stays so, whichever of the two answers says it first.
    if (this.state === 'bad-code') return;
    this.state = state;
    this.#onChange();
  }
}

function isSiteCode(code: string): boolean {
  try {
    decodeSiteCode(code);
    return true;
  } catch {
    return false;
  }
}
