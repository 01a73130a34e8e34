import { factNames } from '../../../domain/policy/facts.ts';
import { outcomes } from '../../../domain/policy/outcome.ts';
import { packFacts } from '../../../domain/policy/recorded-facts.ts';
import { bodyTemperature } from '../../../domain/scan/temperature.ts';
import type { Batches } from '../load/batch.ts';
import type { Chance } from '../random.ts';
import { happeningAt, happenings } from './happenings.ts';
import { passageFacts } from './passage-facts.ts';

/** So many passages of each pool. */
export const passageFaces = 4096;

/** Which passages happen at a gate. */
export function poolOf(gate: { measures: boolean; care: boolean }): number {
  return (gate.measures ? 1 : 0) + (gate.care ? 2 : 0);
}

/** Makes passages as they turn out at gates with a sensor and without one, and where nobody is refused. */
export function planPassages(batches: Batches, chance: Chance): void {
  for (const measures of [false, true])
    for (const care of [false, true])
      for (let face = 0; face < passageFaces; face++)
        batches.add('demo_passages', [poolOf({ measures, care }), face, ...passage(measures, care, chance)]);
}

function passage(measures: boolean, care: boolean, chance: Chance): (string | number)[] {
  const possible = happenings.filter((happening) => measures || !happening.needsSensor);
  const drawn = possible[chance.weighted(possible.map(({ weight }) => weight))]!;
  const happening = happeningAt(care ? 'hospital' : 'office', drawn);
  const surface = measures && happening.surface ? chance.whole(...happening.surface) : null;
  const ambient = surface === null ? null : 2400 + chance.whole(-150, 150);
  const body = surface === null ? null : bodyTemperature(surface, ambient!);
  const facts = passageFacts(happening, { measures, body }, chance);
  return [
    outcomes.indexOf(happening.outcome),
    JSON.stringify(happening.reasons),
    JSON.stringify(body),
    [body, surface, ambient].map((value) => JSON.stringify(value)).join(','),
    JSON.stringify(packFacts(facts)),
    JSON.stringify(factNames.filter((name) => (facts[name] ?? null) === null)),
    happening.proved ? 1 : 0,
  ];
}
