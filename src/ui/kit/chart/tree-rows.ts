/** One of a tree: `parent` is the id of what it hangs below, null at the top. */
export interface TreeItem {
  id: string;
  parent: string | null;
  name: string;
  /** A second line of words: since when, where. */
  detail?: string;
}

/** An item in its row; the rows follow one another as an outline does. */
export interface TreeRow {
  item: TreeItem;
  /** 0 at the top. */
  depth: number;
  /** The row of its parent; -1 at the top. */
  parentRow: number;
}

/**
 * The rows of a tree: each item below its parent, brothers in the order given. The same items give the same rows. Whose
 * parent is not among them stands at the top; of items in a circle the first given does, so that nobody is left out.
 */
export function treeRows(items: readonly TreeItem[]): TreeRow[] {
  const ids = new Set(items.map(({ id }) => id));
  const below = new Map<string | null, TreeItem[]>();
  for (const item of items) {
    const parent = item.parent !== null && ids.has(item.parent) ? item.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), item]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const place = (item: TreeItem, depth: number, parentRow: number): void => {
    if (seen.has(item.id)) return;
    seen.add(item.id);
    const row = rows.length;
    rows.push({ item, depth, parentRow });
    for (const child of below.get(item.id) ?? []) place(child, depth + 1, row);
  };
  for (const item of below.get(null) ?? []) place(item, 0, -1);
  for (const item of items) place(item, 0, -1);
  return rows;
}
