import type { ApiFault } from '../domain/api.ts';
import { tellBoards, turnToTell } from './board-topic.ts';
import { Fault } from './fault.ts';
import type { RequestEvent } from './vm.ts';

/** An answer that is a JSON text already: long ones are not taken apart and put together again. */
export class JsonText {
  constructor(readonly text: string) {}
}

/**
 * Answers a request with what `work` gives, or with the fault that it throws. Any other error is logged and answered
 * without its text, which could hold what the asker must not see.
 * @param changesBoard asked when `work` succeeded: whether open boards are to be told
 */
export function answer(
  e: RequestEvent,
  work: () => unknown,
  changesBoard: () => boolean = () => false,
): void {
  e.response.header().set('Cache-Control', 'no-store');
  let body: string;
  try {
    const value = work();
    body = value instanceof JsonText ? value.text : JSON.stringify(value);
  } catch (error) {
    return refuse(e, error);
  }
  const header = e.response.header();
  const wait = changesBoard() ? turnToTell(e.app) : null;
  header.set('Content-Type', 'application/json');
  if (wait === null) return e.string(200, body);
  // With its length said, the answer is whole for the asker once it is flushed, whatever is done afterwards; a connection
  // that is kept busy meanwhile is not to be used for the next question.
  header.set('Content-Length', String(utf8Length(body)));
  if (wait > 0) header.set('Connection', 'close');
  e.string(200, body);
  e.flush();
  try {
    tellBoards(e.app, wait);
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
    const { code, message, retryMs } = error;
    const fault: ApiFault = { code, message, ...(retryMs !== undefined && { retryMs }) };
    return e.json(error.status, fault);
  }
  logFailure(e, error);
  const fault: ApiFault = { code: 'server', message: 'The server could not do this. Try again in a moment.' };
  e.json(500, fault);
}
