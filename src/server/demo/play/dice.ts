import type { Batches } from '../load/batch.ts';
import type { Chance } from '../random.ts';

/** A prime: every step through the dice meets all of them before it comes back. */
export const diceFaces = 16_381;

/** Throws the dice of all days to come: four numbers below 2^31 each. */
export function throwDice(batches: Batches, chance: Chance): void {
  const one = (): number => Math.floor(chance.next() * 0x7fffffff);
  for (let face = 0; face < diceFaces; face++) batches.add('demo_dice', [face, one(), one(), one(), one()]);
}
