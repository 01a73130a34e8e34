// A table as data: what a page writes to have one. `sc-data-table` draws it.
import type { ListAnswer, ListRequest } from '../../../domain/api/list-api.ts';

export interface TableColumn<Row> {
  /** Unique in the table; the address and the device's memory name it so, and the server sorts by it. */
  id: string;
  title: string;
  /** What is drawn: text, or a template. */
  cell: (row: Row) => unknown;
  /** What is exported; `cell` where that is a text. */
  text?: (row: Row) => string;
  /** Where all rows are there: the ascending order. Without it, and without `sorted`, the column cannot be sorted by. */
  compare?: (a: Row, b: Row) => number;
  /** The server can sort by it. */
  sorted?: true;
  /** Numbers, to the right. */
  isNumber?: true;
  /** The column that names the row: it is the row's head, opens it, and is always shown. One a table. */
  isName?: true;
  /** Not shown until somebody chooses it. */
  isExtra?: true;
}

export interface TableFilter<Row> {
  id: string;
  title: string;
  options: readonly { value: string; text: string }[];
  /** Several values may be chosen, of which a row must have one. */
  isMultiple?: true;
  /** Values that are no option are filters too: the server tells the options with its first answer. */
  isOpen?: true;
  /** The page has something of its own that sets it: the table shows it as a chip alone. */
  isElsewhere?: true;
  /** Where all rows are there: whether a row has the value. */
  matches?: (row: Row, value: string) => boolean;
}

export interface TableSpec<Row> {
  /** Names the table in the memory of the device and its file: `fleet`. */
  name: string;
  /** What it lists, for screen readers and print. */
  title: string;
  columns: readonly TableColumn<Row>[];
  filters: readonly TableFilter<Row>[];
  /** Unique; the server's pages begin at such keys. */
  key: (row: Row) => string;
  /** The row in words, for screen readers. */
  rowName: (row: Row) => string;
  /** The order at first: a column's id, after a `-` in descending order. */
  usualSort: string;
  /** What may be found in a row where all rows are there; where the server finds, any text. Without it there is no field for it. */
  findIn?: (row: Row) => string;
  findHint?: string;
  /** How one comes to be, where there is none. */
  noneYet?: string;
  /** Something to do with chosen rows; with none the rows cannot be chosen. */
  acts?: readonly { id: string; text: string }[];
  /** Rows open in a panel: `open=` in the address. */
  opens?: true;
  /** A row that needs attention. */
  isMarked?: (row: Row) => boolean;
}

/** Asks the server for a page of rows. */
export type AskRows<Row> = (request: ListRequest) => Promise<ListAnswer<Row>>;

/** What `bulk` tells: which act, on which rows. */
export interface BulkAct {
  act: string;
  keys: readonly string[];
  /** True where all that the filters leave are meant, those of other pages too. */
  all: boolean;
}

export function columnText<Row>(column: TableColumn<Row>, row: Row): string {
  if (column.text) return column.text(row);
  const drawn = column.cell(row);
  return typeof drawn === 'string' || typeof drawn === 'number' ? String(drawn) : '';
}
