import { expect } from '@open-wc/testing';
import type { ForeignFact, ForeignReason } from '../../../src/credentials/foreign/foreign.ts';
import { readCardBundle } from '../../../src/credentials/smart-health-card/card-statements.ts';
import { noon } from '../hcert/make-hcert.ts';
import { bundleOf, dose, patient, result } from './make-card.ts';

/** What a card of these resources says: the results or kinds of its facts, and its reasons. */
function said(...resources: unknown[]): [(ForeignFact['result'] | 'vaccination')[], ForeignReason[]] {
  const { facts, reasons } = readCardBundle(bundleOf([patient, ...resources]), noon);
  return [facts.map(({ kind, result }) => (kind === 'vaccination' ? kind : result)), reasons];
}

const modifier = [{ url: 'https://example.org/not-given', valueBoolean: true }];
const ofOther = { reference: 'resource:7' };

describe('a dose of a card', () => {
  const notCounted: [what: string, change: Record<string, unknown>, reason: ForeignReason][] = [
    ['with an extension that modifies', { modifierExtension: modifier }, 'modifier-unknown'],
    [
      'with one that modifies a part of it',
      { protocolApplied: [{ doseNumberPositiveInt: 1, modifierExtension: modifier }] },
      'modifier-unknown',
    ],
    [
      'with one deep in a part of it',
      { performer: [{ actor: { display: 'A' }, extension: [{ x: { modifierExtension: modifier } }] }] },
      'modifier-unknown',
    ],
    ['with one that is no list', { modifierExtension: { url: 'x' } }, 'modifier-unknown'],
    ['made by other rules', { implicitRules: 'https://example.org/rules' }, 'modifier-unknown'],
    ['made by rules that are not said', { _implicitRules: { extension: [{}] } }, 'modifier-unknown'],
    ['made up for a test', { meta: { security: [{ code: 'HTEST' }] } }, 'modifier-unknown'],
    ['made up for a test, by its tag', { meta: { tag: [{ code: 'HTEST' }] } }, 'modifier-unknown'],
    ['not given, as older versions of FHIR said it', { notGiven: true }, 'modifier-unknown'],
    ['not given, as the oldest said it', { wasNotGiven: true }, 'modifier-unknown'],
    ['weaker than a full one', { isSubpotent: true }, 'dose-not-full'],
    ['weaker than a full one, in words', { isSubpotent: 'true' }, 'dose-not-full'],
    ['of unknown strength', { _isSubpotent: { extension: [{}] } }, 'modifier-unknown'],
    ['not done', { status: 'not-done' }, 'not-final'],
    ['entered in error', { status: 'entered-in-error' }, 'not-final'],
    ['of no status', { status: undefined }, 'not-final'],
    ['of a status of another version', { status: 'in-progress' }, 'not-final'],
    ['of another patient', { patient: ofOther }, 'other-person'],
    [
      'of a patient inside of it',
      { contained: [{ resourceType: 'Patient', id: 'p' }], patient: { reference: '#p' } },
      'other-person',
    ],
    [
      'of a patient elsewhere',
      { patient: { reference: 'https://example.org/fhir/Patient/1' } },
      'other-person',
    ],
    ['of somebody named in words', { patient: { display: 'John' } }, 'other-person'],
    ['of a group', { patient: { reference: 'Group/1' } }, 'other-person'],
    ['of patients in a list', { patient: [{ reference: 'resource:0' }] }, 'other-person'],
    [
      'of two vaccines',
      {
        vaccineCode: {
          coding: ['207', '140'].map((code) => ({ system: 'http://hl7.org/fhir/sid/cvx', code })),
        },
      },
      'other-disease',
    ],
  ];
  for (const [what, change, reason] of notCounted) {
    it(`${what} is not counted, and said so`, () =>
      expect(said({ ...dose, ...change })).to.deep.equal([[], [reason]]));
  }

  const counted: [what: string, change: Record<string, unknown>][] = [
    ['of full strength', { isSubpotent: false }],
    ['with extensions that modify nothing', { extension: modifier, modifierExtension: [] }],
    ['of the patient of the card', { patient: { reference: 'resource:0' } }],
    [
      'with nothing in place of what it does not state',
      { isSubpotent: null, patient: null, implicitRules: null },
    ],
    [
      'with a local code beside the known one',
      { vaccineCode: { coding: [...dose.vaccineCode.coding, { system: 'https://x', code: '1' }] } },
    ],
    [
      'with the card’s level of identity',
      { meta: { security: [{ system: 'https://smarthealth.cards/ial', code: 'IAL1.2' }] } },
    ],
  ];
  for (const [what, change] of counted) {
    it(`${what} is counted`, () => expect(said({ ...dose, ...change })).to.deep.equal([['vaccination'], []]));
  }

  it('has the least number of its protocols, and none that is no number', () => {
    const numbered = (...protocolApplied: unknown[]) =>
      readCardBundle(bundleOf([patient, { ...dose, protocolApplied }]), noon).facts[0]!.dose!.number;
    expect(numbered({ doseNumberPositiveInt: 3 }, { doseNumberPositiveInt: 2 }, {})).to.equal(2);
    expect(numbered({ doseNumberString: 'booster' })).to.equal(null);
    expect(numbered({ doseNumberPositiveInt: 0 })).to.equal(0);
    expect(numbered({ doseNumberPositiveInt: 1.5 }, { doseNumberPositiveInt: [2] })).to.equal(null);
  });
});

