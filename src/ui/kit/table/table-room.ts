/**
 * How the columns of one table find room beside one another: with all words whole; else with words broken in columns that keep a
 * least width (`tight` in data-table-style.ts), as for a name that is one long word; else not at all, and each row is a card.
 */
export class TableRoom {
  /** Of which columns it is known that they do not fit, and into how many px. */
  #columns = '';
  #tooSmall = 0;

  /**
   * Looks at the table as it is drawn in columns.
   * @param columns which they are, in which language and size of letters @param room px
   */
  measure(table: HTMLElement, columns: string, room: number): void {
    table.classList.remove('tight');
    if (table.offsetWidth <= room) return;
    table.classList.add('tight');
    if (table.offsetWidth <= room) return;
    this.#columns = columns;
    this.#tooSmall = room;
  }

  /** Whether these columns fit, as far as is known: while rows are cards nothing can be measured. */
  fits(columns: string, room: number): boolean {
    return columns !== this.#columns || room > this.#tooSmall;
  }
}
