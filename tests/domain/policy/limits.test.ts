import { expect } from '@open-wc/testing';
import {
  faultInLimits,
  limitRanges,
  limitsAt,
  recordedLanes,
  type DecisionPlace,
  type LimitOverride,
  type Limits,
} from '../../../src/domain/policy/limits.ts';
import { standardLimits } from '../../../src/domain/policy/standard-policy.ts';

const at = Date.UTC(2026, 4, 20, 4, 0);
const mall: DecisionPlace = { site: 12, category: 'mall', at };

function override(
  scope: LimitOverride['scope'],
  limits: Partial<Limits>,
  time: Partial<Pick<LimitOverride, 'validFrom' | 'validTo'>> = {},
): LimitOverride {
  return { scope, limits, validFrom: null, validTo: null, ...time };
}

describe('limitsAt', () => {
  const cases: [what: string, overrides: LimitOverride[], change: Partial<Limits>][] = [
    ['nothing but the district’s', [], {}],
    ['its category', [override({ category: 'mall' }, { requiredDoses: 2 })], { requiredDoses: 2 }],
    ['another category', [override({ category: 'school' }, { requiredDoses: 2 })], {}],
    ['its site', [override({ site: 12 }, { strict: true })], { strict: true }],
    ['another site', [override({ site: 13 }, { strict: true })], {}],
    [
      'its site before its category, whatever their order',
      [
        override({ site: 12 }, { requiredDoses: 1 }),
        override({ category: 'mall' }, { requiredDoses: 2, testValidHours: 24 }),
      ],
      { requiredDoses: 1, testValidHours: 24 },
    ],
    [
      'the later of two of one scope',
      [override({ site: 12 }, { requiredDoses: 1 }), override({ site: 12 }, { requiredDoses: 3 })],
      { requiredDoses: 3 },
    ],
    [
      'both of two that say different things',
      [override({ site: 12 }, { requiredDoses: 1 }), override({ site: 12 }, { strict: true })],
      { requiredDoses: 1, strict: true },
    ],
    [
      'one from its first moment on',
      [override({ site: 12 }, { strict: true }, { validFrom: at })],
      { strict: true },
    ],
    ['none before its first moment', [override({ site: 12 }, { strict: true }, { validFrom: at + 1 })], {}],
    [
      'one until just before its end',
      [override({ site: 12 }, { strict: true }, { validTo: at + 1 })],
      { strict: true },
    ],
    ['none at its end', [override({ site: 12 }, { strict: true }, { validTo: at })], {}],
    [
      'the category’s again once the site’s is over',
      [
        override({ category: 'mall' }, { requiredDoses: 2 }),
        override({ site: 12 }, { requiredDoses: 0 }, { validTo: at - 1 }),
      ],
      { requiredDoses: 2 },
    ],
  ];
  for (const [what, overrides, change] of cases) {
    it(`takes ${what}`, () => {
      expect(limitsAt(standardLimits, overrides, mall)).to.deep.equal({ ...standardLimits, ...change });
    });
  }

  it('changes neither the district’s limits nor the overrides', () => {
    const before = JSON.stringify(standardLimits);
    const overrides = [override({ site: 12 }, { requiredDoses: 5 })];
    limitsAt(standardLimits, overrides, mall);
    expect(JSON.stringify(standardLimits)).to.equal(before);
    expect(overrides).to.deep.equal([override({ site: 12 }, { requiredDoses: 5 })]);
  });
});

describe('faultInLimits', () => {
  it('finds none in the standard ones', () => {
    expect(faultInLimits(standardLimits)).to.equal(null);
  });

  for (const [name, { min, max }] of Object.entries(limitRanges)) {
    it(`takes ${name} from ${min} to ${max}, whole numbers alone`, () => {
      for (const value of [min, max])
        expect(faultInLimits({ ...standardLimits, [name]: value }), `${value}`).to.equal(null);
      // A policy of before there were such limits has none.
      const missing = ['strictLanes', 'temperatureDoubtful'].includes(name) ? [] : [undefined];
      for (const value of [min - 1, max + 1, min + 0.5, String(min), null, ...missing, NaN, true])
        expect(faultInLimits({ ...standardLimits, [name]: value }), String(value)).to.equal(name);
    });
  }

  it('takes a truth value for strict alone', () => {
    for (const value of [0, 1, 'true', null, undefined])
      expect(faultInLimits({ ...standardLimits, strict: value })).to.equal('strict');
  });

  it('lets parts be left out only where that is asked', () => {
    expect(faultInLimits({ requiredDoses: 2 }, true)).to.equal(null);
    expect(faultInLimits({}, true)).to.equal(null);
    expect(faultInLimits({ requiredDoses: 20 }, true)).to.equal('requiredDoses');
    expect(faultInLimits({ requiredDoses: 2 })).to.equal('temperatureHigh');
  });

  it('names what is no limit, and what is no record', () => {
    expect(faultInLimits({ ...standardLimits, fever: 1 })).to.equal('fever');
    for (const value of [null, undefined, 5, 'limits']) expect(faultInLimits(value)).to.equal('limits');
  });
});

describe('limits of a site with several sentries', () => {
  const strictAt = (
    lanes: number | undefined,
    change: Partial<Limits> = {},
    overrides: LimitOverride[] = [],
  ) => limitsAt({ ...standardLimits, ...change }, overrides, { ...mall, ...(lanes && { lanes }) }).strict;
  it('are strict from the second one on, by the standard policy', () => {
    expect([undefined, 1, 2, 5].map((lanes) => strictAt(lanes))).to.deep.equal([false, false, true, true]);
  });
  it('go by nothing but `strict` in a policy of before there were lanes', () => {
    const { strictLanes: _later, ...before } = standardLimits;
    expect(limitsAt(before, [], { ...mall, lanes: 9 }).strict).to.equal(false);
    expect(faultInLimits(before)).to.equal(null);
  });
  it('may be another number for a site, and never lower what is strict', () => {
    expect(strictAt(2, {}, [override({ site: 12 }, { strictLanes: 4 })])).to.equal(false);
    expect(strictAt(1, { strict: true, strictLanes: 4 })).to.equal(true);
  });
  it('are told by a recorded verdict only where somebody was asked for the phone’s answer', () => {
    expect(recordedLanes(['result.age'])).to.equal(1);
    expect(recordedLanes(['challenge.missing'])).to.be.above(1);
  });
});
