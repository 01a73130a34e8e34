// What a table is asked for, as the address has it.
import type { ListRequest } from '../../../domain/api/list-api.ts';
import type { AddressChange } from '../address/address.ts';
import type { PageAddress } from '../address/page-address.ts';
import type { TableSpec } from './table-spec.ts';

export interface TableQuery {
  /** The values of each filter that is set. */
  filters: ReadonlyMap<string, readonly string[]>;
  find: string;
  sort: { column: string; isDescending: boolean };
  /** Where the server's page begins; null: at the first row. */
  after: number | null;
  before: number | null;
}

/** Names of the address that are no filters. */
export const sortName = 'sort';
export const openName = 'open';
const afterName = 'after';
const beforeName = 'before';
const findName = 'find';

/** Takes what is no filter, value or column of this table as not said. */
export function readQuery<Row>(address: PageAddress, spec: TableSpec<Row>): TableQuery {
  const filters = new Map<string, readonly string[]>();
  for (const { id, options, isMultiple, isOpen } of spec.filters) {
    const known = address
      .all(id)
      .filter((value) => isOpen || options.some((option) => option.value === value));
    if (known.length > 0) filters.set(id, isMultiple ? known : known.slice(0, 1));
  }
  const number = (name: string) => (/^\d{1,10}$/.test(address.one(name)) ? Number(address.one(name)) : null);
  const asked = readSort(address.one(sortName));
  const isKnown = spec.columns.some(({ id, compare, sorted }) => id === asked.column && (compare || sorted));
  return {
    filters,
    find: address.typed(findName),
    sort: isKnown ? asked : readSort(spec.usualSort),
    after: number(afterName),
    before: number(beforeName),
  };
}

export function readSort(text: string): TableQuery['sort'] {
  return text.startsWith('-')
    ? { column: text.slice(1), isDescending: true }
    : { column: text, isDescending: false };
}

const sortText = ({ column, isDescending }: TableQuery['sort']) => `${isDescending ? '-' : ''}${column}`;

/** Whatever changes what is listed, the list begins at its first row again. */
const fromTheStart: AddressChange = { [afterName]: null, [beforeName]: null };

export function setFilter(address: PageAddress, id: string, values: readonly string[]): void {
  address.set({ ...fromTheStart, [id]: values });
}

export function setFind(address: PageAddress, text: string): void {
  address.type(findName, text);
  address.set(fromTheStart, 'replace');
}

export function clearFilters<Row>(address: PageAddress, spec: TableSpec<Row>): void {
  if (address.typed(findName) !== '') setFind(address, '');
  address.set({ ...fromTheStart, ...Object.fromEntries(spec.filters.map(({ id }) => [id, null])) });
}

export function setSort<Row>(address: PageAddress, spec: TableSpec<Row>, sort: TableQuery['sort']): void {
  const text = sortText(sort);
  address.set({ ...fromTheStart, [sortName]: text === spec.usualSort ? null : text });
}

export function turnPage(address: PageAddress, to: { after: string } | { before: string }): void {
  address.set({ ...fromTheStart, ...to });
}

/** The filters that are set, each in words: “State: Silent, Locked”. */
export function filterWords<Row>({ filters }: TableQuery, spec: TableSpec<Row>): string[] {
  return spec.filters.flatMap(({ id, title, options }) => {
    const values = filters.get(id);
    if (!values) return [];
    const words = values.map((value) => options.find((option) => option.value === value)?.text ?? value);
    return [`${title}: ${words.join(', ')}`];
  });
}

/** What the server is asked for it. */
export function listRequest(query: TableQuery): ListRequest {
  const { filters, find, sort, after, before } = query;
  return {
    ...(filters.size > 0 && { filters: Object.fromEntries(filters) }),
    ...(find.trim() !== '' && { find: find.trim() }),
    sort: sortText(sort),
    ...(after !== null ? { after } : before !== null ? { before } : {}),
  };
}
