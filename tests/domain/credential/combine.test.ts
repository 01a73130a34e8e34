import { expect } from '@open-wc/testing';
import { combine, combineStatus } from '../../../src/domain/credential/combine.ts';
import { gatherFacts } from '../../../src/domain/policy/facts.ts';
import type { HealthStatus } from '../../../src/domain/person/health-status.ts';
import { decide } from '../../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import type { Verification } from '../../../src/domain/credential/verification.ts';

const now = Date.UTC(2026, 4, 20, 4);
const hour = 3_600_000;

const healthy: HealthStatus = {
  colour: 'green',
  lastResult: 'negative',
  sampleTime: now - 10 * hour,
  doses: 2,
  lastDose: Date.UTC(2026, 0, 15),
};
const abroad: HealthStatus = {
  colour: 'unknown',
  lastResult: 'none',
  sampleTime: null,
  doses: null,
  lastDose: null,
};

function own(change: Partial<HealthStatus> = {}, more: Partial<Verification> = {}): Verification {
  return {
    proof: 'proved',
    kind: 'pass',
    challenged: false,
    person: { maskedName: 'J*n', passId: '0011223344556677' },
    status: { ...healthy, ...change },
    statedAt: now - hour,
    showing: Uint8Array.of(1),
    replayKey: 'k.1',
    ...more,
  };
}

function foreign(change: Partial<HealthStatus> = {}, more: Partial<Verification> = {}): Verification {
  return {
    ...own(),
    kind: 'hcert',
    person: { maskedName: 'J*n', passId: null },
    status: { ...abroad, ...change },
    showing: null,
    replayKey: null,
    ...more,
  };
}

describe('combineStatus', () => {
  const at = (hours: number): number => now - hours * hour;
  const cases: [
    what: string,
    own: Partial<HealthStatus>,
    foreign: Partial<HealthStatus>,
    expected: Partial<HealthStatus>,
  ][] = [
    [
      'the newer sample',
      { sampleTime: at(90) },
      { lastResult: 'negative', sampleTime: at(5) },
      { lastResult: 'negative', sampleTime: at(5) },
    ],
    [
      'its own newer sample',
      { sampleTime: at(5) },
      { lastResult: 'negative', sampleTime: at(90) },
      { sampleTime: at(5) },
    ],
    [
      'a sample where there was none',
      { lastResult: 'none', sampleTime: null },
      { lastResult: 'negative', sampleTime: at(5) },
      { lastResult: 'negative', sampleTime: at(5) },
    ],
    [
      'its own positive result, whatever is newer',
      { lastResult: 'positive', sampleTime: at(50) },
      { lastResult: 'negative', sampleTime: at(1) },
      { lastResult: 'positive', sampleTime: at(50) },
    ],
    [
      'a foreign positive result, even an older one',
      { sampleTime: at(1) },
      { lastResult: 'positive', sampleTime: at(50) },
      { lastResult: 'positive', sampleTime: at(50) },
    ],
    [
      'a newer result for one that is open',
      { lastResult: 'pending', sampleTime: at(20) },
      { lastResult: 'negative', sampleTime: at(2) },
      { lastResult: 'negative', sampleTime: at(2) },
    ],
    [
      'its own open result over an older one',
      { lastResult: 'pending', sampleTime: at(2) },
      { lastResult: 'negative', sampleTime: at(20) },
      { lastResult: 'pending', sampleTime: at(2) },
    ],
    [
      'the open one of two of one moment',
      { lastResult: 'negative', sampleTime: at(2) },
      { lastResult: 'pending', sampleTime: at(2) },
      { lastResult: 'pending', sampleTime: at(2) },
    ],
    [
      'a dated result over one without a time',
      { lastResult: 'negative', sampleTime: at(80) },
      { lastResult: 'negative', sampleTime: null },
      { sampleTime: at(80) },
    ],
    [
      'the most doses',
      {},
      { doses: 3, lastDose: Date.UTC(2026, 3, 1) },
      { doses: 3, lastDose: Date.UTC(2026, 3, 1) },
    ],
    ['its own doses when they are more', {}, { doses: 1, lastDose: Date.UTC(2025, 3, 1) }, {}],
    [
      'doses where none are known',
      { doses: null, lastDose: null },
      { doses: 1 },
      { doses: 1, lastDose: null },
    ],
    ['its own colour alone', { colour: 'red' }, { colour: 'green' }, { colour: 'red' }],
  ];
  for (const [what, mine, theirs, expected] of cases) {
    it(`keeps ${what}`, () => {
      const before = { ...healthy, ...mine };
      expect(combineStatus(before, { ...abroad, ...theirs })).to.deep.equal({ ...before, ...expected });
    });
  }
});

describe('combine', () => {
  it('leaves the live pass the proof: its kind, id, showing and time stay', () => {
    const { verification, mismatch, joined } = combine(
      own(),
      foreign({ doses: 3 }, { source: 'XY', reasons: [] }),
    );
    expect(mismatch).to.equal(false);
    expect(joined, 'a pass has no more to compare').to.equal('mask');
    expect(verification).to.deep.equal({ ...own({ doses: 3 }), source: 'XY', reasons: [] });
  });

  it('keeps the facts of two persons apart and says so', () => {
    const other = foreign({ doses: 9 }, { person: { maskedName: 'K*n', passId: null } });
    expect(combine(own(), other)).to.deep.equal({ verification: own(), mismatch: true, joined: 'none' });
  });

  it('keeps apart what cannot be compared, and does not call it a match', () => {
    const other = foreign({ doses: 9 }, { person: { maskedName: '张*三', passId: null } });
    expect(combine(own(), other)).to.deep.equal({ verification: own(), mismatch: null, joined: 'none' });
  });

  const useless: [what: string, own: Verification, foreign: Verification][] = [
    ['a forged credential', own(), foreign({ doses: 9 }, { proof: 'forged' })],
    ['an unproved pass', own({}, { proof: 'stale', status: null, person: null }), foreign({ doses: 9 })],
    ['a paper pass', own({}, { kind: 'paper' }), foreign({ doses: 9 })],
    ['a credential that names nobody', own(), foreign({ doses: 9 }, { person: null })],
  ];
  for (const [what, mine, theirs] of useless) {
    it(`takes no fact from or into ${what}`, () => {
      expect(combine(mine, theirs).verification).to.equal(mine);
    });
  }

  it('never turns a refusal of the own pass into anything better, whatever foreign data says', () => {
    const policy = standardPolicy(1);
    const verdictOf = (verification: Verification, denied: boolean) =>
      decide(
        policy,
        gatherFacts({
          verification,
          atGate: true,
          measuresTemperature: false,
          temperature: null,
          denied,
          mismatch: false,
          dataAsOf: now,
          now,
        }),
        { site: 1, category: 'mall', at: now },
      );
    const bad: [change: Partial<HealthStatus>, denied: boolean][] = [
      [{ colour: 'red' }, false],
      [{ lastResult: 'positive' }, false],
      [{}, true],
    ];
    let tried = 0;
    for (const [change, denied] of bad) {
      for (const lastResult of ['none', 'negative', 'positive', 'pending'] as const) {
        for (const sampleTime of [null, now, now - 900 * hour]) {
          for (const colour of ['unknown', 'green'] as const) {
            const theirs = foreign({ colour, lastResult, sampleTime, doses: 14 });
            const { verification } = combine(own(change), theirs);
            expect(verdictOf(verification, denied).outcome).to.equal('refuse');
            tried++;
          }
        }
      }
    }
    expect(tried).to.equal(72);
    expect(verdictOf(combine(own(), foreign()).verification, false).outcome).to.equal('admit');
  });
});
