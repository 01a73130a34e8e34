import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { PersonRequestRow, PersonRequestsAnswer } from '../../domain/api/persons/request-api.ts';
import { ApiError } from '../../sync/api-client.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { freshness } from '../../ui/kit/shell/page-shell.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { personRequestTexts } from '../../ui/texts/authority/desk/requests.ts';
import { isWaiting, requestTable } from './request-columns.ts';
import './request-panel.ts';

/**
 * What people ask about themselves, by its promised time: reviews of colours, and corrections. Decided here; another colour waits among all
 * approvals besides. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-requests-page')
export class RequestsPage extends StaffElement {
  readonly #texts = new Texts(this, personRequestTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<PersonRequestsAnswer> | null = null;

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.personRequests());
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer, fault } = feed;
    const waiting = answer?.requests.filter(isWaiting).length ?? 0;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .fresh=${freshness(feed)}
      .views=${
        answer
          ? [
              { id: '', text: t.waiting, count: waiting },
              { id: 'done', text: t.done, count: answer.requests.length - waiting },
            ]
          : []
      }
    >
      ${this.#action.render()}
      ${answer ? this.#list(answer) : fault ? nothing : html`<p class="soft">${t.loading}</p>`}
    </sc-page>`;
  }

  #list({ requests, now }: PersonRequestsAnswer) {
    const isDone = this.#address.one('view') === 'done';
    const open = this.#address.one(openName);
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table
          .spec=${requestTable(!isDone, language(), now)}
          .rows=${requests.filter((row) => isWaiting(row) !== isDone)}
        ></sc-data-table>
      </section>
      <div slot="panel">
        ${panelOf(
          open,
          requests.find(({ id }) => String(id) === open),
          this.#texts.t,
          (row: PersonRequestRow) =>
            html`<sc-request-panel
              .client=${this.client}
              .row=${row}
              .now=${now}
              @decided=${({ detail }: CustomEvent<string>) => void this.#decided(detail)}
              @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
            ></sc-request-panel>`,
        )}
      </div>
    </sc-list-detail>`;
  }

  async #decided(outcome: string): Promise<void> {
    const { t } = this.#texts;
    await this.#action.run(async () => undefined, {
      said: () => (outcome === 'change' ? t.saidSecond : t.said),
      after: () => this.#feed!.changed(),
    });
  }

  async #failed(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiError)) throw fault;
    const { t } = this.#texts;
    await this.#action.run(() => Promise.reject(fault), {
      faults: { overtaken: t.overtaken, 'not-allowed': t.notAllowed, 'not-found': t.gone },
      after: () => this.#feed!.changed(),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-requests-page': RequestsPage;
  }
}
