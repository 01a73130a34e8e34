import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { OverrideRow, OverridesAnswer, SearchesRefused } from '../../domain/api/official-api.ts';
import { ApiError } from '../../sync/api-client.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import { freshness, type PageView } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { overrideTexts } from '../../ui/texts/authority/overrides.ts';
import { overrideTable, overrideViews, type OverrideView } from './override-columns.ts';
import './override-panel.ts';
import './override-request.ts';

/** The view in which a colour is asked for; it has no count. */
const askView = 'ask';

/**
 * Colours set by hand: those in force, those that wait, those that ended; find a person and ask for a colour, lift one. What
 * waits is decided on among all approvals. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-overrides-page')
export class OverridesPage extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      .searches {
        margin-bottom: var(--gap);
        padding: 10px 14px;
        border: 2px solid var(--red-deep);
        border-radius: 10px;
        background: var(--paper);
      }
      sc-override-request {
        display: block;
        max-width: 40rem;
      }
    `,
  ];

  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, overrideTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<OverridesAnswer> | null = null;

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.overrides());
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer, fault } = feed;
    const isAsked = this.may('override.ask') && this.#address.one('view') === askView;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .fresh=${freshness(feed)}
      .views=${answer ? this.#views(answer) : []}
    >
      ${
        this.may('override.ask') && !isAsked
          ? html`<a slot="action" class="button" name="ask" href="#overrides?view=${askView}">${t.ask}</a>`
          : nothing
      }
      ${this.#action.render()} ${this.#searchAlarm(answer?.searchesRefused ?? [])}
      ${
        isAsked
          ? html`<sc-override-request
              .client=${this.client}
              @requested=${() => this.#feed!.changed()}
              @fault=${({ detail }: CustomEvent<ApiError>) => void this.#failed(detail)}
            ></sc-override-request>`
          : answer
            ? this.#list(answer)
            : fault
              ? nothing
              : html`<p class="soft">${t.loading}</p>`
      }
      <sc-confirm></sc-confirm>
    </sc-page>`;
  }

  get #view(): OverrideView {
    const asked = this.#address.one('view');
    return asked === 'waiting' || asked === 'past' ? asked : 'active';
  }

  #views({ overrides }: OverridesAnswer): PageView[] {
    const { t } = this.#texts;
    const number = (view: OverrideView) => inView(overrides, view).length;
    return [
      { id: '', text: t.activeHeading, count: number('active') },
      { id: 'waiting', text: t.waitingHeading, count: number('waiting') },
      { id: 'past', text: t.pastHeading, count: number('past') },
    ];
  }

  #searchAlarm(searches: readonly SearchesRefused[]) {
    const { t } = this.#texts;
    if (searches.length === 0) return nothing;
    const digits = (value: number) => count(value, language());
    return html`<section class="searches" role="status">
      <strong>▲ ${t.refusedHeading}</strong>
      ${searches.map(
        ({ day, name, searches: made, refused }) =>
          html`<p>${t.refusedRow(dayText(day), name, digits(made), digits(refused))}</p>`,
      )}
    </section>`;
  }

  #list({ overrides }: OverridesAnswer) {
    const view = this.#view;
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table
          .spec=${overrideTable(view, language())}
          .rows=${inView(overrides, view)}
        ></sc-data-table>
      </section>
      <div slot="panel">${this.#panel(overrides)}</div>
    </sc-list-detail>`;
  }

  #panel(overrides: readonly OverrideRow[]) {
    const open = this.#address.one(openName);
    const draw = (row: OverrideRow) =>
      html`<sc-override-panel
        .row=${row}
        ?busy=${this.#action.busy}
        ?lifts=${this.may('override.lift')}
        @lift=${() => void this.#lift(row)}
      ></sc-override-panel>`;
    return panelOf(
      open,
      overrides.find(({ id }) => id === open),
      this.#texts.t,
      draw,
    );
  }

  async #lift({ id, maskedName }: OverrideRow): Promise<void> {
    const { t } = this.#texts;
    const isDone = await this.confirm.ask({
      title: t.liftTitle(maskedName),
      verb: t.lift,
      effect: t.liftSure,
      told: t.toldPerson,
      faults: { 'not-allowed': t.notAllowed },
      act: () => this.client.liftOverride({ id }),
    });
    this.#feed!.changed();
    if (isDone) await this.#action.run(async () => undefined);
  }

  /** Says why a person was not found or a colour not asked for. */
  async #failed(fault: ApiError): Promise<void> {
    const { t } = this.#texts;
    await this.#action.run(() => Promise.reject(fault), {
      faults: { 'not-allowed': t.notAllowed, 'not-found': t.tooOld, 'too-many': t.tooMany },
      after: () => this.#feed!.changed(),
    });
  }
}

function inView(rows: readonly OverrideRow[], view: OverrideView): OverrideRow[] {
  const states: readonly string[] = overrideViews[view];
  return rows.filter(({ state }) => states.includes(state));
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-overrides-page': OverridesPage;
  }
}
