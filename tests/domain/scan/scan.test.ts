import { expect } from '@open-wc/testing';
import { faultInScan } from '../../../src/domain/scan/scan.ts';
import { testScan } from '../../support/device.ts';

const good: Record<string, unknown> = { ...testScan(), seq: 1 };

describe('faultInScan', () => {
  const valid: [what: string, change: Record<string, unknown>][] = [
    ['an admitted person', {}],
    ['nothing proved', { pass: null, showing: null }],
    ['no temperature', { body: null, surface: null, ambient: null }],
    ['a measurement', { measurement: { distance: 450, formula: 'device', uncertainty: 44, doubt: null } }],
    [
      'a doubtful measurement',
      { measurement: { distance: null, formula: 'none', uncertainty: null, doubt: 'no-estimate' } },
    ],
    [
      'two measurements',
      {
        measurement: {
          distance: null,
          formula: 'device',
          uncertainty: 44,
          doubt: null,
          first: { body: 3710, surface: null },
        },
      },
    ],
    [
      'a measurement that nothing confirmed',
      { measurement: { distance: null, formula: 'device', uncertainty: 44, doubt: 'unconfirmed' } },
    ],
    ['the first and the largest number', { seq: Number.MAX_SAFE_INTEGER, policy: 0 }],
    ['the coldest and the hottest', { body: -5000, surface: 20000, ambient: 0 }],
    ['a zone', { zone: 2147483647 }],
    ['sixteen reasons of forty characters', { reasons: Array(16).fill('a.b-9'.padEnd(40, 'x')) }],
    ['a showing with a challenge', { showing: '_-9Z'.repeat(24) }],
    ['a field that a later version may add', { lane: 3 }],
  ];
  for (const [what, change] of valid) {
    it(`finds no fault in a scan with ${what}`, () => {
      expect(faultInScan({ ...good, ...change })).to.equal(null);
    });
  }

  const faults: [field: string, values: unknown[]][] = [
    ['seq', [0, -1, 1.5, '1', null, undefined, Number.NaN, Infinity, 2 ** 53]],
    ['t', [Date.UTC(2023, 11, 31), Date.UTC(2100, 0, 2), 1.5, '2026-05-20', null, undefined]],
    ['site', [0, -1, 2 ** 31, '12', null, undefined]],
    ['zone', [-1, 2 ** 31, null, undefined]],
    ['pass', ['', '00112233AABBCCDD', '00112233aabbccd', '00112233aabbccddee', 5, undefined]],
    ['outcome', ['', 'Admit', 'deny', 0, null, undefined]],
    ['reasons', [null, 'a', ['A'], [''], [5], ['a b'], ['x'.repeat(41)], Array(17).fill('a'), undefined]],
    ['body', [-5001, 20001, 36.5, '3652', undefined]],
    ['surface', [-5001, 20001, 33.8, true, undefined]],
    ['ambient', [-5001, 20001, 25.5, [], undefined]],
    [
      'measurement',
      [
        null,
        [],
        {},
        { distance: -1, formula: 'device', uncertainty: 44, doubt: null },
        { distance: 450, formula: 'other', uncertainty: 44, doubt: null },
        { distance: 450, formula: 'device', uncertainty: 4.5, doubt: null },
        { distance: 450, formula: 'device', uncertainty: 44, doubt: 'other' },
        { distance: 450, formula: 'device', uncertainty: 44, doubt: null, name: 'x' },
        { distance: 450, formula: 'device', uncertainty: 44, doubt: null, first: null },
        { distance: 450, formula: 'device', uncertainty: 44, doubt: null, first: { body: 3710 } },
        { distance: 450, formula: 'device', uncertainty: 44, doubt: null, first: { body: 37.1, surface: 1 } },
      ],
    ],
    ['policy', [-1, 1.5, null, undefined]],
    ['showing', ['A'.repeat(121), 'AA==', 'A+', 7, undefined]],
    ['boot', ['', '0BADCAFE', '0badcaf', '0badcafe0', null, undefined]],
    ['mono', [-1, 1.5, '1', null, undefined]],
  ];
  for (const [field, values] of faults) {
    for (const value of values) {
      const shown = JSON.stringify(value) ?? 'undefined';
      it(`names ${field} when it is ${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}`, () => {
        expect(faultInScan({ ...good, [field]: value })).to.equal(field);
      });
    }
  }

  for (const value of [null, undefined, 5, 'scan', [], [good], true]) {
    it(`names the record when it is ${JSON.stringify(value)?.slice(0, 20)}`, () => {
      expect(faultInScan(value)).to.equal('record');
    });
  }

  it('names the first field at fault', () => {
    expect(faultInScan({ ...good, site: 0, boot: '' })).to.equal('site');
  });
});
