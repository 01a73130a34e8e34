import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../../../sync/api-client.ts';
import { count } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { tableTexts } from '../../texts/kit/table.ts';
import { controls, theme } from '../../theme/theme.ts';
import { formatAddress, withValues } from '../address/address.ts';
import { PageAddress } from '../address/page-address.ts';
import { csvOf, saveText } from './csv.ts';
import { dataTableStyle } from './data-table-style.ts';
import { viewRows } from './local-rows.ts';
import { ServerRows } from './server-rows.ts';
import './table-filters.ts';
import type { FilterChange, TableFilters } from './table-filters.ts';
import { focusIn, followKeys } from './table-keys.ts';
import { keepLook, keptLook, type TableLook } from './table-memory.ts';
import * as queries from './table-query.ts';
import { bulkBar, emptyList, listFault, pageTurner, sortChoice, tickAll } from './table-parts.ts';
import { ghostRows, tableHead, tableRow, type RowDrawing } from './table-rows.ts';
import { TableRoom } from './table-room.ts';
import { TableSelection } from './table-selection.ts';
import type { AskRows, BulkAct, TableColumn, TableSpec } from './table-spec.ts';
import './table-tools.ts';
import type { TableTools } from './table-tools.ts';
import { VirtualWindow } from './virtual-window.ts';

/** Longer lists draw the rows in sight alone. */
const drawnWhole = 80;
/** About how high a row is, px, before it is measured. */
const rowHeight = { wide: 62, narrow: 190 };
/** The least width of a column, in the size of the letters: below it each row is a card. */
const columnRem = 5.5;

/** What is listed now. */
interface Listed<Row> {
  rows: readonly Row[];
  total: number;
  /** Null: not counted. */
  matching: number | null;
}

/**
 * A table of anything, from its specification (table-spec.ts). The rows are there (`rows`), or the server has them (`ask`).
 * Filters, sort, page and open row stand in the page's address. Fires `bulk` (detail: BulkAct), `export` where the server
 * has the rows (the page makes the file), `listed` when other rows are, `show-new`, and `refused` (detail: the ApiError). A picture of what is listed may
 * stand in the slot `picture`, more tools in `tools`.
 */
@customElement('sc-data-table')
export class DataTable<Row = unknown> extends LitElement {
  static override styles = [theme, controls, dataTableStyle];

