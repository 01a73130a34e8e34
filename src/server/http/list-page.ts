import {
  longestFind,
  mostFilterValues,
  mostPageRows,
  pageRows,
  type ListAnswer,
  type ListRequest,
} from '../../domain/api/list-api.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, type Bindings } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * A long list that is read a page at a time. A page begins behind the key of a row, not at a number of rows: the last page is
 * as quick as the first, and a row that comes in meanwhile moves none. Names of filters and sorts are known ones: no text of
 * a request becomes SQL.
 */
export interface ListPlan<Row> {
  /** The table, called `t` in all that follows. */
  table: string;
  /** A whole number that is unique. */
  key: string;
  columns: { readonly [Column in keyof Row & string]: string };
  /** What may be sorted by; an index on it and the key makes it quick. */
  sorts: { readonly [name: string]: string };
  usualSort: string;
  /** For each filter either the text that its values are compared with, or a condition for each value. */
  filters: { readonly [name: string]: string | { readonly [value: string]: string } | FilterOf };
  /** The texts that are searched. */
  findIn?: string;
}

/** The condition of a filter's value, made of the numbers that were read from it and never of its text; null where it is no value. */
export type FilterOf = (value: string, app: App) => string | null;

/** What the asker may see of a list: a condition, and the values it takes. */
export interface Within {
  where: string;
  values: Bindings;
}
const all: Within = { where: '1', values: {} };

/** A list request as a plan understands it. */
interface Wanted {
  where: string;
  /** Whether words are looked for: every row's texts are read for it. */
  isSearch: boolean;
  values: Bindings;
  sort: string;
  isDescending: boolean;
}

/** @throws Fault 'malformed' for a filter, value or sort that the plan does not have */
function readWanted<Row>(app: App, plan: ListPlan<Row>, request: ListRequest, within: Within): Wanted {
  const conditions = [within.where];
  const values: Bindings = { ...within.values };
  for (const [name, wanted] of Object.entries(request.filters ?? {})) {
    const filter = Object.hasOwn(plan.filters, name) ? plan.filters[name] : undefined;
    if (filter === undefined || !Array.isArray(wanted) || wanted.length > mostFilterValues)
      throw malformed(`There is no such filter: ${name.slice(0, 40)}.`);
    if (!wanted.every((value): value is string => typeof value === 'string'))
      throw malformed(`The filter ${name} takes texts.`);
    if (wanted.length === 0) continue;
    if (typeof filter === 'string') {
      values[`f_${name}`] = JSON.stringify(wanted);
      conditions.push(`${filter} in (select value from json_each({:f_${name}}))`);
    } else {
      const chosen = wanted.map((value) =>
        typeof filter === 'function'
          ? filter(value, app)
          : Object.hasOwn(filter, value)
            ? filter[value]!
            : null,
      );
      if (chosen.includes(null)) throw malformed(`The filter ${name} has no such value.`);
      conditions.push(`(${chosen.join(' or ')})`);
    }
  }
  const finds = findConditions(plan, request.find ?? '', values);
  conditions.push(...finds);
  const { sort: asked = plan.usualSort } = request;
  if (typeof asked !== 'string') throw malformed('The sort is a text.');
  const isDescending = asked.startsWith('-');
  const name = isDescending ? asked.slice(1) : asked;
  if (!Object.hasOwn(plan.sorts, name)) throw malformed('There is no such sort.');
  return {
    where: conditions.join(' and '),
    isSearch: finds.length > 0,
    values,
    sort: plan.sorts[name]!,
    isDescending,
  };
}

function findConditions<Row>(plan: ListPlan<Row>, find: unknown, values: Bindings): string[] {
  if (find === '') return [];
  if (typeof find !== 'string' || find.length > longestFind || plan.findIn === undefined)
    throw malformed(`What is looked for has at most ${longestFind} characters.`);
  const words = find.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return words.map((word, index) => {
    values[`w_${index}`] = word;
    return `instr(lower(${plan.findIn}), {:w_${index}}) > 0`;
  });
}

/**
 * A page of the list.
 * @param within what the asker may see; all when left out
 * @throws Fault 'malformed'
 */
export function listPage<Row extends object>(
  app: App,
  plan: ListPlan<Row>,
  request: ListRequest,
  within: Within = all,
): ListAnswer<Row> {
  const wanted = readWanted(app, plan, request, within);
  const limit = wholeOr(request.limit, pageRows, mostPageRows);
  const isBefore = request.after === undefined && request.before !== undefined;
  const anchor = readAnchor(
    app,
    plan,
    wanted.sort,
    within,
    wholeOr(request.after ?? request.before, 0, 2 ** 31),
  );
  const found = readRows(app, plan, wanted, anchor, isBefore && anchor !== null, limit);
  const { matching } = found;
  const count = (where: string, values: Bindings) =>
    row<{ count: number }>(
      app,
      ['count'],
      `select count(*) as count from ${plan.table} t${where === all.where ? '' : ` where ${where}`}`,
      values,
    )!.count;
  const total = count(within.where, within.values);
  return {
    rows: found.page,
    total,
    matching: matching ?? (wanted.where === within.where ? total : count(wanted.where, wanted.values)),
    hasEarlier: isBefore && anchor ? found.hasMore : anchor !== null,
    hasNext: isBefore && anchor ? true : found.hasMore,
    now: Date.now(),
  };
}

