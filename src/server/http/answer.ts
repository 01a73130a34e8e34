import type { ApiFault } from '../../domain/api/api.ts';
import { tellBoards, turnToTell } from './board-topic.ts';
import { hasCommanded, tellCommanded } from './command-topic.ts';
import { tellDesks } from './desk-topic.ts';
import { Fault } from '../vm/fault.ts';
import type { RequestEvent } from '../vm/vm.ts';

/** An answer that is a JSON text already: long ones are not taken apart and put together again. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** An answer that is a file. */
export class FileText {
  constructor(
    readonly text: string,
    readonly type: string,
  ) {}
}

/** What a request does once its answer is out. */
export interface Afterwards {
  /** Whether it takes so long that the connection must not be used for the next question meanwhile. */
  isLong: boolean;
  /** What it throws is logged. */
  act: () => void;
}

/**
 * Answers a request with what `work` gives, or with the fault that it throws. Any other error is logged and answered
 * without its text, which could hold what the asker must not see.
 * @param changesBoard asked when `work` succeeded: whether open boards are to be told
 * @param changesDesks as well, whether open desks are: of what waits for an approval
 */
export function answer(
  e: RequestEvent,
  work: () => unknown,
  changesBoard: () => boolean = () => false,
  changesDesks: () => boolean = () => false,
): void {
  answerAndGoOn(e, work, () => toTell(e, changesBoard(), changesDesks()));
}

/** Who is to be told of a change once its answer is out; null for nobody. */
export function toTell(e: RequestEvent, boards: boolean, desks: boolean): Afterwards | null {
  const wait = boards ? turnToTell(e.app) : null;
  // Whoever commands a sentry changes what boards show.
  const commands = boards && hasCommanded(e.app);
  if (wait === null && !desks && !commands) return null;
  const act = (): void => {
    if (commands) tellCommanded(e.app);
    if (desks) tellDesks(e.app);
    if (wait !== null) tellBoards(e.app, wait);
  };
  return { isLong: wait !== null && wait > 0, act };
}

/** As `answer`. @param goOn asked when `work` succeeded: what is to be done once the answer is out, and null for nothing */
export function answerAndGoOn(e: RequestEvent, work: () => unknown, goOn: () => Afterwards | null): void {
  const header = e.response.header();
  header.set('Cache-Control', 'no-store');
  let body: string;
  let type = 'application/json';
  let afterwards: Afterwards | null;
  try {
    const value = work();
    if (value instanceof FileText) type = value.type;
    body = value instanceof JsonText || value instanceof FileText ? value.text : JSON.stringify(value);
    afterwards = goOn();
  } catch (error) {
    return refuse(e, error);
  }
  header.set('Content-Type', type);
  if (afterwards === null) return e.string(200, body);
  // With its length said, the answer is whole for the asker once it is flushed, whatever is done afterwards; a connection
  // that is kept busy meanwhile is not to be used for the next question.
  header.set('Content-Length', String(utf8Length(body)));
  if (afterwards.isLong) header.set('Connection', 'close');
  e.string(200, body);
  e.flush();
  try {
    afterwards.act();
  } catch (error) {
    logFailure(e, error);
  }
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
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
    const { code, message, retryMs, reason, fields } = error;
    const fault: ApiFault = {
      code,
      message,
      ...(retryMs !== undefined && { retryMs }),
      ...(reason !== undefined && { reason }),
      ...(fields !== undefined && { fields }),
    };
    return e.json(error.status, fault);
  }
  logFailure(e, error);
  const fault: ApiFault = { code: 'server', message: 'The server could not do this. Try again in a moment.' };
  e.json(500, fault);
}
