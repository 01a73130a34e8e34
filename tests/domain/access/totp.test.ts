import { expect } from '@open-wc/testing';
import { readFactorCode } from '../../../src/domain/access/second-factor.ts';
import {
  base32Alphabet,
  fromBase32,
  hotp,
  stepOf,
  totp,
  totpAddress,
} from '../../../src/domain/access/totp.ts';
import { utf8 } from '../../../src/domain/bytes/bytes.ts';

const secret = utf8('12345678901234567890');
const inBase32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('one-time codes', () => {
  it('are those of RFC 4226, appendix D', () => {
    const codes = [
      '755224',
      '287082',
      '359152',
      '969429',
      '338314',
      '254676',
      '287922',
      '162583',
      '399871',
      '520489',
    ];
    expect(codes.map((_, counter) => hotp(secret, counter))).to.deep.equal(codes);
  });

  it('are those of RFC 6238, appendix B, with SHA-1 and eight digits', () => {
    const cases: [number, string][] = [
      [59, '94287082'],
      [1111111109, '07081804'],
      [1111111111, '14050471'],
      [1234567890, '89005924'],
      [2000000000, '69279037'],
      [20000000000, '65353130'],
    ];
    for (const [seconds, code] of cases) expect(totp(secret, seconds * 1000, 8)).to.equal(code);
  });

  it('read their secret from base 32', () => {
    expect([...fromBase32(inBase32)]).to.deep.equal([...secret]);
    expect(base32Alphabet).to.have.length(32);
  });

  it('are good a step behind and ahead, and once', () => {
    const now = 1111111111_000;
    const present = Math.floor(now / 30_000);
    for (const step of [present - 1, present, present + 1])
      expect(stepOf(secret, hotp(secret, step), now, 0)).to.equal(step);
    for (const step of [present - 2, present + 2])
      expect(stepOf(secret, hotp(secret, step), now, 0)).to.equal(null);
    expect(stepOf(secret, hotp(secret, present), now, present)).to.equal(null);
    expect(stepOf(secret, hotp(secret, present - 1), now, present)).to.equal(null, 'nor one before it');
    expect(stepOf(secret, hotp(secret, present + 1), now, present)).to.equal(present + 1);
  });

  it('are typed in groups and full-width digits; recovery codes in any case', () => {
    expect(readFactorCode(' 123 456 ')).to.deep.equal({ kind: 'totp', code: '123456' });
    expect(readFactorCode('１２３４５６')).to.deep.equal({ kind: 'totp', code: '123456' });
    expect(readFactorCode('abcde-fghjk')).to.deep.equal({ kind: 'recovery', code: 'ABCDEFGHJK' });
    for (const text of ['', '12345', '1234567', 'abcde-fghj0', 'abcde'])
      expect(readFactorCode(text)).to.equal(null);
  });

  it('reach an app by an address that names account and issuer', () => {
    const address = new URL(totpAddress(inBase32, 'a b@test.example', 'Sitecode 望江 & Co'));
    expect(address.protocol).to.equal('otpauth:');
    expect(address.searchParams.get('issuer')).to.equal('Sitecode 望江 & Co');
    expect(address.searchParams.get('secret')).to.equal(inBase32);
  });
});