describe('references to the patient', () => {
  const card = (entry: Record<string, unknown>, resource: Record<string, unknown>, reference: unknown) => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: { ...patient, ...resource }, ...entry },
        { fullUrl: 'resource:9', resource: { ...dose, patient: reference } },
      ],
    };
    return readCardBundle(bundle, noon).facts.length;
  };
  const references: [
    entry: Record<string, unknown>,
    resource: Record<string, unknown>,
    reference: unknown,
    counted: number,
  ][] = [
    [{ fullUrl: 'urn:uuid:1b' }, {}, { reference: 'urn:uuid:1b' }, 1],
    [{ fullUrl: 'urn:uuid:1b' }, {}, { reference: 'urn:uuid:2c' }, 0],
    [
      { fullUrl: 'https://a.example/fhir/Patient/1' },
      {},
      { reference: 'https://a.example/fhir/Patient/1' },
      1,
    ],
    [{ fullUrl: 'https://a.example/fhir/Patient/1' }, {}, { reference: 'Patient/1' }, 1],
    [{ fullUrl: 'https://a.example/fhir/Patient/1' }, {}, { reference: 'Patient/1/_history/2' }, 1],
    [
      { fullUrl: 'https://a.example/fhir/Patient/1' },
      {},
      { reference: 'https://b.example/fhir/Patient/1' },
      0,
    ],
    [{ fullUrl: 'https://a.example/fhir/Patient/11' }, {}, { reference: 'Patient/1' }, 0],
    [{ fullUrl: 'resource:0' }, { id: '1' }, { reference: 'Patient/1' }, 1],
    [{ fullUrl: 'resource:0' }, { id: '1' }, { reference: 'Patient/2' }, 0],
    [{}, {}, { reference: 'Patient/' }, 0],
    [{}, {}, { reference: 'resource:0' }, 0],
    [{}, { identifier: [{ system: 'a', value: '7' }] }, { identifier: { system: 'a', value: '7' } }, 1],
    [{}, { identifier: [{ system: 'a', value: '7' }] }, { identifier: { system: 'b', value: '7' } }, 0],
    [{}, {}, { identifier: { value: '' } }, 0],
    [{ fullUrl: 'resource:0' }, {}, { reference: 5 }, 0],
    [{}, {}, undefined, 1],
  ];
  for (const [entry, resource, reference, counted] of references) {
    it(`${JSON.stringify(reference)} with ${JSON.stringify({ ...entry, ...resource })}: ${counted}`, () =>
      expect(card(entry, resource, reference)).to.equal(counted));
  }
});

it('an address that two resources have names no patient', () => {
  const entry = [
    { ...dose, patient: { reference: 'resource:0' } },
    { resourceType: 'RelatedPerson' },
    patient,
  ];
  const bundle = (fullUrls: string[]) => ({
    resourceType: 'Bundle',
    entry: entry.map((resource, index) => ({ fullUrl: fullUrls[index], resource })),
  });
  expect(readCardBundle(bundle(['resource:1', 'resource:0', 'resource:0']), noon).facts).to.deep.equal([]);
  expect(readCardBundle(bundle(['resource:1', 'resource:2', 'resource:0']), noon).facts).to.have.length(1);
});

describe('a bundle', () => {
  const bundle = bundleOf() as Record<string, unknown> & { entry: Record<string, unknown>[] };
  const refused: [what: string, change: Record<string, unknown>][] = [
    ['of changes to be made', { type: 'transaction' }],
    ['of what was', { type: 'history' }],
    ['of no known type', { type: 'x' }],
    ['whose type is no text', { type: 1 }],
    ['made by other rules', { implicitRules: 'https://example.org/rules' }],
    ['that is modified', { modifierExtension: modifier }],
    ['with an entry that is modified', { entry: [...bundle.entry, { modifierExtension: modifier }] }],
    [
      'with an entry to be deleted',
      { entry: bundle.entry.map((entry) => ({ ...entry, request: { method: 'DELETE' } })) },
    ],
    ['made up for a test', { meta: { tag: [{ code: 'HTEST' }] } }],
  ];
  for (const [what, change] of refused) {
    it(`${what} is not read`, () =>
      expect(() => readCardBundle({ ...bundle, ...change }, noon)).to.throw(RangeError));
  }

  it('is read whatever else it holds', () => {
    for (const resource of [
      { resourceType: 'Practitioner', active: false },
      null,
      5,
      [],
      { resourceType: 'Observation' },
    ])
      expect(readCardBundle(bundleOf([patient, dose, resource]), noon).facts).to.have.length(1);
  });
});

