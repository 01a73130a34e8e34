/** Bytes from numbers, or from hexadecimal text with spaces where wanted. */
export function bytes(from: readonly number[] | string): Uint8Array {
  if (typeof from !== 'string') return Uint8Array.from(from);
  return Uint8Array.from(from.replaceAll(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The same row of numbers in 0..1 for the same seed (mulberry32), so that a failed random test can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
