/** The part of a page's address after `#`: which page is open, at what, and how it is looked at: `#sites/17?state=posted`. */
export interface Address {
  /** The page's id; '' where the address names none. */
  page: string;
  /** What is open of it, such as the number of a case. */
  path: readonly string[];
  /** Filters, sort and the open row by name. A name may have several values; none is empty. */
  values: ReadonlyMap<string, readonly string[]>;
}

/** More of one name, or longer values, are of nobody's making here: they are left out. */
const mostValues = 60;
const longestValue = 200;

/** @param hash with or without its `#`. Never throws: what cannot be read is left out. */
export function parseAddress(hash: string): Address {
  const text = hash.replace(/^#/, '');
  const [before = '', ...rest] = text.split('?');
  const [page = '', ...path] = before.split('/').map(decoded);
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(rest.join('?'))) {
    if (value === '' || value.length > longestValue) continue;
    const there = values.get(name) ?? [];
    if (there.length < mostValues && !there.includes(value)) values.set(name, [...there, value]);
  }
  return { page, path: path.filter(Boolean), values };
}

/** The address as text, with its `#`. Names stand in alphabetical order, so that one view has one address. */
export function formatAddress({ page, path, values }: Address): string {
  const query = new URLSearchParams();
  for (const name of [...values.keys()].sort())
    for (const value of values.get(name) ?? []) if (value !== '') query.append(name, value);
  const text = query.toString();
  return `#${[page, ...path].map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** What changes in an address: for each name its new values; none, or '', takes the name away. */
export type AddressChange = { readonly [name: string]: string | readonly string[] | null };

export function withValues(address: Address, change: AddressChange): Address {
  const values = new Map(address.values);
  for (const [name, wanted] of Object.entries(change)) {
    const list = (typeof wanted === 'string' ? [wanted] : (wanted ?? [])).filter((value) => value !== '');
    if (list.length > 0) values.set(name, list);
    else values.delete(name);
  }
  return { ...address, values };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
