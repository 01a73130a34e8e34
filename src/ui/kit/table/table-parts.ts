import { html, nothing, type TemplateResult } from 'lit';
import type { ListAnswer } from '../../../domain/api/list-api.ts';
import type { ApiError } from '../../../sync/api-client.ts';
import { count } from '../../language/format.ts';
import { language } from '../../language/languages.ts';
import { tableTexts } from '../../texts/kit/table.ts';
import type { TableQuery } from './table-query.ts';
import type { TableColumn, TableSpec } from './table-spec.ts';

type Drawn = TemplateResult | typeof nothing;

const digits = (value: number): string => count(value, language());

/** By what the list is sorted, where it is drawn as cards: they have no heads. */
export function sortChoice<Row>(
  columns: readonly TableColumn<Row>[],
  sort: TableQuery['sort'],
  set: (sort: TableQuery['sort']) => void,
): Drawn {
  const t = tableTexts[language()];
  const sortable = columns.filter(({ compare, sorted }) => compare || sorted);
  if (sortable.length === 0) return nothing;
  return html`<div class="sort">
    <label>
      ${t.sortBy}
      <select
        name="sort"
        @change=${(event: Event) =>
          set({ column: (event.target as HTMLSelectElement).value, isDescending: false })}
      >
        ${sortable.map(
          ({ id, title }) => html`<option value=${id} ?selected=${id === sort.column}>${title}</option>`,
        )}
      </select>
    </label>
    <button
      type="button"
      class="quiet"
      name="reverse"
      aria-pressed=${sort.isDescending ? 'true' : 'false'}
      @click=${() => set({ ...sort, isDescending: !sort.isDescending })}
    >
      ${t.reverse}
    </button>
  </div>`;
}

interface Bulk {
  acts: NonNullable<TableSpec<never>['acts']>;
  /** How many rows are ticked, and how many the filters let through. */
  chosen: number;
  matching: number;
  /** Whether all that the filters let through are meant, also those on other pages. */
  isAll: boolean;
  chooseAll: () => void;
  chooseNone: () => void;
  act: (id: string) => void;
}

/** What may be done with the ticked rows; nothing while none is. */
export function bulkBar({ acts, chosen, matching, isAll, chooseAll, chooseNone, act }: Bulk): Drawn {
  if (chosen === 0) return nothing;
  const t = tableTexts[language()];
  return html`<div class="bulk" role="group" aria-label=${t.bulk}>
    <span role="status">${isAll ? t.allChosen(digits(matching)) : t.chosen(digits(chosen))}</span>
    ${
      !isAll && matching > chosen
        ? html`<button type="button" class="quiet" name="choose-all" @click=${chooseAll}>
            ${t.chooseAll(digits(matching))}
          </button>`
        : nothing
    }
    <button type="button" class="quiet" name="choose-none" @click=${chooseNone}>${t.chooseNone}</button>
    ${acts.map(({ id, text }) => html`<button type="button" name=${id} @click=${() => act(id)}>${text}</button>`)}
  </div>`;
}

/** The head of the column of ticks. */
export function tickAll(isTicked: boolean, turn: () => void): Drawn {
  return html`<th role="columnheader" scope="col" class="tick">
    <label
      ><input
        type="checkbox"
        aria-label=${tableTexts[language()].tickAll}
        .checked=${isTicked}
        @change=${turn}
    /></label>
  </th>`;
}

/** Why the rows could not be read. @param hasOld whether those read before are still shown */
export function listFault(fault: ApiError | null, hasOld: boolean, again: () => void): Drawn {
  if (!fault) return nothing;
  const t = tableTexts[language()];
  return html`<div class="state" role="alert">
    <p class="fault">
      ${t.failed}: ${fault.code === 'offline' ? t.failedOffline : t.failedOther(fault.message)}
      ${hasOld ? t.oldRows : nothing}
    </p>
    <button type="button" class="quiet" name="retry" @click=${again}>${t.retry}</button>
  </div>`;
}

/** In place of no rows: how one comes, or that the filters let none through. */
export function emptyList(noneYet: string | undefined, isFiltered: boolean, clear: () => void): Drawn {
  const t = tableTexts[language()];
  if (!isFiltered) return html`<p class="state">${noneYet ?? t.noneYet}</p>`;
  return html`<div class="state">
    <p>${t.noneMatches}</p>
    <button type="button" class="quiet" name="clear" @click=${clear}>${t.clearFilters}</button>
  </div>`;
}

/** The ways to the pages before and after; nothing where there is one page. */
export function pageTurner(
  { hasEarlier, hasNext }: Pick<ListAnswer<unknown>, 'hasEarlier' | 'hasNext'>,
  rows: number,
  turn: (way: 'earlier' | 'next') => void,
): Drawn {
  if (!hasEarlier && !hasNext) return nothing;
  const t = tableTexts[language()];
  return html`<nav class="turn" aria-label=${t.pages}>
    <span class="soft">${t.rowsHere(digits(rows))}</span>
    <button
      type="button"
      class="quiet"
      name="earlier"
      ?disabled=${!hasEarlier}
      @click=${() => turn('earlier')}
    >
      ${t.earlier}
    </button>
    <button type="button" class="quiet" name="next" ?disabled=${!hasNext} @click=${() => turn('next')}>
      ${t.next}
    </button>
  </nav>`;
}
