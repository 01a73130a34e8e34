import { expect } from '@open-wc/testing';
import { hex } from '../../../src/domain/bytes/bytes.ts';
import { readWord, wordMessage } from '../../../src/domain/bundle/word.ts';

const word = { at: 1779249600000, bundleVersion: 12, denyVersion: 0 };

describe('the message of a word', () => {
  it('is its purpose and the very text', () => {
    expect(hex(wordMessage('{}'))).to.equal('485343312d776f7264007b7d');
  });
});

describe('readWord', () => {
  it('reads a whole word', () => {
    expect(readWord(JSON.stringify(word))).to.deep.equal(word);
  });

  for (const text of ['', '{', 'null', '5', '[]', '{}', 'true']) {
    it(`refuses the text ${JSON.stringify(text)}`, () => {
      expect(() => readWord(text)).to.throw(RangeError, 'server’s statement');
    });
  }

  for (const name of ['at', 'bundleVersion', 'denyVersion']) {
    it(`refuses a word whose ${name} is missing or no whole number from 0 on`, () => {
      for (const value of [undefined, null, '5', -1, 1.5, true, []]) {
        expect(() => readWord(JSON.stringify({ ...word, [name]: value })), `${value}`).to.throw(RangeError);
      }
    });
  }
});
