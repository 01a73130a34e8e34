import { expect } from '@open-wc/testing';
import { foreignStatus, foreignVerification } from '../../../src/credentials/foreign/foreign-status.ts';
import {
  blankFact,
  foreignProofs,
  unproved,
  type ForeignFact,
} from '../../../src/credentials/foreign/foreign.ts';
import type { ForeignVerification } from '../../../src/credentials/foreign/foreign.ts';
import { foreignPerson } from '../../../src/credentials/foreign/foreign-person.ts';
import type { HealthStatus } from '../../../src/domain/person/health-status.ts';

const now = Date.UTC(2026, 4, 20, 4);
const hour = 3_600_000;
const day = 24 * hour;

function pcr(
  at: number | null,
  result: ForeignFact['result'],
  method: ForeignFact['method'] = 'nucleic-acid',
) {
  return { ...blankFact('test'), at, result, method };
}

function dose(at: number | null, number: number | null): ForeignFact {
  return { ...blankFact('vaccination'), at, dose: { number, total: 3 } };
}

const nothing: HealthStatus = {
  colour: 'unknown',
  lastResult: 'none',
  sampleTime: null,
  doses: null,
  lastDose: null,
};

describe('foreignStatus', () => {
  const cases: [what: string, facts: ForeignFact[], expected: Partial<HealthStatus>][] = [
    ['nothing of no facts', [], {}],
    ['a negative test', [pcr(now - hour, 'negative')], { lastResult: 'negative', sampleTime: now - hour }],
    [
      'the newest of several tests',
      [pcr(now - 9 * day, 'positive'), pcr(now - hour, 'negative'), pcr(now - 2 * day, 'negative')],
      { lastResult: 'negative', sampleTime: now - hour },
    ],
    [
      'the positive one of two of one moment',
      [pcr(now, 'negative'), pcr(now, 'positive')],
      { lastResult: 'positive', sampleTime: now },
    ],
    [
      'a positive test of no known time as the newest',
      [pcr(now, 'negative'), pcr(null, 'positive')],
      { lastResult: 'positive' },
    ],
    [
      'another test of no known time as the oldest',
      [pcr(null, 'negative'), pcr(now - hour, 'inconclusive')],
      { lastResult: 'pending', sampleTime: now - hour },
    ],
    [
      'a positive test, whatever a newer one leaves open',
      [
        pcr(now - day, 'positive'),
        pcr(now - hour, 'inconclusive', 'antigen'),
        pcr(now - hour, 'inconclusive'),
      ],
      { lastResult: 'positive', sampleTime: now - day },
    ],
    [
      'a newer open test than the negative one that came after a positive one',
      [pcr(now - 9 * day, 'positive'), pcr(now - day, 'negative'), pcr(now - hour, 'inconclusive')],
      { lastResult: 'pending', sampleTime: now - hour },
    ],
    ['no antigen test for the person', [pcr(now, 'negative', 'antigen')], {}],
    [
      'an antigen test against the person',
      [pcr(now, 'positive', 'antigen')],
      { lastResult: 'positive', sampleTime: now },
    ],
    ['no recovery that holds', [{ ...blankFact('recovery'), at: now - 30 * day, validFrom: now - day }], {}],
    [
      'a recovery that does not hold yet, as the positive test it rests on',
      [{ ...blankFact('recovery'), at: now - day, validFrom: now + 10 * day }],
      { lastResult: 'positive', sampleTime: now - day },
    ],
    [
      'doses and the day of the last one',
      [dose(now - 9 * day, 1), dose(now - day, 2)],
      { doses: 2, lastDose: Date.UTC(2026, 4, 19) },
    ],
    [
      'no more doses than a status can hold',
      [{ ...dose(null, 200), dose: { number: 200, total: null } }],
      { doses: 14 },
    ],
  ];
  for (const [what, facts, expected] of cases) {
    it(`states ${what}`, () => expect(foreignStatus(facts, now)).to.deep.equal({ ...nothing, ...expected }));
  }
});

describe('foreignVerification', () => {
  const proved: ForeignVerification = {
    source: 'hcert',
    proof: 'proved',
    issuer: { name: 'XY', kid: 'k' },
    person: foreignPerson({ family: 'Doe', given: 'Jane', birthDate: '1990-01-01' }),
    facts: [pcr(now - hour, 'negative')],
    issuedAt: now - day,
    expiresAt: null,
    chunks: null,
    reasons: ['no-expiry-stated'],
  };

  it('says who, what and by whom, and proves no bearer', () => {
    expect(foreignVerification(proved, now)).to.deep.equal({
      proof: 'proved',
      kind: 'hcert',
      challenged: false,
      person: { maskedName: 'J*e', passId: null },
      status: { ...nothing, lastResult: 'negative', sampleTime: now - hour },
      statedAt: now - day,
      showing: null,
      replayKey: null,
      reasons: ['no-expiry-stated'],
      source: 'XY',
    });
  });

  it('takes one that names nobody for not proved', () => {
    const found = foreignVerification({ ...proved, person: null, reasons: ['no-person'] }, now);
    expect(found).to.deep.include({ proof: 'unreadable', person: null, status: null, statedAt: null });
    expect(found.reasons).to.deep.equal(['no-person']);
  });

  const expected = {
    unreadable: 'unreadable',
    incomplete: 'incomplete',
    'unknown-issuer': 'forged',
    'suspended-issuer': 'revoked',
    forged: 'forged',
    revoked: 'revoked',
    expired: 'expired',
    'not-yet-valid': 'not-yet-valid',
  } as const;
  for (const proof of foreignProofs) {
    if (proof === 'proved') continue;
    it(`calls ${proof} ${expected[proof]}, and tells nothing of a person`, () => {
      const found = foreignVerification(unproved('smart-health-card', proof, 'no-such-key'), now);
      expect(found).to.deep.include({ proof: expected[proof], person: null, status: null, source: null });
      expect(found.reasons).to.deep.equal([proof, 'no-such-key']);
    });
  }
});
