import { graphemeTable } from './grapheme-table.ts';

/**
 * What people take for one character: a letter with its marks, a syllable, a flag, a family of emoji. The server's VM has no
 * Intl.Segmenter, so this is the rule of Unicode itself (UAX 29, extended grapheme clusters) over a compact table.
 */

/** How a code point takes part in a cluster. The names are those of UAX 29 where it has some. */
export const GraphemeClass = {
  other: 0,
  /** Stands alone: controls, line ends, most format characters. */
  control: 1,
  /** A mark, which joins what is before it; within an Indic conjunct too. */
  extend: 2,
  /** A mark that ends an Indic conjunct. */
  plainExtend: 3,
  spacingMark: 4,
  /** U+200D. */
  joiner: 5,
  /** Joins what comes after it. */
  prepend: 6,
  picture: 7,
  /** A virama: joins two consonants to a conjunct. */
  linker: 8,
  consonant: 9,
  flagLetter: 10,
  /** Parts of Hangul syllables. Whole syllables (U+AC00 to U+D7A3) are known by arithmetic. */
  leading: 11,
  vowel: 12,
  trailing: 13,
} as const;
export type GraphemeClass = (typeof GraphemeClass)[keyof typeof GraphemeClass];

let starts: number[] | null = null;
let ends: number[] = [];
let classes: GraphemeClass[] = [];

/** Unpacks the table when it is first needed: most handlers of the server never cut a name. */
function unpack(): number[] {
  if (starts !== null) return starts;
  const found: number[] = [];
  ends = [];
  classes = [];
  let at = 0;
  for (const run of graphemeTable.split(';')) {
    const comma = run.indexOf(',');
    at += parseInt(run.slice(0, comma), 36);
    found.push(at);
    at += parseInt(run.slice(comma + 1, -1), 36);
    ends.push(at);
    classes.push((run.charCodeAt(run.length - 1) - 97) as GraphemeClass);
  }
  starts = found;
  return found;
}

/** The class of a code point. */
export function graphemeClass(point: number): GraphemeClass {
  const from = unpack();
  let low = 0;
  let high = from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from[middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low > 0 && point < ends[low - 1]! ? classes[low - 1]! : GraphemeClass.other;
}

/** True of marks: what is written on, under or around the letter before it. */
export function isMark(point: number): boolean {
  const kind = graphemeClass(point);
  return (
    kind === GraphemeClass.extend ||
    kind === GraphemeClass.plainExtend ||
    kind === GraphemeClass.spacingMark ||
    kind === GraphemeClass.linker
  );
}

/** The text cut into its grapheme clusters; joined they are the text. */
export function graphemes(text: string): string[] {
  const found: string[] = [];
  let cluster = '';
  const rule = new BreakRule();
  for (const character of text) {
    if (rule.joins(character.codePointAt(0)!)) cluster += character;
    else {
      if (cluster !== '') found.push(cluster);
      cluster = character;
    }
  }
  if (cluster !== '') found.push(cluster);
  return found;
}

const isSyllable = (point: number): boolean => point >= 0xac00 && point <= 0xd7a3;
const endsInVowel = (point: number): boolean => isSyllable(point) && (point - 0xac00) % 28 === 0;

/** What must be remembered from one code point to the next; one of these for each text. */
class BreakRule {
  #before: GraphemeClass = GraphemeClass.control;
  #point = -1;
  /** A picture and marks lie before: a joiner and a picture go on (GB11). */
  #picture = false;
  /** A consonant lies before, and with a linker: another consonant goes on (GB9c). */
  #conjunct: 'no' | 'consonant' | 'linked' = 'no';
  /** Flag letters before, in a row: two make a flag. */
  #flagLetters = 0;

  /** True when this code point belongs to the cluster of the one before. */
  joins(point: number): boolean {
    const kind = graphemeClass(point);
    const joined = this.#decide(kind, point);
    this.#remember(kind, joined);
    this.#before = kind;
    this.#point = point;
    return joined;
  }

  #decide(kind: GraphemeClass, point: number): boolean {
    const c = GraphemeClass;
    const before = this.#before;
    if (this.#point === 0x0d && point === 0x0a) return true;
    if (before === c.control || kind === c.control || this.#point < 0) return false;
    if (kind === c.extend || kind === c.plainExtend || kind === c.linker) return true;
    if (kind === c.joiner || kind === c.spacingMark || before === c.prepend) return true;
    if (kind === c.consonant) return this.#conjunct === 'linked';
    if (kind === c.picture) return this.#picture && before === c.joiner;
    if (kind === c.flagLetter) return before === c.flagLetter && this.#flagLetters % 2 === 1;
    return this.#joinsHangul(kind, point);
  }

  /** GB6 to GB8. */
  #joinsHangul(kind: GraphemeClass, point: number): boolean {
    const c = GraphemeClass;
    if (this.#before === c.leading) return kind === c.leading || kind === c.vowel || isSyllable(point);
    if (this.#before === c.vowel || endsInVowel(this.#point)) return kind === c.vowel || kind === c.trailing;
    return (this.#before === c.trailing || isSyllable(this.#point)) && kind === c.trailing;
  }

  #remember(kind: GraphemeClass, joined: boolean): void {
    const c = GraphemeClass;
    const marks = kind === c.extend || kind === c.plainExtend || kind === c.linker;
    // Of what comes after a joiner only a picture asks.
    this.#picture =
      kind === c.picture || (this.#picture && (marks || kind === c.joiner) && this.#before !== c.joiner);
    if (kind === c.consonant) this.#conjunct = 'consonant';
    else if (kind === c.linker && this.#conjunct !== 'no') this.#conjunct = 'linked';
    else if (kind !== c.extend && kind !== c.joiner) this.#conjunct = 'no';
    this.#flagLetters = kind !== c.flagLetter ? 0 : joined ? this.#flagLetters + 1 : 1;
  }
}
