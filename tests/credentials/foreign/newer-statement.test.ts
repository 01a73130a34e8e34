import { expect } from '@open-wc/testing';
import { foreignStatus } from '../../../src/credentials/foreign/foreign-status.ts';
import type { PresentedContext } from '../../../src/credentials/shown/verify.ts';
import { verifyShown } from '../../support/verify-shown.ts';
import { blankFact, factTime, type ForeignFact } from '../../../src/credentials/foreign/foreign.ts';
import { combineStatus } from '../../../src/domain/credential/combine.ts';
import type { HealthStatus, TestResult } from '../../../src/domain/person/health-status.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { seeded } from '../../support/seeded.ts';
import {
  claimsOf,
  dccOf,
  makeHcert,
  noon,
  recovery,
  test,
  testSigner,
  trusting,
  type TestSigner,
} from '../hcert/make-hcert.ts';
import type { Writable } from '../hcert/write-cbor.ts';
import {
  bundleOf,
  cardClaims,
  cardIssuer,
  numeric,
  patient,
  result,
  signCard,
  trustingCards,
  type CardIssuer,
} from '../smart-health-card/make-card.ts';

/**
 * A newer statement against the person that cannot be read never leaves an older negative result in force: it is positive
 * where it says so, else not known.
 */

let signer: TestSigner;
let issuer: CardIssuer;
let context: PresentedContext;

before(async () => {
  [signer, issuer] = await Promise.all([testSigner(), cardIssuer()]);
  context = {
    now: noon,
    window: standardPolicy(1).showing,
    issuers: new Map(),
    trust: { ...trusting(signer), entries: [...trusting(signer).entries, ...trustingCards(issuer).entries] },
    used: () => false,
  };
});

async function shownResult(text: string): Promise<TestResult> {
  const { proof, status } = await verifyShown(text, context);
  expect(proof).to.equal('proved');
  return status!.lastResult;
}

describe('an older negative result in a health certificate, beside a newer entry', () => {
  const older = { ...test, sc: '2026-05-18T10:00:00Z' };
  const newer = { ...test, sc: '2026-05-19T20:00:00Z' };
  const antigen = { ...newer, tt: 'LP217198-3' };
  const entries: [what: string, entry: { [name: string]: Writable }, result: TestResult][] = [
    ['an antigen test, positive in a word', { ...antigen, tr: 'POSITIVE' }, 'positive'],
    ['an antigen test, positive', { ...antigen, tr: '260373001' }, 'positive'],
    ['an antigen test with a result nobody knows', { ...antigen, tr: 'ZZ' }, 'pending'],
    ['an antigen test without a result', { ...antigen, tr: null }, 'pending'],
    ['an antigen test, negative', antigen, 'negative'],
    ['an antigen test, negative in a word', { ...antigen, tr: 'NEGATIVO' }, 'pending'],
    ['a nucleic acid test, positive in a word', { ...newer, tr: 'Detected' }, 'positive'],
    ['a nucleic acid test, not detected in words', { ...newer, tr: 'not detected' }, 'pending'],
    ['a test of no known kind with no known result', { ...newer, tt: 'X', tr: 'Y' }, 'pending'],
    ['a positive one of tomorrow', { ...newer, tr: '260373001', sc: '2026-05-22T10:00:00Z' }, 'positive'],
    ['an open one of tomorrow', { ...newer, tr: '?', sc: '2026-05-22T10:00:00Z' }, 'pending'],
    ['a negative one of tomorrow', { ...newer, sc: '2026-05-22T10:00:00Z' }, 'negative'],
    ['a positive one of no known time', { ...newer, tr: '260373001', sc: 'soon' }, 'positive'],
    ['an open one of no known time', { ...newer, tr: '?', sc: '2026-05-19T10:30:00-99:59' }, 'pending'],
    ['an open one of this month', { ...newer, tr: '?', sc: '2026-05' }, 'pending'],
    ['an open one of last month', { ...newer, tr: '?', sc: '2026-04' }, 'negative'],
    [
      'a positive one of the same day, by the day alone',
      { ...newer, tr: '260373001', sc: '2026-05-18' },
      'positive',
    ],
    ['an open one of a week before', { ...newer, tr: '?', sc: '2026-05-11T10:00:00Z' }, 'negative'],
    ['a positive one for the disease in words', { ...newer, tg: 'COVID-19', tr: '260373001' }, 'positive'],
    ['a negative one for the disease in words', { ...newer, tg: 'COVID-19' }, 'pending'],
    ['a positive one for no disease', { ...newer, tg: null, tr: '260373001' }, 'positive'],
    ['a positive one for another disease', { ...newer, tg: '6142004', tr: '260373001' }, 'negative'],
  ];
  for (const [what, entry, expected] of entries) {
    it(`that is ${what}, is ${expected}`, async () => {
      for (const t of [
        [older, entry],
        [entry, older],
      ])
        expect(
          await shownResult(await makeHcert(signer, { claims: claimsOf(new Map([[1, dccOf({ t })]])) })),
        ).to.equal(expected);
    });
  }

  const alone: [what: string, sc: Writable, result: TestResult][] = [
    ['of no known time', 'soon', 'none'],
    ['in a zone that is nowhere', '2026-05-15T10:30:00-99:59', 'none'],
    ['of a month', '2026-05', 'none'],
    ['of two hours ahead', '2026-05-20T06:00:01Z', 'none'],
    ['of twelve hours ahead, if it is UTC', '2026-05-20T16:00:00', 'none'],
    ['of half an hour ahead, if it is UTC', '2026-05-20T04:30:00', 'negative'],
    ['of half an hour ahead, as clocks differ', '2026-05-20T04:30:00Z', 'negative'],
    ['of a day that has begun somewhere', '2026-05-20', 'negative'],
    ['of a day that has begun nowhere', '2026-05-21', 'none'],
  ];
  for (const [what, sc, expected] of alone) {
    it(`that is alone and ${what}, is ${expected}`, async () => {
      const text = await makeHcert(signer, {
        claims: claimsOf(new Map([[1, dccOf({ t: [{ ...test, sc }] })]])),
      });
      expect(await shownResult(text)).to.equal(expected);
    });
  }
});