  @property({ attribute: false }) spec!: TableSpec<Row>;
  /** All rows; null while they are on their way. */
  @property({ attribute: false }) rows: readonly Row[] | null = null;
  @property({ attribute: false }) ask: AskRows<Row> | null = null;
  /** Rows that came since and are not shown yet. */
  @property({ type: Number }) news = 0;
  /** The picture stands in place of the rows. */
  @property({ type: Boolean, attribute: 'picture-only' }) pictureOnly = false;
  /** While the page makes a file of them. */
  @property({ type: Boolean }) exporting = false;
  @state() private look: TableLook = { hidden: [], added: [], isCompact: false };
  @state() private isNarrow = false;
  @state() private isPrinting = false;
  @query('sc-table-filters') private filters!: TableFilters;
  @query('sc-table-tools') private tools!: TableTools;
  readonly #texts = new Texts(this, tableTexts);
  readonly #address = new PageAddress(this);
  readonly #server = new ServerRows<Row>(this);
  readonly #window = new VirtualWindow(this);
  readonly #selection = new TableSelection();
  readonly #room = new TableRoom();
  readonly #size = new ResizeObserver(() => {
    // In the next frame: cards are higher than rows, and within this one that would be reported as a loop.
    requestAnimationFrame(() => this.#fit());
  });
  #listed: Listed<Row> | null = null;
  #fault: ApiError | null = null;
  /** The keys that `listed` was fired for last. */
  #told = '';
  #endKeys: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
    this.#endKeys = followKeys(this, {
      find: () => this.filters.focusFind(),
      list: () => this.tools.showKeys(),
      tick: (key) => this.#mayChoose && this.#tick(key),
    });
    addEventListener('beforeprint', this.#print);
    addEventListener('afterprint', this.#print);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    this.#endKeys?.();
    removeEventListener('beforeprint', this.#print);
    removeEventListener('afterprint', this.#print);
  }

  /** The keys of the rows listed, in their order. */
  get keysListed(): string[] {
    return this.#listed?.rows.map((row) => this.spec.key(row)) ?? [];
  }

  /** The keys of the ticked rows. */
  get keysChosen(): readonly string[] {
    return [...this.#selection.keys];
  }

  /** Takes all ticks away: what was to be done with the rows is done. */
  chooseNone(): void {
    this.#choose([]);
  }

  /** What the filters ask for now. */
  get query(): queries.TableQuery {
    return queries.readQuery(this.#address, this.spec);
  }

  /** Reads the server's rows again. */
  async refresh(): Promise<void> {
    await this.#server.again(this.query);
  }

  /** Puts the focus on a row. */
  focusRow(key: string): void {
    const row = this.renderRoot.querySelector(`tr[data-key="${CSS.escape(key)}"]`);
    if (row) focusIn(row);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('spec') && changed.get('spec')?.name !== this.spec.name)
      this.look = keptLook(this.spec.name);
    if (this.ask) {
      this.#server.show(this.ask, this.query);
      this.#listed = this.#server.answer;
    } else if (this.rows) {
      const rows = viewRows(this.spec, this.rows, this.query);
      this.#listed = { rows, total: this.rows.length, matching: rows.length };
    } else this.#listed = null;
    if (this.#listed && !this.#selection.isAll) this.#selection.keepOnly(this.keysListed);
  }

  override updated(): void {
    this.#fit();
    const body = this.renderRoot.querySelector('tbody');
    if (body) this.#window.measure(body);
    const keys = this.keysListed.join(' ');
    if (keys !== this.#told) {
      this.#told = keys;
      this.dispatchEvent(new Event('listed', { bubbles: true }));
    }
    const { fault } = this.#server;
    if (fault !== this.#fault) {
      this.#fault = fault;
      if (fault?.code === 'sign-in' || fault?.code === 'not-allowed')
        this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
    }
  }

  override render() {
    const { t } = this.#texts;
    const { query } = this;
    const address = this.#address;
    return html`
      <sc-table-filters
        .spec=${this.spec as unknown as TableSpec<never>}
        .query=${query}
        @find=${({ detail }: CustomEvent<string>) => this.#filtered(() => queries.setFind(address, detail))}
        @filter=${({ detail }: CustomEvent<FilterChange>) =>
          this.#filtered(() => queries.setFilter(address, detail.id, detail.values))}
        @clear=${this.#clear}
      ></sc-table-filters>
      ${
        this.isNarrow && !this.pictureOnly
          ? sortChoice(this.spec.columns, query.sort, (next) =>
              queries.setSort(this.#address, this.spec, next),
            )
          : nothing
      }
      <div class="bar">
        <p role="status">${this.#counted(query)}</p>
        <slot name="tools"></slot>
        <sc-table-tools
          .spec=${this.spec as unknown as TableSpec<never>}
          .look=${this.look}
          ?busy=${this.exporting}
          @look=${({ detail }: CustomEvent<TableLook>) => {
            this.look = detail;
            keepLook(this.spec.name, detail);
          }}
          @export=${() => this.#export()}
        ></sc-table-tools>
      </div>
      ${this.#paper(query)} ${this.#bulk()}
      ${
        this.news > 0
          ? html`<button
              type="button"
              class="quiet news"
              @click=${() => this.dispatchEvent(new Event('show-new'))}
            >
              ${t.newRows(count(this.news, language()))}
            </button>`
          : nothing
      }
      <slot name="picture"></slot>
      ${listFault(this.#server.fault, this.#listed !== null, () => void this.refresh())} ${this.#body(query)}
      ${this.#turning()}
    `;
  }

  get #mayChoose(): boolean {
    return (this.spec.acts ?? []).length > 0;
  }

  get #columns(): readonly TableColumn<Row>[] {
    const { hidden, added } = this.look;
    return this.spec.columns.filter(
      ({ id, isName, isExtra }) => isName || (isExtra ? added.includes(id) : !hidden.includes(id)),
    );
  }

  #counted(query: queries.TableQuery) {
    const { t } = this.#texts;
    const listed = this.#listed;
    if (!listed) return this.#server.fault || (this.ask && !this.#server.isSlow) ? nothing : t.loading;
    const column = this.spec.columns.find(({ id }) => id === query.sort.column)?.title ?? '';
    const order = query.sort.isDescending ? t.descending(column) : t.ascending(column);
    const digits = (value: number) => count(value, language());
    if (listed.matching === null) return t.shownUncounted(digits(listed.total), order);
    return listed.matching === listed.total
      ? t.shownAll(digits(listed.total), order)
      : t.shown(digits(listed.matching), digits(listed.total), order);
  }

  /** On paper: how many rows of how many stand there, and what they are filtered by. */
  #paper(query: queries.TableQuery) {
    const { t } = this.#texts;
    const listed = this.#listed;
    if (!listed) return nothing;
    const digits = (value: number) => count(value, language());
    const words = queries.filterWords(query, this.spec);
    if (query.find.trim()) words.push(t.foundText(query.find.trim()));
    const filters = words.length > 0 ? words.join(language() === 'en' ? '; ' : '；') : t.noFilters;
    return html`<p class="paper">
      ${t.onPaper(digits(listed.rows.length), digits(listed.total))} ${t.filters}: ${filters}
    </p>`;
  }

  #bulk() {
    const { keys, isAll } = this.#selection;
    return bulkBar({
      acts: this.spec.acts ?? [],
      chosen: keys.size,
      matching: this.#listed?.matching ?? 0,
      isAll,
      chooseAll: this.#chooseAll,
      chooseNone: () => this.chooseNone(),
      act: (act) =>
        this.dispatchEvent(
          new CustomEvent<BulkAct>('bulk', { detail: { act, keys: [...keys], all: isAll } }),
        ),
    });
  }

  #body(query: queries.TableQuery) {
    const listed = this.#listed;
    if (listed && (listed.matching ?? listed.rows.length) === 0)
      return emptyList(this.spec.noneYet, listed.total > 0, this.#clear);
    if (this.pictureOnly) return nothing;
    if (!listed && this.ask && (!this.#server.isSlow || this.#server.fault)) return nothing;
    const columns = this.#columns;
    const width = columns.length + (this.#mayChoose ? 1 : 0);
    const isOld = this.#server.isSlow || this.#server.fault !== null;
    const keys = this.keysListed;
    const isAllTicked = keys.length > 0 && keys.every((key) => this.#selection.keys.has(key));
    return html`<table
      role="table"
      aria-label=${this.spec.title}
      aria-rowcount=${listed && listed.matching !== null ? listed.matching + 1 : -1}
      aria-busy=${this.#server.isSlow ? 'true' : 'false'}
      class="${this.isNarrow ? 'narrow' : 'wide'} ${this.look.isCompact ? 'compact' : ''} ${isOld ? 'old' : ''}"
    >
      <thead role="rowgroup">
        <tr role="row">
          ${this.#mayChoose ? tickAll(isAllTicked, () => this.#choose(isAllTicked ? [] : keys)) : nothing}
          ${tableHead(columns, query.sort, (column) =>
            queries.setSort(this.#address, this.spec, {
              column,
              isDescending: query.sort.column === column && !query.sort.isDescending,
            }),
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${listed ? this.#rows(listed.rows, columns, width) : ghostRows(width)}
      </tbody>
    </table>`;
  }

  #rows(rows: readonly Row[], columns: readonly TableColumn<Row>[], width: number) {
    const { t } = this.#texts;
    const address = this.#address;
    const drawing: RowDrawing<Row> = {
      spec: this.spec,
      columns,
      chosen: this.#selection.keys,
      open: address.one(queries.openName),
      tickWords: (row) => t.tick(this.spec.rowName(row)),
      tick: (key) => this.#tick(key),
      hrefOf: (key) => formatAddress(withValues(address.address, { [queries.openName]: key })),
      openRow: (event, key) => {
        // Pressed with a key that opens it elsewhere: the address does.
        if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
        event.preventDefault();
        const isOther = address.one(queries.openName) !== '';
        address.set({ [queries.openName]: key }, isOther ? 'replace' : 'push');
      },
    };
    const isWhole = rows.length <= drawnWhole || this.isPrinting;
    const { first, last, above, below } = isWhole
      ? { first: 0, last: rows.length - 1, above: 0, below: 0 }
      : this.#window.inView(rows.length, this.isNarrow ? rowHeight.narrow : rowHeight.wide);
    const space = (height: number) =>
      height > 0
        ? html`<tr class="space" aria-hidden="true">
            <td colspan=${width} style="height: ${height}px"></td>
          </tr>`
        : nothing;
    return html`${space(above)}${repeat(
      rows.slice(first, last + 1),
      (row) => this.spec.key(row),
      (row, index) => tableRow(drawing, row, first + index),
    )}${space(below)}`;
  }

  #turning() {
    const { answer } = this.#server;
    if (!this.ask || !answer) return nothing;
    const keys = this.keysListed;
    return pageTurner(answer, keys.length, (way) => {
      queries.turnPage(this.#address, way === 'next' ? { after: keys.at(-1)! } : { before: keys[0]! });
      this.scrollIntoView({ block: 'start' });
    });
  }

  /** Other filters list other rows: “all” no longer means those that were. */
  #filtered(change: () => void): void {
    if (this.#selection.isAll) this.#selection.set([]);
    change();
  }

  readonly #clear = (): void => this.#filtered(() => queries.clearFilters(this.#address, this.spec));

  readonly #chooseAll = (): void => this.#choose(this.keysListed, this.ask !== null);

  #choose(keys: readonly string[], isAll = false): void {
    this.#selection.set(keys, isAll);
    this.requestUpdate();
  }

  #tick(key: string): void {
    this.#selection.turn(key);
    this.requestUpdate();
  }

  #export(): void {
    if (this.ask) this.dispatchEvent(new Event('export'));
    else if (this.#listed)
      saveText(`${this.spec.name}.csv`, 'text/csv;charset=utf-8', csvOf(this.#columns, this.#listed.rows));
  }

  #fit(): void {
    // A page that was left has no width.
    if (!this.isConnected) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const room = this.clientWidth;
    const columns = [language(), rem, ...this.#columns.map(({ id }) => id)].join(' ');
    const table = this.renderRoot.querySelector<HTMLElement>('table.wide');
    if (table) this.#room.measure(table, columns, room);
    this.isNarrow = room < this.#columns.length * columnRem * rem || !this.#room.fits(columns, room);
  }

  readonly #print = ({ type }: Event): void => {
    this.isPrinting = type === 'beforeprint';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-data-table': DataTable;
  }
}
