import { expect } from '@open-wc/testing';
import { foreignProofs, foreignReasons } from '../../../src/credentials/foreign/foreign.ts';
import { languages } from '../../../src/ui/language/languages.ts';
import { foreignTexts, foreignWords } from '../../../src/ui/texts/gate/foreign.ts';

describe('words for foreign credentials', () => {
  for (const language of languages) {
    it(`has a sentence of its own for every code (${language})`, () => {
      const codes = [...foreignProofs, ...foreignReasons];
      const words = foreignWords(codes, language);
      expect(words).to.have.length(codes.length);
      expect(new Set(words).size).to.equal(codes.length);
      expect(Object.keys(foreignTexts[language]).sort()).to.deep.equal([...codes].sort());
    });
  }

  it('says nothing of a code it does not know', () => {
    expect(foreignWords(['constructor', 'toString', 'expired'], 'en')).to.deep.equal(['It has expired']);
  });
});
