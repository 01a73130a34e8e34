import type { ApiFault, ApiFaultCode } from '../domain/api.ts';
import type { App, RequestEvent } from './vm.ts';

const statuses: { [code in ApiFaultCode]: number } = {
  'sign-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  malformed: 400,
  'too-many': 429,
  'pairing-code': 400,
  'site-code': 404,
  key: 400,
  'not-demo': 403,
  server: 500,
};

/** A refusal that the asker is told. Thrown anywhere in a handler. */
export class Fault extends Error {
  readonly status: number;
  /**
   * @param message what happened and what to do, in English; pages show their own text for a known code
   * @param status only where it differs from the code's own
   */
  constructor(
    readonly code: ApiFaultCode,
    message: string,
    status?: number,
  ) {
    super(message);
    this.name = 'Fault';
    this.status = status ?? statuses[code];
  }
}

/**
 * Answers a request with what `work` gives, or with the fault that it throws. Any other error is logged and answered
 * without its text, which could hold what the asker must not see.
 * @param afterwards done when the asker has the answer of a request that succeeded
 */
export function answer(e: RequestEvent, work: () => unknown, afterwards?: (app: App) => void): void {
  e.response.header().set('Cache-Control', 'no-store');
  let body: string;
  try {
    body = JSON.stringify(work());
  } catch (error) {
    return refuse(e, error);
  }
  // With its length said, the answer is whole for the asker once it is flushed, whatever is done afterwards.
  e.response.header().set('Content-Length', String(utf8Length(body)));
  e.blob(200, 'application/json', body);
  if (!afterwards) return;
  e.flush();
  try {
    afterwards(e.app);
  } catch (error) {
    logFailure(e, error);
  }
}

function utf8Length(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Both halves of a surrogate pair count 2 of its 4 bytes.
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return length;
}

function logFailure(e: RequestEvent, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  e.app.logger().error(`${e.request.method} ${e.request.url.path} failed`, 'error', text);
}

function refuse(e: RequestEvent, error: unknown): void {
  if (error instanceof Fault) {
    const fault: ApiFault = { code: error.code, message: error.message };
    return e.json(error.status, fault);
  }
  logFailure(e, error);
  const fault: ApiFault = { code: 'server', message: 'The server could not do this. Try again in a moment.' };
  e.json(500, fault);
}
