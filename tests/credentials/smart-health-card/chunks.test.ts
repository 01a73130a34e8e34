import { expect } from '@open-wc/testing';
import { ChunkCollector, joinChunks } from '../../../src/credentials/smart-health-card/chunks.ts';
import { readCardChunk } from '../../../src/credentials/smart-health-card/numeric.ts';
import { noon } from '../hcert/make-hcert.ts';
import { numeric, numericChunks } from './make-card.ts';

const jws = 'eyJhbGciOiJFUzI1NiJ9.aGVsbG8-_z.c2lnbmF0dXJl';
const other = 'eyJhbGciOiJFUzI1NiJ9.b3RoZXJzLTEyMw.c2lnbmF0dXJl';

describe("a SMART Health Card's code", () => {
  it('is read from digits, alone or as a part', () => {
    expect(readCardChunk(numeric(jws))).to.deep.equal({ index: 1, total: 1, text: jws });
    expect(readCardChunk('shc:/2/3/5676')).to.deep.equal({ index: 2, total: 3, text: 'ey' });
    // The least and the greatest character: "-" is 00, "z" is 77.
    expect(readCardChunk('shc:/0077').text).to.equal('-z');
  });

  const bad: [text: string, why: string][] = [
    ['', 'nothing'],
    ['shc:/', 'no digits'],
    ['SHC:/5676', 'a prefix in capitals'],
    ['shc:/567', 'an odd number of digits'],
    ['shc:/5678', 'a pair above 77'],
    ['shc:/56 76', 'a space'],
    ['shc:/５６７６', 'digits of another script'],
    ['shc:/1/5676', 'one number before the digits'],
    ['shc:/0/3/5676', 'part 0'],
    ['shc:/4/3/5676', 'a part after the last'],
    ['shc:/1/0/5676', 'a card of no parts'],
    ['shc:/1/31/5676', 'a card of more parts than are taken'],
    ['shc:/01/3/5676', 'a number with a leading zero'],
    ['shc:/-1/3/5676', 'a negative number'],
    ['shc:/1/3/5676\n', 'a line break'],
    [`shc:/${'56'.repeat(4000)}`, 'more than a QR code holds'],
  ];
  for (const [text, why] of bad) {
    it(`refuses ${why}`, () => expect(() => readCardChunk(text)).to.throw(RangeError));
  }
});

describe('a card on several codes', () => {
  const chunks = numericChunks(jws, 3);

  it('is joined from its parts in any order, with parts shown twice', () => {
    for (const [a, b, c] of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ] as const)
      expect(joinChunks([chunks[a]!, chunks[b]!, chunks[a]!, chunks[c]!])).to.deep.equal({ jws });
    expect(joinChunks([numeric(jws)])).to.deep.equal({ jws });
  });

  it('says how many parts are there', () => {
    expect(joinChunks([chunks[1]!])).to.deep.equal({ have: 1, total: 3 });
    expect(joinChunks([chunks[1]!, chunks[2]!, chunks[1]!])).to.deep.equal({ have: 2, total: 3 });
  });

  it('is refused when parts do not go together', () => {
    const [first, second] = numericChunks(jws, 2);
    const [, , third] = numericChunks(other, 3);
    expect(() => joinChunks([chunks[0]!, second!])).to.throw(RangeError, 'different cards');
    expect(() => joinChunks([chunks[0]!, chunks[2]!, third!])).to.throw(RangeError, 'different cards');
    expect(() => joinChunks([first!, numeric(jws)])).to.throw(RangeError, 'different cards');
    expect(() => joinChunks([])).to.throw(RangeError);
  });

  it('is collected as a camera reads it: each part many times', () => {
    const collector = new ChunkCollector();
    expect(collector.add(chunks[2]!, noon)).to.deep.equal({ have: 1, total: 3 });
    expect(collector.add(chunks[2]!, noon + 30)).to.deep.equal({ have: 1, total: 3 });
    expect(collector.add(chunks[0]!, noon + 900)).to.deep.equal({ have: 2, total: 3 });
    expect(() => collector.add('shc:/9', noon + 950)).to.throw(RangeError);
    expect(collector.add(chunks[1]!, noon + 1000)).to.deep.equal({ jws });
    // Once whole, the next showing begins anew.
    expect(collector.add(chunks[1]!, noon + 1030)).to.deep.equal({ have: 1, total: 3 });
  });

  it('is never joined with parts of the person before', () => {
    const theirs = numericChunks(other, 3);
    const collector = new ChunkCollector();
    collector.add(chunks[0]!, noon);
    collector.add(chunks[1]!, noon + 1000);
    // The same place with other contents: someone else's card.
    expect(collector.add(theirs[1]!, noon + 2000)).to.deep.equal({ have: 1, total: 3 });
    // Another number of parts, a pause, a clock that jumped, or being told so: the same.
    expect(collector.add(numericChunks(jws, 2)[0]!, noon + 3000)).to.deep.equal({ have: 1, total: 2 });
    expect(collector.add(numericChunks(jws, 2)[1]!, noon + 23_001)).to.deep.equal({ have: 1, total: 2 });
    expect(collector.add(numericChunks(jws, 2)[0]!, noon - 60_000)).to.deep.equal({ have: 1, total: 2 });
    collector.clear();
    expect(collector.add(numericChunks(jws, 2)[1]!, noon - 60_000)).to.deep.equal({ have: 1, total: 2 });
    expect(collector.add(numericChunks(jws, 2)[0]!, noon - 59_000)).to.deep.equal({ jws });
  });
});
