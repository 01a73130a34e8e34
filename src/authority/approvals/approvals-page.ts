import { html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Approval, ApprovalsAnswer } from '../../domain/access/approval.ts';
import type { ApiError } from '../../sync/api-client.ts';
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
import { Texts, language } from '../../ui/language/languages.ts';
import { approvalTexts } from '../../ui/texts/authority/approvals.ts';
import { approvalKey, approvalTable } from './approval-columns.ts';
import './approval-panel.ts';
import type { ApprovalAct } from './approval-panel.ts';
import {
  approvalCount,
  approvalEffect,
  approvalFacts,
  approvalTitle,
  approvalTold,
} from './approval-words.ts';

/**
 * What waits for a second official, from every desk, and what became of the latest others. Fires `refused` (CustomEvent of an
 * ApiError) when the server no longer knows the session.
 */
@customElement('sc-approvals-page')
export class ApprovalsPage extends StaffElement {
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, approvalTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<ApprovalsAnswer> | null = null;

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.approvals(), {
      onFault: (fault) => this.#failed(fault),
    });
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer, fault } = feed;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .fresh=${freshness(feed)}
      .views=${answer ? this.#views(answer) : []}
    >
      ${this.#action.render()}
      ${answer ? this.#list(answer) : fault ? nothing : html`<p class="soft">${t.loading}</p>`}
      <sc-confirm></sc-confirm>
    </sc-page>`;
  }

  #views({ approvals }: ApprovalsAnswer): PageView[] {
    const { t } = this.#texts;
    const waiting = approvals.filter(({ state }) => state === 'waiting').length;
    return [
      { id: '', text: t.waiting, count: waiting },
      { id: 'past', text: t.past, count: approvals.length - waiting },
    ];
  }

  #list({ approvals, now }: ApprovalsAnswer) {
    const waits = this.#address.one('view') !== 'past';
    const rows = approvals.filter(({ state }) => (state === 'waiting') === waits);
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table .spec=${approvalTable(waits, now, language())} .rows=${rows}></sc-data-table>
      </section>
      <div slot="panel">${this.#panel(approvals, now)}</div>
    </sc-list-detail>`;
  }

  #panel(approvals: readonly Approval[], now: number) {
    const open = this.#address.one(openName);
    const row = approvals.find((each) => approvalKey(each) === open);
    const draw = (approval: Approval) =>
      html`<sc-approval-panel
        .approval=${approval}
        now=${now}
        ?busy=${this.#action.busy}
        @act=${({ detail }: CustomEvent<ApprovalAct>) => void this.#ask(approval, detail)}
      ></sc-approval-panel>`;
    return panelOf(open, row, this.#texts.t, draw);
  }

  async #ask(row: Approval, act: ApprovalAct): Promise<void> {
    const { t } = this.#texts;
    const title = approvalTitle(row);
    const told = act === 'confirm' ? approvalTold(row) : '';
    const isDone = await this.confirm.ask({
      title: t.titleOf(t[act], title),
      verb: t[act],
      object: approvalFacts(row).join(language() === 'en' ? '; ' : '；'),
      effect: act === 'confirm' ? [t.sureConfirm, approvalEffect(row)].filter(Boolean).join(' ') : '',
      ...(told && { told }),
      count: act === 'confirm' ? approvalCount(row) : 1,
      faults: { 'not-allowed': t.notAllowed, 'not-found': t.notFound },
      act: () => this.#send(row, act),
    });
    this.#feed!.changed();
    if (isDone) await this.#action.run(async () => undefined, { said: () => t.saidDone(t[act], title) });
  }

  #send({ id, subject: { kind } }: Approval, act: ApprovalAct): Promise<object> {
    if (act === 'withdraw') return this.client.withdrawApproval({ id });
    return this.client.decideApproval({ kind, id, confirm: act === 'confirm' });
  }

  #failed(fault: ApiError): void {
    if (fault.code === 'sign-in') this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-approvals-page': ApprovalsPage;
  }
}
