/**
 * CSV as spreadsheets read it: UTF-8 with a byte order mark, CRLF, quotes where they are needed. A cell that a spreadsheet would
 * take for a formula gets an apostrophe before it: escaped, never deleted.
 */

/** At the beginning of a file: without it Excel reads UTF-8 as another encoding. */
export const csvStart = '\uFEFF';

const formula = /^[=+\-@\t\r]/;
const wantsQuotes = /[",\r\n;\t]/;

/** A line of a file with its end. Numbers stay numbers, also negative ones; null is an empty cell. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return wantsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
