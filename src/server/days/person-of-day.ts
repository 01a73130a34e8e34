import type { App } from '../vm/vm.ts';
import { numberOfDay } from './day-keys.ts';

/**
 * The number of a person on one day. Passes and visits are logged under it, so a copied database shows unnamed people who
 * cannot be followed from one day to the next.
 * @param day YYYYMMDD
 */
export function personOfDay(app: App, person: string, day: number): number {
  return numberOfDay(app, day, `person:${person}`);
}
