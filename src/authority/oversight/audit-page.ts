import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { AuditAnswer, AuditRow, AuditStateAnswer } from '../../domain/api/audit-api.ts';
import type { ListRequest } from '../../domain/api/list-api.ts';
import type { WorkAnswer, WorkRow } from '../../domain/api/work-api.ts';
import { readDay } from '../../domain/time/typed-time.ts';
import { ApiError } from '../../sync/api-client.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import '../../ui/kit/picker/moment-field.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import '../../ui/kit/shell/page-shell.ts';
import type { PageView } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import type { DataTable } from '../../ui/kit/table/data-table.ts';
import '../../ui/kit/table/list-detail.ts';
import { openName, turnPage } from '../../ui/kit/table/table-query.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { auditTexts } from '../../ui/texts/authority/audit/audit.ts';
import './audit-chain.ts';
import { auditTable } from './audit-columns.ts';
import './audit-oddities.ts';
import { oddCount } from './audit-oddities.ts';
import './audit-panel.ts';

/** So long after the last key a typed day is taken, ms: each look at other days is on record. */
const typedMs = 600;
const dayFields = ['from', 'to'] as const;
type DayField = (typeof dayFields)[number];

/**
 * The audit log: whether its chain is whole, what is unusual in it, and its entries. Fires `refused` (detail: the ApiError) when the
 * server does not let this person see it.
 */
