import { expect } from '@open-wc/testing';
import { base45 } from '../../../src/domain/bytes/base45.ts';
import { concat, fromHex, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import {
  decodeIssuedPass,
  decodePassBody,
  decodeShownPass,
  encodePassBody,
  issuerMessage,
  passEnd,
  passIdText,
  passTextMaxLength,
  showingMessage,
  shownPassText,
  type PassBody,
} from '../../../src/domain/pass/health-pass.ts';
import { colours, testResults } from '../../../src/domain/person/health-status.ts';
import { seeded } from '../../support/seeded.ts';

const holderX = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const issuerSignature = new Uint8Array(64).fill(0xaa);
const holderSignature = new Uint8Array(64).fill(0xbb);

const fields: PassBody = {
  issuer: 7,
  notBefore: Date.parse('2026-05-20T03:00:00Z'),
  lifetimeMinutes: 1440,
  passId: fromHex('8899aabbccddeeff'),
  colour: 'green',
  lastResult: 'negative',
  sampleTime: Date.parse('2026-05-19T18:00:00Z'),
  doses: 3,
  lastDose: Date.parse('2026-01-15T00:00:00Z'),
  maskedName: '张*三',
  holderX,
  holderYOdd: true,
};

/** Written by hand from docs/formats.md. */
const bodyHex = [
  '15', // version 1, holder's key P-256, Y odd
  '07', // issuer key 7
  '131e74', // 870 days of 1440 minutes and 180 minutes since 2024-01-01: 1252980
  '05a0', // 1440 minutes
  '8899aabbccddeeff', // pass id
  '53', // green 01, negative 01, 3 doses 0011
  '131c58', // 1252440 minutes
  '089e', // 2206 days since 2020-01-01
  '07', // bytes of the masked name
  'e5bca02ae4b889', // 张 * 三
  '0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', // X
].join('');

const pass = { body: encodePassBody(fields), signature: issuerSignature };
const showingAt = Date.parse('2026-05-20T04:00:05Z');

/** The text of a shown pass from bytes, whatever they are. */
function textOf(...parts: Uint8Array[]): string {
  return `H1:${base45(concat(...parts))}`;
}

describe('the body of a pass', () => {
  it('is laid out byte by byte as the formats say', () => {
    expect(hex(encodePassBody(fields))).to.equal(bodyHex);
  });

  it('is read back as it was written', () => {
    expect(decodePassBody(fromHex(bodyHex))).to.deep.equal({ fields, length: 61 });
  });

  it('writes what is not known as zeros, and 15 doses', () => {
    const unknown: PassBody = {
      ...fields,
      colour: 'unknown',
      lastResult: 'none',
      sampleTime: null,
      doses: null,
      lastDose: null,
      maskedName: '*',
      holderYOdd: false,
    };
    const body = encodePassBody(unknown);
    expect(hex(body.slice(0, 23))).to.equal('1407131e7405a08899aabbccddeeff0f0000000000012a');
    expect(decodePassBody(body).fields).to.deep.equal(unknown);
  });

  it('takes a time before its own epoch for none, never for a later one', () => {
    const old = encodePassBody({
      ...fields,
      sampleTime: Date.UTC(2023, 11, 31),
      lastDose: Date.UTC(2019, 11, 31),
    });
    const read = decodePassBody(old).fields;
    expect(read.sampleTime).to.equal(null);
    expect(read.lastDose).to.equal(null);
  });

  it('cuts times to the whole minute and the whole day that had begun', () => {
    const body = encodePassBody({
      ...fields,
      sampleTime: fields.sampleTime! + 59_999,
      lastDose: fields.lastDose! + 86_399_999,
    });
    expect(hex(body)).to.equal(bodyHex);
  });

  it('comes back for every colour, result and number of doses', () => {
    for (const colour of colours) {
      for (const lastResult of testResults) {
        for (const doses of [null, ...Array.from({ length: 15 }, (_, count) => count)]) {
          const given = { ...fields, colour, lastResult, doses };
          expect(decodePassBody(encodePassBody(given)).fields).to.deep.equal(given);
        }
      }
    }
  });

  it('comes back for any fields in their ranges, names of 0 to 7 bytes too', () => {
    const chance = seeded(1);
    for (let i = 0; i < 500; i++) {
      const given: PassBody = {
        issuer: chance.below(256),
        notBefore: Date.UTC(2024, 0, 1) + chance.below(2 ** 24) * 60_000,
        lifetimeMinutes: 1 + chance.below(65535),
        passId: chance.bytes(8),
        colour: chance.pick(colours),
        lastResult: chance.pick(testResults),
        sampleTime: chance.oneIn(4) ? null : Date.UTC(2024, 0, 1) + (1 + chance.below(2 ** 24 - 1)) * 60_000,
        doses: chance.oneIn(4) ? null : chance.below(15),
        lastDose: chance.oneIn(4) ? null : Date.UTC(2020, 0, 1) + (1 + chance.below(65535)) * 86_400_000,
        maskedName: chance.pick(['张*三', '李*', '*', '𠮷*é', 'A*h', '']),
        holderX: chance.bytes(32),
        holderYOdd: chance.oneIn(2),
      };
      expect(decodePassBody(encodePassBody(given)).fields).to.deep.equal(given);
    }
  });

  const unfit: [what: string, change: Partial<PassBody>][] = [
    ['a masked name of eight bytes', { maskedName: '张*三a' }],
    ['a pass id of seven bytes', { passId: new Uint8Array(7) }],
    ['a short X', { holderX: new Uint8Array(31) }],
    ['no lifetime', { lifetimeMinutes: 0 }],
    ['a lifetime above 65535 minutes', { lifetimeMinutes: 65536 }],
    ['half a minute of lifetime', { lifetimeMinutes: 1.5 }],
    ['issuer key 256', { issuer: 256 }],
    ['a negative issuer key', { issuer: -1 }],
    ['a beginning that is no whole minute', { notBefore: fields.notBefore + 1 }],
    ['a beginning before 2024', { notBefore: Date.UTC(2023, 11, 31) }],
    ['a beginning after the last minute', { notBefore: Date.UTC(2024, 0, 1) + 2 ** 24 * 60_000 }],
    ['a sample time after the last minute', { sampleTime: Date.UTC(2024, 0, 1) + 2 ** 24 * 60_000 }],
    ['a sample time that is no number', { sampleTime: Number.NaN }],
    ['fifteen doses', { doses: 15 }],
    ['a negative number of doses', { doses: -1 }],
    ['a dose in the far future', { lastDose: Date.UTC(2200, 0, 1) }],
    ['a colour that does not exist', { colour: 'blue' as 'green' }],
    ['a result that does not exist', { lastResult: 'maybe' as 'negative' }],
  ];
  for (const [what, change] of unfit) {
    it(`cannot be written with ${what}`, () => {
      expect(() => encodePassBody({ ...fields, ...change })).to.throw(RangeError);
    });
  }

  const unreadable: [what: string, change: (bytes: Uint8Array) => Uint8Array][] = [
    ['version 0', (bytes) => (bytes.set([0x05]), bytes)],
    ['version 2', (bytes) => (bytes.set([0x25]), bytes)],
    ["a paper pass's kind of key", (bytes) => (bytes.set([0x11]), bytes)],
    ['an Ed25519 key', (bytes) => (bytes.set([0x19]), bytes)],
    ['the reserved bit', (bytes) => (bytes.set([0x17]), bytes)],
    ['no lifetime', (bytes) => (bytes.set([0, 0], 5), bytes)],
    ['a name of eight bytes', (bytes) => (bytes.set([8], 21), concat(bytes, Uint8Array.of(0)))],
    ['a name that is no UTF-8', (bytes) => (bytes.set([0xff], 22), bytes)],
    ['a name cut in a character', (bytes) => (bytes.set([0x41], 24), bytes)],
    ['its last byte missing', (bytes) => bytes.slice(0, -1)],
    ['nothing in it', () => new Uint8Array(0)],
  ];
  for (const [what, change] of unreadable) {
    it(`is not read with ${what}`, () => {
      expect(() => decodePassBody(change(fromHex(bodyHex)))).to.throw(RangeError);
    });
  }
});

describe('an issued pass', () => {
  it('is the body and the issuer’s signature, and nothing after it', () => {
    const issued = concat(pass.body, issuerSignature);
    expect(decodeIssuedPass(issued)).to.deep.equal({ pass, fields });
    expect(() => decodeIssuedPass(issued.slice(0, -1))).to.throw(RangeError);
    expect(() => decodeIssuedPass(concat(issued, Uint8Array.of(0)))).to.throw(RangeError);
    expect(() => decodeIssuedPass(pass.body)).to.throw(RangeError);
  });

  it('ends its lifetime after its beginning', () => {
    expect(passEnd(fields)).to.equal(Date.parse('2026-05-21T03:00:00Z'));
    expect(passIdText(fields)).to.equal('8899aabbccddeeff');
  });

  it('is signed over its own purpose and its body', () => {
    expect(hex(issuerMessage(pass.body))).to.equal(`485343312d7061737300${bodyHex}`);
  });
});

describe('the showing of a pass', () => {
  const digest = new Uint8Array(32).fill(0xdd);
  // 3605 s after the beginning: 0x000e15.
  it('is signed over purpose, digest, second, challenge and the sentry that asks', () => {
    expect(hex(showingMessage(digest, fields.notBefore, showingAt))).to.equal(
      `485343312d73686f7700${'dd'.repeat(32)}000e1500`,
    );
    const asked = { site: 12, device: 0x01000003, challenge: fromHex('01020304') };
    expect(hex(showingMessage(digest, fields.notBefore, showingAt, asked))).to.equal(
      `485343312d73686f7700${'dd'.repeat(32)}000e1504010203040000000c01000003`,
    );
  });

  it('cuts its moment to the whole second', () => {
    expect(showingMessage(digest, fields.notBefore, showingAt + 999)).to.deep.equal(
      showingMessage(digest, fields.notBefore, showingAt),
    );
  });

  it('cannot be before the pass begins, nor later than 194 days', () => {
    expect(() => showingMessage(digest, fields.notBefore, fields.notBefore - 1)).to.throw(RangeError);
    expect(() => showingMessage(digest, fields.notBefore, fields.notBefore + 2 ** 24 * 1000)).to.throw(
      RangeError,
    );
  });

  for (const length of [1, 3, 5, 8]) {
    it(`takes no challenge of ${length} bytes`, () => {
      const asked = { site: 12, device: 3, challenge: new Uint8Array(length) };
      expect(() => showingMessage(digest, fields.notBefore, showingAt, asked)).to.throw(RangeError);
    });
  }
});

describe('the text of a shown pass', () => {
  const showing = { at: showingAt, challenge: new Uint8Array(0), signature: holderSignature };
  const text = shownPassText(pass, fields.notBefore, showing);

  it('is H1: and the Base45 of body, signature, second, challenge and signature', () => {
    const bytes = `${bodyHex}${'aa'.repeat(64)}000e1500${'bb'.repeat(64)}`;
    expect(text).to.equal(`H1:${base45(fromHex(bytes))}`);
    expect(text.length).to.equal(293);
    expect(decodeShownPass(text)).to.deep.equal({ pass, fields, showing });
  });

  it('takes 299 characters at most: a name of seven bytes and a challenge', () => {
    const strict = { ...showing, challenge: fromHex('01020304') };
    const longest = shownPassText(pass, fields.notBefore, strict);
    expect(longest.length).to.equal(299);
    expect(passTextMaxLength).to.equal(299);
    expect(decodeShownPass(longest).showing).to.deep.equal(strict);
  });

  it('holds nothing but characters of a QR code’s alphanumeric mode', () => {
    expect(text).to.match(/^[0-9A-Z $%*+\-./:]+$/);
  });

  const bytes = concat(pass.body, issuerSignature, fromHex('000e1500'), holderSignature);
  const bad: [what: string, text: string][] = [
    ['another prefix', text.replace('H1:', 'H2:')],
    ['a small prefix', text.replace('H1:', 'h1:')],
    ['no prefix', text.slice(3)],
    ['a space in front', ` ${text}`],
    ['the prefix alone', 'H1:'],
    ['a body alone', textOf(pass.body)],
    ['no showing', textOf(pass.body, issuerSignature)],
    ['its last byte missing', textOf(bytes.slice(0, -1))],
    ['a byte too many', textOf(bytes, Uint8Array.of(0))],
    [
      'a challenge of two bytes',
      textOf(pass.body, issuerSignature, fromHex('000e15020102'), holderSignature),
    ],
    [
      'a challenge that is not there',
      textOf(pass.body, issuerSignature, fromHex('000e1504'), holderSignature),
    ],
    ['300 characters', `${text}${'0'.repeat(7)}`],
    ['plain text', `H1:${hex(utf8('hello'))}`],
  ];
  for (const [what, broken] of bad) {
    it(`is not read with ${what}`, () => {
      expect(() => decodeShownPass(broken)).to.throw(RangeError);
    });
  }
});
