import { expect } from '@open-wc/testing';
import { bundleMessage, readBundle, type Bundle } from '../../../src/domain/bundle/bundle.ts';
import { hex } from '../../../src/domain/bytes/bytes.ts';
import type { Policy } from '../../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { testDistrict } from '../../support/district.ts';

describe('the message of a bundle', () => {
  it('is its purpose and the very text', () => {
    expect(hex(bundleMessage('{}'))).to.equal('485343312d62756e646c65007b7d');
  });
});

describe('readBundle', () => {
  let whole: Bundle;
  before(async () => {
    const policy: Policy = {
      ...standardPolicy(1),
      overrides: [
        { scope: { category: 'school' }, limits: { requiredDoses: 2 }, validFrom: null, validTo: 2e12 },
      ],
    };
    whole = (await testDistrict()).bundle({ policy });
  });

  it('reads a whole bundle as it was published', () => {
    expect(readBundle(JSON.stringify(whole))).to.deep.equal(whole);
  });

  for (const text of ['', '{', 'null', '5', '"bundle"', '[]', '{}', 'true']) {
    it(`refuses the text ${JSON.stringify(text)}`, () => {
      expect(() => readBundle(text)).to.throw(RangeError);
    });
  }

  /** Changes one part, named by its path, of a copy. */
  function changed(path: string, value: unknown): string {
    const copy = structuredClone(whole) as unknown as Record<string, unknown>;
    const names = path.split('.');
    const last = names.pop()!;
    let part = copy;
    for (const name of names) part = part[name] as Record<string, unknown>;
    if (value === undefined) delete part[last];
    else part[last] = value;
    return JSON.stringify(copy);
  }

  const faults: [path: string, values: unknown[]][] = [
    ['version', [undefined, '1', 1.5, null]],
    ['issuedAt', [undefined, '2026-05-20', null]],
    ['expiresAt', [undefined, null, 1.5]],
    ['trust', [undefined, null, {}, []]],
    ['trust.entries', [undefined, {}, [{}]]],
    ['trust.revocations', [undefined, null, [7]]],
    ['policy', [undefined, null]],
    ['policy.version', [undefined, '1', -1]],
    ['policy.showing', [undefined, null, {}]],
    ['policy.showing.pastSeconds', [undefined, null, '90', -1, 901, 1.5]],
    ['policy.showing.futureSeconds', [undefined, null, '30', -1, 901]],
    ['policy.temperatureWindowMs', [undefined, null, '2000', -1]],
    ['policy.limits', [undefined, null, 5]],
    ['policy.limits.temperatureHigh', [undefined, null, '3730', 3599, 4201, 3730.5]],
    ['policy.limits.temperatureLow', [undefined, 2999, 3591]],
    ['policy.limits.testValidHours', [undefined, 0, 1441]],
    ['policy.limits.requiredDoses', [undefined, -1, 15]],
    ['policy.limits.statusMaxHours', [undefined, 0, 337]],
    ['policy.limits.dataMaxHours', [undefined, 0, 337, null]],
    ['policy.limits.strict', [undefined, null, 0, 'true']],
    ['policy.limits.fever', [1]],
    ['policy.overrides', [undefined, null, {}]],
    ['policy.overrides.0', [null, 5, {}]],
    ['policy.overrides.0.scope', [undefined, null, {}, { category: 'moon' }, { site: 0 }, { site: '5' }]],
    ['policy.overrides.0.scope.site', [5]],
    ['policy.overrides.0.limits', [undefined, null, 5]],
    ['policy.overrides.0.limits.requiredDoses', ['2', 15, null]],
    ['policy.overrides.0.limits.strict', ['yes', null]],
    ['policy.overrides.0.validFrom', [undefined, '2026', -1, 1.5]],
    ['policy.overrides.0.validTo', [undefined, 'never']],
    ['policy.rules', [undefined, {}, null]],
    ['policy.rules.0', [null, 'rule', []]],
    ['policy.rules.0.id', [undefined, '', 'Rule', 'a b', 'x'.repeat(41), 5]],
    ['policy.rules.0.severity', [undefined, 'admit', 'warn', null]],
    ['policy.rules.0.whenUnknown', [undefined, 'admit', null]],
    ['policy.rules.0.voice', [undefined, '', 5]],
    ['policy.rules.0.voiceWhenUnknown', ['', 5]],
    ['policy.rules.0.texts', [undefined, null, {}, 'text']],
    ['policy.rules.0.texts.en', [undefined, '', 5]],
    ['policy.rules.0.texts.zh-CN', [undefined, '']],
    ['policy.rules.0.textsWhenUnknown', [{}, 'text']],
    ['policy.rules.0.when', [null, 'always', 1, []]],
    ['policy.rules.0.logic', [undefined, null]],
    ['policy.rules.0.last', ['yes', 1]],
  ];
  for (const [path, values] of faults) {
    for (const value of values) {
      const shown = (JSON.stringify(value) ?? 'undefined').slice(0, 20);
      it(`refuses a signed bundle whose ${path} is ${shown}, and says which part`, () => {
        expect(() => readBundle(changed(path, value))).to.throw(
          RangeError,
          path.replace(/\.\d+.*/, '').replace(/^trust.*/, 'trust'),
        );
      });
    }
  }

  const harmless: [path: string, value: unknown][] = [
    ['policy.rules.0.logic', { '<': [{ var: 'humidity' }, 3] }],
    ['policy.rules.0.voice', 'a-voice-of-a-later-version'],
    ['policy.rules.0.note', 'kept'],
    ['policy.showing.pastSeconds', 0],
    ['policy.showing.futureSeconds', 900],
    ['policy.rules', []],
    ['policy.overrides', []],
    ['policy.rules.0.when', false],
    ['policy.overrides.0.validTo', null],
    ['notice', 'a part of a later version'],
  ];
  for (const [path, value] of harmless) {
    it(`takes what can admit nobody wrongly: ${path} as ${JSON.stringify(value)}`, () => {
      expect(readBundle(changed(path, value)).version).to.equal(1);
    });
  }
});
