// How the head and the rows of a table are drawn; what pressing them does is told to the table.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { TableQuery } from './table-query.ts';
import type { TableColumn, TableSpec } from './table-spec.ts';

export interface RowDrawing<Row> {
  spec: TableSpec<Row>;
  columns: readonly TableColumn<Row>[];
  chosen: ReadonlySet<string>;
  open: string;
  /** The words of a tick box. */
  tickWords: (row: Row) => string;
  tick: (key: string) => void;
  /** The address at which a row is open. */
  hrefOf: (key: string) => string;
  openRow: (event: Event, key: string) => void;
}

export function tableHead<Row>(
  columns: readonly TableColumn<Row>[],
  sort: TableQuery['sort'],
  onSort: (column: string) => void,
): TemplateResult[] {
  return columns.map((column) => {
    const { id, title, isNumber } = column;
    const isSorted = sort.column === id;
    if (!column.compare && !column.sorted)
      return html`<th role="columnheader" scope="col" class=${isNumber ? 'number' : ''}>
        <span>${title}</span>
      </th>`;
    return html`<th
      role="columnheader"
      scope="col"
      class=${isNumber ? 'number' : ''}
      aria-sort=${isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" data-sort=${id} @click=${() => onSort(id)}>
        ${title}<span aria-hidden="true">${isSorted ? (sort.isDescending ? '▾' : '▴') : ''}</span>
      </button>
    </th>`;
  });
}

/** @param place of the row among all that match, from 1; 0 where it is not known */
export function tableRow<Row>(drawing: RowDrawing<Row>, row: Row, index: number): TemplateResult {
  const { spec, columns, chosen, open } = drawing;
  const key = spec.key(row);
  const mayChoose = (spec.acts ?? []).length > 0;
  const isOpen = open === key;
  return html`<tr
    role="row"
    data-key=${key}
    data-index=${index}
    class=${spec.isMarked?.(row) ? 'marked' : ''}
    aria-current=${ifDefined(isOpen ? 'true' : undefined)}
    aria-selected=${ifDefined(mayChoose ? (chosen.has(key) ? 'true' : 'false') : undefined)}
    @click=${(event: MouseEvent) => rowPressed(drawing, event, key)}
  >
    ${
      mayChoose
        ? html`<td role="cell" class="tick">
            <input
              type="checkbox"
              aria-label=${drawing.tickWords(row)}
              .checked=${chosen.has(key)}
              @change=${() => drawing.tick(key)}
            />
          </td>`
        : nothing
    }
    ${columns.map((column) => cellOf(drawing, column, row, key))}
  </tr>`;
}

function cellOf<Row>(
  { spec, hrefOf, openRow }: RowDrawing<Row>,
  column: TableColumn<Row>,
  row: Row,
  key: string,
): TemplateResult {
  const drawn = column.cell(row);
  if (!column.isName)
    return html`<td role="cell" class=${column.isNumber ? 'number' : ''} data-label=${column.title}>
      ${drawn}
    </td>`;
  return html`<th role="rowheader" scope="row">
    ${
      spec.opens
        ? html`<a class="name" href=${hrefOf(key)} @click=${(event: MouseEvent) => openRow(event, key)}
            >${drawn}</a
          >`
        : html`<span class="name">${drawn}</span>`
    }
  </th>`;
}

/** A row is pressed anywhere; what can be pressed in it does its own. */
function rowPressed<Row>({ spec, openRow }: RowDrawing<Row>, event: MouseEvent, key: string): void {
  const target = event.target as Element;
  if (!spec.opens || target.closest('a, button, input, label, select, summary')) return;
  if (getSelection()?.isCollapsed === false) return;
  openRow(event, key);
}

/** Grey rows while the first are on their way. */
export function ghostRows(columns: number): TemplateResult[] {
  return Array.from(
    { length: 6 },
    () =>
      html`<tr class="ghost" aria-hidden="true">
        ${Array.from({ length: columns }, () => html`<td></td>`)}
      </tr>`,
  );
}