describe('a test of a card', () => {
  const positive = {
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260373001' }] },
  };
  const cases: [what: string, change: Record<string, unknown>, expected: ReturnType<typeof said>][] = [
    ['of another patient', { subject: ofOther }, [[], ['other-person']]],
    ['about somebody else than its patient', { focus: [ofOther] }, [[], ['other-person']]],
    ['of the patient of the card', { subject: { reference: 'resource:0' } }, [['negative'], []]],
    ['of somebody named in words', { subject: { display: 'John' } }, [['inconclusive'], ['other-person']]],
    [
      'of somebody named in words, positive',
      { ...positive, subject: { display: 'John' } },
      [['positive'], ['other-person']],
    ],
    ['that is modified', { modifierExtension: modifier }, [['inconclusive'], ['modifier-unknown']]],
    [
      'that is modified, positive',
      { ...positive, modifierExtension: modifier },
      [['inconclusive'], ['modifier-unknown']],
    ],
    ['that is preliminary', { status: 'preliminary' }, [['inconclusive'], ['not-final']]],
    ['that is preliminary, positive', { ...positive, status: 'preliminary' }, [['positive'], ['not-final']]],
    ['that is registered', { status: 'registered' }, [['inconclusive'], ['not-final']]],
    ['of no status', { status: undefined }, [['inconclusive'], ['not-final']]],
    ['that was entered in error', { ...positive, status: 'entered-in-error' }, [[], ['not-final']]],
    ['that was cancelled', { status: 'cancelled' }, [[], ['not-final']]],
    ['that was amended', { status: 'amended' }, [['negative'], []]],
    [
      'of no known kind',
      { code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] } },
      [[], ['other-disease']],
    ],
    [
      'that only words name, positive',
      { ...positive, code: { text: 'SARS-CoV-2 RNA, saliva' } },
      [['positive'], []],
    ],
    [
      'for antibodies, positive',
      { ...positive, code: { text: 'SARS-CoV-2 IgG antibody' } },
      [[], ['other-disease']],
    ],
  ];
  for (const [what, change, expected] of cases) {
    it(`${what}: ${JSON.stringify(expected)}`, () =>
      expect(said({ ...result, ...change })).to.deep.equal(expected));
  }

  const report = {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: result.code,
    effectiveDateTime: '2026-05-19T20:00:00Z',
  };
  const coded = (code: string, system = 'http://snomed.info/sct') => ({ coding: [{ system, code }] });
  const reports: [what: string, change: Record<string, unknown>, expected: ReturnType<typeof said>][] = [
    ['that concludes positive', { conclusionCode: [positive.valueCodeableConcept] }, [['positive'], []]],
    ['that concludes positive in words', { conclusion: 'SARS-CoV-2 detected' }, [['positive'], []]],
    ['that concludes negative', { conclusionCode: [result.valueCodeableConcept] }, [[], []]],
    ['that concludes what is neither', { conclusionCode: [coded('419984006')] }, [['inconclusive'], []]],
    ['that concludes a local code', { conclusionCode: [coded('7', 'urn:lab')] }, [[], []]],
    ['that concludes nothing', {}, [[], []]],
    ['that was cancelled', { conclusion: 'Positive', status: 'cancelled' }, [[], ['not-final']]],
    ['of another patient', { conclusion: 'Positive', subject: ofOther }, [[], ['other-person']]],
    ['of something else', { conclusion: 'Positive', code: { text: 'Influenza A' } }, [[], ['other-disease']]],
  ];
  for (const [what, change, expected] of reports) {
    it(`in a report ${what}: ${JSON.stringify(expected)}`, () =>
      expect(said({ ...report, ...change })).to.deep.equal(expected));
  }

  it('of two methods proves what the weaker one does', () => {
    const code = { coding: ['94500-6', '94558-4'].map((one) => ({ system: 'http://loinc.org', code: one })) };
    expect(readCardBundle(bundleOf([patient, { ...result, code }]), noon).facts[0]!.method).to.equal(
      'antigen',
    );
  });

  const times: [what: string, change: Record<string, unknown>, at: string | null][] = [
    [
      'a moment',
      { effectiveDateTime: undefined, effectiveInstant: '2026-05-19T08:00:00Z' },
      '2026-05-19T08:00:00.000Z',
    ],
    ['two times', { effectiveInstant: '2026-05-18T08:00:00Z' }, null],
    ['a plan', { effectiveDateTime: undefined, effectiveTiming: { event: ['2026-05-19'] } }, null],
    ['a month', { effectiveDateTime: '2026-05' }, null],
    ['a time from before all illness', { effectiveDateTime: '1970-01-01T00:00:00Z' }, null],
  ];
  for (const [what, change, at] of times) {
    it(`with ${what} was taken at ${at}`, () => {
      const fact = readCardBundle(bundleOf([patient, { ...result, ...change }]), noon).facts[0]!;
      expect(fact.at === null ? null : new Date(fact.at).toISOString()).to.equal(at);
    });
  }
});
