import { expect } from '@open-wc/testing';
import { ageHours, factNames, gatherFacts, type Facts } from '../../../src/domain/policy/facts.ts';
import type { HealthStatus } from '../../../src/domain/person/health-status.ts';
import { noProofs, type Proof, type Verification } from '../../../src/domain/credential/verification.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);
const hour = 3_600_000;

const status: HealthStatus = {
  colour: 'green',
  lastResult: 'negative',
  sampleTime: now - 10 * hour,
  doses: 3,
  lastDose: Date.UTC(2026, 0, 15),
};

function verification(proof: Proof, change: Partial<HealthStatus> = {}): Verification {
  return {
    proof,
    kind: 'pass',
    challenged: false,
    person: { maskedName: '张*三', passId: '0011223344556677' },
    status: { ...status, ...change },
    statedAt: now - hour,
    showing: null,
    replayKey: 'x',
  };
}

function gather(change: Partial<Parameters<typeof gatherFacts>[0]> = {}): Facts {
  return gatherFacts({
    verification: verification('proved'),
    atGate: true,
    measuresTemperature: true,
    temperature: { body: 3680, doubt: null },
    denied: false,
    mismatch: false,
    dataAsOf: now - 2 * hour,
    now,
    ...change,
  });
}

describe('gatherFacts', () => {
  it('gathers every fact of a proved person', () => {
    expect(gather()).to.deep.equal({
      proof: 'proved',
      kind: 'pass',
      challenged: false,
      denied: false,
      mismatch: false,
      colour: 'green',
      result: 'negative',
      sampleAgeHours: 10,
      doses: 3,
      atGate: true,
      measuresTemperature: true,
      temperature: 3680,
      statusAgeHours: 1,
      dataAgeHours: 2,
      joined: 'none',
    });
    expect(Object.keys(gather()).sort()).to.deep.equal([...factNames].sort());
  });

  const unknown: [what: string, facts: Facts, name: keyof Facts][] = [
    ['an unknown colour', gather({ verification: verification('proved', { colour: 'unknown' }) }), 'colour'],
    ['no result', gather({ verification: verification('proved', { lastResult: 'none' }) }), 'result'],
    ['no sample', gather({ verification: verification('proved', { sampleTime: null }) }), 'sampleAgeHours'],
    ['unknown doses', gather({ verification: verification('proved', { doses: null }) }), 'doses'],
    ['no temperature', gather({ temperature: null }), 'temperature'],
    ['a temperature in doubt', gather({ temperature: { body: 3680, doubt: 'unsteady' } }), 'temperature'],
    ['a server that never gave its word', gather({ dataAsOf: null }), 'dataAgeHours'],
    ['a word of tomorrow', gather({ dataAsOf: now + 24 * hour }), 'dataAgeHours'],
    ['no deny list', gather({ denied: null }), 'denied'],
    [
      'a sample taken tomorrow',
      gather({ verification: verification('proved', { sampleTime: now + 24 * hour }) }),
      'sampleAgeHours',
    ],
  ];
  for (const [what, facts, name] of unknown) {
    it(`leaves ${name} unknown for ${what}, and nothing else`, () => {
      expect(facts).to.deep.equal({ ...gather(), [name]: null });
    });
  }

  it('keeps a result that is pending: it is known that there is none yet', () => {
    expect(gather({ verification: verification('proved', { lastResult: 'pending' }) }).result).to.equal(
      'pending',
    );
  });

  it('knows no dose where there are 0', () => {
    expect(gather({ verification: verification('proved', { doses: 0 }) }).doses).to.equal(0);
  });

  const said: [what: string, facts: Facts, change: Partial<Facts>][] = [
    ['a pass on the deny list', gather({ denied: true }), { denied: true }],
    ['proofs of two persons', gather({ mismatch: true }), { mismatch: true }],
    ['a phone that registers a visit', gather({ atGate: false }), { atGate: false }],
    ['a gate without a thermometer', gather({ measuresTemperature: false }), { measuresTemperature: false }],
    ['two days without word', gather({ dataAsOf: now - 48 * hour }), { dataAgeHours: 48 }],
    [
      'a phone that answered the challenge',
      gather({ verification: { ...verification('proved'), challenged: true } }),
      { challenged: true },
    ],
    [
      'a foreign credential',
      gather({ verification: { ...verification('proved'), kind: 'hcert' } }),
      { kind: 'hcert' },
    ],
  ];
  for (const [what, facts, change] of said) {
    it(`tells of ${what}, and nothing else`, () => {
      expect(facts).to.deep.equal({ ...gather(), ...change });
    });
  }

  for (const proof of noProofs) {
    it(`takes no word of a status that is ${proof}, even where one is handed in`, () => {
      expect(gather({ verification: verification(proof) })).to.deep.equal({
        ...gather(),
        proof,
        colour: null,
        result: null,
        sampleAgeHours: null,
        doses: null,
        statusAgeHours: null,
      });
    });
  }
});

describe('ageHours', () => {
  const cases: [then: number | null, age: number | null, what: string][] = [
    [null, null, 'nothing'],
    [now, 0, 'this moment'],
    [now - hour + 1, 0, 'just under an hour'],
    [now - hour, 1, 'an hour'],
    [now - 72 * hour + 1, 71, 'just under three days'],
    [now - 72 * hour, 72, 'three days'],
    [now + hour, 0, 'a clock that is an hour ahead'],
    [now + hour + 1, null, 'a time that has not come'],
  ];
  for (const [then, age, what] of cases) {
    it(`is ${age} for ${what}`, () => {
      expect(ageHours(now, then)).to.equal(age);
    });
  }
});
