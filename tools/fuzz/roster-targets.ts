// Readers of rosters: what a server says, what a sentry signs, and what is held before a sentry's camera.
import { readRosterFile } from '../../src/authority/desk/roster-csv.ts';
import { readRosterTaken } from '../../src/domain/roster/roster-taken.ts';
import { packRoster, readRosterEntries } from '../../src/domain/roster/roster-list.ts';
import { readRoster } from '../../src/domain/roster/roster.ts';
import { readShiftCode, shiftCodePrefix } from '../../src/domain/roster/shift-code.ts';
import { mutatedText } from '../../tests/credentials/hcert/mutate.ts';
import { target, type Target } from './run.ts';

const letters = '{}[]",:.0123456789ABCDEFabcdefHSR \u0000纸';
const hash = 'ab'.repeat(32);
const statement = JSON.stringify({ site: 1, version: 2, at: 3, shift: 4, entries: [1, 2], sha256: hash });
const taken = JSON.stringify({ device: 1, site: 2, version: 3, statement: hash, at: 4 });
const entries = packRoster([
  { number: 1, kind: 'staff', group: '厨房', from: 0, until: 20991231, passes: ['00112233aabbccdd'] },
  { number: 2, kind: 'visitor', group: '', from: 0, until: 0, passes: [] },
]);
const file =
  'kind,id number,last day,group\r\nstaff,11010119900101001X,2026-01-31,"A, b"\r\nresident,,2026/1/1,\r\n';
const code = `${shiftCodePrefix}12.3.29876543.${'0F'.repeat(16)}`;

export function rosterTargets(): Target[] {
  return [
    target({
      name: 'roster',
      weight: 30,
      make: (chance) => mutatedText(statement, letters, chance),
      read: readRoster,
    }),
    target({
      name: 'entries of a roster',
      weight: 30,
      make: (chance) => mutatedText(entries, letters, chance),
      read: readRosterEntries,
      wrong: (read) => read.some(({ passes }) => passes.some((pass) => pass.length !== 16)),
    }),
    target({
      name: 'signed for a roster',
      weight: 30,
      make: (chance) => mutatedText(taken, letters, chance),
      read: readRosterTaken,
    }),
    target({
      name: 'list of persons as a file',
      weight: 20,
      make: (chance) => mutatedText(file, `${letters}\r\n'-/,;\t`, chance),
      read: readRosterFile,
      wrong: (read) =>
        'rows' in read && read.rows.some((row) => Object.getPrototypeOf(row) !== Object.prototype),
    }),
    target({
      name: 'code of a shift',
      weight: 30,
      make: (chance) => mutatedText(code, letters, chance),
      read: readShiftCode,
      wrong: (read) => read !== null && (read.key.length !== 32 || read.until <= 0),
    }),
  ];
}
