import { utf8 } from '../bytes/bytes.ts';
import { graphemes } from './graphemes.ts';
import { isVariationSelector, nameText } from './name-text.ts';
import { scriptOf } from './scripts.ts';
import { baseLetters, travelLetters, withoutMarks } from './travel-letters.ts';

/** The most UTF-8 bytes a masked name may take in a pass: what keeps its QR text within 299 characters. */
export const maskedNameMaxBytes = 7;

/**
 * A name as strangers may see it: first and last character with one star between them, "张*三". A name of two characters
 * shows its first alone ("李*"), one of a single character shows nothing ("*"). A character is what people take for one, with
 * its marks; it is shown whole or not at all: where first and last together would take more than seven bytes of UTF-8, the
 * last is left out, and a first one that is too long itself (a Devanagari syllable, a family of emoji).
 */
export function maskName(name: string): string {
  const { text, isCut } = nameText(name);
  const characters = graphemes(text);
  if (characters.length < 2) return '*';
  const short = `${fitting(characters[0]!, maskedNameMaxBytes - 1)}*`;
  // The last one of a name that was cut is not its last.
  if (characters.length === 2 || isCut) return short;
  return short + fitting(characters[characters.length - 1]!, maskedNameMaxBytes - utf8(short).length);
}

/** The character, if need be without what chooses its form, when it fits into so many bytes; nothing when it does not. */
function fitting(character: string, most: number): string {
  if (utf8(character).length <= most) return character;
  const plain = withoutVariations(character);
  return utf8(plain).length <= most ? plain : '';
}

function withoutVariations(text: string): string {
  let plain = '';
  for (const part of text) if (!isVariationSelector(part.codePointAt(0)!)) plain += part;
  return plain;
}

/**
 * Whether two masked names can be of one person. Capitals make no difference. 'unknown' when one of them shows nothing, when
 * they are not of one script (a name is then written twice), and when letters differ that stand for one another in
 * documents (`Ö` and `O`, `ß` and `s`).
 */
export function maskedPersons(a: string, b: string): 'same' | 'different' | 'unknown' {
  const scripts = [scriptOf(a), scriptOf(b)];
  if (scripts.includes('none')) return 'unknown';
  if (folded(a) === folded(b)) return 'same';
  if (scripts.includes('several') || scripts[0] !== scripts[1]) return 'unknown';
  const [firstA, lastA] = ends(a);
  const [firstB, lastB] = ends(b);
  // A first character that is not shown was too long for it.
  if (firstA === '' || firstB === '') return 'unknown';
  const answers = [sameLetter(firstA, firstB, 'first'), sameLetter(lastA, lastB, 'last')];
  return answers.includes('different') ? 'different' : 'unknown';
}

/** Capitals, forms of a character and unseen characters aside. */
export function folded(name: string): string {
  return withoutVariations(nameText(name).text).toLowerCase().replace(/ς/g, 'σ').normalize('NFC');
}

function ends(mask: string): [first: string, last: string] {
  const [first = '', ...rest] = folded(mask).split('*');
  return [first, rest.join('*')];
}

function sameLetter(a: string, b: string, end: 'first' | 'last'): 'same' | 'different' | 'unknown' {
  if (a === b) return 'same';
  const others = spellings(b, end);
  return spellings(a, end).some((letter) => others.includes(letter)) ? 'unknown' : 'different';
}

/** What a letter at this end of a name may be in a document without it. */
function spellings(letter: string, end: 'first' | 'last'): string[] {
  const written = [travelLetters(letter), baseLetters(letter)].map((text) =>
    end === 'first' ? [...text][0] : [...text].pop(),
  );
  return [letter, withoutMarks(letter), ...written].filter(
    (text) => text !== undefined && text !== '',
  ) as string[];
}
