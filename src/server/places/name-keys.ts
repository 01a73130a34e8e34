import { rows, run } from '../vm/sql.ts';
import { hooksFolder, load, type App } from '../vm/vm.ts';
import type { nameKey } from './pinyin.ts';

/** Written at a time: other writers wait for it. */
const batch = 500;

/**
 * Gives sites whose name has no key, or another's, theirs. Names come by many ways (routes, imports, PocketBase's dashboard),
 * so nobody who writes one has to think of it: the row itself tells.
 * @param ms for how long it goes on: the others wait for the next time
 * @returns how many keys were made
 */
export function keySiteNames(app: App, ms: number): number {
  const end = Date.now() + ms;
  let made = 0;
  for (;;) {
    const open = rows<{ number: number; name: string }>(
      app,
      ['number', 'name'],
      `select number, name from sites where nameKeyOf <> name limit ${batch}`,
    );
    if (open.length === 0) return made;
    const { nameKey: keyOf } = load(`${hooksFolder}/pinyin.js`) as { nameKey: typeof nameKey };
    const keys = open.map(({ number, name }) => ({ number, name, key: keyOf(name) }));
    run(
      app,
      `update sites set nameKey = k.value->>'key', nameKeyOf = k.value->>'name'
       from json_each({:keys}) k where sites.number = k.value->>'number'`,
      { keys: JSON.stringify(keys) },
    );
    made += open.length;
    if (Date.now() > end) return made;
  }
}
