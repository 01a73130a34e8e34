import { expect } from '@open-wc/testing';
import {
  revocationListOf,
  trustEntriesOf,
} from '../../../src/credentials/smart-health-card/key-set-import.ts';
import { readTrustList } from '../../../src/domain/credential/trust-list.ts';
import { cardIssuer, issuerUrl } from './make-card.ts';

const issuer = { name: 'Some Hospital', iss: issuerUrl };

describe("an issuer's key set", () => {
  it('gives an entry for each key on P-256, and says why others are left out', async () => {
    const { jwk } = await cardIssuer();
    const keys = [
      { ...jwk, crlVersion: 3 },
      { ...jwk, kid: undefined },
      { ...jwk, kid: 'private', d: 'AAAA' },
      { ...jwk, kid: 'other curve', crv: 'P-384' },
      { ...jwk, kid: 'curve', crv: 'P-384' },
      { ...jwk, kid: 'rsa', kty: 'RSA' },
      { ...jwk, kid: 'short', x: 'AAAA' },
      { ...jwk, kid: 'padded', y: `${jwk.y}=` },
      { ...jwk, kid: 'off', y: jwk.x },
      null,
      'key',
    ];
    const { entries, refused } = await trustEntriesOf({ keys }, issuer);
    expect(entries.map(({ kid, crlVersion, iss }) => [kid, crlVersion, iss])).to.deep.equal([
      [jwk.kid, 3, issuerUrl],
    ]);
    expect(refused.map(({ kid, why }) => `${kid}: ${why}`)).to.deep.equal([
      ': It has no key id (kid).',
      'private: It is a private key: it must never be handed out.',
      'other curve: It has no key id (kid).',
      'curve: It is no key on P-256.',
      'rsa: It is no key on P-256.',
      'short: Its coordinates are no 32 bytes.',
      'padded: Not a base64url text: it holds another character.',
      'off: Not a public key of P-256.',
      ': It has no key id (kid).',
      ': It has no key id (kid).',
    ]);
    expect(readTrustList({ entries, revocations: [] }).entries).to.deep.equal(entries);
  });

  it('that is none is refused', async () => {
    for (const value of [null, [], 'keys', { keys: {} }, { keys: null }]) {
      const fault = await trustEntriesOf(value, issuer).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(RangeError);
    }
  });
});

describe("an issuer's revocation list", () => {
  it('is read', () => {
    const list = { kid: 'k', method: 'rid', ctr: 4, rids: ['a-_', 'b.1687450765'] };
    expect(revocationListOf(list)).to.deep.equal({ kid: 'k', ctr: 4, rids: ['a-_', 'b.1687450765'] });
  });

  const bad: [what: string, list: unknown][] = [
    ['nothing', null],
    ['no key', { method: 'rid', ctr: 1, rids: [] }],
    ['no counter', { kid: 'k', method: 'rid', rids: [] }],
    ['no ids', { kid: 'k', method: 'rid', ctr: 1 }],
    ['another method', { kid: 'k', method: 'hash-fhir', ctr: 1, rids: [] }],
    ['an id that is a number', { kid: 'k', method: 'rid', ctr: 1, rids: [7] }],
    ['an id with a word as time', { kid: 'k', method: 'rid', ctr: 1, rids: ['a.soon'] }],
  ];
  for (const [what, list] of bad) {
    it(`with ${what} is refused`, () => expect(() => revocationListOf(list)).to.throw(RangeError));
  }
});
