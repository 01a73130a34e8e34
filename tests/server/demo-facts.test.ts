import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../src/domain/policy.ts';
import { faultInFacts } from '../../src/domain/recorded-facts.ts';
import { standardPolicy } from '../../src/domain/standard-policy.ts';
import { bodyTemperature } from '../../src/domain/temperature.ts';
import { happenings } from '../../src/server/demo/happenings.ts';
import { passageFacts } from '../../src/server/demo/passage-facts.ts';
import { Chance } from '../../src/server/demo/random.ts';

describe('the facts of a demo passage', () => {
  const place = { site: 1, category: 'mall', at: Date.UTC(2026, 4, 20) } as const;
  for (const happening of happenings) {
    const { outcome, reasons, surface, needsSensor } = happening;
    it(`give what the demo records: ${outcome} ${reasons.join(' ')}`, () => {
      const chance = new Chance(1);
      for (let round = 0; round < 300; round++) {
        const measures = needsSensor || round % 4 > 0;
        const seen = measures && surface ? chance.whole(...surface) : null;
        const body = seen === null ? null : bodyTemperature(seen, 2400 + chance.whole(-150, 150));
        const facts = passageFacts(happening, { measures, body }, chance);
        assert.equal(faultInFacts(facts), null);
        // What the demo plays where there is a thermometer and it sees something.
        if (surface !== null && measures) assert.notEqual(facts.temperature, null);
        const said = decide(standardPolicy(1), facts, place);
        assert.deepEqual(
          [said.outcome, said.reasons.map(({ rule }) => rule)],
          [outcome, reasons],
          JSON.stringify(facts),
        );
      }
    });
  }
});
