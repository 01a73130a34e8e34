import { travelDocumentNumber } from './document-number.ts';
import { isDay, type ShownDocument } from './shown-document.ts';

/**
 * The machine-readable lines of a travel document (ICAO 9303 parts 4 to 6): three of 30 characters (TD1, cards), two of 36 (TD2) or two
 * of 44 (TD3, passports). Every check digit must hold: a single character that was misread makes another person of it. Which states there
 * are is not judged: a refugee's or an organisation's document is as good, and so is the specimen state.
 */

/** Says which line or check is wrong, and nothing of what is in it. */
export class TravelDocumentFault extends RangeError {
  override readonly name = 'TravelDocumentFault';
}

const weights = [7, 3, 1];

function valueOf(character: string): number {
  if (character === '<') return 0;
  return character <= '9' ? Number(character) : character.charCodeAt(0) - 55;
}

/** The check digit of a part of the lines (digits, capitals and `<`). */
export function travelCheck(part: string): string {
  let sum = 0;
  for (let at = 0; at < part.length; at++) sum += valueOf(part[at]!) * weights[at % 3]!;
  return String(sum % 10);
}

function demandCheck(part: string, digit: string, what: string): void {
  if (travelCheck(part) !== digit)
    throw new TravelDocumentFault(`The check digit of the ${what} does not hold.`);
}

const filled = (text: string): string => text.replace(/<+$/, '');

/** Where things lie, as [line, from, to]. */
interface Layout {
  number: [line: number, from: number];
  birth: [line: number, from: number];
  expiry: [line: number, from: number];
  state: [line: number, from: number];
  name: [line: number, from: number];
  /** What the last check digit is over; the digit follows on the last part's line at `at`. */
  whole: (lines: readonly string[]) => string;
  wholeAt: [line: number, from: number];
  /** Where the number goes on when it is longer than nine characters; null where it cannot. */
  more: [line: number, from: number, to: number] | null;
}

const td1: Layout = {
  state: [0, 2],
  number: [0, 5],
  birth: [1, 0],
  expiry: [1, 8],
  name: [2, 0],
  whole: ([first, second]) =>
    first!.slice(5, 30) + second!.slice(0, 7) + second!.slice(8, 15) + second!.slice(18, 29),
  wholeAt: [1, 29],
  more: [0, 15, 30],
};
const twoLines = (length: number): Layout => ({
  state: [0, 2],
  number: [1, 0],
  birth: [1, 13],
  expiry: [1, 21],
  name: [0, 5],
  whole: ([, second]) => second!.slice(0, 10) + second!.slice(13, 20) + second!.slice(21, length - 1),
  wholeAt: [1, length - 1],
  more: length === 36 ? [1, 28, 35] : null,
});

function layoutOf(lines: readonly string[]): Layout {
  const form = lines.map(({ length }) => length).join(' ');
  if (form === '30 30 30') return td1;
  if (form === '36 36') return twoLines(36);
  if (form === '44 44') return twoLines(44);
  throw new TravelDocumentFault('These are not the lines of a travel document.');
}

/** A number of more than nine characters goes on behind a `<` where its check digit would be, and its digit comes last. */
function numberOf(lines: readonly string[], { number: [line, from], more }: Layout): string {
  const nine = lines[line]!.slice(from, from + 9);
  const digit = lines[line]![from + 9]!;
  if (digit !== '<' || !more) {
    demandCheck(nine, digit, 'number');
    return filled(nine);
  }
  const rest = /^([A-Z0-9]+)<*$/.exec(lines[more[0]]!.slice(more[1], more[2]))?.[1] ?? '';
  if (rest.length < 2) throw new TravelDocumentFault('The check digit of the number does not hold.');
  const whole = nine + rest.slice(0, -1);
  demandCheck(whole, rest.at(-1)!, 'number');
  return whole;
}

/**
 * A date of six digits. Of a birth the year is the last that is not in the future; a document that is shown today ends at the most some
 * decades from now. An unknown month or day of birth is `<<`.
 */
function dayOf(part: string, what: 'birth' | 'expiry', today: number): number {
  if (what === 'birth' && /^\d\d(<<|\d\d)<<$|^<{6}$/.test(part)) return 0;
  if (!/^\d{6}$/.test(part)) throw new TravelDocumentFault(`The date of ${what} is none.`);
  const century = Math.floor(today / 1_000_000) * 1_000_000;
  let day = century + Number(part);
  if (what === 'birth' && day > today) day -= 1_000_000;
  if (what === 'expiry' && day > today + 500_000) day -= 1_000_000;
  if (!isDay(day)) throw new TravelDocumentFault(`The date of ${what} is none.`);
  return day;
}

/**
 * Reads the lines of a travel document.
 * @param lines as a reader gives them, without what ends them
 * @param today the day of the district, YYYYMMDD: dates have two digits of their year
 * @throws TravelDocumentFault when they are none, or one check digit is wrong
 */
export function readTravelDocument(lines: readonly string[], today: number): ShownDocument {
  const layout = layoutOf(lines);
  if (!lines.every((line) => /^[A-Z0-9<]+$/.test(line)))
    throw new TravelDocumentFault('A travel document is written with A to Z, digits and <.');
  if (!/^[ACIPV]/.test(lines[0]!)) throw new TravelDocumentFault('These lines are of no travel document.');
  const part = ([line, from]: [number, number], length: number): string =>
    lines[line]!.slice(from, from + length);
  const checked = (place: [number, number], what: 'birth' | 'expiry'): number => {
    demandCheck(part(place, 6), part([place[0], place[1] + 6], 1), `date of ${what}`);
    return dayOf(part(place, 6), what, today);
  };
  const number = numberOf(lines, layout);
  const birth = checked(layout.birth, 'birth');
  const validUntil = checked(layout.expiry, 'expiry');
  demandCheck(layout.whole(lines), part(layout.wholeAt, 1), 'lines');
  const state = filled(part(layout.state, 3));
  const [surname = '', given = ''] = filled(lines[layout.name[0]]!.slice(layout.name[1])).split('<<');
  const name = [given, surname]
    .map((one) => one.replaceAll('<', ' ').trim())
    .filter(Boolean)
    .join(' ');
  if (!/^[A-Z]{1,3}$/.test(state)) throw new TravelDocumentFault('The issuing state is none.');
  if (name === '') throw new TravelDocumentFault('The travel document has no name.');
  if (!/^[A-Z0-9]{4,22}$/.test(number)) throw new TravelDocumentFault('The number is none.');
  return { kind: 'travel-document', number: travelDocumentNumber(state, number), name, birth, validUntil };
}
