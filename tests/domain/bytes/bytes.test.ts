import { expect } from '@open-wc/testing';
import {
  base64url,
  concat,
  fromBase64url,
  fromHex,
  hex,
  sameBytes,
  utf8,
  utf8Text,
} from '../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

/** What a strict reader of the browser makes of the bytes; null when it refuses them. */
function strictText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function ourText(bytes: Uint8Array): string | null {
  try {
    return utf8Text(bytes);
  } catch (fault) {
    expect(fault).to.be.instanceOf(RangeError);
    return null;
  }
}

describe('UTF-8', () => {
  it('writes any text as TextEncoder does, lone surrogates too', () => {
    const chance = seeded(8);
    const limits = [0x80, 0x800, 0xd800, 0xe000, 0x10000, 0x110000];
    for (let i = 0; i < 3000; i++) {
      const units = Array.from({ length: chance.below(12) }, () => {
        const point = chance.below(chance.pick(limits));
        return chance.oneIn(8)
          ? String.fromCharCode(0xd800 + chance.below(0x800))
          : String.fromCodePoint(point);
      });
      const text = units.join('');
      expect(utf8(text)).to.deep.equal(new TextEncoder().encode(text));
    }
  });

  it('reads any bytes as a strict TextDecoder does, or refuses them as it does', () => {
    const chance = seeded(3629);
    // Bytes at which the rules change: the ends of continuations, of over-long forms, of surrogates, of the last plane.
    const edges = [
      0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe4, 0xed,
    ];
    edges.push(0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xff);
    let good = 0;
    for (let i = 0; i < rounds(6000, 30_000); i++) {
      const bytes = Uint8Array.from({ length: chance.below(7) }, () => chance.pick(edges));
      const expected = strictText(bytes);
      if (expected !== null) good++;
      expect(ourText(bytes), hex(bytes)).to.equal(expected);
    }
    expect(good, 'inputs that are UTF-8').to.be.greaterThan(200);
  });

  it('reads back every kind of character', () => {
    const text = '\u0000aé中\uffff😀\u{10ffff}\ufeff';
    expect(utf8Text(utf8(text))).to.equal(text);
  });
});

describe('hexadecimal', () => {
  it('writes small letters and reads both cases', () => {
    expect(hex(Uint8Array.of(0, 10, 171, 255))).to.equal('000aabff');
    expect(fromHex('000aABfF')).to.deep.equal(Uint8Array.of(0, 10, 171, 255));
  });
  for (const text of ['0', 'abc', '0g', ' 0', '0x', '１２']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => fromHex(text)).to.throw(RangeError);
    });
  }
});

describe('base64url', () => {
  // RFC 4648, section 10, without padding; and both characters that differ from base64.
  const vectors: [bytes: Uint8Array, text: string][] = [
    [utf8(''), ''],
    [utf8('f'), 'Zg'],
    [utf8('fo'), 'Zm8'],
    [utf8('foo'), 'Zm9v'],
    [utf8('foob'), 'Zm9vYg'],
    [utf8('fooba'), 'Zm9vYmE'],
    [utf8('foobar'), 'Zm9vYmFy'],
    [Uint8Array.of(0xfb, 0xff), '-_8'],
  ];
  for (const [bytes, text] of vectors) {
    it(`writes [${bytes}] as "${text}" and reads it back`, () => {
      expect(base64url(bytes)).to.equal(text);
      expect(fromBase64url(text)).to.deep.equal(bytes);
    });
  }

  it('writes any bytes as the browser does', () => {
    const chance = seeded(64);
    for (let length = 0; length < 200; length++) {
      const bytes = chance.bytes(length);
      const expected = btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
      expect(base64url(bytes)).to.equal(expected);
      expect(fromBase64url(expected)).to.deep.equal(bytes);
    }
  });

  const bad: [text: string, why: string][] = [
    ['A', 'a length that no bytes have'],
    ['AAAAA', 'a length that no bytes have'],
    ['Zg==', 'padding'],
    ['+_8', 'a character of plain base64'],
    ['Zm 8', 'a space'],
    ['Zm8\n', 'a line break'],
    ['Ｚg', 'a full-width letter'],
    ['Zh', 'unused bits that are not zero'],
    ['Zm9', 'unused bits that are not zero'],
  ];
  for (const [text, why] of bad) {
    it(`refuses ${JSON.stringify(text)}: ${why}`, () => {
      expect(() => fromBase64url(text)).to.throw(RangeError);
    });
  }

  it('never reads a text with one changed character as the same bytes', () => {
    const bytes = seeded(1).bytes(76);
    const text = base64url(bytes);
    const last = text.length - 1;
    for (const at of [0, 40, last]) {
      for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
        if (character === text[at]) continue;
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        let read: Uint8Array | null = null;
        try {
          read = fromBase64url(changed);
        } catch {
          // Refused: as good as read differently.
        }
        if (read) expect(sameBytes(read, bytes), changed).to.equal(false);
      }
    }
  });
});

describe('concat and sameBytes', () => {
  it('joins in order, empty parts too', () => {
    expect(concat()).to.deep.equal(new Uint8Array(0));
    expect(concat(Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3))).to.deep.equal(
      Uint8Array.of(1, 2, 3),
    );
  });
  it('tells bytes apart by length and by each byte', () => {
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).to.equal(true);
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).to.equal(false);
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).to.equal(false);
    expect(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 2))).to.equal(false);
  });
});
