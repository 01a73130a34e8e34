import { expect } from '@open-wc/testing';
import { cutText, longestName, nameText } from '../../../src/domain/text/name-text.ts';
import { scriptOf } from '../../../src/domain/text/scripts.ts';

describe('nameText', () => {
  const cases: [given: string, text: string][] = [
    ['  Anna   Smith ', 'Anna Smith'],
    ['E\u0301va', 'Éva'],
    ['E\u00ad\u0301va', 'Éva'],
    ['a\u0000b\r\nc\u2003d\u0085e', 'a b c d e'],
    ['\u2066abc\u2069\u202e\u200b\ufeff\u2060', 'abc'],
    ['a\u{e0041}b', 'ab'],
    ['می\u200cخواهم', 'میخواهم'],
    ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
    ['👍🏽\u200d', '👍🏽'],
    ['a\u200db', 'ab'],
    ['葛\u{e0100}城', '葛\u{e0100}城'],
    ['a\ud800b', 'ab'],
    ['\u200b \u00ad', ''],
  ];
  for (const [given, text] of cases)
    it(`keeps ${JSON.stringify(given)} as ${JSON.stringify(text)}`, () => {
      expect(nameText(given)).to.deep.equal({ text, isCut: false });
    });

  it('is never longer than it may be, and cuts through no character', () => {
    const family = '👨\u200d👩\u200d👧';
    for (const given of [
      'x'.repeat(201),
      family.repeat(40),
      `${'x'.repeat(199)}x\u0323\u0302`,
      '\ufdfa'.repeat(100_000),
    ]) {
      const { text, isCut } = nameText(given);
      expect(text.length).to.be.at.most(longestName);
      expect(isCut, given.slice(0, 20)).to.equal(true);
      const segments = [
        ...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(given.normalize('NFC')),
      ];
      expect(text).to.equal(
        segments
          .slice(0, [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length)
          .map(({ segment }) => segment)
          .join(''),
      );
    }
  });

  it('keeps nothing of a character that alone is longer than a name', () => {
    expect(nameText(`a${'\u0301'.repeat(5000)}`)).to.deep.equal({ text: '', isCut: true });
    expect(cutText(`ab${'\u0301'.repeat(500)}`, 10)).to.equal('a');
  });
});

describe('scriptOf', () => {
  const cases: [text: string, script: string][] = [
    ['Anna-Éva O’Neill 2', 'latin'],
    ['张三々', 'han'],
    ['\u{20000}', 'han'],
    ['12 * -', 'none'],
    ['', 'none'],
    ['👍', 'none'],
    ['Ann张', 'several'],
    ['Ж', 'cyrillic'],
    ['ＡＢ', 'full-width'],
    ['ﾔﾏﾀﾞ', 'half-width katakana'],
    ['e\u0301', 'latin'],
  ];
  for (const [text, script] of cases)
    it(`of ${JSON.stringify(text)} is ${script}`, () => expect(scriptOf(text)).to.equal(script));

  it('tells scripts apart that it has no name for', () => {
    expect(scriptOf('দাস')).not.to.equal(scriptOf('குமார்'));
    expect(scriptOf('দাস')).to.equal(scriptOf('রাম'));
  });
});