@customElement('sc-audit-page')
export class AuditPage extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      .action-said p,
      sc-audit-chain {
        margin-bottom: var(--gap);
      }
      .days {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 16rem));
        gap: 8px 12px;
        margin-bottom: 8px;
      }
      .looked {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        margin-top: 8px;
      }
    `,
  ];

  @state() private chain: AuditStateAnswer | null = null;
  @state() private listed: AuditAnswer | null = null;
  /** What stands in the fields of days where it is no day. */
  @state() private typed: Partial<Record<DayField, string>> = {};
  @query('sc-data-table') private table!: DataTable<AuditRow> | null;
  readonly #texts = new Texts(this, auditTexts);
  readonly #action = new Action(this, { faults: () => ({ 'too-many': this.#texts.t.tooMuchWork }) });
  readonly #address = new PageAddress(this);
  #feed: LiveFeed<WorkAnswer> | null = null;
  /** The verification that was asked for or is under way, by its number; 0 for none. */
  #running = 0;
  #spec: { of: string; spec: TableSpec<AuditRow> } | null = null;
  #officials: AuditAnswer['officials'] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#readState();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.work(), {
      onAnswer: () => this.#followWork(),
      onFault: (fault) => this.#failed(fault),
    });
  }

  get #isOdd(): boolean {
    return this.#address.one('view') === 'odd';
  }

  get #work(): WorkRow | null {
    return (
      this.#feed?.answer?.work.find(
        ({ subject, endedAt }) => subject.kind === 'audit-check' && endedAt === 0,
      ) ?? null
    );
  }

  override render() {
    const { t } = this.#texts;
    const { chain } = this;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .asOf=${chain?.now ?? null}
      .views=${this.#views()}
    >
      <button
        slot="action"
        name="verify"
        type="button"
        aria-disabled=${this.#busy}
        @click=${() => this.#verify()}
      >
        ${t.verify}
      </button>
      ${this.#action.render()}
      ${
        chain
          ? html`<sc-audit-chain .state=${chain} .work=${this.#work}></sc-audit-chain>`
          : html`<p class="soft">${t.loading}</p>`
      }
      ${this.#isOdd ? (chain ? html`<sc-audit-oddities .state=${chain}></sc-audit-oddities>` : nothing) : this.#list()}
    </sc-page>`;
  }

  get #busy(): boolean {
    return this.#action.busy || this.#work !== null;
  }

  #views(): PageView[] {
    const { t } = this.#texts;
    const odd = this.chain ? { count: oddCount(this.chain) } : {};
    return [
      { id: '', text: t.entriesView },
      { id: 'odd', text: t.odditiesView, ...odd },
    ];
  }

  #list() {
    const { t } = this.#texts;
    return html`<sc-list-detail label=${t.panel}>
      <section class="card">
        <div class="days">${dayFields.map((field) => this.#day(field))}</div>
        <sc-data-table
          .spec=${this.#table()}
          .ask=${this.#ask}
          ?exporting=${this.#action.busy}
          @export=${() => this.#export()}
          @refused=${({ detail }: CustomEvent<ApiError>) => this.#refuse(detail)}
        ></sc-data-table>
        ${this.#goOn()}
      </section>
      <div slot="panel">${this.#panel()}</div>
    </sc-list-detail>`;
  }

  #day(field: DayField) {
    const { t } = this.#texts;
    const set = this.#address.one(field);
    const typed = this.typed[field];
    return html`<sc-moment-field
      kind="day"
      name=${field}
      label=${t[field]}
      .value=${typed ?? (set ? dayText(Number(set)) : '')}
      .problem=${typed !== undefined && typed.trim() !== '' && readDay(typed) === null ? t.badDay : ''}
      @typed=${({ detail }: CustomEvent<string>) => this.#typed(field, detail)}
    ></sc-moment-field>`;
  }

  #typed(field: DayField, text: string): void {
    this.typed = { ...this.typed, [field]: text };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const name of dayFields) {
        const words = this.typed[name];
        const day = words === undefined ? null : readDay(words);
        if (words === undefined || (words.trim() !== '' && day === null)) continue;
        this.#address.set({ [name]: day === null ? null : String(day), after: null, before: null });
        const { [name]: _taken, ...others } = this.typed;
        this.typed = others;
      }
    }, typedMs);
  }

  #goOn() {
    const { t } = this.#texts;
    const to = this.listed?.lookedTo ?? null;
    if (to === null) return nothing;
    const way = this.#address.one('before') && !this.#address.one('after') ? 'before' : 'after';
    return html`<div class="looked" role="status">
      <span>${t.lookedTo(count(to, language()))}</span>
      <button
        type="button"
        class="quiet"
        name="go-on"
        @click=${() => turnPage(this.#address, way === 'after' ? { after: String(to) } : { before: String(to) })}
      >
        ${t.goOn}
      </button>
    </div>`;
  }

  #panel() {
    const { t } = this.#texts;
    const open = this.#address.one(openName);
    if (!open || !this.listed) return nothing;
    const row = this.listed.rows.find(({ seq }) => String(seq) === open);
    if (row) return html`<sc-audit-panel .row=${row}></sc-audit-panel>`;
    return html`<section class="card">
      <h2>${t.panel}</h2>
      <p class="fault">${t.gone}</p>
    </section>`;
  }

  /** Made anew only where its words change: the table keeps what it has for as long. */
  #table(): TableSpec<AuditRow> {
    const days = { from: this.#address.all('from'), to: this.#address.all('to') };
    const of = JSON.stringify([this.#officials, days, language()]);
    if (this.#spec?.of !== of) this.#spec = { of, spec: auditTable(this.#officials, days, language()) };
    return this.#spec.spec;
  }

  readonly #ask = async (request: ListRequest): Promise<AuditAnswer> => {
    const answer = await this.client.auditLog(request);
    this.#officials = answer.officials;
    this.listed = answer;
    return answer;
  };

  async #readState(): Promise<void> {
    try {
      this.chain = await this.client.auditState();
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      this.#failed(fault);
    }
  }

  #verify(): void {
    if (this.#busy) return;
    const ask = async (): Promise<void> => {
      // It may have ended before anybody asks how far it is.
      this.#running = (await this.client.askWork({ kind: 'audit-check' })).work.id;
    };
    void this.#action.run(ask, {
      said: () => this.#texts.t.verifyBegun,
      after: () => this.#feed!.changed(),
    });
  }

  /** What a verification found is read when it has ended. */
  #followWork(): void {
    const asked = this.#feed?.answer?.work.find(({ id }) => id === this.#running);
    if (asked && asked.endedAt > 0) {
      this.#running = 0;
      void this.#readState();
      void this.table?.refresh();
    }
    if (this.#running === 0) this.#running = this.#work?.id ?? 0;
    this.requestUpdate();
  }

  /** The whole log, whatever the filters: only so can it be verified elsewhere. */
  #export(): void {
    const asked = { kind: 'export', list: 'audit', language: language() } as const;
    void this.#action.run(() => this.client.askWork(asked), { said: () => this.#texts.t.exportBegun });
  }

  #failed(fault: ApiError): void {
    if (fault.code === 'sign-in' || fault.code === 'not-allowed') this.#refuse(fault);
  }

  #refuse(fault: ApiError): void {
    this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-audit-page': AuditPage;
  }
}
