/** How pages ask the server for a piece of a long list, and what it answers: by key, so that the last page is as quick as the first. */

/** The rows of one page. */
export const pageRows = 50;
/** The most of one answer; an export asks for as many at a time. */
export const mostPageRows = 1000;
/** The most values of one filter, and the longest text to find, characters. */
export const mostFilterValues = 50;
export const longestFind = 100;

/**
 * The body of a list's POST. Not a GET: what somebody looks for must not stand in addresses and logs. Filters, sorts and the
 * most rows are the list's own; what it does not know is refused.
 */
export interface ListRequest {
  /** For each filter the values of which a row must have one. */
  filters?: { readonly [name: string]: readonly string[] };
  /** Words that must all occur. */
  find?: string;
  /** A column's name, after a `-` in descending order. */
  sort?: string;
  /** The key of the row after which, or before which, the page begins; of the first rows when both are left out. */
  after?: number;
  before?: number;
  limit?: number;
}

export interface ListAnswer<Row> {
  rows: Row[];
  /** All there are, and those that the filters leave; null where counting them would take too long. */
  total: number;
  matching: number | null;
  /** Whether there are rows before and after these. */
  hasEarlier: boolean;
  hasNext: boolean;
  /** The server's time, UTC ms. */
  now: number;
}
