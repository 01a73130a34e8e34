import { expect } from '@open-wc/testing';
import { uncompressedPoint } from '../../../src/credentials/bytes/curve-point.ts';
import { verifyingKey } from '../../../src/credentials/bytes/p256.ts';
import { fromHex, hex } from '../../../src/domain/bytes/bytes.ts';

describe('uncompressedPoint', () => {
  it('finds the very point that Web Crypto exported, from X and one bit of Y', async () => {
    const seen = { odd: 0, even: 0 };
    for (let i = 0; i < 40; i++) {
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ]);
      const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
      const odd = (point[64]! & 1) === 1;
      seen[odd ? 'odd' : 'even']++;
      expect(uncompressedPoint(point.slice(1, 33), odd)).to.deep.equal(point);
      expect(uncompressedPoint(point.slice(1, 33), !odd), 'the other root').to.not.deep.equal(point);
    }
    expect(seen.odd * seen.even, 'both parities were seen').to.be.greaterThan(0);
  });

  it('finds the base point of the curve (SEC 2)', () => {
    const x = '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296';
    const y = '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5';
    expect(hex(uncompressedPoint(fromHex(x), true))).to.equal(`04${x}${y}`);
  });

  it('gives two points that Web Crypto takes for X = 0, which is on the curve', async () => {
    for (const odd of [true, false]) await verifyingKey(uncompressedPoint(new Uint8Array(32), odd));
  });

  const bad: [what: string, x: string][] = [
    ['an X with no point', '00'.repeat(31) + '01'],
    ['the field’s prime', 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'],
    ['the base point’s X plus nothing but ones', 'ff'.repeat(32)],
    ['31 bytes', '00'.repeat(31)],
    ['33 bytes', '00'.repeat(33)],
    ['no bytes', ''],
  ];
  for (const [what, x] of bad) {
    it(`refuses ${what}`, () => {
      expect(() => uncompressedPoint(fromHex(x), true)).to.throw(RangeError);
    });
  }

  it('refuses about half of all X, as the curve has it, and never gives a point off the curve', async () => {
    let found = 0;
    for (let i = 0; i < 100; i++) {
      const x = crypto.getRandomValues(new Uint8Array(32));
      let point: Uint8Array<ArrayBuffer>;
      try {
        point = uncompressedPoint(x, false);
      } catch {
        continue;
      }
      found++;
      await verifyingKey(point);
    }
    expect(found).to.be.within(20, 80);
  });
});
