import { expect } from '@open-wc/testing';
import { fromHex, hex } from '../../../src/domain/bytes/bytes.ts';
import {
  decodeSiteCode,
  encodeSiteCodeBody,
  geohashBytes,
  siteCodeIdText,
  siteCodeMessage,
  siteCodeText,
  siteCodeUrl,
} from '../../../src/domain/site/site-code.ts';
import { verifies } from '../../../src/credentials/bytes/p256.ts';
import { testDistrict } from '../../support/district.ts';

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
    [`x ${whole}`, 'a word in front'],
    ['&from=timeline', 'a tail alone'],
    [`https://code.example/s/?${whole}`, 'a code before the #'],
  ];
  for (const [text, why] of bad) {
    it(`refuses a code that is not one: ${why}`, () => {
      expect(() => decodeSiteCode(text)).to.throw(RangeError);
    });
  }
});

describe('a site code with something hanging on', () => {
  const body = encodeSiteCodeBody({ key: 5, id, geohash: new Uint8Array(4) });
  const address = siteCodeUrl('https://code.example', body, new Uint8Array(64));
  const whole = address.split('#')[1]!;
  const tails = [
    '',
    '&from=singlemessage&isappinstalled=0',
    '?from=timeline',
    '?utm_source=x',
    '%20',
    '%E3%80%82',
    '。',
    '，请扫码',
    '.',
    '/',
    ' ',
    '\n',
    '\t\u3000',
    '"',
    '”',
    '%22',
    '#',
    '#top',
    `#${'x'.repeat(5000)}`,
    '=',
    '~x',
    '\u200b',
  ];
  const heads = ['', '#', '##', '%23', ' ', '%20', '“', '%22', '\n'];
  for (const tail of tails) {
    it(`is that code before ${JSON.stringify(tail.slice(0, 40))}`, () => {
      expect(siteCodeText(whole + tail)).to.equal(whole);
      expect(siteCodeText(address + tail)).to.equal(whole);
      expect(decodeSiteCode(address + tail).id).to.deep.equal(id);
    });
  }
  for (const head of heads) {
    it(`is that code behind ${JSON.stringify(head)}`, () => {
      expect(siteCodeText(`${head}${whole}&from=x`)).to.equal(whole);
      expect(siteCodeText(`https://code.example/s/?from=x#${head}${whole}`)).to.equal(whole);
    });
  }

  it('is none in an address without a #, and in a text of any length', () => {
    for (const text of [
      'https://code.example/s/',
      'http://x',
      '',
      '#',
      '。'.repeat(50_000),
      '%20'.repeat(50_000),
    ])
      expect(siteCodeText(text), text.slice(0, 30)).to.equal('');
  });
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
