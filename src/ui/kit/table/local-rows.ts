import type { TableQuery } from './table-query.ts';
import type { TableSpec } from './table-spec.ts';

/** What names and numbers are compared by everywhere: Chinese by its sounds, "2" before "10". */
export const byText = new Intl.Collator('zh-CN', { numeric: true, sensitivity: 'base' }).compare;

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** The rows that a query leaves, in its order, where all rows are there. The list given stays as it is. */
export function viewRows<Row>(spec: TableSpec<Row>, rows: readonly Row[], query: TableQuery): Row[] {
  const words = plain(query.find).split(/\s+/).filter(Boolean);
  const filters = spec.filters.flatMap(({ id, matches }) => {
    const values = query.filters.get(id);
    return values && matches ? [{ values, matches }] : [];
  });
  const left = rows.filter((row) => {
    if (!filters.every(({ values, matches }) => values.some((value) => matches(row, value)))) return false;
    if (words.length === 0 || !spec.findIn) return true;
    const text = plain(spec.findIn(row));
    return words.every((word) => text.includes(word));
  });
  const { column, isDescending } = query.sort;
  const compare = spec.columns.find(({ id }) => id === column)?.compare;
  if (!compare) return left;
  const sign = isDescending ? -1 : 1;
  // Rows alike keep one order whichever way the column is turned.
  return left.sort((a, b) => sign * compare(a, b) || byText(spec.rowName(a), spec.rowName(b)));
}
