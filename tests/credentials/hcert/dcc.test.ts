import { expect } from '@open-wc/testing';
import { readCbor, type CborMap } from '../../../src/credentials/hcert/cbor.ts';
import { readDcc } from '../../../src/credentials/hcert/dcc.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import type { Statements } from '../../../src/credentials/hcert/statements.ts';
import { provedWith } from '../../../src/credentials/foreign/proved.ts';
import {
  claimsOf,
  day,
  dccOf,
  hour,
  makeHcert,
  noon,
  recovery,
  test,
  testSigner,
  trusting,
  vaccination,
} from './make-hcert.ts';
import { Tag, writeCbor, type Writable } from './write-cbor.ts';

function mapOf(value: Writable): CborMap {
  return readCbor(writeCbor(value)) as CborMap;
}

function dcc(change: { [name: string]: Writable }): Statements {
  return readDcc(mapOf(dccOf(change)));
}

describe('an EU certificate', () => {
  it('of a test says how, when and with what result', () => {
    const { kinds, facts } = dcc({ t: [test] });
    expect(kinds).to.deep.equal(['test']);
    expect(facts).to.have.length(1);
    expect(facts[0]).to.include({
      kind: 'test',
      at: Date.UTC(2026, 4, 19, 8, 30),
      method: 'nucleic-acid',
      result: 'negative',
      product: 'Some PCR',
      source: 'Ministry of Health',
    });
  });

  it('of a recovery counts its last day whole', () => {
    const [fact] = dcc({ r: [recovery] }).facts;
    expect(fact).to.include({
      kind: 'recovery',
      at: Date.UTC(2026, 0, 10),
      result: 'positive',
      validFrom: Date.UTC(2026, 0, 21),
      validUntil: Date.UTC(2026, 6, 10),
    });
  });

  const results: [code: Writable, result: string][] = [
    ['260373001', 'positive'],
    ['260415000', 'negative'],
    [260415000, 'negative'],
    ['419984006', 'inconclusive'],
    ['negative', 'inconclusive'],
    ['', 'inconclusive'],
    [null, 'inconclusive'],
    [['260415000'], 'inconclusive'],
  ];
  for (const [code, result] of results) {
    it(`takes the result ${JSON.stringify(code)} as ${result}`, () =>
      expect(dcc({ t: [{ ...test, tr: code }] }).facts[0]!.result).to.equal(result));
  }

  it('tells an antigen test from a nucleic acid test', () => {
    const method = (tt: Writable) => dcc({ t: [{ ...test, tt }] }).facts[0]!.method;
    expect(method('LP217198-3')).to.equal('antigen');
    expect(method('COVID-19 test')).to.equal('other');
    expect(method(null)).to.equal('other');
  });

  const times: [value: Writable, at: number | null][] = [
    ['2026-05-01', Date.UTC(2026, 4, 1)],
    ['2026-05-01T00:00:00Z', Date.UTC(2026, 4, 1)],
    [new Tag(0, '2026-05-01T10:00:00+02:00'), Date.UTC(2026, 4, 1, 8)],
    ['2026-05', null],
    ['2026-xx-xx', null],
    ['', null],
    [null, null],
    [20260501, null],
  ];
  for (const [value, at] of times) {
    it(`takes ${JSON.stringify(value)} where a day belongs as ${at === null ? 'unknown' : new Date(at).toISOString()}`, () =>
      expect(dcc({ v: [{ ...vaccination, dt: value }] }).facts[0]!.at).to.equal(at));
  }

  it('is read with groups that are null or empty, and with several entries of one kind', () => {
    expect(dcc({ v: [vaccination], t: null, r: [] }).facts).to.have.length(1);
    expect(
      dcc({ v: [vaccination, { ...vaccination, dn: 3 }] }).facts.map(({ dose }) => dose?.number),
    ).to.deep.equal([2, 3]);
  });

  it('counts doses as numbers or digits, and nothing else', () => {
    const dose = (dn: Writable) => dcc({ v: [{ ...vaccination, dn }] }).facts[0]!.dose!.number;
    expect([3, '3', 0, 100, -1, 1.5, 'two', null].map(dose)).to.deep.equal([
      3,
      3,
      0,
      null,
      0,
      null,
      null,
      null,
    ]);
  });

  it('of another disease states nothing here, and says so', () => {
    const { kinds, facts, reasons } = dcc({ v: [{ ...vaccination, tg: '386661006' }] });
    expect([kinds, facts, reasons]).to.deep.equal([['vaccination'], [], ['other-disease']]);
  });

  const names: [nam: Writable, name: string | null, keys: string][] = [
    [{ fn: '张', gn: '伟', fnt: 'ZHANG', gnt: 'WEI' }, '张伟', 'ZHANG WEI'],
    [
      { fnt: 'DUPONT<MARTIN', gnt: 'MARIE<LOUISE' },
      'MARIE LOUISE DUPONT MARTIN',
      'DUPONT<MARTIN MARIE<LOUISE',
    ],
    [{ fn: 'Ågesen', gn: 'Åge' }, 'Åge Ågesen', 'AAGESEN AAGE'],
    [{ fn: '  O’Connor \u202e\n' }, 'O’Connor', 'OCONNOR '],
    [{}, null, ''],
    [{ fn: '', gn: null }, null, ''],
    [null, null, ''],
    ['Somebody', null, ''],
  ];
  for (const [nam, name, keys] of names) {
    it(`names ${name ?? 'nobody'} by ${JSON.stringify(nam)}`, () => {
      const { person } = dcc({ nam, v: [vaccination] });
      expect(person?.name ?? null).to.equal(name);
      if (person) expect(`${person.familyKey} ${person.givenKey}`).to.equal(keys);
    });
  }

  const births: [dob: Writable, read: string | null][] = [
    ['1998-02-26', '1998-02-26'],
    ['1998-02-26T00:00:00', '1998-02-26'],
    ['1998-02', '1998-02'],
    ['1998', '1998'],
    ['1998-xx-xx', null],
    ['1998-02-30', null],
    ['', null],
    [null, null],
  ];
  for (const [dob, read] of births) {
    it(`takes ${JSON.stringify(dob)} as the date of birth ${read}`, () =>
      expect(dcc({ dob, v: [vaccination] }).person!.birthDate).to.equal(read));
  }

  it('proves no fact of the future, and marks one whose time is unknown', async () => {
    const signer = await testSigner();
    const ahead = { ...test, sc: new Date(noon + 15 * hour).toISOString() };
    const today = { ...test, sc: '2026-05-20' };
    const unknown = { ...test, sc: '' };
    const text = await makeHcert(signer, {
      claims: claimsOf(new Map([[1, dccOf({ t: [ahead, today, unknown], nam: {} })]])),
    });
    const found = await verifyHcert(text, { now: noon, trust: trusting(signer) });
    expect(found.facts.map(({ at }) => at)).to.deep.equal([Date.UTC(2026, 4, 20), null]);
    expect(found.reasons).to.have.members(['time-in-future', 'time-unknown', 'no-person']);
    expect([found.proof, found.person]).to.deep.equal(['proved', null]);
  });

  it('gives its answer the same reasons once', () => {
    const statements = dcc({
      v: [
        { ...vaccination, dt: '' },
        { ...vaccination, dt: '' },
      ],
    });
    const known = { issuer: null, issuedAt: null, expiresAt: noon + day };
    expect(provedWith('hcert', known, statements, { now: noon }).reasons).to.deep.equal(['time-unknown']);
  });
});
