import { expect } from '@open-wc/testing';
import { factNames, type Facts } from '../../../src/domain/policy/facts.ts';
import type { Limits } from '../../../src/domain/policy/limits.ts';
import { decide } from '../../../src/domain/policy/policy.ts';
import { standardLimits, standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { proofs } from '../../../src/domain/credential/verification.ts';
import { floorTexts } from '../../../src/ui/texts/common/reasons.ts';
import { ReasonWords } from '../../../src/ui/language/reason-words.ts';

const policy = standardPolicy(3);
const words = new ReasonWords(policy, floorTexts);
const place = { site: 12, category: 'mall', at: Date.UTC(2026, 4, 20) } as const;

describe('ReasonWords', () => {
  const cases: [what: string, alarm: Parameters<ReasonWords['of']>[0], said: string[]][] = [
    [
      'a fever',
      { reasons: ['temperature.high'], outcome: 'attend', body: 3812 },
      ['High temperature: measure again'],
    ],
    [
      'no temperature, which breaks two rules and is said once',
      { reasons: ['temperature.high', 'temperature.low'], outcome: 'attend', body: null },
      ['No temperature was measured'],
    ],
    [
      'a temperature of which nothing more is told',
      { reasons: ['temperature.high'], outcome: 'attend' },
      ['High temperature: measure again / No temperature was measured'],
    ],
    [
      'reasons of which it is told that the facts were not known',
      {
        reasons: ['temperature.high', 'result.age'],
        outcome: 'attend',
        unknownReasons: ['temperature.high'],
      },
      ['No temperature was measured', 'The last nucleic acid test is too old'],
    ],
    [
      'a red code: had its colour been unknown, the yellow rule would have spoken too',
      { reasons: ['status.red'], outcome: 'refuse', body: 3650 },
      ['The health code is red'],
    ],
    [
      'an unknown status, which is no red code',
      { reasons: ['status.red', 'status.yellow'], outcome: 'attend', body: 3650 },
      ['The health status is not known'],
    ],
    [
      'a positive result: nothing else can have refused',
      { reasons: ['result.positive', 'result.age'], outcome: 'refuse', body: 3650 },
      [
        'The last nucleic acid test is positive',
        'The last nucleic acid test is too old / No nucleic acid test result is known',
      ],
    ],
    [
      'no result at all, said once',
      { reasons: ['result.positive', 'result.age', 'result.pending'], outcome: 'attend', body: 3650 },
      ['No nucleic acid test result is known'],
    ],
    [
      'a pass that was called back',
      { reasons: ['pass.denied'], outcome: 'refuse', body: 3650 },
      ['The health status has changed: this pass was revoked'],
    ],
    [
      'a gate without a deny list, which has called nobody back',
      { reasons: ['pass.denied'], outcome: 'attend', body: 3650 },
      ['There is no list of revoked passes to check'],
    ],
    [
      'doses where they are demanded: that no other rule spoke does not make them known',
      { reasons: ['doses.required'], outcome: 'attend', body: 3650 },
      ['Fewer vaccine doses than required here / The vaccine doses are not known'],
    ],
    [
      'a forged code',
      { reasons: ['proof.forged'], outcome: 'refuse', body: null },
      ['Invalid code: its signature is not valid'],
    ],
    [
      'a floor, which is no rule',
      { reasons: ['floor.unproved'], outcome: 'attend', body: null },
      ['Nothing was proved'],
    ],
    ['a rule of a later policy', { reasons: ['mask.none'], outcome: 'attend', body: 3650 }, ['mask.none']],
    ['nothing', { reasons: [], outcome: 'attend', body: null }, []],
  ];
  for (const [what, alarm, said] of cases) {
    it(`says ${what}`, () => {
      expect(words.of(alarm, 'en')).to.deep.equal(said);
    });
  }

  it('says what the sentry said, and nothing else for certain, whatever the facts', () => {
    for (const { limits, facts } of everyCase()) {
      const verdict = decide({ ...policy, limits }, facts, place);
      const texts = verdict.reasons.map((reason) => reason.texts.en);
      const reasons = verdict.reasons.map(({ rule }) => rule);
      const body = facts.temperature;
      const said = words.of({ reasons, outcome: verdict.outcome, body }, 'en');
      const context = `${JSON.stringify(said)} for ${JSON.stringify(facts)}`;
      for (const text of texts) {
        expect(
          said.some((each) => each.split(' / ').includes(text)),
          `"${text}" in ${context}`,
        ).to.equal(true);
      }
      for (const each of said) {
        expect(
          each.split(' / ').some((text) => texts.includes(text)),
          `"${each}" of ${context}`,
        ).to.equal(true);
      }
    }
  });

  it('says exactly what the sentry said of an alarm that tells which facts were unknown', () => {
    let alarms = 0;
    for (const { limits, facts } of everyCase()) {
      const verdict = decide({ ...policy, limits }, facts, place);
      if (verdict.outcome === 'admit') continue;
      const unknown = factNames.filter((name) => facts[name] === null);
      const reasons = verdict.reasons.map(({ rule }) => rule);
      const said = words.of({ reasons, outcome: verdict.outcome, body: facts.temperature, unknown }, 'en');
      const texts = new Set(verdict.reasons.map((reason) => reason.texts.en));
      expect(said, JSON.stringify(facts)).to.deep.equal([...texts]);
      alarms++;
    }
    expect(alarms).to.be.above(1000);
  });

  it('says one word of two once the facts are told', () => {
    const doses = { reasons: ['doses.required'], outcome: 'attend' as const, body: 3650 };
    expect(words.of({ ...doses, unknown: ['doses'] }, 'en')).to.deep.equal([
      'The vaccine doses are not known',
    ]);
    expect(words.of({ ...doses, unknown: ['sampleAgeHours'] }, 'en')).to.deep.equal([
      'Fewer vaccine doses than required here',
    ]);
    expect(words.of({ ...doses, unknown: null }, 'en')[0]).to.contain(' / ');
  });

  it('speaks both languages', () => {
    const alarm = { reasons: ['proof.replayed'], outcome: 'refuse' as const, body: null };
    expect(words.of(alarm, 'zh-CN')).to.deep.equal(['此码刚刚已使用，请等待刷新']);
    expect(words.of(alarm, 'en')).to.deep.equal(['This code was just used: wait for the next one']);
  });

  it('shows ids until a policy is known, and knows which are without words', () => {
    const none = new ReasonWords(null, floorTexts);
    expect(none.of({ reasons: ['status.red'], outcome: 'refuse', body: null }, 'en')).to.deep.equal([
      'status.red',
    ]);
    expect(none.know({ reasons: ['status.red'] })).to.equal(false);
    expect(words.know({ reasons: ['status.red', 'floor.unproved'] })).to.equal(true);
    expect(words.know({ reasons: ['status.red', 'mask.none'] })).to.equal(false);
  });
});

/** Facts as a gate can have them, at gates with a thermometer and at gates without. */
function* everyCase(): Generator<{ limits: Limits; facts: Facts }> {
  // A result and its sample's age are known together or not at all, but for one that is awaited.
  const tests: Pick<Facts, 'result' | 'sampleAgeHours'>[] = [
    { result: null, sampleAgeHours: null },
    { result: 'pending', sampleAgeHours: null },
  ];
  for (const result of ['negative', 'positive', 'pending'] as const) {
    for (const sampleAgeHours of [5, 100]) tests.push({ result, sampleAgeHours });
  }
  const demands = [{}, { requiredDoses: 2, strict: true }];
  // Not every fact with every other: each of the rarer ones with all of the others at their best.
  const rarer: Partial<Facts>[] = [
    {},
    { dataAgeHours: 80 },
    { dataAgeHours: null },
    { denied: true },
    { denied: null },
    { mismatch: true },
    { joined: 'mask' },
    { joined: null },
    { kind: 'paper' },
    { kind: 'hcert' },
    { doses: 1 },
    { doses: null },
    { statusAgeHours: 30 },
    { statusAgeHours: null },
    { challenged: true, doses: 1 },
  ];
  for (const demanded of demands) {
    for (const measuresTemperature of [true, false]) {
      for (const proof of proofs) {
        for (const colour of ['green', 'yellow', 'red', null] as const) {
          for (const test of tests) {
            for (const temperature of measuresTemperature ? [3650, 3812, 3300, null] : [null]) {
              for (const change of proof === 'proved' ? rarer : [{}]) {
                const facts: Facts = {
                  ...test,
                  proof,
                  kind: 'pass',
                  challenged: false,
                  denied: false,
                  mismatch: false,
                  joined: 'none',
                  colour,
                  doses: 3,
                  atGate: true,
                  measuresTemperature,
                  temperature,
                  statusAgeHours: 1,
                  dataAgeHours: 1,
                  ...change,
                };
                yield { limits: { ...standardLimits, ...demanded }, facts };
              }
            }
          }
        }
      }
    }
  }
}
