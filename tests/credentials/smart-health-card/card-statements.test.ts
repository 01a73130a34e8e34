import { expect } from '@open-wc/testing';
import type { ForeignReason } from '../../../src/credentials/foreign/foreign.ts';
import { verifySmartHealthCard } from '../../../src/credentials/smart-health-card/smart-health-card-verifier.ts';
import { noon } from '../hcert/make-hcert.ts';
import {
  bundleOf,
  cardClaims,
  cardIssuer,
  dose,
  numeric,
  patient,
  result,
  signCard,
  trustingCards,
  type CardIssuer,
} from './make-card.ts';

let issuer: CardIssuer;

before(async () => {
  issuer = await cardIssuer();
});

describe("a card's contents", () => {
  async function read(resources: unknown[]) {
    const claims = cardClaims(
      {},
      { credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundleOf(resources) } },
    );
    return verifySmartHealthCard(numeric(await signCard(issuer, { claims })), {
      now: noon,
      trust: trustingCards(issuer),
    });
  }

  const observed = (code: string, system = 'http://snomed.info/sct') => ({
    ...result,
    valueCodeableConcept: { coding: [{ system, code }] },
  });
  const results: [resource: unknown, result: string][] = [
    [observed('260373001'), 'positive'],
    [observed('10828004'), 'positive'],
    [observed('260385009'), 'negative'],
    [observed('419984006'), 'inconclusive'],
    [observed('125154007'), 'inconclusive'],
    [observed('LA11883-8', 'http://loinc.org'), 'negative'],
    [{ ...result, valueCodeableConcept: undefined }, 'inconclusive'],
    [
      { ...result, valueCodeableConcept: { coding: [{ code: '260415000' }, { code: '260373001' }] } },
      'positive',
    ],
  ];
  for (const [resource, expected] of results) {
    it(`reads ${JSON.stringify((resource as typeof result).valueCodeableConcept)} as ${expected}`, async () =>
      expect((await read([patient, resource])).facts[0]?.result).to.equal(expected));
  }

  const coded = (code: string, system = 'http://loinc.org') => ({
    ...result,
    code: { coding: [{ system, code }] },
  });
  const tests: [resource: unknown, method: string | undefined][] = [
    [coded('94309-2'), 'nucleic-acid'],
    [coded('94559-2'), 'nucleic-acid'],
    [coded('94558-4'), 'antigen'],
    // A panel holds results and is none.
    [coded('94306-8'), undefined],
    // Haemoglobin.
    [coded('718-7'), undefined],
    // The same code in another system: it speaks against the person, and for nobody.
    [coded('94500-6', 'http://example.org'), 'other'],
    [coded('94558-4', 'urn:oid:2.16.840.1.113883.6.1'), 'other'],
    [coded('718-7', 'http://example.org'), undefined],
    [
      {
        ...result,
        code: { coding: [{ system: 'http://example.org', code: '94558-4' }, ...result.code.coding] },
      },
      'nucleic-acid',
    ],
    [{ ...result, code: undefined }, undefined],
  ];
  for (const [resource, method] of tests) {
    it(`takes ${JSON.stringify((resource as typeof result).code)} as ${method ?? 'no test'}`, async () =>
      expect((await read([patient, resource])).facts[0]?.method).to.equal(method));
  }

  const leftOut: [what: string, resource: unknown, reason: ForeignReason | undefined][] = [
    ['a dose that was not given', { ...dose, status: 'not-done' }, 'not-final'],
    ['a dose entered in error', { ...dose, status: 'entered-in-error' }, 'not-final'],
    ['a result taken back', { ...result, status: 'entered-in-error' }, 'not-final'],
    [
      'a vaccine of another disease',
      { ...dose, vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }] } },
      'other-disease',
    ],
    ['a dose of no vaccine', { ...dose, vaccineCode: null }, 'other-disease'],
    ['a resource of a kind that every object knows', { resourceType: 'constructor' }, undefined],
    ['a resource of a kind that pollutes', { resourceType: '__proto__' }, undefined],
    ['a text in place of a resource', 'Immunization', undefined],
    ['a sample of tomorrow', { ...result, effectiveDateTime: '2026-05-21T08:00:00Z' }, 'time-in-future'],
  ];
  for (const [what, resource, reason] of leftOut) {
    it(`leaves out ${what}`, async () => {
      const found = await read([patient, resource]);
      expect(found.facts).to.deep.equal([]);
      expect(found.reasons).to.deep.equal(reason ? [reason] : []);
    });
  }

  it('states a dose of a series as its issuer counts it', async () => {
    const resource = { ...dose, protocolApplied: [{ doseNumberPositiveInt: 2, seriesDosesPositiveInt: 3 }] };
    expect((await read([patient, resource])).facts[0]!.dose).to.deep.equal({ number: 2, total: 3 });
    const text = { ...dose, protocolApplied: [{ doseNumberString: '1', seriesDosesString: 'two' }] };
    expect((await read([patient, text])).facts[0]!.dose).to.deep.equal({ number: 1, total: null });
  });

  it('states a dose of a series that is no list as well', async () => {
    const resource = { ...dose, protocolApplied: { doseNumberPositiveInt: 0, seriesDosesPositiveInt: 3 } };
    expect((await read([patient, resource])).facts[0]!.dose).to.deep.equal({ number: 0, total: 3 });
  });

  it('begins a period of sampling at its start', async () => {
    const resource = {
      ...result,
      effectiveDateTime: undefined,
      effectivePeriod: { start: '2026-05-18T01:00:00Z' },
    };
    expect((await read([patient, resource])).facts[0]!.at).to.equal(Date.UTC(2026, 4, 18, 1));
  });

  const patients: [resource: unknown, name: string | null, birth: string | null][] = [
    [{ ...patient, name: [{ text: '张伟' }] }, '张伟', '1951-01-20'],
    [{ ...patient, name: [{ family: 'Wu' }], birthDate: '1951' }, 'Wu', '1951'],
    [{ ...patient, name: [{ given: ['Ana', 7, 'Maria'] }], birthDate: 1951 }, 'Ana Maria', null],
    [{ ...patient, name: [] }, null, null],
    [{ ...patient, name: 'John' }, null, null],
    [dose, null, null],
  ];
  for (const [resource, name, birth] of patients) {
    it(`names ${name ?? 'nobody'} by ${JSON.stringify((resource as typeof patient).name)}`, async () => {
      const found = await read([resource]);
      expect(found.person?.name ?? null).to.equal(name);
      if (name) expect(found.person!.birthDate).to.equal(birth);
      else expect(found.reasons).to.include('no-person');
    });
  }
});