describe('a recovery', () => {
  const recoveries: [what: string, change: { [name: string]: Writable }, result: TestResult][] = [
    ['that holds', {}, 'none'],
    ['that does not hold yet', { df: '2026-05-25' }, 'positive'],
    ['that does not say from when it holds', { df: null }, 'positive'],
    ['whose beginning cannot be read', { df: 'soon' }, 'positive'],
    ['that would hold from before the illness', { fr: '2026-05-10', df: '2026-05-01' }, 'positive'],
    ['from an illness that is still to come', { fr: '2026-06-01' }, 'positive'],
    ['from an illness of no known day', { fr: '' }, 'none'],
  ];
  for (const [what, change, expected] of recoveries) {
    it(`${what} says ${expected}`, async () => {
      const r = [{ ...recovery, ...change }];
      expect(
        await shownResult(await makeHcert(signer, { claims: claimsOf(new Map([[1, dccOf({ r })]])) })),
      ).to.equal(expected);
    });
  }
});

describe('an older negative result on a card, beside a newer observation', () => {
  const newer = { ...result, effectiveDateTime: '2026-05-19T20:00:00Z' };
  const antigen = { ...newer, code: { coding: [{ system: 'http://loinc.org', code: '94558-4' }] } };
  const positive = { coding: [{ system: 'http://snomed.info/sct', code: '260373001' }] };
  const none = { valueCodeableConcept: undefined };
  const observations: [what: string, observation: object, result: TestResult][] = [
    ['an antigen test in words', { ...antigen, ...none, valueString: 'Positive' }, 'positive'],
    ['an antigen test of an unknown value', { ...antigen, ...none, valueQuantity: { value: 3 } }, 'pending'],
    ['a flag alone', { ...newer, ...none, interpretation: [{ coding: [{ code: 'POS' }] }] }, 'positive'],
    ['an unknown flag alone', { ...antigen, ...none, interpretation: [{ text: 'see note' }] }, 'pending'],
    ['a preliminary one', { ...newer, status: 'preliminary' }, 'pending'],
    [
      'a preliminary positive antigen test',
      { ...antigen, status: 'preliminary', valueCodeableConcept: positive },
      'positive',
    ],
    ['one that is modified', { ...newer, modifierExtension: [{ url: 'x' }] }, 'pending'],
    [
      'a positive one of tomorrow',
      { ...newer, valueCodeableConcept: positive, effectiveDateTime: '2026-05-23T00:00:00Z' },
      'positive',
    ],
    [
      'a positive one of no stated time',
      { ...newer, valueCodeableConcept: positive, effectiveDateTime: undefined },
      'positive',
    ],
    [
      'an open one of a period that began before',
      { ...newer, ...none, effectiveDateTime: undefined, effectivePeriod: { start: '2026-05-17' } },
      'pending',
    ],
    [
      'a positive one whose codings are no lists',
      {
        ...antigen,
        code: { coding: antigen.code.coding[0] },
        valueCodeableConcept: { coding: positive.coding[0] },
      },
      'positive',
    ],
    [
      'a positive one whose code is in no system',
      { ...newer, code: { coding: [{ code: '94558-4' }] }, valueCodeableConcept: positive },
      'positive',
    ],
    [
      'an open one whose code is in another system',
      { ...newer, ...none, code: { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '94500-6' }] } },
      'pending',
    ],
    [
      'a report of something unclear',
      {
        ...newer,
        ...none,
        resourceType: 'DiagnosticReport',
        conclusionCode: [{ coding: [{ system: 'http://snomed.info/sct', code: '419984006' }] }],
      },
      'pending',
    ],
    [
      'a positive one of another person',
      { ...newer, valueCodeableConcept: positive, subject: { reference: 'resource:9' } },
      'negative',
    ],
    [
      'a positive one entered in error',
      { ...newer, valueCodeableConcept: positive, status: 'entered-in-error' },
      'negative',
    ],
  ];
  for (const [what, observation, expected] of observations) {
    it(`that is ${what}, is ${expected}`, async () => {
      for (const resources of [
        [patient, result, observation],
        [patient, observation, result],
      ]) {
        const credentialSubject = { fhirVersion: '4.0.1', fhirBundle: bundleOf(resources) };
        expect(
          await shownResult(
            numeric(await signCard(issuer, { claims: cardClaims({}, { credentialSubject }) })),
          ),
        ).to.equal(expected);
      }
    });
  }
});

