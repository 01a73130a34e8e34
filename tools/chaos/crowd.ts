import type { TestDistrict } from '../../tests/server/support/district.ts';
import { Visitor } from './tablet/visitor.ts';

/**
 * Healthy people who come to a gate one after the other. There are enough of them that nobody comes again while the gate
 * still takes it for one visit.
 */
export class Crowd {
  #next = 0;
  private constructor(readonly people: readonly Visitor[]) {}

  static async of(district: TestDistrict): Promise<Crowd> {
    return new Crowd(await Promise.all(Array.from({ length: 12 }, () => Visitor.of(district))));
  }

  /** The code of the next person, of this moment. */
  next(): Promise<string> {
    return this.people[this.#next++ % this.people.length]!.text();
  }
}
