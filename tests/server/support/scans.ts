import type { Scan } from '../../../src/domain/scan.ts';

/** A sound scan of a person who was admitted just now. */
export function scan(seq: number, change: Partial<Scan> = {}): Scan {
  return {
    seq,
    t: Date.now() - 1000,
    site: 1,
    zone: 0,
    pass: null,
    outcome: 'admit',
    reasons: [],
    body: 3652,
    surface: 3380,
    ambient: 2500,
    policy: 1,
    showing: null,
    boot: '0badcafe',
    mono: 60_000 + seq,
    ...change,
  };
}

/** `count` scans, numbered from `first`, a ms apart. */
export function scans(count: number, first = 1, change: Partial<Scan> = {}): Scan[] {
  const t = Date.now() - 60_000;
  return Array.from({ length: count }, (_, index) => scan(first + index, { t: t + index, ...change }));
}
