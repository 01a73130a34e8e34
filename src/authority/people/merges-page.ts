import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { MergeRow, MergesAnswer } from '../../domain/api/persons/merge-api.ts';
import { ApiError } from '../../sync/api-client.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import { freshness, type PageView } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { mergeTexts } from '../../ui/texts/authority/merges.ts';
import { mergeTable } from './merge-columns.ts';
import './merge-panel.ts';
import './merge-request.ts';

/** The view in which a merge is asked for; it has no count. */
const askView = 'ask';
const partedView = 'parted';

/**
 * Records of persons that were merged, and those parted again; two records are found and a merge is asked for. What waits is decided on
 * among all approvals. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-merges-page')
export class MergesPage extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      sc-merge-request {
        display: block;
        max-width: 40rem;
      }
    `,
  ];

  readonly #texts = new Texts(this, mergeTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<MergesAnswer> | null = null;

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.merges());
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer, fault } = feed;
    const isAsked = this.#asks && this.#address.one('view') === askView;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .fresh=${freshness(feed)}
      .views=${answer ? this.#views(answer) : []}
    >
      ${
        this.#asks && !isAsked
          ? html`<a slot="action" class="button" name="ask" href="#merges?view=${askView}">${t.ask}</a>`
          : nothing
      }
      ${this.#action.render()}
      ${
        isAsked
          ? html`<sc-merge-request
              .client=${this.client}
              @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
            ></sc-merge-request>`
          : answer
            ? this.#list(answer)
            : fault
              ? nothing
              : html`<p class="soft">${t.loading}</p>`
      }
    </sc-page>`;
  }

  get #asks(): boolean {
    return this.may('merge.ask');
  }

  #views({ merges }: MergesAnswer): PageView[] {
    const { t } = this.#texts;
    return [
      { id: '', text: t.inForce, count: inView(merges, false).length },
      { id: partedView, text: t.parted, count: inView(merges, true).length },
    ];
  }

  #list({ merges }: MergesAnswer) {
    const isParted = this.#address.one('view') === partedView;
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table
          .spec=${mergeTable(isParted, language())}
          .rows=${inView(merges, isParted)}
        ></sc-data-table>
      </section>
      <div slot="panel">${this.#panel(merges)}</div>
    </sc-list-detail>`;
  }

  #panel(merges: readonly MergeRow[]) {
    const open = this.#address.one(openName);
    const draw = (row: MergeRow) =>
      html`<sc-merge-panel
        .client=${this.client}
        .row=${row}
        ?asks=${this.#asks}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-merge-panel>`;
    return panelOf(
      open,
      merges.find(({ id }) => id === open),
      this.#texts.t,
      draw,
    );
  }

  /** Says why a person was not found, or nothing was asked for. */
  async #failed(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiError)) throw fault;
    const { t } = this.#texts;
    await this.#action.run(() => Promise.reject(fault), {
      faults: {
        'not-allowed': t.same,
        overtaken: t.overtaken,
        'not-found': t.tooOld,
        'too-many': t.tooMany,
      },
      after: () => this.#feed!.changed(),
    });
  }
}

function inView(rows: readonly MergeRow[], isParted: boolean): MergeRow[] {
  return rows.filter(({ undoneAt }) => undoneAt > 0 === isParted);
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-merges-page': MergesPage;
  }
}
