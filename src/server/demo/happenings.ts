import type { Outcome } from '../../domain/policy.ts';

/** What happens at a gate, and how often. */
export interface Happening {
  weight: number;
  outcome: Outcome;
  /** Ids of the standard policy. */
  reasons: string[];
  /** Whether a pass was proved, so that there is a person. */
  proved: boolean;
  /** What the sensor sees, centi-degrees; null: nothing. */
  surface: [number, number] | null;
  /** Happens only where a temperature is taken. */
  needsSensor: boolean;
}

const calm: [number, number] = [3260, 3470];
const feverish: [number, number] = [3590, 3690];

function happening(
  weight: number,
  outcome: Outcome,
  reasons: string[],
  how: { proved?: boolean; surface?: [number, number] | null; needsSensor?: boolean } = {},
): Happening {
  return { weight, outcome, reasons, proved: true, surface: calm, needsSensor: false, ...how };
}

export const happenings: readonly Happening[] = [
  happening(940, 'admit', []),
  happening(18, 'attend', ['result.age']),
  happening(9, 'attend', ['temperature.high'], { surface: feverish, needsSensor: true }),
  happening(6, 'attend', ['temperature.high', 'temperature.low'], { surface: null, needsSensor: true }),
  happening(6, 'attend', ['result.positive', 'result.age']),
  happening(4, 'attend', ['status.yellow']),
  happening(6, 'refuse', ['proof.stale'], { proved: false }),
  happening(5, 'refuse', ['proof.expired'], { proved: false }),
  happening(3, 'refuse', ['proof.unreadable'], { proved: false }),
  happening(2, 'refuse', ['status.red', 'result.positive']),
  happening(1, 'refuse', ['proof.forged'], { proved: false }),
];

/** How busy each hour 0..23 is at gates: the ways to work and home, and noon. */
export const hourWeights = [
  1, 0.5, 0.5, 0.5, 1, 4, 14, 38, 46, 26, 20, 24, 30, 24, 18, 17, 20, 34, 40, 30, 22, 14, 6, 2,
] as const;

/** The same of visits: shops and restaurants. */
export const visitHourWeights = [
  0.5, 0, 0, 0, 0, 1, 6, 14, 16, 18, 24, 34, 38, 26, 20, 20, 22, 30, 40, 36, 26, 14, 6, 2,
] as const;
