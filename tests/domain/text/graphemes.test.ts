import { expect } from '@open-wc/testing';
import { graphemes } from '../../../src/domain/text/graphemes.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const segments = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const points = (text: string): string =>
  [...text].map((character) => character.codePointAt(0)!.toString(16)).join(' ');

describe('grapheme clusters', () => {
  const cases: [what: string, text: string, clusters: number][] = [
    ['nothing', '', 0],
    ['letters', 'abc', 3],
    ['marks', 'e\u0301\u0323x\u030c', 2],
    ['Chinese characters, rare ones too', '张\u{20bb7}三', 3],
    ['a character with a variation selector', '葛\u{e0100}城', 2],
    ['a family, one emoji of five', '👨‍👩‍👧', 1],
    ['an emoji with a colour of skin', '👍🏽👍', 2],
    ['two flags, then half a flag', '🇨🇳🇩🇪🇫', 3],
    ['Hangul syllables', '김철수', 3],
    ['Hangul in parts', '\u1100\u1161\u11a8\u1100', 2],
    ['Devanagari with a conjunct', 'श्रीनिवास', 4],
    ['Thai', 'น้ำใจ', 3],
    ['a line end', '\r\na', 2],
    ['lone surrogates', '\ud800a\udc00', 3],
  ];
  for (const [what, text, clusters] of cases)
    it(`of ${what}`, () => {
      expect(graphemes(text)).to.deep.equal(segments(text));
      expect(graphemes(text)).to.have.length(clusters);
    });

  // Each code point before and after one of each kind: the browser's own segmenter knows them all.
  const around = [
    'a',
    '\u0301',
    '\u0903',
    '\u200d',
    '\u0600',
    '\u{1f600}',
    '\u094d',
    '\u0915',
    '\u{1f1e8}',
    '\u1100',
    '\u1161',
    '\u11a8',
    '가',
    '각',
    '\r',
  ];
  it('are those of the browser, for each code point of Unicode', () => {
    const wrong: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += rounds(7, 1)) {
      // Whole planes of nothing, of characters all alike and of private use say nothing new.
      if (
        (point >= 0x3400 && point < 0x9f00) ||
        (point >= 0xae00 && point < 0xd700) ||
        (point >= 0xe100 && point < 0xf800)
      )
        continue;
      if ((point >= 0x20100 && point < 0xe0000) || point >= 0xe1100) continue;
      const c = String.fromCodePoint(point);
      const text = `a${c}a${c}\u0301${c}\u{1f600}${c}\u200d${c}\u0915${c}\u094d${c}\u1100${c}\u1161${c}\u11a8${c}`;
      if (graphemes(text).join('|') !== segments(text).join('|')) wrong.push(point.toString(16));
    }
    expect(wrong.slice(0, 20)).to.deep.equal([]);
  }).timeout(60_000);

  it('are those of the browser, for any mixture', () => {
    const chance = seeded(7);
    const wide = [
      ...around,
      'á',
      '张',
      '\u200c',
      '\u{e0100}',
      '\ufe0f',
      '🏽',
      '\u{1f1e9}',
      '\u0c4d',
      '\u0c15',
      '\ud83d',
    ];
    for (let run = 0; run < rounds(4000, 20_000); run++) {
      const text = Array.from({ length: 1 + chance.below(9) }, () => chance.pick(wide)).join('');
      expect(graphemes(text), points(text)).to.deep.equal(segments(text));
    }
  });
});
