import type { PolicyLanguage } from '../../domain/policy/policy.ts';
import { csvLine, csvStart } from '../../domain/text/csv.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/** A column of a file. A code that people read in words has two: the code, and beside it the words. */
export interface ExportedColumn<Row> {
  head: Record<PolicyLanguage, string>;
  value: (row: Row, language: PolicyLanguage) => string | number | null;
}

/** A long list as a CSV file, page by page: what a room says of its list. `Key` is where a page ends. */
export interface ExportedList<Asked = object, Key = object, Row = object> {
  /** What the list is narrowed by, of a request's body. @throws Fault 'malformed' */
  read(app: App, body: { [name: string]: unknown }, official: StoredRecord): Asked;
  /** @throws Fault 'not-allowed' when this official may not have the list */
  demandMay(official: StoredRecord, asked: Asked): void;
  /** What of it is on record beside its name: never what somebody looked for. */
  onRecord?(asked: Asked): string;
  total(app: App, asked: Asked): number | null;
  columns: readonly ExportedColumn<Row>[];
  /** The rows after a key, in their order; `next` null where there are no more. */
  page(app: App, asked: Asked, after: Key | null): { rows: readonly Row[]; next: Key | null };
}

/** How far an export came. */
export interface ExportPosition {
  after: object | null;
  done: number;
}

/** Writes pages until a time, UTC ms. */
export function stepOfExport<Asked, Key extends object, Row>(
  app: App,
  list: ExportedList<Asked, Key, Row>,
  asked: Asked,
  language: PolicyLanguage,
  from: ExportPosition | null,
  until: number,
): { at: ExportPosition; isOver: boolean; done: number; text: string } {
  let text = from ? '' : csvStart + csvLine(list.columns.map(({ head }) => head[language]));
  let { after, done } = from ?? { after: null, done: 0 };
  do {
    const { rows, next } = list.page(app, asked, after as Key | null);
    text += rows.map((row) => csvLine(list.columns.map(({ value }) => value(row, language)))).join('');
    done += rows.length;
    after = next;
  } while (after && Date.now() < until);
  return { at: { after, done }, isOver: after === null, done, text };
}
