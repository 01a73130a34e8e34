import { isCare, type SiteCategory } from '../../../domain/access/categories.ts';
import type { Facts } from '../../../domain/policy/facts.ts';
import type { Outcome } from '../../../domain/policy/outcome.ts';
import type { Chance } from '../random.ts';

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
  /** In what it differs from the passage of a healthy person; the temperature comes from the sensor. */
  facts: (chance: Chance) => Partial<Facts>;
}

const calm: [number, number] = [3260, 3470];
const feverish: [number, number] = [3590, 3690];
const asHealthy = (): Partial<Facts> => ({});

function happening(
  weight: number,
  outcome: Outcome,
  reasons: string[],
  how: Partial<Pick<Happening, 'proved' | 'surface' | 'needsSensor' | 'facts'>> = {},
): Happening {
  return {
    weight,
    outcome,
    reasons,
    proved: true,
    surface: calm,
    needsSensor: false,
    facts: asHealthy,
    ...how,
  };
}

/** A proof that failed: nothing else is known of the person. */
function unproved(weight: number, proof: 'stale' | 'expired' | 'unreadable' | 'forged'): Happening {
  const kind = proof === 'unreadable' ? null : 'pass';
  return happening(weight, 'refuse', [`proof.${proof}`], { proved: false, facts: () => ({ proof, kind }) });
}

/** Each with the outcome and reasons that the standard policy gives of its facts (tests/server/demo/demo-facts.test.ts). */
export const happenings: readonly Happening[] = [
  happening(940, 'admit', []),
  happening(18, 'attend', ['result.age'], { facts: (chance) => ({ sampleAgeHours: chance.whole(73, 400) }) }),
  happening(9, 'attend', ['temperature.high'], { surface: feverish, needsSensor: true }),
  happening(6, 'attend', ['temperature.high', 'temperature.low'], { surface: null, needsSensor: true }),
  happening(6, 'attend', ['result.positive', 'result.age', 'result.pending'], {
    facts: () => ({ result: null, sampleAgeHours: null }),
  }),
  happening(4, 'attend', ['status.yellow'], { facts: () => ({ colour: 'yellow' }) }),
  unproved(6, 'stale'),
  unproved(5, 'expired'),
  unproved(3, 'unreadable'),
  happening(2, 'refuse', ['status.red', 'result.positive'], {
    facts: () => ({ colour: 'red', result: 'positive' }),
  }),
  unproved(1, 'forged'),
];

/** The same at a site of a category: nobody is refused where people come for care (domain/policy/policy.ts). */
export function happeningAt(category: SiteCategory, happening: Happening): Happening {
  return isCare(category) && happening.outcome === 'refuse' ? { ...happening, outcome: 'attend' } : happening;
}
