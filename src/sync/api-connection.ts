import { factorHeader, signOutPath, type AccountKind } from '../domain/access/account.ts';
import type * as api from '../domain/api/api.ts';
import type { Answered, Route, Sent } from '../domain/api/route.ts';
import { apiPath } from '../domain/api/api-path.ts';
import { shownNotices } from './shown-notices.ts';

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
    /** True when no answer came in the time that is waited for one, or the request did not reach the server in its time. */
    readonly isTimeout = false,
    /** Which of the code's cases it is, where the server says so. */
    readonly reason?: string,
    /** Which fields of a form the server found at fault. */
    readonly fields?: api.ApiFault['fields'],
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

interface Options {
  /** Such as "https://code.example"; the page's own origin when left out. */
  origin?: string;
  /** Tests put their own here. */
  fetch?: typeof fetch;
  /** Called when the server no longer knows the token. */
  onSignedOut?: () => void;
}

/** What a GET sends, as it stands in the address. */
function queryOf(sent: object): string {
  const given = Object.entries(sent).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query && `?${query}`;
}

const defaultTimeoutMs = 15_000;

/**
 * The one way in which pages and devices speak to the server: how a question is sent and an answer or a fault is read.
 * It stands apart from the client with all the questions (api-client.ts), so that the page of a scanned site code, which a
 * visitor waits for on a bad line, loads no more than it asks. Every method throws an ApiError
 * and nothing else.
 */
export class ApiConnection {
  token: string | null = null;
  readonly origin: string;
  readonly #fetch: typeof fetch;
  readonly #onSignedOut: (() => void) | undefined;

  constructor(options: Options = {}) {
    this.origin = options.origin ?? globalThis.location.origin;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#onSignedOut = options.onSignedOut;
  }

  /**
   * Signs in and keeps the token in this client. Wrong name or password: ApiError 'sign-in'; without the second factor that the
   * account has, or with a wrong one: 'second-factor'.
   */
  async signIn(kind: AccountKind, email: string, password: string, code = ''): Promise<void> {
    const answer = await this.send<{ token: string }>(
      'POST',
      `/api/collections/${kind}/auth-with-password`,
      { identity: email, password },
      { plain: true, ...(code && { headers: { [factorHeader]: code } }) },
    );
    this.token = answer.token;
  }

  /** Has the server end a sign-in, whoever is signed in with this client by now. */
  async signOutOf(token: string): Promise<void> {
    await this.send('POST', apiPath + signOutPath, {}, { plain: true, headers: { Authorization: token } });
  }

  /** Exchanges a valid token for one with a full life, so that a person in daily use is not asked again. */
  async refresh(kind: AccountKind): Promise<void> {
    const answer = await this.send<{ token: string }>('POST', `/api/collections/${kind}/auth-refresh`, {});
    this.token = answer.token;
  }

  /** Asks one of the server's routes. @param route its row in the table (domain/api/routes.ts) */
  ask<Row extends Route>(route: Row, sent: Sent<Row>): Promise<Answered<Row>> {
    if (route.method === 'POST') {
      const notice = route.collects && shownNotices.get(route.collects);
      return this.send(route.method, apiPath + route.path, { ...sent, ...(notice && { notice }) });
    }
    return this.send(route.method, apiPath + route.path + queryOf(sent));
  }

  /** Asks for a file, whatever it holds. */
  protected async file<Row extends Route>(route: Row, sent: Sent<Row>): Promise<Blob> {
    const path = apiPath + route.path + queryOf(sent);
    const answer = await this.#ask(route.method, path, undefined, {}, (response) =>
      response.ok ? response.blob() : response.json(),
    );
    if (answer.value instanceof Blob) return answer.value;
    throw this.#fault(answer.status, answer.value, false);
  }

  protected async send<T>(
    method: string,
    path: string,
    body?: object | string,
    how: { plain?: boolean; headers?: Record<string, string> } = {},
  ): Promise<T> {
    const { ok, status, value } = await this.#ask(method, path, body, how, (response) => response.json());
    // Something between here and the server answered in its place: no JSON of ours, so nothing was done.
    if (ok && value !== null && typeof value === 'object') return value as T;
    throw this.#fault(status, value, how.plain === true);
  }

  async #ask(
    method: string,
    path: string,
    body: object | string | undefined,
    how: { plain?: boolean; headers?: Record<string, string> },
    read: (response: Response) => Promise<unknown>,
  ): Promise<{ ok: boolean; status: number; value: unknown }> {
    const headers: Record<string, string> = { ...how.headers };
    if (body) headers['Content-Type'] = 'application/json';
    if (this.token && !how.plain) headers['Authorization'] = this.token;
    try {
      const init: RequestInit = {
        method,
        headers,
        signal: AbortSignal.timeout(defaultTimeoutMs),
        cache: 'no-store',
      };
      if (body) init.body = typeof body === 'string' ? body : JSON.stringify(body);
      const response = await this.#fetch(this.origin + path, init);
      const { ok, status } = response;
      return { ok, status, value: await read(response).catch(() => null) };
    } catch (fault) {
      const isTimeout = fault instanceof DOMException && fault.name === 'TimeoutError';
      const message = 'The server did not answer. Check the network and try again.';
      throw new ApiError('offline', message, 0, undefined, isTimeout);
    }
  }

  #fault(status: number, answer: unknown, signingIn: boolean): ApiError {
    const fault = (answer ?? {}) as {
      code?: unknown;
      message?: unknown;
      retryMs?: unknown;
      reason?: unknown;
      fields?: unknown;
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
      const reason = typeof fault.reason === 'string' ? fault.reason : undefined;
      // 408: the body was too slow for the server's patience; less at a time may come through.
      const fields = Array.isArray(fault.fields) ? (fault.fields as api.ApiFault['fields']) : undefined;
      return new ApiError(code as api.ApiFaultCode, message, status, retryMs, status === 408, reason, fields);
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
