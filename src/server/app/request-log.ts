import type { App } from '../vm/vm.ts';

/**
 * PocketBase writes requests that fail, and many that do not, into its log with their whole address: a list of records is
 * asked for with a filter in it, such as somebody's e-mail address. Kept here is which route it was and what went wrong.
 */

/** A line of PocketBase's log about to be written (the table _logs of auxiliary.db). */
export interface LogEvent {
  readonly app: App;
  readonly model: { message: string; data: unknown };
  next(): void;
}

/** An e-mail address, as typed or as in an address of the web (%40); also with an international name. */
const emailAddress = /[^\s"'`<>()[\]{},;:=&?/\\|]+(?:@|%40)[^\s"'`<>()[\]{},;:=&?/\\|@%]+/gi;
/** What follows the path of an address of the web. */
const query = /\?[^\s"]*/g;

function cleaned(text: string): string {
  return text.replace(emailAddress, '[e-mail]');
}

/** The same, less what follows a "?" : for addresses of the web. */
function path(text: string): string {
  return cleaned(text.split('?')[0]!);
}

/** Any value of a log line, its texts cleaned. */
function cleanedValue(value: unknown): unknown {
  if (typeof value === 'string') return cleaned(value);
  if (Array.isArray(value)) return value.map(cleanedValue);
  if (value === null || typeof value !== 'object') return value;
  const result: { [name: string]: unknown } = {};
  for (const name of Object.keys(value)) {
    const part = (value as { [name: string]: unknown })[name];
    const isAddress = (name === 'url' || name === 'referer') && typeof part === 'string';
    result[cleaned(name)] = isAddress ? path(part) : cleanedValue(part);
  }
  return result;
}

/** Takes out of a log line what could name a person, before it is written. */
export function withoutPersons(e: LogEvent): void {
  const { model } = e;
  model.data = cleanedValue(JSON.parse(JSON.stringify(model.data ?? {})));
  // A request's line begins with method and address, unescaped: an address with a filter ends where the line does.
  model.message = /^[A-Z]+ \//.test(model.message)
    ? path(model.message)
    : cleaned(model.message.replace(query, ''));
  e.next();
}
