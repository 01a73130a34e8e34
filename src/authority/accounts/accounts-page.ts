import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { staffAddForm } from '../../domain/access/staff-forms.ts';
import {
  endReasons,
  grantSeen,
  isInUse,
  type EndReason,
  type InvitationAnswer,
  type StaffAccountsAnswer,
  type StaffAddRequest,
  type StaffGrant,
  type StaffRow,
} from '../../domain/access/staff-account.ts';
import { approvalMs } from '../../domain/access/approval.ts';
import { shortestPurpose } from '../../domain/policy/override.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import type { Given } from '../../ui/kit/action/question.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import { FormGuard } from '../../ui/kit/form/form-guard.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/form/rare-fields.ts';
import { clientContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { roleWords } from '../../ui/language/role-words.ts';
import { accountTexts, endReasonTexts } from '../../ui/texts/authority/accounts/accounts.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { accountTable } from './account-columns.ts';
import './account-invitation.ts';
import './account-panel.ts';
import type { AccountAct, AccountPanel } from './account-panel.ts';
import { grantWords } from './account-words.ts';

/** The view in which an account is made; it has no count. */
const addView = 'add';

/** The accounts of the staff. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session. */
@customElement('sc-accounts-page')
export class AccountsPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      .action-said:has(p) {
        margin-bottom: var(--gap);
      }
      .add {
        max-width: 44rem;
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @state() private answer: StaffAccountsAnswer | null = null;
  @state() private invitation: { given: InvitationAnswer; name: string } | null = null;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, accountTexts);
  readonly #address = new PageAddress(this);
  readonly #reading = new Action(this, { how: 'read' });
  readonly #action = new Action(this, {
    faults: () => ({
      'not-allowed': this.#texts.t.notAllowed,
      'not-allowed alone': this.#texts.t.alone,
      overtaken: this.#texts.t.overtaken,
    }),
  });
  readonly #guard = new FormGuard(this, () => this.#forms());

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const { answer, invitation } = this;
    const isAdded = this.#address.one('view') === addView;
    const ended = answer?.accounts.filter((row) => row.state === 'ended').length ?? 0;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .asOf=${answer?.now ?? null}
      .views=${
        answer
          ? [
              { id: '', text: t.open, count: answer.accounts.length - ended },
              { id: 'ended', text: t.ended, count: ended },
            ]
          : []
      }
    >
      ${
        isAdded
          ? nothing
          : html`<a slot="action" class="button" name="add" href="#accounts?view=${addView}">${t.add}</a>`
      }
      ${this.#action.render()} ${this.#reading.render()}
      ${
        invitation
          ? html`<sc-account-invitation
              .invitation=${invitation.given}
              name=${invitation.name}
              @done=${() => (this.invitation = null)}
            ></sc-account-invitation>`
          : nothing
      }
      ${answer ? (isAdded ? this.#add(answer) : this.#list(answer)) : nothing}
      <sc-confirm></sc-confirm>
      ${this.#guard.render()}
    </sc-page>`;
  }

  #forms(): DataForm[] {
    const inPanel = this.renderRoot.querySelector<AccountPanel>('sc-account-panel')?.form;
    return [...this.renderRoot.querySelectorAll('sc-form'), ...(inPanel ? [inPanel] : [])];
  }

  #add({ subdistricts }: StaffAccountsAnswer) {
    const { t } = this.#texts;
    const form = staffAddForm(subdistricts.map(({ name }) => name));
    const words = (in_: Language) => ({
      submit: accountTexts[in_].addNow,
      busy: accountTexts[in_].adding,
      fields: {
        email: { label: accountTexts[in_].email, problems: { taken: accountTexts[in_].taken } },
        ...grantWords(subdistricts, in_),
      },
    });
    return html`<section class="card add">
      <h2>${t.addHeading}</h2>
      <p class="soft">${t.addHint}</p>
      <sc-form
        .form=${form}
        .words=${declareFormWords(form, words('zh-CN'), words('en'))[language()]}
        .send=${this.#added}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-form>
    </section>`;
  }

  #list({ accounts, subdistricts, now }: StaffAccountsAnswer) {
    const isEnded = this.#address.one('view') === 'ended';
    const rows = accounts.filter(({ state: its }) => (its === 'ended') === isEnded);
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table
          .spec=${accountTable(isEnded, subdistricts, now, language())}
          .rows=${rows}
        ></sc-data-table>
      </section>
      <div slot="panel">${this.#panel(accounts, subdistricts)}</div>
    </sc-list-detail>`;
  }

  #panel(accounts: readonly StaffRow[], subdistricts: StaffAccountsAnswer['subdistricts']) {
    const { t } = this.#texts;
    const open = this.#address.one(openName);
    if (!open) return nothing;
    const row = accounts.find(({ id }) => id === open);
    if (!row)
      return html`<section class="card">
        <h2>${t.panel}</h2>
        <p class="fault">${t.gone}</p>
      </section>`;
    return html`<sc-account-panel
      .row=${row}
      .subdistricts=${subdistricts}
      ?busy=${this.#action.busy}
      .send=${(grant: StaffGrant) => this.#change(row, grant)}
      @act=${({ detail }: CustomEvent<AccountAct>) => void this.#ask(row, detail)}
      @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
    ></sc-account-panel>`;
  }

  async #read(): Promise<void> {
    await this.#reading.run(
      async () => {
        this.answer = await this.client.staffAccounts();
      },
      { said: () => '' },
    );
  }

  readonly #added = async (given: StaffAddRequest): Promise<void> => {
    const made = await this.client.addStaff(given);
    this.invitation = { given: made, name: given.name };
    for (const form of this.#forms()) form.reset();
    this.#address.set({ view: null, [openName]: made.id });
    await this.#read();
  };

  async #change(row: StaffRow, grant: StaffGrant): Promise<void> {
    const given = await this.client.changeStaff({ id: row.id, ...grant, seen: grantSeen(row) });
    if ('code' in given) this.invitation = { given, name: row.name };
    await this.#read();
    await this.#action.run(async () => undefined, { said: () => this.#texts.t.savedWords });
  }

  async #ask(row: StaffRow, act: AccountAct): Promise<void> {
    const { t } = this.#texts;
    const { id, name } = row;
    const byTwo = act === 'factor-reset' || (act === 'invite' && isInUse(row) && row.leaveUntil === 0);
    const words = {
      invite: {
        title: t.inviteTitle(name),
        verb: byTwo ? t.askTwo : t.invite,
        effect: byTwo ? t.twoInvite : t.inviteEffect,
      },
      'second-code': { title: t.secondTitle(name), verb: t.secondCode, effect: t.secondEffect },
      'sign-out': { title: t.signOutTitle(name), verb: t.signOut, effect: t.signOutEffect },
      'factor-reset': { title: t.factorResetTitle(name), verb: t.askTwo, effect: t.twoReset },
      lock: { title: t.lockTitle(name), verb: t.lock, effect: t.lockEffect },
      unlock: { title: t.unlockTitle(name), verb: t.unlock },
      end: { title: t.endTitle(name), verb: t.end, effect: t.endEffect },
    }[act];
    const reasons = endReasons.map((value) => ({ value, text: endReasonTexts[language()][value] }));
    let isWaiting = false;
    const isDone = await this.confirm.ask({
      ...words,
      object: [row.email, row.number && t.numberOf(row.number), roleWords(row.roles)]
        .filter(Boolean)
        .join(' · '),
      ...(act === 'end' && { reasons }),
      ...(byTwo && { takesTwo: true, words: { min: shortestPurpose, max: 200, label: t.twoReason } }),
      faults: {
        'not-allowed': t.notAllowed,
        'not-allowed alone': t.alone,
        'not-allowed own-code': t.ownCode,
        overtaken: t.overtaken,
        'not-found': t.gone,
      },
      act: async (said) => {
        const given = await this.#send(act, id, said);
        if ('code' in given) this.invitation = { given: given as InvitationAnswer, name };
        isWaiting = 'approval' in given;
        return isWaiting ? { waitsUntil: Date.now() + approvalMs } : undefined;
      },
    });
    await this.#read();
    if (isDone && !isWaiting) await this.#action.run(async () => undefined);
  }

  #send(act: AccountAct, id: string, { reason, words }: Given): Promise<object> {
    const why = words ? { reason: words } : {};
    if (act === 'end') return this.client.endStaff({ id, reason: reason as EndReason });
    if (act === 'invite') return this.client.inviteStaff({ id, ...why });
    if (act === 'second-code') return this.client.giveSecondCode({ id });
    if (act === 'factor-reset') return this.client.resetFactor({ id, ...why });
    if (act === 'lock') return this.client.lockStaff({ id });
    return act === 'unlock' ? this.client.unlockStaff({ id }) : this.client.signStaffOut({ id });
  }

  async #failed(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiError)) throw fault;
    await this.#action.run(() => Promise.reject(fault), { after: () => this.#read() });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-accounts-page': AccountsPage;
  }
}
