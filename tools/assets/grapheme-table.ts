// `node tools/run.mjs grapheme-table` writes src/domain/text/grapheme-table.ts anew from this Node's own Intl.Segmenter, which the
// server's VM does not have. To be run when Unicode has a new version; tests compare the table with Chromium's.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphemeClass } from '../../src/domain/text/graphemes.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const isOne = (text: string): boolean => {
  const [, second] = segmenter.segment(text);
  return second === undefined;
};

const consonant = '\u0915';
const linker = '\u094d';
const joiner = '\u200d';
const face = '\u{1f600}';

/** What a code point does to the breaks around it, asked of the segmenter itself (UAX 29, GB3 to GB13). */
function classOf(point: number): GraphemeClass {
  const c = String.fromCodePoint(point);
  if (point === 0x200d) return GraphemeClass.joiner;
  if (!isOne(`${c}\u0301`)) return GraphemeClass.control;
  if (isOne(`a${c}`)) {
    if (isOne(consonant + c + consonant)) return GraphemeClass.linker;
    if (!isOne(face + c + joiner + face)) return GraphemeClass.spacingMark;
    return isOne(consonant + c + linker + consonant) ? GraphemeClass.extend : GraphemeClass.plainExtend;
  }
  if (point >= 0xac00 && point <= 0xd7a3) return GraphemeClass.other;
  if (isOne(`${c}a`)) return GraphemeClass.prepend;
  if (isOne(face + joiner + c)) return GraphemeClass.picture;
  if (isOne(consonant + linker + c)) return GraphemeClass.consonant;
  if (isOne(`\u{1f1e6}${c}`)) return GraphemeClass.flagLetter;
  if (isOne(`\u11a8${c}`)) return GraphemeClass.trailing;
  if (isOne(`\u1160${c}`)) return GraphemeClass.vowel;
  if (isOne(`\u1100${c}`)) return GraphemeClass.leading;
  return GraphemeClass.other;
}

const runs: string[] = [];
let [start, end] = [0, 0];
let kind: GraphemeClass = GraphemeClass.other;
for (let point = 0; point <= 0x110000; point++) {
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  const next = point === 0x110000 || isSurrogate ? GraphemeClass.other : classOf(point);
  if (next === kind) continue;
  if (kind !== GraphemeClass.other) {
    runs.push(
      `${(start - end).toString(36)},${(point - start).toString(36)}${String.fromCharCode(97 + kind)}`,
    );
    end = point;
  }
  start = point;
  kind = next;
}

const file = join(import.meta.dirname, '..', '..', 'src', 'domain', 'text', 'grapheme-table.ts');
const text = runs.join(';');
const lines = text.match(/.{1,110}/g)!.map((line) => `  '${line}'`);
await writeFile(
  file,
  `/**
 * How the code points of Unicode ${process.versions['unicode']} take part in grapheme clusters; made by tools/assets/grapheme-table.ts.
 * Runs of one class, in order, parted by semicolons: how many code points lie between the run before and this one, a comma,
 * its length (both in base 36), its class ('b' is 1, see graphemes.ts).
 */
export const graphemeTable =
${lines.join(' +\n')};
`,
);
console.log(`${runs.length} runs, ${text.length} characters`);
