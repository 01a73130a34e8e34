/** How a person looks at a table, kept on their device. */
export interface TableLook {
  /** Columns that they took away, and extra ones that they added. */
  hidden: readonly string[];
  added: readonly string[];
  isCompact: boolean;
}

const plainLook: TableLook = { hidden: [], added: [], isCompact: false };
const keyOf = (table: string) => `sitecode.table.${table}`;

export function keptLook(table: string): TableLook {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(table)) ?? 'null') as Partial<TableLook> | null;
    const list = (value: unknown) =>
      Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
    return { hidden: list(kept?.hidden), added: list(kept?.added), isCompact: kept?.isCompact === true };
  } catch {
    return plainLook;
  }
}

/** A browser that keeps nothing forgets it with the page. */
export function keepLook(table: string, look: TableLook): void {
  try {
    localStorage.setItem(keyOf(table), JSON.stringify(look));
  } catch {
    // looked at so on this page alone
  }
}