describe('what speaks against a person', () => {
  const negative: ForeignFact = {
    ...blankFact('test'),
    ...factTime('2026-05-18T10:00:00Z'),
    method: 'nucleic-acid',
    result: 'negative',
  };
  const dates = [
    '2026-05-19T20:00:00Z',
    '2026-05-19',
    '2026-05',
    '2026',
    null,
    'soon',
    '2026-05-18',
    '2026-05-18T10:00:00Z',
  ];

  it('counts from whenever it may be newer, in whatever order and beside whatever is said for the person', () => {
    const chance = seeded(260_520);
    for (let run = 0; run < 400; run++) {
      const against: ForeignFact = {
        ...blankFact('test'),
        ...factTime(chance.pick(dates)),
        method: chance.pick(['nucleic-acid', 'antigen', 'other'] as const),
        result: chance.pick(['positive', 'inconclusive'] as const),
      };
      const facts = [negative, against, ...Array.from({ length: chance.below(3) }, () => negative)];
      const { lastResult } = foreignStatus(chance.oneIn(2) ? facts : facts.toReversed(), noon);
      expect(lastResult).to.equal(against.result === 'positive' ? 'positive' : 'pending');
    }
  });

  it('counts where a negative result may have come before it, wherever that was written', () => {
    const positive = { ...negative, ...factTime('2026-05-19T10:00:00Z'), result: 'positive' as const };
    const negatives: [written: string, result: TestResult][] = [
      ['2026-05-19T20:00:00Z', 'negative'],
      ['2026-05-19T20:00:00', 'positive'],
      ['2026-05-20T01:00:00', 'negative'],
      ['2026-05-19', 'positive'],
      ['2026-05-20', 'positive'],
    ];
    for (const [written, expected] of negatives)
      expect(
        foreignStatus([{ ...negative, ...factTime(written) }, positive], noon).lastResult,
        written,
      ).to.equal(expected);
  });

  it('is not taken away by a live pass that says negative', () => {
    const own: HealthStatus = {
      colour: 'green',
      lastResult: 'negative',
      sampleTime: noon - 5 * 3_600_000,
      doses: 0,
      lastDose: null,
    };
    for (const date of [null, '2026-05-20', '2026-05']) {
      const open = {
        ...blankFact('test'),
        ...factTime(date),
        method: 'antigen' as const,
        result: 'inconclusive' as const,
      };
      expect(combineStatus(own, foreignStatus([open], noon)).lastResult, String(date)).to.equal('pending');
    }
    const old = {
      ...blankFact('test'),
      ...factTime('2026-05-01'),
      method: 'antigen' as const,
      result: 'inconclusive' as const,
    };
    expect(combineStatus(own, foreignStatus([old], noon)).lastResult).to.equal('negative');
  });
});
