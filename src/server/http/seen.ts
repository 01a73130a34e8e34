import { Fault } from '../vm/fault.ts';

/**
 * So that of two people at work at one time neither undoes in silence what the other did: a request may carry what its page
 * showed, and is refused where that is no longer so.
 * @param seen of a request's body; undefined: nothing is compared
 * @param now the same as it is stored
 * @throws Fault 'overtaken' where a value differs, 'malformed' where it is no object
 */
export function demandSeen(seen: unknown, now: { readonly [field: string]: unknown }): void {
  if (seen === undefined) return;
  if (seen === null || typeof seen !== 'object') throw new Fault('malformed', '"seen" must be an object.');
  const told = seen as { readonly [field: string]: unknown };
  const changed = Object.keys(now).filter((field) => told[field] !== now[field]);
  if (changed.length === 0) return;
  throw new Fault('overtaken', `Meanwhile somebody else changed: ${changed.join(', ')}. Look at it first.`);
}
