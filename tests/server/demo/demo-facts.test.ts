import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../../src/domain/policy/policy.ts';
import { faultInFacts } from '../../../src/domain/policy/recorded-facts.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { bodyTemperature } from '../../../src/domain/scan/temperature.ts';
import { happeningAt, happenings } from '../../../src/server/demo/play/happenings.ts';
import { passageFacts } from '../../../src/server/demo/play/passage-facts.ts';
import { Chance } from '../../../src/server/demo/random.ts';

describe('the facts of a demo passage', () => {
  const at = Date.UTC(2026, 4, 20);
  const all = (['mall', 'hospital', 'pharmacy'] as const).flatMap((category) =>
    happenings.map((happening) => ({ category, happening: happeningAt(category, happening) })),
  );
  for (const { category, happening } of all) {
    const { outcome, reasons, surface, needsSensor } = happening;
    const place = { site: 1, category, at };
    it(`give what the demo records at a ${category}: ${outcome} ${reasons.join(' ')}`, () => {
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
