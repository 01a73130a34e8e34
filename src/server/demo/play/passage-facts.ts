import type { Facts } from '../../../domain/policy/facts.ts';
import type { Happening } from './happenings.ts';
import type { Chance } from '../random.ts';

/**
 * What a passage of the demo was decided on, so that its days can be replayed under another policy. Nothing is evaluated
 * for it: that the standard policy says of these facts what the happening says is tested, not computed at every seeding.
 * @param body the estimated body temperature; null when none was measured
 */
export function passageFacts(
  happening: Pick<Happening, 'proved' | 'facts'>,
  gate: { measures: boolean; body: number | null },
  chance: Chance,
): Facts {
  const atThisGate = {
    atGate: true,
    measuresTemperature: gate.measures,
    temperature: gate.body,
    dataAgeHours: 0,
  };
  const nothing: Facts = {
    proof: 'unreadable',
    kind: null,
    challenged: false,
    denied: null,
    mismatch: null,
    joined: 'none',
    colour: null,
    result: null,
    sampleAgeHours: null,
    doses: null,
    statusAgeHours: null,
    ...atThisGate,
  };
  if (!happening.proved) return { ...nothing, ...happening.facts(chance) };
  return {
    ...nothing,
    proof: 'proved',
    kind: 'pass',
    denied: false,
    mismatch: false,
    colour: 'green',
    result: 'negative',
    // Some within 24 hours, some within 48: a shorter limit is then seen to change a part of a day.
    sampleAgeHours: chance.whole(2, 70),
    doses: [1, 2, 3][chance.weighted([1, 3, 16])]!,
    statusAgeHours: chance.whole(0, 11),
    ...happening.facts(chance),
  };
}
