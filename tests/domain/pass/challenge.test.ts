import { expect } from '@open-wc/testing';
import { base45 } from '../../../src/domain/bytes/base45.ts';
import { fromHex, hex } from '../../../src/domain/bytes/bytes.ts';
import { audienceBytes, decodeSentryCode, sentryCodeText } from '../../../src/domain/pass/challenge.ts';

const code = { site: 12, device: 0xfffffffe, challenge: fromHex('a1b2c3d4') };

describe("a sentry's code", () => {
  it('is SC1: and the Base45 of site, device and challenge', () => {
    expect(sentryCodeText(code)).to.equal(`SC1:${base45(fromHex('0000000cfffffffea1b2c3d4'))}`);
    expect(sentryCodeText(code)).to.have.length(22);
  });

  it('comes back as it went', () => {
    const { site, device, challenge } = decodeSentryCode(sentryCodeText(code));
    expect({ site, device, challenge: hex(challenge) }).to.deep.equal({
      site: 12,
      device: 0xfffffffe,
      challenge: 'a1b2c3d4',
    });
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a pass', 'H1:ABC'],
    ['a byte too few', `SC1:${base45(new Uint8Array(11))}`],
    ['a byte too many', `SC1:${base45(new Uint8Array(13))}`],
    ['no Base45', 'SC1:abc'],
  ] as const) {
    it(`is not ${what}`, () => {
      expect(() => decodeSentryCode(text)).to.throw(RangeError);
    });
  }

  it('holds no number above 32 bits, no fraction, and no challenge of another length', () => {
    expect(() => audienceBytes({ site: 2 ** 32, device: 1 })).to.throw(RangeError, /site/);
    expect(() => audienceBytes({ site: 1, device: -1 })).to.throw(RangeError, /device/);
    expect(() => audienceBytes({ site: 1.5, device: 1 })).to.throw(RangeError, /site/);
    expect(() => sentryCodeText({ ...code, challenge: new Uint8Array(3) })).to.throw(RangeError);
  });
});
