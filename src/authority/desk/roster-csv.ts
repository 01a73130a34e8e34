import Papa from 'papaparse';
import { mostInImport, type RosterFileFault } from '../../domain/roster/roster-forms.ts';
import type { RosterKind } from '../../domain/roster/roster.ts';

/**
 * A list of persons as a spreadsheet saves it, for a clerk's import. Columns are known by their headings, in either language; what is in a
 * cell is judged by the server, row by row.
 */
const headings: { [heading: string]: 'idNumber' | 'phone' | 'kind' | 'group' | 'from' | 'until' } = {
  证件号码: 'idNumber',
  身份证号: 'idNumber',
  'id number': 'idNumber',
  电话: 'phone',
  手机号: 'phone',
  phone: 'phone',
  身份类别: 'kind',
  类别: 'kind',
  kind: 'kind',
  部门或楼栋: 'group',
  部门: 'group',
  group: 'group',
  开始日期: 'from',
  'first day': 'from',
  结束日期: 'until',
  'last day': 'until',
};

const kinds: { [word: string]: RosterKind } = {
  员工: 'staff',
  staff: 'staff',
  居民: 'resident',
  resident: 'resident',
  常来人员: 'visitor',
  'regular visitor': 'visitor',
  外包人员: 'contractor',
  contractor: 'contractor',
};

export type RosterFileRow = { [field: string]: string | number };

function known<Value>(table: { [word: string]: Value }, word: string): Value | undefined {
  return Object.prototype.hasOwnProperty.call(table, word) ? table[word] : undefined;
}

/** A day as people and spreadsheets write it, as a number; else what was written. */
function dayOf(text: string): string | number {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return day === undefined ? text : Number(year) * 10_000 + Number(month) * 100 + Number(day);
}

/** The rows of a file's text; never throws. */
export function readRosterFile(text: string): { rows: RosterFileRow[] } | { fault: RosterFileFault } {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [first = [], ...lines] = data;
  const columns = first.map((heading) => known(headings, heading.trim().toLowerCase()));
  const hasNumber = columns.includes('idNumber') || columns.includes('phone');
  if (!hasNumber || !columns.includes('kind')) return { fault: 'headings' };
  if (lines.length === 0) return { fault: 'empty' };
  if (lines.length > mostInImport) return { fault: 'many' };
  const rows = lines.map((line) => {
    const row: RosterFileRow = {};
    columns.forEach((column, at) => {
      // A spreadsheet keeps long numbers whole where an apostrophe stands before them.
      const cell = (line[at] ?? '').trim().replace(/^'/, '');
      if (column === undefined || cell === '') return;
      if (column === 'kind') row[column] = known(kinds, cell.toLowerCase()) ?? cell;
      else row[column] = column === 'from' || column === 'until' ? dayOf(cell) : cell;
    });
    return row;
  });
  return { rows };
}
