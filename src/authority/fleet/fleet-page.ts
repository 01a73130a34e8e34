import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { hasRight } from '../../domain/access/rights.ts';
import { boardTopic } from '../../domain/api/api.ts';
import type { FleetAnswer, FleetSentryAnswer } from '../../domain/api/gate/fleet-api.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { watch } from '../../sync/realtime.ts';
import { LiveFeed, type FeedPace } from '../../ui/device/live-feed.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import { clientContext, feedContext, staffContext, type FeedWays } from '../../ui/kit/shell/context.ts';
import { freshness, type PageView } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import type { DataTable } from '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { viewRows } from '../../ui/kit/table/local-rows.ts';
import { openName, readQuery } from '../../ui/kit/table/table-query.ts';
import type { BulkAct, TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { isOfPart, scopeWords } from '../../ui/language/scope-words.ts';
import { fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import '../board/silent-sentries.ts';
import { fleetTable } from './fleet-columns.ts';
import './fleet-commands.ts';
import type { FleetCommands, Show } from './fleet-commands.ts';
import './fleet-counts.ts';
import './fleet-overview.ts';
import { fleetPageStyle } from './fleet-page-style.ts';
import './fleet-panel.ts';
import './fleet-rollout.ts';
import { fleetCell, type FleetCell } from './fleet-state.ts';

/** The whole fleet is a long answer: it is asked for less often than the board. */
const fleetPace: Partial<FeedPace> = { poll: 15_000, gather: 3000, stale: 45_000 };

/** What is made of an answer, and anew only when it or the language is another one. */
interface Made {
  of: FleetAnswer;
  in: Language;
  cells: FleetCell[];
  spec: TableSpec<FleetCell>;
}

/**
 * Every sentry of the district: how it is, which rules it gets, what it is told to do. Fires `refused` (detail: the ApiError)
 * when the server does not let this person see it.
 */
@customElement('sc-fleet-page')
export class FleetPage extends LitElement {
  static override styles = [theme, controls, actionStyle, fleetPageStyle];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @consume({ context: feedContext })
  @property({ attribute: false })
  feed: FeedWays = {};
  @state() private detail: FleetSentryAnswer | null = null;
  @query('sc-fleet-commands') private commands!: FleetCommands;
  @query('sc-data-table') private table!: DataTable<FleetCell> | null;
  readonly #texts = new Texts(this, fleetTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<FleetAnswer> | null = null;
  #made: Made | null = null;
  #detailOf = 0;

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#feed ??= new LiveFeed<FleetAnswer>(this, {
      ask: () => this.client.fleet(),
      listen: this.feed.listen ?? ((changed) => watch(this.client, boardTopic, changed)),
      onAnswer: () => void this.#readDetail(),
      onFault: (fault) => {
        if (fault.code === 'sign-in' || fault.code === 'not-allowed')
          this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
      },
      pace: { ...fleetPace, ...this.feed.pace },
    });
    const open = Number(this.#address.one(openName)) || 0;
    if (open === this.#detailOf) return;
    this.#detailOf = open;
    this.detail = null;
    void this.#readDetail();
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const fleet = feed.answer;
    return html`<sc-page
      heading=${t.title}
      definition=${fleet ? t.definition(count(fleet.silentMinutes, language())) : ''}
      .fresh=${freshness(feed)}
      .views=${fleet ? this.#views(fleet) : []}
    >
      ${fleet ? this.#acts(fleet) : nothing} ${this.#action.render()}
      ${fleet ? this.#fleet(fleet) : feed.fault ? nothing : html`<p class="soft">${t.loading}</p>`}
      <sc-fleet-commands
        .client=${this.client}
        @changed=${({ detail: isDone }: CustomEvent<boolean>) => {
          if (isDone) this.table?.chooseNone();
          this.#changed();
        }}
      ></sc-fleet-commands>
    </sc-page>`;
  }

  get #mayAct(): boolean {
    return hasRight(this.staff?.roles ?? [], 'fleet.command');
  }

  #views({ sentries, rollouts }: FleetAnswer): PageView[] {
    const { t } = this.#texts;
    return [
      { id: '', text: t.view_list, count: sentries.length },
      { id: 'grid', text: t.view_grid },
      { id: 'rules', text: t.view_rules, ...(rollouts.length > 0 && { count: rollouts.length }) },
    ];
  }

  #acts(fleet: FleetAnswer) {
    const { t } = this.#texts;
    const isFilePart = isOfPart(this.staff);
    return html`
      ${
        this.#mayAct && this.#address.one('view') !== 'rules'
          ? html`<button
              slot="action"
              type="button"
              name="command"
              @click=${() => this.#command('both', this.table?.keysChosen ?? [], fleet)}
            >
              ${t.commandTo}
            </button>`
          : nothing
      }
      ${
        isFilePart
          ? html`<p slot="more" class="soft">${t.fileForAll(scopeWords(this.staff))}</p>`
          : html`<button
              slot="more"
              type="button"
              class="quiet"
              name="file"
              aria-disabled=${this.#action.busy}
              @click=${() =>
                void this.#action.run(
                  () => this.client.askWork({ kind: 'export', list: 'fleet', language: language() }),
                  {
                    said: () => t.fileAsked,
                  },
                )}
            >
              ${t.file}
            </button>`
      }
    `;
  }

  #fleet(fleet: FleetAnswer) {
    const { cells, spec } = this.#make(fleet);
    const view = this.#address.one('view');
    return html`
      <sc-silent-sentries .sentries=${fleet.sentries} .now=${fleet.now} showsList></sc-silent-sentries>
      ${
        view === 'rules'
          ? html`<sc-fleet-rollout
              .client=${this.client}
              .fleet=${fleet}
              .staff=${this.staff}
              @changed=${() => this.#changed()}
            ></sc-fleet-rollout>`
          : this.#list(fleet, cells, spec, view === 'grid')
      }
    `;
  }

  #list(fleet: FleetAnswer, cells: FleetCell[], spec: TableSpec<FleetCell>, isGrid: boolean) {
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-fleet-counts .cells=${cells}></sc-fleet-counts>
        <sc-data-table
          .spec=${spec}
          .rows=${cells}
          ?picture-only=${isGrid}
          @bulk=${({ detail }: CustomEvent<BulkAct>) => this.#command(detail.act as Show, detail.keys, fleet)}
        >
          ${
            isGrid
              ? html`<sc-fleet-overview
                  slot="picture"
                  .cells=${viewRows(spec, cells, readQuery(this.#address, spec))}
                ></sc-fleet-overview>`
              : nothing
          }
        </sc-data-table>
      </section>
      <div slot="panel">${this.#panel(fleet, cells)}</div>
    </sc-list-detail>`;
  }

  #panel(fleet: FleetAnswer, cells: readonly FleetCell[]) {
    const open = this.#detailOf;
    const cell = cells.find(({ row }) => row.device === open);
    const draw = (of: FleetCell) =>
      html`<sc-fleet-panel
        .cell=${of}
        .detail=${this.detail}
        .now=${fleet.now}
        ?mayAct=${this.#mayAct}
        ?busy=${this.#action.busy}
        @act=${() => this.#command('both', [String(this.#detailOf)], fleet)}
        @withdraw=${({ detail }: CustomEvent<number>) => this.#withdraw(detail)}
      ></sc-fleet-panel>`;
    return panelOf(open === 0 ? '' : String(open), cell, this.#texts.t, draw);
  }

  #make(fleet: FleetAnswer): Made {
    if (this.#made?.of !== fleet || this.#made.in !== language()) {
      const cells = fleet.sentries.map((row) => fleetCell(row, fleet.now));
      const spec = fleetTable({ fleet, cells, language: language(), mayAct: this.#mayAct });
      this.#made = { of: fleet, in: language(), cells, spec };
    }
    return this.#made;
  }

  /** @param keys of the rows meant; none: all that the filters leave */
  #command(show: Show, keys: readonly string[], fleet: FleetAnswer): void {
    const { cells, spec } = this.#make(fleet);
    const listed = viewRows(spec, cells, readQuery(this.#address, spec));
    const meant = keys.length > 0 ? cells.filter((cell) => keys.includes(spec.key(cell))) : listed;
    this.commands.show(
      show,
      meant.map(({ row }) => row),
    );
  }

  #withdraw(id: number): void {
    void this.#action.run(() => this.client.withdrawCommand({ id }), {
      faults: { 'not-found': this.#texts.t.fault_notFound },
      after: () => this.#changed(),
    });
  }

  async #readDetail(): Promise<void> {
    const device = this.#detailOf;
    if (device === 0) return;
    try {
      const detail = await this.client.fleetSentry(device);
      if (this.#detailOf === device) this.detail = detail;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      // The page says that the server does not answer; the next answer brings the history.
    }
  }

  #changed(): void {
    this.#feed!.changed();
    void this.#readDetail();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-page': FleetPage;
  }
}
