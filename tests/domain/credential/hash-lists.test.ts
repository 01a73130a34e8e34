import { expect } from '@open-wc/testing';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import {
  holdsHash,
  mostPrefixes,
  prefixesText,
  prefixTexts,
  readHashLists,
  type HashList,
} from '../../../src/domain/credential/hash-lists.ts';
import { readTrustList } from '../../../src/domain/credential/trust-list.ts';
import { hex } from '../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../support/seeded.ts';

const list = (change: object = {}): HashList => ({
  country: 'XY',
  kid: null,
  type: 'UCI',
  ctr: 1,
  goodUntil: null,
  prefixes: prefixesText(['02'.repeat(16), '01'.repeat(16)]),
  ...change,
});

describe('lists of certificates called back', () => {
  it('hold what was put in and nothing else', () => {
    const chance = seeded(8);
    const hashes = Array.from({ length: 500 }, () => hex(chance.bytes(16)));
    const [read] = readHashLists([list({ prefixes: prefixesText([...hashes, hashes[0]!]) })]);
    expect(prefixTexts(read!)).to.have.length(500);
    for (const hash of hashes) expect(holdsHash(read!, fromHex(hash))).to.equal(true);
    for (let i = 0; i < 500; i++) expect(holdsHash(read!, chance.bytes(16))).to.equal(false);
    expect(holdsHash(list({ prefixes: '' }), new Uint8Array(16))).to.equal(false);
  });

  it('are part of a trust list, which may have none', () => {
    const trust = { entries: [], revocations: [] };
    expect(readTrustList(trust)).to.deep.equal(trust);
    expect(readTrustList({ ...trust, hashLists: [list()] })).to.deep.equal({ ...trust, hashLists: [list()] });
    expect(() => readTrustList({ ...trust, hashLists: 'x' })).to.throw(RangeError);
  });

  const wrong: [what: string, value: unknown][] = [
    ['no list', {}],
    ['a null', [null]],
    ['no country', [list({ country: 'Germany' })]],
    ['a country in small letters', [list({ country: 'xy' })]],
    ['a strange key id', [list({ kid: '' })]],
    ['no key id at all', [{ ...list(), kid: undefined }]],
    ['another type', [list({ type: 'NAME' })]],
    ['a number that is none', [list({ ctr: 1.5 })]],
    ['a time that is none', [list({ goodUntil: '2026' })]],
    ['half a hash', [list({ prefixes: base64url(new Uint8Array(9)) })]],
    ['hashes out of order', [list({ prefixes: base64url(fromHex('02'.repeat(8) + '01'.repeat(8))) })]],
    ['a hash twice', [list({ prefixes: base64url(fromHex('02'.repeat(16))) })]],
    ['no base64url', [list({ prefixes: '*' })]],
    ['one list twice', [list(), list()]],
    ['an inherited field', [Object.create(list()) as object]],
    ['too long a text', [list({ prefixes: 'A'.repeat(mostPrefixes * 12) })]],
  ];
  for (const [what, value] of wrong)
    it(`are refused with ${what}`, () => {
      expect(() => readHashLists(value)).to.throw(RangeError);
    });
});
