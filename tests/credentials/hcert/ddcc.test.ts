import { expect } from '@open-wc/testing';
import { readCbor, type CborMap } from '../../../src/credentials/hcert/cbor.ts';
import { readDdccTest, readDdccVaccination } from '../../../src/credentials/hcert/ddcc.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { claimsOf, makeHcert, noon, testSigner, trusting } from './make-hcert.ts';
import { writeCbor, type Writable } from './write-cbor.ts';

function mapOf(value: Writable): CborMap {
  return readCbor(writeCbor(value)) as CborMap;
}

describe("a certificate of the WHO's form", () => {
  const person = { name: 'Aulus Agerius', birthDate: '2003-03-03' };
  const event = {
    vaccine: { code: 'XM0GQ8', system: 'http://id.who.int/icd11/mms' },
    brand: { code: 'XM3DT5' },
    date: '2026-04-05',
    dose: 1,
    disease: { code: 'RA01' },
  };

  it('of a vaccination is read with its event inside or beside the person', () => {
    const forms = [
      { ...person, vaccination: { ...event, totalDoses: 2, centre: 'Site 1' } },
      { ...person, ...event, total_doses: 2, centre: 'Site 1' },
    ];
    for (const form of forms) {
      const { kinds, facts, person: read, reasons } = readDdccVaccination(mapOf(form));
      expect([kinds, reasons]).to.deep.equal([['vaccination'], []]);
      expect(read).to.include({ name: 'Aulus Agerius', birthDate: '2003-03-03', familyKey: 'AULUS<AGERIUS' });
      expect(facts).to.have.length(1);
      expect(facts[0]).to.deep.include({
        at: Date.UTC(2026, 3, 5),
        dose: { number: 1, total: 2 },
        product: 'XM3DT5',
        source: 'Site 1',
      });
    }
  });

  it('of a vaccination goes by the disease, and by the vaccine where none is named', () => {
    const facts = (change: { [name: string]: Writable }) =>
      readDdccVaccination(mapOf({ ...person, ...event, ...change })).facts.length;
    expect(facts({ disease: null })).to.equal(1);
    expect(facts({ disease: { code: '1D47' } })).to.equal(0);
    expect(facts({ disease: null, vaccine: { code: 'XM0N24' } })).to.equal(0);
  });

  it('of a test is read', () => {
    const content = {
      ...person,
      test: {
        pathogen: { code: 'XN109' },
        type: { code: '1334426561' },
        date: '2026-05-19T08:00:00Z',
        result: { code: '260415000' },
      },
    };
    const { kinds, facts } = readDdccTest(mapOf(content));
    expect(kinds).to.deep.equal(['test']);
    expect(facts[0]).to.include({ at: Date.UTC(2026, 4, 19, 8), method: 'nucleic-acid', result: 'negative' });
  });

  it('without an event is refused', () => {
    expect(() => readDdccVaccination(mapOf(person))).to.throw(RangeError);
    expect(() => readDdccTest(mapOf(person))).to.throw(RangeError);
  });

  it('is proved in its container, bare or in a list of one', async () => {
    const signer = await testSigner();
    const content = { ...person, vaccination: event };
    for (const value of [content, [content]]) {
      const text = await makeHcert(signer, { claims: claimsOf(new Map([[3, value]])) });
      const found = await verifyHcert(text, { now: noon, trust: trusting(signer) });
      expect([found.proof, found.facts.length, found.person?.masked]).to.deep.equal(['proved', 1, 'A*s']);
    }
    const two = await makeHcert(signer, { claims: claimsOf(new Map([[3, [content, content]]])) });
    expect((await verifyHcert(two, { now: noon, trust: trusting(signer) })).reasons).to.deep.equal([
      'content-broken',
    ]);
  });
});
