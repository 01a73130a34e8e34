import { expect } from '@open-wc/testing';
import type { Verification } from '../../../src/domain/credential/verification.ts';
import { besideDocument } from '../../../src/sentry/shown/beside-document.ts';
import { noon } from '../../support/district.ts';

const green = {
  colour: 'green',
  lastResult: 'negative',
  sampleTime: noon,
  doses: 3,
  lastDose: null,
} as const;
const red = { ...green, colour: 'red', lastResult: 'positive' } as const;

const proved = (change: Partial<Verification>): Verification => ({
  proof: 'proved',
  kind: 'id-card',
  challenged: false,
  person: { maskedName: '张*三', passId: '0123456789abcdef' },
  status: green,
  statedAt: noon,
  showing: null,
  replayKey: null,
  ...change,
});
const pass = (change: Partial<Verification> = {}): Verification => proved({ kind: 'pass', ...change });

describe('a document beside a pass', () => {
  const cases: [string, boolean | null, string, boolean | null][] = [
    ['of the same person', true, '张*三', false],
    ['of another person', false, '张*三', true],
    ['of whom nobody can tell, whose masked name is the same', null, '张*三', null],
    ['of whom nobody can tell, whose masked name is another’s', null, '李*四', true],
    ['of whom nobody can tell, whose name is in other letters', null, 'Z*n', null],
  ];
  for (const [what, same, maskedName, mismatch] of cases)
    it(`${what}: ${mismatch}`, () => {
      const document = proved({ person: { maskedName, passId: null } });
      const found = besideDocument(document, pass(), same);
      expect(found).to.deep.equal({ verification: document, mismatch });
    });

  it('counts with the newer of two statements on one person, whichever is worse', () => {
    const old = proved({ statedAt: noon - 3_600_000 });
    const { verification } = besideDocument(old, pass({ status: red }), true);
    expect([verification.kind, verification.status, verification.statedAt]).to.deep.equal([
      'id-card',
      red,
      noon,
    ]);
    const newer = proved({ statedAt: noon + 1000, status: red });
    expect(besideDocument(newer, pass(), true).verification.status).to.deep.equal(red);
  });

  it('proves nothing of a document that is not proved', () => {
    const unproved = proved({ proof: 'unconfirmed', status: null, statedAt: null });
    expect(besideDocument(unproved, pass(), true).verification).to.deep.equal(unproved);
  });
});
