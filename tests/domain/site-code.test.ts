import { expect } from '@open-wc/testing';
import { fromHex, hex } from '../../src/domain/bytes.ts';
import {
  decodeSiteCode,
  encodeSiteCodeBody,
  geohashBytes,
  siteCodeIdText,
  siteCodeMessage,
  siteCodeUrl,
} from '../../src/domain/site-code.ts';
import { verifies } from '../../src/credentials/p256.ts';
import { testDistrict } from '../support/district.ts';

const id = fromHex('0102030405ff');

describe('site code', () => {
  it('comes back from its address, with a signature that holds', async () => {
    const district = await testDistrict();
    const { body, signature } = await district.siteCode(id, geohashBytes('wtw3sj'));
    const url = new URL(siteCodeUrl('https://code.example', body, signature));
    expect(url.origin + url.pathname, 'nothing of the place before the #').to.equal(
      'https://code.example/s/',
    );
    expect(url.href.length).to.equal(126);
    const code = decodeSiteCode(url.hash.slice(1));
    expect(code.key).to.equal(5);
    expect(siteCodeIdText(code)).to.equal('0102030405ff');
    expect(code.geohash).to.deep.equal(geohashBytes('wtw3sj'));
    const good = await verifies(
      district.siteCodeKey.pair.publicKey,
      new Uint8Array(code.signature),
      siteCodeMessage(code.body),
    );
    expect(good).to.equal(true);
  });

  it('lays its 12 signed bytes out as the formats say', () => {
    const body = encodeSiteCodeBody({ key: 5, id, geohash: fromHex('a1b2c3d4') });
    expect(hex(body)).to.equal(['01', '05', '0102030405ff', 'a1b2c3d4'].join(''));
    expect(hex(siteCodeMessage(body))).to.equal('485343312d7369746500' + hex(body));
  });

  it('refuses an id or a geohash of another length', () => {
    expect(() => encodeSiteCodeBody({ key: 5, id: id.slice(1), geohash: new Uint8Array(4) })).to.throw(
      RangeError,
    );
    expect(() => encodeSiteCodeBody({ key: 5, id, geohash: new Uint8Array(3) })).to.throw(RangeError);
  });

  const fragment = siteCodeUrl(
    '',
    encodeSiteCodeBody({ key: 5, id, geohash: new Uint8Array(4) }),
    new Uint8Array(64),
  );
  const whole = fragment.slice('/s/#'.length);
  const bad: [text: string, why: string][] = [
    ['', 'nothing'],
    [whole.slice(0, -2), 'cut short'],
    [`${whole}AA`, 'too long'],
    [`${whole.slice(0, -1)}B`, 'unused bits that are not zero'],
    [`AA${whole.slice(2)}`, 'version 0'],
    [`Ag${whole.slice(2)}`, 'version 2'],
    [whole.replace('A', '+'), 'a character of plain base64'],
    [`#${whole}`, 'the # itself'],
  ];
  for (const [text, why] of bad) {
    it(`refuses a code that is not one: ${why}`, () => {
      expect(() => decodeSiteCode(text)).to.throw(RangeError);
    });
  }
});

describe('geohashBytes', () => {
  const cases: [geohash: string, bytes: string][] = [
    ['', '00000000'],
    ['000000', '00000000'],
    ['zzzzzz', 'fffffffc'],
    ['s00000', 'c0000000'],
    ['00000z', '0000007c'],
    ['wtw3sj', 'e6783c44'],
    ['wtw3sjq6q', 'e6783c44'],
    ['wt', 'e6400000'],
  ];
  for (const [geohash, bytes] of cases) {
    it(`writes "${geohash}" as ${bytes}`, () => {
      expect(hex(geohashBytes(geohash))).to.equal(bytes);
    });
  }
  for (const geohash of ['a00000', 'WTW3SJ', 'wtw3s!', 'i']) {
    it(`refuses "${geohash}"`, () => {
      expect(() => geohashBytes(geohash)).to.throw(RangeError);
    });
  }
});