/**
 * The rows behind a key, for a list that is written out as a whole; those from the first where the key is 0.
 * @throws Fault 'malformed'
 */
export function rowsAfter<Row extends object>(
  app: App,
  plan: ListPlan<Row>,
  request: ListRequest,
  after: number,
  limit: number,
  within: Within = all,
): Row[] {
  const wanted = readWanted(app, plan, request, within);
  const anchor = readAnchor(app, plan, wanted.sort, within, after);
  return after > 0 && !anchor ? [] : readRows(app, plan, wanted, anchor, false, limit).page;
}

/** How many rows the filters of a request leave. @throws Fault 'malformed' */
export function countOf<Row>(
  app: App,
  plan: ListPlan<Row>,
  request: ListRequest,
  within: Within = all,
): number {
  const { where, values } = readWanted(app, plan, request, within);
  return row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from ${plan.table} t where ${where}`,
    values,
  )!.count;
}

/** By what a request narrows the list, without what it looks for. */
export function namesOfFilters<Row>(plan: ListPlan<Row>, { filters, find }: ListRequest): string[] {
  const set = Object.keys(filters ?? {}).filter((name) => Object.hasOwn(plan.filters, name));
  return [...set, ...(find ? ['find'] : [])];
}

interface Anchor {
  value: string | number;
  key: number;
}

/** Where a page begins; null at the first row, and where the asker sees no such row: one of others is told from none by nothing. */
function readAnchor<Row>(
  app: App,
  { table, key }: ListPlan<Row>,
  sort: string,
  within: Within,
  number: number,
): Anchor | null {
  if (number === 0) return null;
  const select = `select ${sort} as value, ${key} as key from ${table} t where ${key} = {:anchorKey} and ${within.where}`;
  return row<Anchor>(app, ['value', 'key'], select, { anchorKey: number, ...within.values });
}

/** @returns `matching`: how many rows there are on all pages, where it was counted on the way; else null */
function readRows<Row>(
  app: App,
  plan: ListPlan<Row>,
  wanted: Wanted,
  anchor: Anchor | null,
  isBefore: boolean,
  limit: number,
): { page: Row[]; hasMore: boolean; matching: number | null } {
  const isDescending = wanted.isDescending !== isBefore;
  const way = isDescending ? 'desc' : 'asc';
  const begins = (sort: string, key: string) =>
    anchor ? `(${sort}, ${key}) ${isDescending ? '<' : '>'} ({:anchor}, {:anchorKey})` : '1';
  const values = { ...wanted.values, ...(anchor && { anchor: anchor.value, anchorKey: anchor.key }) };
  const chosen = wanted.isSearch
    ? searched(app, plan, wanted, begins('sort', 'key'), way, limit + 1, values)
    : null;
  const { table, key, columns } = plan;
  const drawn = Object.entries<string>(columns).map(([name, sql]) => `${sql} as ${name}`);
  // Which rows is settled first, by the index alone: what the columns cost is spent on those that are answered.
  const which = chosen
    ? 'select value from json_each({:chosen})'
    : `select t.rowid from ${table} t where ${wanted.where} and ${begins(wanted.sort, key)}
       order by ${wanted.sort} ${way}, ${key} ${way} limit ${limit + 1}`;
  const found = rows<Row>(
    app,
    Object.keys(columns) as (keyof Row & string)[],
    `select ${drawn.join(', ')} from ${table} t where t.rowid in (${which})
     order by ${wanted.sort} ${way}, ${key} ${way}`,
    chosen ? { chosen: JSON.stringify(chosen.ids) } : values,
  );
  const page = found.slice(0, limit);
  return {
    page: isBefore ? page.reverse() : page,
    hasMore: found.length > limit,
    matching: chosen?.matching ?? null,
  };
}

/**
 * The rows of a page and the number of all, of those that have the words looked for. No index knows words: the table is read
 * once, as it lies, for both.
 */
function searched<Row>(
  app: App,
  { table, key }: ListPlan<Row>,
  { where, sort }: Wanted,
  begins: string,
  way: string,
  limit: number,
  values: Bindings,
): { ids: number[]; matching: number } {
  // “not indexed”: an index would be followed through the table in another order than it lies in.
  const { ids, matching } = row<{ ids: string; matching: number }>(
    app,
    ['ids', 'matching'],
    `with m as materialized (
       select t.rowid as id, ${sort} as sort, ${key} as key from ${table} t not indexed where ${where})
     select (select json_group_array(id) from (
         select id from m where ${begins} order by sort ${way}, key ${way} limit ${limit})) as ids,
       (select count(*) from m) as matching`,
    values,
  )!;
  return { ids: JSON.parse(ids) as number[], matching };
}

function wholeOr(value: unknown, usual: number, most: number): number {
  if (value === undefined) return usual;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
    throw malformed('A key and a limit are whole numbers above 0.');
  return value;
}

function malformed(message: string): Fault {
  return new Fault('malformed', message);
}
