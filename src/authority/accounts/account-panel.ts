import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { staffGrantForm } from '../../domain/access/staff-forms.ts';
import type { StaffGrant, StaffRow } from '../../domain/access/staff-account.ts';
import '../../ui/kit/form/data-form.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/form/rare-fields.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { roleWords } from '../../ui/language/role-words.ts';
import { accountTexts } from '../../ui/texts/authority/accounts/accounts.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { atText, grantWords, scopeText, stateText, type Subdistricts } from './account-words.ts';

export type AccountAct = 'invite' | 'second-code' | 'factor-reset' | 'sign-out' | 'lock' | 'unlock' | 'end';

/**
 * One account: what it may do and where, and what an administrator does about it. Fires `act` (detail: AccountAct) and `fault` (detail of
 * the form's).
 */
@customElement('sc-account-panel')
export class AccountPanel extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      .official {
        padding: 8px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) row!: StaffRow;
  @property({ attribute: false }) subdistricts: Subdistricts = [];
  @property({ type: Boolean }) busy = false;
  /** Sends what the form holds. */
  @property({ attribute: false }) send: (grant: StaffGrant) => Promise<void> = () => Promise.resolve();
  readonly #texts = new Texts(this, accountTexts);
  #form = staffGrantForm([]);
  #values: StaffGrant = { name: '', number: '', roles: [] };

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('row') && !changed.has('subdistricts')) return;
    this.#form = staffGrantForm(this.#known.map(({ name }) => name));
    const { name, number, roles, subdistricts } = this.row;
    // The same object while nothing has changed: the form keeps what is typed.
    const values = { name, number, roles, subdistricts };
    if (JSON.stringify(values) !== JSON.stringify(this.#values)) this.#values = values;
  }

  /** The form, where there is one. */
  get form(): DataForm | null {
    return this.renderRoot.querySelector('sc-form');
  }

  override render() {
    const { t } = this.#texts;
    const { row } = this;
    const isFixed = row.mine || row.state === 'ended';
    return html`<section class="card" data-id=${row.id}>
      <h2>${row.name}</h2>
      <p>${row.email} · ${row.number ? t.numberOf(row.number) : html`<b>${t.numberNone}</b>`}</p>
      <p>
        <b>${stateText(row, language())}</b
        >${row.since > 0 ? html` · ${atText(row.since, language())}` : nothing}
      </p>
      <p class="soft">
        ${t.usedAndMade(
          row.lastUsed > 0 ? dateTime(row.lastUsed, language()) : t.never,
          dateTime(row.madeAt, language()),
        )}
      </p>
      ${
        row.state === 'invited' || row.invitedUntil > 0
          ? html`<p>
              ${row.invitedUntil > 0 ? t.invitedUntil(dateTime(row.invitedUntil, language())) : t.invitedNone}
            </p>`
          : nothing
      }
      ${
        row.secondCode
          ? html`<p>
              ${{ given: t.secondGiven, mine: t.secondMine, others: t.secondOthers }[row.secondCode]}
            </p>`
          : nothing
      }
      <p>${row.factorSince > 0 ? t.factorSince(dateTime(row.factorSince, language())) : t.factorNone}</p>
      ${row.waits.map((kind) => html`<p>${kind === 'account-invite' ? t.waitsInvite : t.waitsReset}</p>`)}
      ${row.leaveUntil > 0 ? html`<p>${t.leave(dateTime(row.leaveUntil, language()))}</p>` : nothing}
      ${row.official ? html`<p class="official">${t.official(row.official)}</p>` : nothing}
      ${row.mine ? html`<p class="own">${t.own}</p>` : nothing}
      ${
        isFixed
          ? html`<p>${roleWords(row.roles)} · ${scopeText(row, this.subdistricts, language())}</p>`
          : html`${this.#grant()}${this.#acts(row)}`
      }
    </section>`;
  }

  /** Also those that the account has and no site is in any more. */
  get #known(): Subdistricts {
    const others = this.row.subdistricts.filter((its) => !this.subdistricts.some(({ name }) => name === its));
    return [...this.subdistricts, ...others.map((name) => ({ name, nameEn: '' }))];
  }

  #grant() {
    const words = (in_: 'zh-CN' | 'en') => ({
      submit: accountTexts[in_].save,
      busy: accountTexts[in_].saving,
      fields: grantWords(this.#known, in_),
    });
    return html`<sc-form
      small
      .form=${this.#form}
      .words=${declareFormWords(this.#form, words('zh-CN'), words('en'))[language()]}
      .values=${this.#values}
      .send=${this.send}
      @fault=${({ detail }: CustomEvent<unknown>) =>
        this.dispatchEvent(new CustomEvent<unknown>('fault', { detail }))}
    ></sc-form>`;
  }

  #acts({ state, factorSince, secondCode }: StaffRow) {
    const { t } = this.#texts;
    const names: Record<AccountAct, string> = {
      invite: t.invite,
      'second-code': t.secondCode,
      'sign-out': t.signOut,
      'factor-reset': t.factorReset,
      lock: t.lock,
      unlock: t.unlock,
      end: t.end,
    };
    const reset: AccountAct[] = factorSince > 0 ? ['factor-reset'] : [];
    const second: AccountAct[] = secondCode === 'mine' || secondCode === 'given' ? ['second-code'] : [];
    const offered: AccountAct[] =
      state === 'locked'
        ? ['unlock', ...reset, 'end']
        : [...second, 'invite', ...reset, 'sign-out', 'lock', 'end'];
    return html`<div class="acts">
      ${offered.map(
        (act) =>
          html`<button
            type="button"
            class="quiet"
            name=${act}
            aria-disabled=${this.busy}
            @click=${() => this.dispatchEvent(new CustomEvent<AccountAct>('act', { detail: act }))}
          >
            ${names[act]}
          </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-account-panel': AccountPanel;
  }
}
