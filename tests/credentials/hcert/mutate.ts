import type { Seeded } from '../../support/seeded.ts';

/** `bytes` with one to four changes: a bit, a byte, a piece cut out, doubled or put in from elsewhere. */
export function mutated(bytes: Uint8Array, chance: Seeded): Uint8Array<ArrayBuffer> {
  let list = [...bytes];
  for (let changes = 1 + chance.below(4); changes > 0; changes--) {
    const at = chance.below(list.length + 1);
    const length = 1 + chance.below(chance.oneIn(4) ? 40 : 3);
    const kind = chance.below(6);
    if (kind === 0 && list.length > 0) list[at % list.length]! ^= 1 << chance.below(8);
    else if (kind === 1 && list.length > 0) list[at % list.length] = chance.below(256);
    else if (kind === 2) list.splice(at, length);
    else if (kind === 3) list.splice(at, 0, ...list.slice(at, at + length));
    else if (kind === 4) list.splice(at, 0, ...chance.bytes(length));
    else list = list.slice(0, Math.max(0, list.length - length));
  }
  return Uint8Array.from(list);
}

/** `text` with one to four changes, keeping to `alphabet` as a rule. */
export function mutatedText(text: string, alphabet: string, chance: Seeded): string {
  let changed = text;
  for (let changes = 1 + chance.below(4); changes > 0; changes--) {
    const at = chance.below(changed.length + 1);
    const length = chance.below(4);
    const some = Array.from({ length: chance.below(3) }, () =>
      chance.oneIn(20) ? String.fromCodePoint(chance.below(0x3000)) : chance.pick([...alphabet]),
    ).join('');
    changed = changed.slice(0, at) + some + changed.slice(at + length);
  }
  return changed;
}

/** What must be true of the page's own objects after anything was read: nothing was written to what all inherit. */
export function isUnpolluted(): boolean {
  const object = {} as Record<string, unknown>;
  return (
    Object.keys(Object.prototype).length === 0 &&
    Object.keys(Array.prototype).length === 0 &&
    object['polluted'] === undefined &&
    object['proof'] === undefined
  );
}

/** What hangs takes seconds; what does not takes a millisecond, and on a machine with much else to do some hundred. */
const longest = 1000;

/**
 * Runs `work` and fails when it hangs. One slow run may be the machine's: only an input that is slow
 * three times hangs.
 */
export async function soon<T>(work: () => T | Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const from = performance.now();
    const result = await work();
    const took = performance.now() - from;
    if (took <= longest) return result;
    if (tries === 3) throw new Error(`Took ${Math.round(took)} ms three times.`);
  }
}
