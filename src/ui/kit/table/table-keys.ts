// The keys of a table: `/` find, arrows from row to row, Space ticks, `?` the list. Enter opens, as the row's name is a link.

export interface TableKeys {
  /** @returns whether there is a field to find by */
  find: () => boolean;
  list: () => void;
  tick: (key: string) => void;
}

/** True where what is pressed is written. */
function isTyping(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))
  );
}

/** Follows the keys while the table is on the page. @returns the end of it */
export function followKeys(table: HTMLElement, keys: TableKeys): () => void {
  const anywhere = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.composedPath()[0]) || document.querySelector('dialog[open]')) return;
    if (event.key === '/' && keys.find()) event.preventDefault();
    else if (event.key === '?') {
      event.preventDefault();
      keys.list();
    }
  };
  const within = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLElement) || isTyping(target)) return;
    const row = target.closest('tr[data-key]');
    if (!row) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = neighbour(row, event.key === 'ArrowDown');
      if (next) focusIn(next, target instanceof HTMLInputElement);
    } else if (event.key === ' ' && target instanceof HTMLAnchorElement) {
      event.preventDefault();
      keys.tick((row as HTMLElement).dataset['key']!);
    }
  };
  window.addEventListener('keydown', anywhere);
  table.addEventListener('keydown', within);
  return () => {
    window.removeEventListener('keydown', anywhere);
    table.removeEventListener('keydown', within);
  };
}

/** Puts the focus into a row: on the link that opens it, or on its tick box where that is wanted or all there is. */
export function focusIn(row: Element, isTick = false): void {
  const link = isTick ? null : row.querySelector<HTMLElement>('th a');
  (link ?? row.querySelector<HTMLElement>('input'))?.focus();
}

function neighbour(row: Element, isBelow: boolean): Element | null {
  const next = isBelow ? row.nextElementSibling : row.previousElementSibling;
  return next?.matches('tr[data-key]') ? next : null;
}
