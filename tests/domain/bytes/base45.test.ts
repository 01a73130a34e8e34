import { expect } from '@open-wc/testing';
import { base45, fromBase45 } from '../../../src/domain/bytes/base45.ts';
import { utf8 } from '../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../support/seeded.ts';

describe('Base45', () => {
  // RFC 9285, sections 4.3 and 4.4, and the ends of both kinds of groups.
  const vectors: [bytes: Uint8Array, text: string][] = [
    [utf8('AB'), 'BB8'],
    [utf8('Hello!!'), '%69 VD92EX0'],
    [utf8('base-45'), 'UJCLQE7W581'],
    [utf8('ietf!'), 'QED8WEX0'],
    [Uint8Array.of(), ''],
    [Uint8Array.of(0), '00'],
    [Uint8Array.of(255), 'U5'],
    [Uint8Array.of(0, 0), '000'],
    [Uint8Array.of(255, 255), 'FGW'],
  ];
  for (const [bytes, text] of vectors) {
    it(`writes [${bytes}] as "${text}" and reads it back`, () => {
      expect(base45(bytes)).to.equal(text);
      expect(fromBase45(text)).to.deep.equal(bytes);
    });
  }

  const bad: [text: string, why: string][] = [
    ['A', 'one character left over'],
    ['BB8A', 'one character left over after a group'],
    ['GGW', 'a group of three that is 65536'],
    [':::', 'the largest group of three'],
    ['V5', 'a group of two that is 256'],
    ['::', 'the largest group of two'],
    ['bb8', 'small letters'],
    ['B_8', 'a character outside the alphabet'],
    ['BB８', 'a full-width digit'],
    ['B\n8', 'a line break'],
    ['😀8', 'half a surrogate pair in a group'],
  ];
  for (const [text, why] of bad) {
    it(`refuses ${JSON.stringify(text)}: ${why}`, () => {
      expect(() => fromBase45(text)).to.throw(RangeError);
    });
  }

  it('reads back any bytes', () => {
    const chance = seeded(45);
    for (let length = 0; length < 300; length++) {
      const bytes = chance.bytes(length);
      expect(fromBase45(base45(bytes))).to.deep.equal(bytes);
    }
  });

  it('has one text alone for each byte string: what can be read is what would be written', () => {
    const chance = seeded(9285);
    const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
    let read = 0;
    for (let i = 0; i < 5000; i++) {
      const text = Array.from({ length: 1 + chance.below(6) }, () => chance.pick([...characters])).join('');
      let bytes: Uint8Array;
      try {
        bytes = fromBase45(text);
      } catch {
        continue;
      }
      read++;
      expect(base45(bytes)).to.equal(text);
    }
    expect(read, 'texts that could be read').to.be.greaterThan(500);
  });
});
