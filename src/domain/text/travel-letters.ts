import { graphemes, isMark } from './graphemes.ts';
import { nameText } from './name-text.ts';
import { scriptOf } from './scripts.ts';

// ICAO 9303 part 3 section 6 for the letters whose base letter alone would not do.
const transliterations: { readonly [letter: string]: string } = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  Ü: 'UE',
  ẞ: 'SS',
  ß: 'SS',
  Þ: 'TH',
  Ð: 'D',
  Đ: 'D',
  Ł: 'L',
  Ħ: 'H',
  Ŋ: 'N',
  Ŧ: 'T',
  İ: 'I',
  ı: 'I',
  Ĳ: 'IJ',
  ĸ: 'Q',
};

/** What stands within a word and parts nothing: apostrophes of all kinds, and the dot of an initial. */
const withinWord = "'’‘ʼʻʹ´`.";

/** A letter without its marks. */
export function withoutMarks(letter: string): string {
  let bare = '';
  for (const part of letter.normalize('NFD')) if (!isMark(part.codePointAt(0)!)) bare += part;
  return bare.normalize('NFC');
}

/**
 * A name in the letters A to Z and `<` between its parts, as travel documents write it. Of other scripts nothing is known
 * but their capitals: they stay as they are, with their marks, which are vowels in many.
 */
export function travelLetters(name: string): string {
  return spelled(
    name,
    (letter) => transliterations[letter] ?? withoutMarks(letter),
    (letter) => letter,
  );
}

/** The same with base letters alone, of any script, as who has no others writes a name: `Ö` is `O`. */
export function baseLetters(name: string): string {
  const ofLatin = (letter: string): string => {
    const bare = withoutMarks(letter);
    return bare === letter ? (transliterations[letter] ?? letter) : bare;
  };
  return spelled(name, ofLatin, withoutMarks);
}

function spelled(
  name: string,
  ofLatin: (letter: string) => string,
  ofOthers: (letter: string) => string,
): string {
  const upper = nameText(name).text.toUpperCase().normalize('NFC');
  let out = '';
  for (const cluster of graphemes(upper)) {
    if (withinWord.includes(cluster)) continue;
    const script = scriptOf(cluster);
    if (script === 'latin') out += ofLatin(cluster);
    else out += script === 'none' && !/^[0-9]$/.test(cluster) ? '<' : ofOthers(cluster);
  }
  return out.replace(/<+/g, '<').replace(/^<|<$/g, '');
}
