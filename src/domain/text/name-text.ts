import { graphemeClass, GraphemeClass, graphemes } from './graphemes.ts';

/** The longest name that is kept, UTF-16 units. The longest known names of persons have about 150. */
export const longestName = 200;

/** How much of a text is looked at, UTF-16 units: normalising can make three of one, and marks and signs fall away. */
const mostRead = 4 * longestName;

/** A name as it is shown and compared. */
export interface NameText {
  text: string;
  /** True when the name goes on: what is here tells it from no other that begins alike. */
  isCut: boolean;
}

/**
 * Characters that nobody sees: format characters (directions, joiners, soft hyphens, tags) and fillers. Variation selectors are
 * not among them: they belong to the character before.
 */
const invisible: readonly (readonly [from: number, to: number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x600, 0x605],
  [0x61c, 0x61c],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x890, 0x891],
  [0x8e2, 0x8e2],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x110bd, 0x110bd],
  [0x110cd, 0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe00ff],
  [0xe01f0, 0xe0fff],
];
const joiner = 0x200d;

/** True of the marks that choose one of several forms of the character before. */
export function isVariationSelector(point: number): boolean {
  return (
    (point >= 0xfe00 && point <= 0xfe0f) ||
    (point >= 0xe0100 && point <= 0xe01ef) ||
    (point >= 0x180b && point <= 0x180f && point !== 0x180e)
  );
}

function isInvisible(point: number): boolean {
  return invisible.some(([from, to]) => point >= from && point <= to);
}

/** White space of any kind, and what moves a cursor or a line. */
function isSpace(point: number): boolean {
  return point <= 0x20 || (point >= 0x7f && point <= 0xa0) || /\s/.test(String.fromCodePoint(point));
}

/**
 * A name in its one form: composed (NFC), without what nobody sees, single spaces, no longer than `longestName`. It is cut
 * between characters as people see them, and cut before it is composed: no text, however long, costs more.
 */
export function nameText(given: string): NameText {
  const read = given.slice(0, mostRead);
  let text = '';
  let isPicture = false;
  const characters = [...read.normalize('NFC')];
  for (const [index, character] of characters.entries()) {
    const point = character.codePointAt(0)!;
    const kind = graphemeClass(point);
    // A joiner between two pictures makes one of them; anywhere else it is invisible.
    const next = characters[index + 1];
    const joins: boolean =
      point === joiner &&
      isPicture &&
      next !== undefined &&
      graphemeClass(next.codePointAt(0)!) === GraphemeClass.picture;
    if (kind === GraphemeClass.picture) isPicture = true;
    else if (kind !== GraphemeClass.extend) isPicture = joins;
    if (isInvisible(point)) text += joins ? character : '';
    else text += isSpace(point) ? ' ' : character;
  }
  // What was taken out stood between letter and mark, perhaps.
  text = text.replace(/ +/g, ' ').trim().normalize('NFC');
  const short = cutText(text, longestName);
  return { text: short, isCut: given.length > mostRead || short !== text };
}

/** The text, or as much of it as `most` UTF-16 units hold without cutting through what people take for one character. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  let cut = '';
  // One unit more than fits: whether the last cluster is whole shows in what follows.
  for (const cluster of graphemes(text.slice(0, most + 64))) {
    if (cut.length + cluster.length > most) break;
    cut += cluster;
  }
  return cut;
}
