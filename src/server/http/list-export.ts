import type { ListRequest } from '../../domain/api/list-api.ts';
import type { Right } from '../../domain/access/rights.ts';
import { Fault } from '../vm/fault.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { demandMay, scopeOf } from './asker.ts';
import { countOf, namesOfFilters, rowsAfter, type ListPlan, type Within } from './list-page.ts';

const pageRows = 500;

/** Which rows, in which order, of which part of the district. */
export interface AskedRows {
  request: Pick<ListRequest, 'filters' | 'find' | 'sort'>;
  scope: readonly string[];
}

export interface ExportOfPlan<Row, Column> {
  plan: ListPlan<Row>;
  /** What lets see the list. */
  right: Right;
  /** What of it is within some sub-districts; none: all of them. */
  within(scope: readonly string[]): Within;
  columns: readonly Column[];
  keyOf(row: Row): number;
}

/** A list as a file, narrowed and sorted as on the page, within the sub-districts of who asks: an ExportedList of long-work. */
export function exportOf<Row extends object, Column>(list: ExportOfPlan<Row, Column>) {
  const { plan } = list;
  const within = ({ scope }: AskedRows): Within => list.within(scope);
  return {
    columns: list.columns,

    read(app: App, body: { [name: string]: unknown }, official: StoredRecord): AskedRows {
      const { filters, find, sort } = (body['request'] ?? {}) as ListRequest;
      const asked: AskedRows = {
        request: { ...(filters && { filters }), ...(find && { find }), ...(sort && { sort }) },
        scope: scopeOf(official),
      };
      // What the list does not know is refused now, not when the work is done.
      countOf(app, plan, asked.request, within(asked));
      return asked;
    },

    demandMay(official: StoredRecord, asked: AskedRows): void {
      demandMay(official, list.right);
      if (JSON.stringify(scopeOf(official)) !== JSON.stringify(asked.scope))
        throw new Fault(
          'not-allowed',
          'Your account is of other sub-districts by now: ask for the file anew.',
        );
    },

    /** Names of filters alone: what was looked for is not on record. */
    onRecord: ({ request }: AskedRows) => `filters ${namesOfFilters(plan, request).join(',') || 'none'}`,

    total: (app: App, asked: AskedRows) => countOf(app, plan, asked.request, within(asked)),

    page(app: App, asked: AskedRows, after: { key: number } | null) {
      const found = rowsAfter(app, plan, asked.request, after?.key ?? 0, pageRows, within(asked));
      const last = found[found.length - 1];
      return {
        rows: found,
        next: last && found.length === pageRows ? { key: list.keyOf(last) } : null,
      };
    },
  };
}
