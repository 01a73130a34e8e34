import { passLifetimeMinutes } from '../../../domain/pass/pass-lifetime.ts';

/** What numbers and seals a day's walkers: the VM, or the tool that fills a district, which does a million of them in seconds. */
export interface DayHands {
  numberOf: (what: string) => number;
  seal: (text: string) => string;
}

export type WalkerRow = [person: number, number: number, sealed: string, pass: number, passSealed: string];

/** When a demo's passes of a day end, UTC ms: all were issued as it began. */
export function passesEnd(begin: number): number {
  return begin + passLifetimeMinutes * 60_000;
}

/**
 * Somebody who is out on a day, under the day's numbers.
 * @param person as `demo_habits` numbers people, from 0
 * @param record the person's record id
 * @param pass the id of a pass, 16 hexadecimal characters
 */
export function walkerRow(
  person: number,
  record: string,
  pass: string,
  expires: number,
  { numberOf, seal }: DayHands,
): WalkerRow {
  const held = seal(JSON.stringify({ passId: pass, expires }));
  return [person, numberOf(`person:${record}`), seal(record), numberOf(`pass:${pass}`), held];
}
