import { expect } from '@open-wc/testing';
import { readRosterTaken } from '../../../src/domain/roster/roster-taken.ts';
import { packRoster, readRosterEntries } from '../../../src/domain/roster/roster-list.ts';
import { holdsOn, readRoster, type RosterEntry } from '../../../src/domain/roster/roster.ts';
import { readShiftCode, shiftCodeText } from '../../../src/domain/roster/shift-code.ts';

const entry: RosterEntry = {
  number: 3,
  kind: 'resident',
  group: '2 栋',
  from: 20260101,
  until: 20260131,
  passes: ['00112233aabbccdd', '99112233aabbccdd'],
};

describe('a roster', () => {
  it('is read as it was packed', () => {
    expect(readRosterEntries(packRoster([entry]))).to.deep.equal([entry]);
    const known: RosterEntry = {
      ...entry,
      cards: ['0123456789abcdef'.repeat(2), 'fedcba9876543210'.repeat(2)],
      status: {
        colour: 'green',
        lastResult: 'negative',
        sampleTime: 1_767_225_600_000,
        doses: 3,
        lastDose: null,
      },
    };
    expect(readRosterEntries(packRoster([known]))).to.deep.equal([known]);
    expect(readRosterEntries('[]')).to.deep.equal([]);
  });

  for (const text of [
    '',
    '{}',
    '[1]',
    '[[1,9,"",0,0,""]]',
    '[[1,0,"",0,0,"abc"]]',
    '[[1,0,"",-1,0,""]]',
    '[[1,0,5,0,0,""]]',
    '[[1,0,"",0,0,"","abc",[1,1,0,0,0]]]',
    `[[1,0,"",0,0,"","${'ab'.repeat(16)}"]]`,
    `[[1,0,"",0,0,"","${'ab'.repeat(16)}",[7,1,0,0,0]]]`,
  ])
    it(`is none in ${text || 'nothing'}`, () => {
      expect(() => readRosterEntries(text)).to.throw(RangeError);
    });

  const days: [number, boolean][] = [
    [20251231, false],
    [20260101, true],
    [20260131, true],
    [20260201, false],
  ];
  for (const [day, holds] of days)
    it(`holds on ${day}: ${holds}`, () => {
      expect(holdsOn(entry, day)).to.equal(holds);
      expect(holdsOn({ from: 0, until: 0 }, day)).to.equal(true);
    });

  const statement = { site: 1, version: 2, at: 3, shift: 4, entries: [1, 2], sha256: 'ab'.repeat(32) };
  it('has a statement that names its entries', () => {
    expect(readRoster(JSON.stringify(statement))).to.deep.equal(statement);
  });
  for (const change of [
    { site: -1 },
    { version: 'x' },
    { entries: [2, 2] },
    { entries: null },
    { sha256: 'ab' },
    { at: null },
  ])
    it(`has no statement with ${JSON.stringify(change)}`, () => {
      expect(() => readRoster(JSON.stringify({ ...statement, ...change }))).to.throw(RangeError);
    });

  const taken = { device: 1, site: 2, version: 3, statement: 'cd'.repeat(32), at: 4 };
  it('is signed for by a sentry in words that name it', () => {
    expect(readRosterTaken(JSON.stringify(taken))).to.deep.equal(taken);
    expect(() => readRosterTaken(JSON.stringify({ ...taken, device: null }))).to.throw(RangeError);
    expect(() => readRosterTaken('null')).to.throw(RangeError);
  });
});

describe('the code of a shift', () => {
  const shift = { site: 12, shift: 3, until: 1_790_000_040_000, key: 'AB'.repeat(16) };
  it('is read as it was written, in whole minutes', () => {
    expect(readShiftCode(shiftCodeText(shift))).to.deep.equal(shift);
    expect(readShiftCode(shiftCodeText({ ...shift, until: shift.until + 59_999 }))).to.deep.equal(shift);
  });
  for (const text of [
    '',
    'HSCR1.',
    'HSCR1.1.1.1.ab',
    'HSCR1.0.1.1.' + 'A'.repeat(32),
    'HSCR2.1.1.1.' + 'A'.repeat(32),
    `HSCR1.1.1.1.${'A'.repeat(32)} `,
  ])
    it(`is none in "${text}"`, () => {
      expect(readShiftCode(text)).to.equal(null);
    });
});
