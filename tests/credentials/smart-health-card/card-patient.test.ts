import { expect } from '@open-wc/testing';
import { readPatient } from '../../../src/credentials/smart-health-card/card-patient.ts';
import { noon } from '../hcert/make-hcert.ts';
import { patient } from './make-card.ts';

const married = { family: 'Married', given: ['Ann'] };
const maiden = { family: 'Maiden', given: ['Ann'] };

describe('the name a patient goes by', () => {
  const names: [what: string, name: unknown, expected: string | null][] = [
    [
      'the official one before an old one',
      [
        { ...maiden, use: 'old' },
        { ...married, use: 'official' },
      ],
      'Ann Married',
    ],
    [
      'the official one before a usual one',
      [
        { ...maiden, use: 'usual' },
        { ...married, use: 'official' },
      ],
      'Ann Married',
    ],
    ['one of no stated use before a temporary one', [{ ...maiden, use: 'temp' }, married], 'Ann Married'],
    ['the first of two alike', [married, maiden], 'Ann Married'],
    ['none that is old', [{ ...maiden, use: 'old' }], null],
    ['no maiden name', [{ ...maiden, use: 'maiden' }], null],
    ['no made-up name', [{ family: 'X', use: 'anonymous' }], null],
    ['no nickname', [{ family: 'X', use: 'nickname' }], null],
    [
      'no name of a use that is not known',
      [
        { ...maiden, use: 'former' },
        { ...maiden, use: 5 },
      ],
      null,
    ],
    ['no name whose use is not said', [{ ...maiden, _use: { extension: [{}] } }], null],
    [
      'none whose time is over',
      [{ ...maiden, use: 'official', period: { end: '2020-05' } }, married],
      'Ann Married',
    ],
    ['none whose end cannot be read', [{ ...maiden, period: { end: 'soon' } }], null],
    [
      'none that begins later',
      [{ ...maiden, use: 'official', period: { start: '2027-01-01' } }, married],
      'Ann Married',
    ],
    [
      'one until the end of its last day',
      [{ ...married, period: { start: '2020', end: '2026-05-20' } }],
      'Ann Married',
    ],
    ['none that is empty', [{ use: 'official' }, { use: 'usual', text: 'Ann Married' }], 'Ann Married'],
  ];
  for (const [what, name, expected] of names) {
    it(`is ${what}`, () =>
      expect(readPatient({ ...patient, name }, noon).person?.name ?? null).to.equal(expected));
  }

  const unusable: [what: string, change: Record<string, unknown>][] = [
    ['out of use', { active: false }],
    ['of somebody who has died', { deceasedBoolean: true }],
    ['of somebody who died on a day', { deceasedDateTime: '2020-01-01' }],
    ['replaced by another', { link: [{ type: 'replaced-by', other: { reference: 'Patient/2' } }] }],
    ['replaced by another, in no list', { link: { type: 'replaced-by', other: { reference: 'Patient/2' } } }],
    ['that is modified', { contact: [{ modifierExtension: [{ url: 'x' }] }] }],
    ['made by other rules', { implicitRules: 'x' }],
  ];
  for (const [what, change] of unusable) {
    it(`is nobody's by a record ${what}`, () =>
      expect(readPatient({ ...patient, ...change }, noon)).to.deep.equal({ person: null, modified: true }));
  }

  it('is that of a record in use', () => {
    const change = { active: true, deceasedBoolean: false, link: [{ type: 'seealso' }] };
    expect(readPatient({ ...patient, ...change }, noon).person!.name).to.equal('John B. Anyperson');
    expect(readPatient(undefined, noon)).to.deep.equal({ person: null, modified: false });
  });
});
