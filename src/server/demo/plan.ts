import { planFleet } from './fleet/plan-fleet.ts';
import type { Batches } from './load/batch.ts';
import { planPeople, type PersonSeals } from './people/plan-people.ts';
import type { MadeSite } from './places/made-site.ts';
import { planPlaces, type Hands } from './places/plan-places.ts';
import { throwDice } from './play/dice.ts';
import { planHabits } from './play/plan-habits.ts';
import { planPassages } from './play/plan-passages.ts';
import { castFamily, castPeople, castTwice } from './cast/cast.ts';
import { Chance } from './random.ts';
import type { Scale } from './scale.ts';

/** Any number: it decides how everything in the demo turns out. */
export const seedNumber = 20_220_422;

/** How many people there are, by serial number from 1. */
export function peopleOf(scale: Scale): number {
  return castPeople.length + scale.others + castFamily.length + castTwice.length;
}

/** Everything of a district of real size that is the same whatever day it is, and its people's tests. */
export function planDistrict(
  batches: Batches,
  scale: Scale,
  now: number,
  { seals, ...hands }: Hands & { seals: PersonSeals },
): void {
  planRest(batches, planPlaces(batches, scale.share!, hands, new Chance(seedNumber)), scale, now, seals);
}

/** What stands and lives at these places, for either size of demo. */
export function planRest(
  batches: Batches,
  sites: readonly MadeSite[],
  scale: Scale,
  now: number,
  seals: PersonSeals,
): void {
  planPeople(batches, now, scale, seals, new Chance(seedNumber + 1));
  const gates = planFleet(batches, sites, now, scale, new Chance(seedNumber + 2));
  throwDice(batches, new Chance(seedNumber + 3));
  planPassages(batches, new Chance(seedNumber + 4));
  const doors = sites.filter(({ isOpen }) => isOpen);
  planHabits(
    batches,
    { gates, doors, people: peopleOf(scale), couriers: scale.couriers },
    new Chance(seedNumber + 5),
  );
  batches.end();
}
