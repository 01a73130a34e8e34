// Ways of changing what is valid, beside those of tests/credentials/hcert/mutate.ts.
import type { Seeded } from '../../tests/support/seeded.ts';

/** The beginning of one and the end of another. */
export function crossed(a: Uint8Array, b: Uint8Array, chance: Seeded): Uint8Array<ArrayBuffer> {
  const at = chance.below(Math.min(a.length, b.length) + 1);
  return Uint8Array.from([...a.subarray(0, at), ...b.subarray(at)]);
}

const oddities: readonly unknown[] = [
  null,
  0,
  -1,
  1e300,
  2 ** 53,
  0.5,
  '',
  '__proto__',
  'constructor',
  '\u0000',
  [],
  {},
  true,
  [[]],
  '2026-99-99',
];

/** A JSON value with some values replaced by odd ones, and some of its fields left out or renamed. */
export function strange(value: unknown, chance: Seeded): unknown {
  if (chance.oneIn(30)) return chance.pick(oddities);
  if (Array.isArray(value)) {
    const items = value.map((item) => strange(item, chance));
    return chance.oneIn(20) ? [...items, ...items] : items;
  }
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(() => !chance.oneIn(40));
  return Object.fromEntries(
    kept.map(([name, inner]) => [chance.oneIn(40) ? 'renamed' : name, strange(inner, chance)]),
  );
}

/** The text of a JSON value made strange; fields that were renamed are named as what all objects inherit. */
export function strangeText(value: unknown, chance: Seeded): string {
  return (JSON.stringify(strange(value, chance)) ?? 'null').replaceAll('"renamed"', () =>
    chance.pick(['"__proto__"', '"constructor"', '"prototype"', '"toString"']),
  );
}

/** Brackets and maps, one in the other, far deeper than anything valid. */
export function deepText(chance: Seeded): string {
  const depth = 1 + chance.below(chance.oneIn(10) ? 20_000 : 200);
  const [open, close] = chance.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"__proto__":', '}'],
  ] as const);
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}
