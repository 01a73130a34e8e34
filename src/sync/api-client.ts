import type * as api from '../domain/api.ts';
import type * as demoApi from '../domain/demo-api.ts';
import type * as fleetApi from '../domain/fleet-api.ts';
import { readFleet, type FleetWire } from '../domain/fleet-wire.ts';
import type * as officialApi from '../domain/official-api.ts';
import type * as policyApi from '../domain/policy-api.ts';
import * as sentryApi from '../domain/sentry-api.ts';
import { keyedHash } from './scan-upload.ts';

/** A refusal of the server, or its silence. */
export class ApiError extends Error {
  constructor(
    /** The server's code; 'offline' when no answer came at all. */
    readonly code: api.ApiFaultCode | 'offline',
    message: string,
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    /** Of 'busy': in how many ms to ask again, as the server says. */
    readonly retryMs?: number,
    /** True when no answer came in the time that is waited for one. */
    readonly isTimeout = false,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Who signs in where: PocketBase's auth collections. */
export type AccountKind = 'citizens' | 'owners' | 'staff';

interface Options {
  /** Such as "https://code.example"; the page's own origin when left out. */
  origin?: string;
  /** Tests put their own here. */
  fetch?: typeof fetch;
  /** Called when the server no longer knows the token. */
  onSignedOut?: () => void;
}

const defaultTimeoutMs = 15_000;

/** The one way in which pages and devices speak to the server. Every method throws an ApiError and nothing else. */
export class ApiClient {
  token: string | null = null;
  readonly origin: string;
  readonly #fetch: typeof fetch;
  readonly #onSignedOut: (() => void) | undefined;

  constructor(options: Options = {}) {
    this.origin = options.origin ?? globalThis.location.origin;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#onSignedOut = options.onSignedOut;
  }

  /** Signs in and keeps the token in this client. Wrong name or password: ApiError 'sign-in'. */
  async signIn(kind: AccountKind, email: string, password: string): Promise<void> {
    const answer = await this.#send<{ token: string }>(
      'POST',
      `/api/collections/${kind}/auth-with-password`,
      { identity: email, password },
      { plain: true },
    );
    this.token = answer.token;
  }

  /** Exchanges a valid token for one with a full life, so that a person in daily use is not asked again. */
  async refresh(kind: AccountKind): Promise<void> {
    const answer = await this.#send<{ token: string }>('POST', `/api/collections/${kind}/auth-refresh`, {});
    this.token = answer.token;
  }

  /** @param person a ward's handle; the asker's own record when left out */
  me = (person?: string) =>
    this.#get<api.MeAnswer>(person ? `me?person=${encodeURIComponent(person)}` : 'me');
  issuePass = (body: api.PassRequest) => this.#post<api.PassAnswer>('pass', body);
  paperPass = (body: api.PersonRequest) => this.#post<api.PaperPassAnswer>('pass/paper', body);
  readSiteCode = (body: api.SiteCodeRequest) => this.#post<api.SiteCodeAnswer>('site-code', body);
  visit = (body: api.VisitRequest) => this.#post<api.VisitAnswer>('visit', body);
  pair = (body: sentryApi.PairRequest) => this.#post<sentryApi.PairAnswer>('sentry/pair', body);
  bundle = (have: number, charter = 0) =>
    this.#get<sentryApi.BundleAnswer>(`bundle?have=${have}${charter > 0 ? `&charter=${charter}` : ''}`);
  /** @param uploadKey what the pairing gave: the server believes no upload that was changed on its way */
  uploadScans = async (body: sentryApi.ScansRequest, uploadKey: string): Promise<sentryApi.ScansAnswer> => {
    const text = JSON.stringify(body);
    const hash = await keyedHash(text, uploadKey);
    return this.#send('POST', '/api/sitecode/sentry/scans', text, {
      headers: { [sentryApi.uploadHashHeader]: hash },
    });
  };
  heartbeat = (body: sentryApi.HeartbeatRequest) =>
    this.#post<sentryApi.HeartbeatAnswer>('sentry/heartbeat', body);
  denyList = (have: number) => this.#get<sentryApi.DenyListAnswer>(`sentry/deny-list?have=${have}`);
  venue = () => this.#get<api.VenueAnswer>('venue');
  pairingCode = (body: api.PairingCodeRequest) =>
    this.#post<api.PairingCodeAnswer>('venue/pairing-code', body);
  board = () => this.#get<api.BoardAnswer>('board');
  staffMe = () => this.#get<officialApi.StaffMeAnswer>('staff/me');
  findPerson = (body: officialApi.PersonFindRequest) =>
    this.#post<officialApi.PersonFindAnswer>('person/find', body);
  overrides = () => this.#get<officialApi.OverridesAnswer>('overrides');
  requestOverride = (body: officialApi.OverrideRequest) =>
    this.#post<officialApi.OverrideAnswer>('override', body);
  decideOverride = (body: officialApi.OverrideDecision) =>
    this.#post<officialApi.OverrideAnswer>('override/decide', body);
  liftOverride = (body: officialApi.OverrideLift) =>
    this.#post<officialApi.OverrideAnswer>('override/lift', body);
  policy = () => this.#get<policyApi.PolicyAnswer>('policy');
  draftPolicy = (body: policyApi.DraftRequest) => this.#post<policyApi.DraftAnswer>('policy/draft', body);
  withdrawDraft = (body: policyApi.WithdrawRequest) => this.#post<object>('policy/draft/withdraw', body);
  signPolicy = (body: policyApi.SignRequest) => this.#post<policyApi.SignAnswer>('policy/sign', body);
  decide = (body: policyApi.DecideRequest) => this.#post<policyApi.DecideAnswer>('policy/decide', body);
  replay = (body: policyApi.ReplayRequest) => this.#post<policyApi.ReplayAnswer>('policy/replay', body);
  fleet = async () => readFleet(await this.#get<FleetWire>('fleet'));
  fleetSentry = (device: number) => this.#get<fleetApi.FleetSentryAnswer>(`fleet/sentry?device=${device}`);
  setRing = (body: fleetApi.RingRequest) => this.#post<object>('fleet/ring', body);
  steerRollout = (body: fleetApi.RolloutRequest) => this.#post<object>('fleet/rollout', body);
  setRolloutPace = (body: fleetApi.PaceRequest) => this.#post<object>('fleet/pace', body);
  commandSentries = (body: fleetApi.CommandRequest) =>
    this.#post<fleetApi.CommandAnswer>('fleet/command', body);
  withdrawCommand = (body: fleetApi.CommandWithdrawal) => this.#post<object>('fleet/command/withdraw', body);
  demoOfficialKey = () => this.#get<policyApi.DemoOfficialKeyAnswer>('demo/official-key');
  demoCast = () => this.#get<demoApi.DemoCastAnswer>('demo/cast');
  demoPass = (body: demoApi.DemoPassRequest) => this.#post<api.PassAnswer>('demo/pass', body);
  demoForeignSigners = () => this.#get<demoApi.DemoForeignSignersAnswer>('demo/foreign-signers');
  demoPairingCode = () => this.#post<demoApi.DemoPairingCodeAnswer>('demo/pairing-code', {});

  #get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', `/api/sitecode/${path}`);
  }

  #post<T>(path: string, body: object): Promise<T> {
    return this.#send<T>('POST', `/api/sitecode/${path}`, body);
  }

  async #send<T>(
    method: string,
    path: string,
    body?: object | string,
    how: { plain?: boolean; headers?: Record<string, string> } = {},
  ): Promise<T> {
    const headers: Record<string, string> = { ...how.headers };
    if (body) headers['Content-Type'] = 'application/json';
    if (this.token && !how.plain) headers['Authorization'] = this.token;
    let response: Response;
    let answer: unknown;
    try {
      const init: RequestInit = {
        method,
        headers,
        signal: AbortSignal.timeout(defaultTimeoutMs),
        cache: 'no-store',
      };
      if (body) init.body = typeof body === 'string' ? body : JSON.stringify(body);
      response = await this.#fetch(this.origin + path, init);
      answer = await response.json().catch(() => null);
    } catch (fault) {
      const isTimeout = fault instanceof DOMException && fault.name === 'TimeoutError';
      const message = 'The server did not answer. Check the network and try again.';
      throw new ApiError('offline', message, 0, undefined, isTimeout);
    }
    // Something between here and the server answered in its place: no JSON of ours, so nothing was done.
    if (response.ok && answer !== null && typeof answer === 'object') return answer as T;
    throw this.#fault(response.status, answer, how.plain === true);
  }

  #fault(status: number, answer: unknown, signingIn: boolean): ApiError {
    const fault = (answer ?? {}) as {
      code?: unknown;
      message?: unknown;
      retryMs?: unknown;
      data?: Partial<api.ApiFault>;
    };
    const message =
      typeof fault.message === 'string' ? fault.message : `The server answered with status ${status}.`;
    // Our server says everything in JSON. A page of a proxy or of a network's sign-in judges nothing: nobody is signed
    // out by it, and no scan set aside.
    if (answer === null || typeof answer !== 'object') return new ApiError('server', message, status);
    const code = typeof fault.code === 'string' ? fault.code : fault.data?.code;
    if (typeof code === 'string') {
      if (code === 'sign-in') this.#onSignedOut?.();
      const retryMs = typeof fault.retryMs === 'number' ? fault.retryMs : undefined;
      return new ApiError(code as api.ApiFaultCode, message, status, retryMs);
    }
    if (status === 401 || (signingIn && status === 400)) {
      if (!signingIn) this.#onSignedOut?.();
      return new ApiError('sign-in', message, status);
    }
    if (status === 403) return new ApiError('not-allowed', message, status);
    if (status === 404) return new ApiError('not-found', message, status);
    if (status === 429) return new ApiError('too-many', message, status);
    return new ApiError(status >= 500 || status < 400 ? 'server' : 'malformed', message, status);
  }
}
