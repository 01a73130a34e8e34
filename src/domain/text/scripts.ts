import { isMark } from './graphemes.ts';

/**
 * Which script a text is written in: names of different scripts cannot be compared. The regular expressions of the server's
 * VM know no classes of Unicode, so these are ranges of code points.
 */

/** Names of scripts that are named anywhere; every other one is known by its place in Unicode. */
type Script = string;

// Letters whose base letter is none of the range's own script are nobody's name; such ranges are not split.
const ranges: readonly (readonly [from: number, to: number, script: Script])[] = [
  [0x41, 0x5a, 'latin'],
  [0x61, 0x7a, 'latin'],
  [0xaa, 0xaa, 'latin'],
  [0xba, 0xba, 'latin'],
  [0xc0, 0xd6, 'latin'],
  [0xd8, 0xf6, 'latin'],
  [0xf8, 0x2af, 'latin'],
  [0x370, 0x3ff, 'greek'],
  [0x400, 0x52f, 'cyrillic'],
  [0x530, 0x58f, 'armenian'],
  [0x590, 0x5ff, 'hebrew'],
  [0x600, 0x6ff, 'arabic'],
  [0x750, 0x77f, 'arabic'],
  [0x870, 0x8ff, 'arabic'],
  [0x10a0, 0x10ff, 'georgian'],
  [0x1100, 0x11ff, 'hangul'],
  [0x1200, 0x139f, 'ethiopic'],
  [0x1c80, 0x1c8f, 'cyrillic'],
  [0x1c90, 0x1cbf, 'georgian'],
  [0x1d00, 0x1d7f, 'latin'],
  [0x1e00, 0x1eff, 'latin'],
  [0x1f00, 0x1fff, 'greek'],
  [0x2c60, 0x2c7f, 'latin'],
  [0x2d00, 0x2d2f, 'georgian'],
  [0x2d80, 0x2ddf, 'ethiopic'],
  [0x2de0, 0x2dff, 'cyrillic'],
  [0x3005, 0x3007, 'han'],
  [0x3041, 0x309f, 'hiragana'],
  [0x30a0, 0x30ff, 'katakana'],
  [0x3130, 0x318f, 'hangul'],
  [0x31f0, 0x31ff, 'katakana'],
  [0x3400, 0x4dbf, 'han'],
  [0x4e00, 0x9fff, 'han'],
  [0xa640, 0xa69f, 'cyrillic'],
  [0xa720, 0xa7ff, 'latin'],
  [0xa960, 0xa97f, 'hangul'],
  [0xab00, 0xab2f, 'ethiopic'],
  [0xab30, 0xab6f, 'latin'],
  [0xac00, 0xd7ff, 'hangul'],
  [0xf900, 0xfaff, 'han'],
  [0xfb00, 0xfb06, 'latin'],
  [0xfb13, 0xfb17, 'armenian'],
  [0xfb1d, 0xfb4f, 'hebrew'],
  [0xfb50, 0xfdff, 'arabic'],
  [0xfe70, 0xfefe, 'arabic'],
  [0xff21, 0xff3a, 'full-width'],
  [0xff41, 0xff5a, 'full-width'],
  [0xff65, 0xff9f, 'half-width katakana'],
  [0xffa1, 0xffdc, 'half-width hangul'],
  [0x20000, 0x3ffff, 'han'],
];

/** Where signs, spaces and pictures lie, which are of no script. */
const signs: readonly (readonly [from: number, to: number])[] = [
  [0, 0x40],
  [0x5b, 0x60],
  [0x7b, 0xa9],
  [0xab, 0xb9],
  [0xbb, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x2b0, 0x36f],
  [0x2000, 0x2bff],
  [0x2e00, 0x2e7f],
  [0x2ff0, 0x3040],
  [0x30fb, 0x30fc],
  [0xd800, 0xf8ff],
  [0xfe00, 0xfe6f],
  [0xfeff, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff64],
  [0xffe0, 0xffff],
  [0x1f000, 0x1faff],
  [0xe0000, 0x10ffff],
];

/** The script of a code point; null of signs, digits, marks and pictures, which go with any. */
export function scriptOfPoint(point: number): Script | null {
  const named = ranges.find(([from, to]) => point >= from && point <= to);
  const isSign = signs.some(([from, to]) => point >= from && point <= to);
  if (isSign && named?.[2] !== 'han') return null;
  if (isMark(point)) return null;
  // Of scripts that nobody here reads it is enough to know that their blocks are not the same.
  return named?.[2] ?? `block ${point >> 7}`;
}

/** The one script that a text is written in; 'none' when it has no letter, 'several' when it is a mixture. */
export function scriptOf(text: string): Script | 'none' | 'several' {
  let found: Script | null = null;
  for (const character of text) {
    const script = scriptOfPoint(character.codePointAt(0)!);
    if (script === null || script === found) continue;
    if (found !== null) return 'several';
    found = script;
  }
  return found ?? 'none';
}
