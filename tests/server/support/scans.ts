import type { Facts } from '../../../src/domain/facts.ts';
import type { Scan } from '../../../src/domain/scan.ts';

/** What a sentry knows of a healthy person. */
export const healthyFacts: Facts = {
  proof: 'proved',
  kind: 'pass',
  challenged: false,
  denied: false,
  mismatch: false,
  joined: 'none',
  colour: 'green',
  result: 'negative',
  sampleAgeHours: 30,
  doses: 3,
  atGate: true,
  measuresTemperature: true,
  temperature: 3652,
  statusAgeHours: 1,
  dataAgeHours: 0,
};

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
