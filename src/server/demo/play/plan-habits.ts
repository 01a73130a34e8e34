import type { SiteCategory } from '../../../domain/access/categories.ts';
import type { Batches } from '../load/batch.ts';
import { personId } from '../load/record-ids.ts';
import type { Chance } from '../random.ts';
import { diceFaces } from './dice.ts';
import { ownDoors, ownGates, personKinds, type OwnDoor, type OwnGate, type PersonKind } from './errands.ts';

/** Where people can go: gates that see people, and doors with a code, by category. */
export interface Stage {
  gates: readonly { device: number; category: SiteCategory }[];
  doors: readonly { number: number; category: SiteCategory }[];
  /** How many people there are, by serial number from 1. */
  people: number;
  couriers: number;
}

/** Where people of a kind go, the likelier first; a demo whose gates are few sends them to any. */
const gatesFor: Record<OwnGate, readonly SiteCategory[]> = {
  home: ['residential'],
  work: ['office', 'office', 'office', 'factory', 'hospital', 'mall', 'market', 'hotel', 'restaurant'],
  ride: ['transport'],
  lunch: ['mall', 'restaurant', 'mall', 'office'],
  shop: ['market', 'market', 'mall', 'shop'],
  leisure: ['mall', 'mall', 'culture', 'transport'],
  care: ['hospital', 'hospital', 'hospital', 'pharmacy'],
};
const doorsFor: Record<OwnDoor, readonly SiteCategory[]> = {
  breakfast: ['restaurant', 'shop'],
  dinner: ['restaurant', 'restaurant', 'shop', 'market'],
  outing: ['culture', 'mall', 'shop', 'hotel', 'restaurant'],
};
/** Of a hundred people so many have such a gate at all: most doors have a code and no sentry. */
const haveGate: Record<OwnGate, number> = {
  home: 45,
  work: 62,
  ride: 70,
  lunch: 75,
  shop: 85,
  leisure: 100,
  care: 100,
};

/** Picks by category; within one the first are the likeliest, as few places see most people. */
class Choice<Item extends { category: SiteCategory }> {
  readonly #items: readonly Item[];
  readonly #chance: Chance;
  readonly #byCategory = new Map<SiteCategory, Item[]>();

  constructor(items: readonly Item[], chance: Chance) {
    this.#items = items;
    this.#chance = chance;
    for (const item of items) {
      const same = this.#byCategory.get(item.category);
      if (same) same.push(item);
      else this.#byCategory.set(item.category, [item]);
    }
  }

  of(categories: readonly SiteCategory[]): Item {
    const those = this.#byCategory.get(this.#chance.pick(categories)) ?? this.#items;
    // The square draws to the front.
    const far = this.#chance.next();
    return those[Math.floor(far * far * those.length)]!;
  }
}

/** Kinds of the grown-ups and of the third and later of a household, out of a hundred. */
const grownUps: [PersonKind, number][] = [
  ['worker', 63],
  ['retired', 24],
  ['other', 13],
];

/**
 * Gives everybody habits: a household with a home, work or school, a market, places of leisure. Colleagues share a gate and an
 * hour, a household its home, its market and its outings; so the same people meet again and again.
 */
export function planHabits(batches: Batches, stage: Stage, chance: Chance): void {
  const { gates, doors, people } = stage;
  const gate = new Choice(gates, chance);
  const school = new Choice(
    gates.filter(({ category }) => category === 'school').concat(gates.slice(0, 1)),
    chance,
  );
  const door = new Choice(doors, chance);
  const face = (): number => chance.whole(1, diceFaces - 1);
  const own = (place: OwnGate): number =>
    chance.next() * 100 < haveGate[place] ? gate.of(gatesFor[place]).device : 0;
  let { couriers } = stage;
  for (let at = 0; at < people;) {
    const size = Math.min(people - at, 1 + chance.weighted([26, 33, 26, 15]));
    const house = [face(), face()];
    const shared = {
      home: own('home'),
      shop: own('shop'),
      leisure: own('leisure'),
      outing: door.of(doorsFor.outing).number,
    };
    for (let member = 0; member < size; member++) {
      let kind: PersonKind =
        member >= 2 && chance.next() < 0.75
          ? 'student'
          : grownUps[chance.weighted(grownUps.map(([, share]) => share))]![0];
      // Couriers live alone here: who they meet, they meet at work.
      if (size === 1 && couriers > 0 && at % 3 === 0) {
        kind = 'courier';
        couriers--;
      }
      const work = kind === 'student' ? school.of(['school']).device : own('work');
      // Colleagues of one gate begin within a quarter of an hour, between half past seven and ten.
      const starts = 450 + ((work * 97) % 150) + chance.whole(-8, 8);
      const ownGate: Record<OwnGate, number> = {
        ...shared,
        work,
        ride: own('ride'),
        lunch: own('lunch'),
        care: own('care'),
      };
      const ownDoor: Record<OwnDoor, number> = {
        breakfast: door.of(doorsFor.breakfast).number,
        dinner: door.of(doorsFor.dinner).number,
        outing: shared.outing,
      };
      batches.add('demo_habits', [
        at + member,
        personId(at + member + 1),
        personKinds.indexOf(kind),
        face(),
        face(),
        ...house,
        starts,
        ...ownGates.map((place) => ownGate[place]),
        ...ownDoors.map((place) => ownDoor[place]),
      ]);
    }
    at += size;
  }
}
