import { expect } from '@open-wc/testing';
import { CborFloat, CborTagged, numberOf, readCbor, untagged } from '../../../src/credentials/hcert/cbor.ts';
import { concat, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../support/seeded.ts';
import { isUnpolluted, mutated, soon } from './mutate.ts';
import { Tag, writeCbor, type Writable } from './write-cbor.ts';
import { rounds } from '../../support/rounds.ts';

function outcome(bytes: Uint8Array<ArrayBuffer>): 'read' | 'refused' {
  try {
    readCbor(bytes);
    return 'read';
  } catch (fault) {
    expect(fault).to.be.instanceOf(RangeError);
    return 'refused';
  }
}

describe('CBOR', () => {
  // RFC 8949, appendix A.
  const vectors: [hex: string, value: unknown][] = [
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['1903e8', 1000],
    ['1a000f4240', 1000000],
    ['1b000000e8d4a51000', 1000000000000],
    ['20', -1],
    ['3903e7', -1000],
    ['f90000', new CborFloat(0)],
    ['f90001', new CborFloat(5.960464477539063e-8)],
    ['f93e00', new CborFloat(1.5)],
    ['f97bff', new CborFloat(65504)],
    ['f9c400', new CborFloat(-4)],
    ['f97c00', new CborFloat(Infinity)],
    ['fa47c35000', new CborFloat(100000)],
    ['fb3ff199999999999a', new CborFloat(1.1)],
    ['fbc010666666666666', new CborFloat(-4.1)],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['f7', null],
    ['4401020304', Uint8Array.of(1, 2, 3, 4)],
    ['62c3bc', 'ü'],
    ['64f0908591', '\u{10151}'],
    ['8301820203820405', [1, [2, 3], [4, 5]]],
    [
      'a201020304',
      new Map([
        [1, 2],
        [3, 4],
      ]),
    ],
    [
      'a26161016162820203',
      new Map<string, unknown>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
    ],
    ['5f42010243030405ff', Uint8Array.of(1, 2, 3, 4, 5)],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
    [
      'bf61610161629f0203ffff',
      new Map<string, unknown>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
    ],
    ['9fff', []],
  ];
  for (const [hex, value] of vectors) {
    it(`reads ${hex}`, () => expect(readCbor(fromHex(hex))).to.deep.equal(value));
  }

  it('reads NaN', () => expect(numberOf(readCbor(fromHex('f97e00')))).to.be.NaN);

  it('never takes a floating-point number for a whole one, as a key least of all', () => {
    expect(readCbor(fromHex('f93c00')), '1.0').to.deep.equal(new CborFloat(1));
    expect([fromHex('f93c00'), fromHex('01'), fromHex('6131')].map(readCbor).map(numberOf)).to.deep.equal([
      1,
      1,
      null,
    ]);
    for (const key of ['f93c00', 'fa3f800000', 'fb3ff0000000000000', 'c101', 'f5', 'f6', '4101', '80', 'a0'])
      expect(outcome(concat(fromHex('a1'), fromHex(key), fromHex('00'))), key).to.equal('refused');
  });

  it('keeps tags, and takes them off where only the value counts', () => {
    const value = readCbor(fromHex('c074323031332d30332d32315432303a30343a30305a')) as CborTagged;
    expect(value).to.be.instanceOf(CborTagged);
    expect(value.tag).to.equal(0);
    expect(untagged(value)).to.equal('2013-03-21T20:04:00Z');
    expect(untagged(readCbor(fromHex('d83dd21864')))).to.equal(100);
  });

  const bad: [hex: string, why: string][] = [
    ['', 'nothing at all'],
    ['0000', 'a second item'],
    ['18', 'a number without its byte'],
    ['1c', 'a length that has no meaning'],
    ['1bffffffffffffffff', 'a number beyond 2^53'],
    ['3bffffffffffffffff', 'a negative number beyond 2^53'],
    ['43 01 02', 'a byte string cut short'],
    ['5b7fffffffffffffff', 'a byte string of a huge length'],
    ['7affffffff61', 'a text of a huge length'],
    ['61ff', 'a text that is no UTF-8'],
    ['62c080', 'a text in overlong UTF-8'],
    ['8201', 'a list cut short'],
    ['9b0000000100000000', 'a list that promises four milliards of items'],
    ['a2010201 03', 'the same key twice'],
    ['a1f600', 'null as a key'],
    ['a1410100', 'a byte string as a key'],
    ['a1fb3ff199999999999a00', 'a fraction as a key'],
    ['a101', 'a key without a value'],
    ['ff', 'an end of nothing'],
    ['81ff', 'an end inside a definite list'],
    ['9f01', 'an indefinite list without an end'],
    ['bf01ff', 'an indefinite map that ends after a key'],
    ['5f01ff', 'a number inside an indefinite byte string'],
    ['5f5f4101ffff', 'an indefinite piece inside an indefinite byte string'],
    ['7f41 61ff', 'bytes inside an indefinite text'],
    ['1f', 'a number of indefinite length'],
    ['df00', 'a tag of indefinite length'],
    ['c0', 'a tag without a value'],
    ['f0', 'a simple value without meaning'],
    ['f818', 'a simple value of two bytes'],
  ];
  for (const [hex, why] of bad) {
    it(`refuses ${why}`, () => {
      expect(() => readCbor(fromHex(hex.replaceAll(' ', '')))).to.throw(RangeError, /\.$/);
    });
  }

  it('refuses what is nested without end, and what has items without end', () => {
    const nested = new Uint8Array(5000).fill(0x81);
    expect(() => readCbor(nested)).to.throw(RangeError, 'deep');
    const tags = new Uint8Array(5000).fill(0xc1);
    expect(() => readCbor(tags)).to.throw(RangeError, 'deep');
    const many = concat(Uint8Array.of(0x9a, 0, 1, 0, 0), new Uint8Array(65536));
    expect(() => readCbor(many)).to.throw(RangeError, 'more than');
    const pieces = concat(Uint8Array.of(0x7f), new Uint8Array(60_000).fill(0x60), Uint8Array.of(0xff));
    expect(() => readCbor(pieces)).to.throw(RangeError, 'more than');
  });

  it('never makes an object of names that the input chooses', () => {
    const map = readCbor(writeCbor(new Map([['__proto__', { polluted: true }]]))) as Map<string, unknown>;
    expect(map).to.be.instanceOf(Map);
    expect(map.get('__proto__')).to.deep.equal(new Map([['polluted', true]]));
    expect(isUnpolluted()).to.equal(true);
  });

  it('reads back whatever the writer of the tests writes', () => {
    const chance = seeded(8949);
    const value = (depth: number): Writable => {
      const kind = chance.below(depth > 3 ? 5 : 8);
      if (kind === 0) return chance.below(2 ** 31) - 2 ** 30;
      if (kind === 1) return chance.below(1000) / 8;
      if (kind === 2) return String.fromCodePoint(32 + chance.below(0x5000)).repeat(chance.below(40));
      if (kind === 3) return chance.bytes(chance.below(300));
      if (kind === 4) return chance.pick([true, false, null]);
      const inner = Array.from({ length: chance.below(5) }, () => value(depth + 1));
      if (kind === 5) return inner;
      if (kind === 6) return new Tag(chance.below(100), value(depth + 1));
      return new Map(inner.map((item, index) => [index % 2 ? `key ${index}` : -index, item]));
    };
    const plain = (item: unknown): unknown => {
      if (item instanceof Tag || item instanceof CborTagged)
        return { tag: item.tag, value: plain(item.value) };
      if (item instanceof CborFloat) return item.value;
      if (Array.isArray(item)) return item.map(plain);
      return item instanceof Map ? [...item].map(([key, inner]) => [key, plain(inner)]) : item;
    };
    for (let round = 0; round < 300; round++) {
      const written = value(0);
      expect(plain(readCbor(writeCbor(written)))).to.deep.equal(plain(written));
    }
  });

  it('answers every input with a value or a RangeError, soon', async () => {
    const chance = seeded(20260520);
    const seed = writeCbor({ v: [{ dn: 1, dt: '2026-05-01' }], nam: { fn: 'Nobody' }, n: [1.5, null, true] });
    let refused = 0;
    for (let round = 0; round < rounds(4000, 20_000); round++) {
      const bytes = round % 3 === 0 ? chance.bytes(chance.below(60)) : mutated(seed, chance);
      if ((await soon(() => outcome(bytes))) === 'refused') refused++;
    }
    expect(refused).to.be.within(rounds(1000, 5000), rounds(3999, 19_999));
    expect(isUnpolluted()).to.equal(true);
  });
});
