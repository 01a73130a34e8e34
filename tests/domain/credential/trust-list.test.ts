import { expect } from '@open-wc/testing';
import {
  keyStanding,
  readTrustList,
  revocation,
  type TrustEntry,
} from '../../../src/domain/credential/trust-list.ts';

const entry: TrustEntry = {
  kid: 'abcd-_12',
  issuer: '某国 Ministry of Health',
  kind: 'x509',
  key: 'A'.repeat(80),
  notBefore: 1000,
  notAfter: 2000,
  usages: ['test'],
  suspended: false,
  iss: null,
  crlVersion: null,
};

describe('a trust list', () => {
  const list = { entries: [entry], revocations: [{ kid: 'k', ctr: 2, rids: ['a', 'b.5'] }] };

  it('is read from JSON, known fields alone', () => {
    const text = JSON.stringify({
      ...list,
      more: 1,
      entries: [{ ...entry, more: 1, __proto__: { extra: 1 } }],
    });
    expect(readTrustList(JSON.parse(text))).to.deep.equal(list);
    const without = { ...entry, usages: undefined, notAfter: undefined };
    expect(readTrustList({ entries: [without], revocations: [] }).entries[0]).to.include({
      usages: null,
      notAfter: null,
    });
  });

  const bad: [what: string, value: unknown][] = [
    ['nothing', null],
    ['a text', 'list'],
    ['no entries', { revocations: [] }],
    ['no revocations', { entries: [] }],
    ...(
      [
        ['kid', ''],
        ['kid', 'a b'],
        ['issuer', ''],
        ['issuer', 'two\nlines'],
        ['kind', 'pgp'],
        ['key', 'short'],
        ['key', 7],
        ['notBefore', 'yesterday'],
        ['notAfter', 1.5],
        ['usages', 'test'],
        ['usages', ['test', 'marriage']],
        ['suspended', undefined],
        ['suspended', 0],
        ['iss', 7],
        ['crlVersion', '1'],
      ] as const
    ).map(([field, value]): [string, unknown] => [
      `the ${field} ${JSON.stringify(value)}`,
      { entries: [entry, { ...entry, [field]: value }], revocations: [] },
    ]),
    ['an entry that is none', { entries: [null], revocations: [] }],
    ['an entry whose fields are inherited', { entries: [Object.create(entry)], revocations: [] }],
    ['a revocation without a key', { entries: [], revocations: [{ ctr: 1, rids: [] }] }],
    ['a revocation id that is none', { entries: [], revocations: [{ kid: 'k', ctr: 1, rids: ['a.b'] }] }],
    ['too many entries', { entries: Array.from({ length: 20_001 }, () => entry), revocations: [] }],
  ];
  for (const [what, value] of bad) {
    it(`with ${what} is refused`, () =>
      expect(() => readTrustList(value)).to.throw(RangeError, /trust list|Revocation|revocation/));
  }

  it('names the entry and the field at fault', () => {
    const value = { entries: [entry, { ...entry, kind: 'pgp' }], revocations: [] };
    expect(() => readTrustList(value)).to.throw(RangeError, 'Entry 2 of the trust list: wrong kind.');
  });
});

describe('a key', () => {
  it('is in force within its validity, both ends included, and not when suspended', () => {
    const at = (now: number, change: Partial<TrustEntry> = {}) => keyStanding({ ...entry, ...change }, now);
    expect(at(999)).to.equal('not-yet-in-force');
    expect(at(1000)).to.equal('in-force');
    expect(at(2000)).to.equal('in-force');
    expect(at(2001)).to.equal('no-longer-in-force');
    expect(at(0, { notBefore: null })).to.equal('in-force');
    expect(at(9999, { notAfter: null })).to.equal('in-force');
    expect(at(1500, { suspended: true })).to.equal('suspended');
  });
});

describe('a revocation list', () => {
  const key = { ...entry, kid: 'k' };
  const trust = (rids: string[], ctr = 1) => ({ entries: [key], revocations: [{ kid: 'k', ctr, rids }] });

  it('revokes by id, and by id up to a time of issue', () => {
    expect(revocation(trust(['a']), key, 'a', 5000)).to.equal('revoked');
    expect(revocation(trust(['a.6']), key, 'a', 5999)).to.equal('revoked');
    expect(revocation(trust(['a.6']), key, 'a', 6000)).to.equal('not-revoked');
    expect(revocation(trust(['a']), key, 'b', 5000)).to.equal('not-revoked');
    expect(revocation(trust(['a']), key, null, 5000)).to.equal('not-revoked');
    expect(revocation(trust(['a']), { ...key, kid: 'other' }, 'a', 5000)).to.equal('not-revoked');
  });

  it('that is missing or older than the issuer says leaves it unknown', () => {
    const kept = { ...key, crlVersion: 2 };
    expect(revocation({ entries: [], revocations: [] }, kept, 'a', 0)).to.equal('unknown');
    expect(revocation(trust([], 1), kept, 'a', 0)).to.equal('unknown');
    expect(revocation(trust([], 2), kept, 'a', 0)).to.equal('not-revoked');
    expect(revocation(trust(['a'], 1), kept, 'a', 0)).to.equal('revoked');
  });
});
