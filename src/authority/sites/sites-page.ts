import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ListRequest } from '../../domain/api/list-api.ts';
import type { SiteAnswer, SiteRow, SitesAnswer } from '../../domain/api/site-api.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { hasRight } from '../../domain/access/rights.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import { clientContext, staffContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import type { DataTable } from '../../ui/kit/table/data-table.ts';
import '../../ui/kit/table/list-detail.ts';
import { dayOptions } from '../../ui/kit/table/day-filter.ts';
import { listRequest, openName } from '../../ui/kit/table/table-query.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { siteListTexts } from '../../ui/texts/authority/sites.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { sitesTable, type DayFilter } from './site-columns.ts';
import './site-panel.ts';

/**
 * All sites of the district. Fires `refused` (detail: the ApiError) when the server does not let this person see them.
 */
@customElement('sc-sites-page')
export class SitesPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      .action-said p {
        margin-bottom: 8px;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @state() private now: number | null = null;
  @state() private subdistricts: SitesAnswer['subdistricts'] = [];
  @state() private detail: SiteAnswer | null = null;
  @state() private detailFault: ApiError | null = null;
  @query('sc-data-table') private table!: DataTable<SiteRow>;
  readonly #texts = new Texts(this, siteListTexts);
  readonly #action = new Action(this, { faults: () => ({ 'too-many': this.#texts.t.tooMuchWork }) });
  readonly #address = new PageAddress(this);
  #spec: { of: SitesAnswer['subdistricts']; days: string; in: Language; spec: TableSpec<SiteRow> } | null =
    null;
  #detailOf = '';

  override willUpdate(): void {
    const open = this.#address.one(openName);
    if (open === this.#detailOf) return;
    this.#detailOf = open;
    this.detailFault = null;
    if (this.detail && String(this.detail.row.site) !== open) this.detail = null;
    if (open) void this.#read(open);
  }

  override render() {
    const { t } = this.#texts;
    return html`<sc-page heading=${t.title} definition=${t.definition} .asOf=${this.now}>
      ${this.#action.render()}
      <sc-list-detail label=${t.panel}>
        <section class="card">
          <sc-data-table
            .spec=${this.#table()}
            .ask=${this.#ask}
            ?exporting=${this.#action.busy}
            @export=${() => this.#export()}
            @refused=${({ detail }: CustomEvent<ApiError>) => this.#refuse(detail)}
          ></sc-data-table>
        </section>
        <div slot="panel">${this.#panel()}</div>
      </sc-list-detail>
    </sc-page>`;
  }

  #panel() {
    const { t } = this.#texts;
    if (this.detail)
      return html`<sc-site-panel
        .site=${this.detail}
        .client=${this.client}
        ?maySet=${hasRight(this.staff?.roles ?? [], 'gate.settings')}
      ></sc-site-panel>`;
    const { detailFault: fault } = this;
    if (!fault) return this.#detailOf ? html`<p class="soft">${t.loading}</p>` : nothing;
    return html`<section class="card">
      <h2>${t.panel}</h2>
      <p class="fault">${fault.code === 'not-found' ? t.notFound : t.notRead}</p>
    </section>`;
  }

  /** Made anew only where its words change: the table keeps what it has for as long. */
  #table(): TableSpec<SiteRow> {
    const today = localDay(this.now ?? Date.now());
    const options = (id: DayFilter) => dayOptions(today, this.#address.all(id));
    const byDay = {
      scansOn: options('scansOn'),
      visitsOn: options('visitsOn'),
      emergenciesOn: options('emergenciesOn'),
    };
    const days = JSON.stringify(byDay);
    const { subdistricts } = this;
    if (this.#spec?.of !== subdistricts || this.#spec.days !== days || this.#spec.in !== language())
      this.#spec = {
        of: subdistricts,
        days,
        in: language(),
        spec: sitesTable(subdistricts, byDay, language()),
      };
    return this.#spec.spec;
  }

  readonly #ask = async (request: ListRequest): Promise<SitesAnswer> => {
    const answer = await this.client.sites(request);
    this.now = answer.now;
    if (JSON.stringify(answer.subdistricts) !== JSON.stringify(this.subdistricts))
      this.subdistricts = answer.subdistricts;
    return answer;
  };

  async #read(open: string): Promise<void> {
    try {
      const detail = await this.client.site(Number(open));
      if (this.#detailOf === open) this.detail = detail;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (this.#detailOf === open) this.detailFault = fault;
    }
  }

  /** A district has more sites than a page can wait for: the server makes the file, which then lies in the tray "Work". */
  #export(): void {
    const request = listRequest(this.table.query);
    const asked = { kind: 'export', list: 'sites', language: language(), request } as const;
    void this.#action.run(() => this.client.askWork(asked), { said: () => this.#texts.t.exportBegun });
  }

  #refuse(fault: ApiError): void {
    this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sites-page': SitesPage;
  }
}
