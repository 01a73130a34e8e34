import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { InvitationAnswer, OwnRosterRow } from '../../domain/api/gate/roster-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { invitationCodeForm, joinRosterForm } from '../../domain/roster/roster-forms.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/privacy-notice.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { placeName } from '../../ui/language/place-names.ts';
import { ownRosterTexts } from '../../ui/texts/citizen/rosters.ts';
import { consentWayTexts, removedByTexts, rosterTermsText } from '../../ui/texts/common/rosters.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

function words(of: Language) {
  const t = ownRosterTexts[of];
  const code = { label: t.code, help: t.codeHelp, problems: { 'invitation-code': t.codeWrong } };
  return { submit: t.look, busy: t.looking, fields: { code } };
}
const codeWords = declareFormWords(invitationCodeForm, words('zh-CN'), words('en'));

function joinTexts(of: Language) {
  const t = ownRosterTexts[of];
  const idNumber = { label: t.idNumber, help: t.idNumberHelp };
  return { submit: t.agree, busy: t.joining, fields: { idNumber } };
}
const joinWords = declareFormWords(joinRosterForm, joinTexts('zh-CN'), joinTexts('en'));

/** What an address that an invitation's QR code holds ends with, before the code. */
const invitationMark = '#roster=';

/**
 * On which sites' rosters the person shown stands; joining one with its one-time code, after what it means was read, and leaving. Loaded
 * when it is opened; nothing of it is stored on the phone.
 */
@customElement('sc-own-rosters')
export class OwnRosters extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        margin-top: 8px;
      }
      ul.entries {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .entries li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li .soft {
        font-size: 0.875rem;
      }
      button {
        justify-self: start;
      }
      .offer {
        display: grid;
        gap: 10px;
        padding: 12px;
        border: 2px solid var(--accent);
        border-radius: var(--radius);
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The person's handle; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  /** The ID number that this phone keeps of the person; undefined where it keeps none. */
  @property() idNumber: string | undefined;
  @state() private rosters: readonly OwnRosterRow[] | null = null;
  @state() private failed = false;
  @state() private offer: { code: string; asks: InvitationAnswer } | null = null;
  /** What stands in the form at first: the code of a link that was opened. */
  @state() private typed: { code?: string } = {};
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, ownRosterTexts);
  readonly #action = new Action(this);
  /** What stands in the form at first, when the person joins: to be seen, and to be taken out. */
  #kept: { idNumber?: string } = {};
  /** Tells an answer from one of a person who is no longer shown. */
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!location.hash.startsWith(invitationMark)) return;
    this.typed = { code: location.hash.slice(invitationMark.length, invitationMark.length + 20) };
    // Used or not, it is not to be there when the page is loaded anew.
    history.replaceState(history.state, '', location.pathname + location.search);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('person') && !changed.has('client')) return;
    this.rosters = null;
    this.offer = null;
    this.#action.clear();
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    return html`<p class="soft">${t.intro}</p>
      ${this.#list()} ${this.#action.render()}
      ${
        this.offer
          ? this.#consent(this.offer)
          : html`<sc-form
              small
              .form=${invitationCodeForm}
              .words=${codeWords[language()]}
              .values=${this.typed}
              .send=${this.#look}
              @fault=${({ detail }: CustomEvent<unknown>) => this.#said(detail)}
            ></sc-form>`
      }
      <sc-confirm></sc-confirm>`;
  }

  #list() {
    const { t } = this.#texts;
    if (this.failed)
      return html`<p class="fault" role="alert">${t.notLoaded}</p>
        <button type="button" class="quiet" name="again" @click=${() => void this.#read()}>
          ${t.again}
        </button>`;
    if (!this.rosters) return html`<p class="soft" role="status">${t.loading}</p>`;
    if (this.rosters.length === 0) return html`<p role="status">${t.none}</p>`;
    return html`<ul class="entries">
      ${this.rosters.map((row) => this.#row(row))}
    </ul>`;
  }

  #row(row: OwnRosterRow) {
    const { t } = this.#texts;
    const { siteName, siteNameEn, added, consent, heldBy, removed, removedBy } = row;
    const of = language();
    return html`<li>
      <strong>${placeName(siteName, siteNameEn)}</strong>
      <span>${rosterTermsText(row, of)}</span>
      <span class="soft">${t.since(dateTime(added, of), consentWayTexts[of][consent])}</span>
      ${heldBy ? html`<span class="soft">${t.heldBy(heldBy)}</span>` : nothing}
      ${
        removed === 0
          ? html`<button type="button" class="quiet" name="leave" @click=${() => void this.#leave(row)}>
              ${t.leave}
            </button>`
          : html`<span class="soft"
              >${removedBy ? t.over(dateTime(removed, of), removedByTexts[of][removedBy]) : nothing} ·
              ${this.#told(row)}</span
            >`
      }
    </li>`;
  }

  #told({ told }: OwnRosterRow): string {
    const { t } = this.#texts;
    if (!told || told.of === 0) return t.toldNone;
    return t.told(count(told.know, language()), count(told.of, language()));
  }

  #consent({ code, asks }: { code: string; asks: InvitationAnswer }) {
    const { t } = this.#texts;
    return html`<section class="offer" tabindex="-1">
      <p><strong>${placeName(asks.siteName, asks.siteNameEn)}</strong> ${t.asks}</p>
      <p>${rosterTermsText(asks, language())}</p>
      <sc-privacy-notice purpose="membership"></sc-privacy-notice>
      <sc-form
        small
        name="join"
        .form=${joinRosterForm}
        .words=${joinWords[language()]}
        .values=${this.#kept}
        .send=${(given: FormValues<typeof joinRosterForm>) => this.#join(code, given)}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#said(detail)}
      >
        <button slot="actions" type="button" class="quiet" name="decline" @click=${() => (this.offer = null)}>
          ${t.cancel}
        </button>
      </sc-form>
    </section>`;
  }

  get #whose(): { person?: string } {
    return this.person === undefined ? {} : { person: this.person };
  }

  readonly #look = async ({ code }: FormValues<typeof invitationCodeForm>): Promise<void> => {
    this.#action.clear();
    const asks = await this.client.lookAtInvitation({ code });
    this.typed = {};
    this.#kept = this.idNumber === undefined ? {} : { idNumber: this.idNumber };
    this.offer = { code, asks };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.offer')?.focus();
  };

  async #join(code: string, { idNumber }: FormValues<typeof joinRosterForm>): Promise<void> {
    const { t } = this.#texts;
    this.#action.clear();
    const number = idNumber === undefined ? {} : { idNumber };
    const { rosters } = await this.client.joinRoster({ ...this.#whose, code, ...number });
    this.rosters = rosters;
    this.offer = null;
    await this.#action.run(async () => undefined, { said: () => t.joined });
  }

  async #leave(row: OwnRosterRow): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.leaveTitle,
      verb: t.leaveVerb,
      object: placeName(row.siteName, row.siteNameEn),
      effect: t.leaveEffect,
      faults: { 'not-found': t.gone },
      act: async () => {
        const { rosters } = await this.client.leaveRoster({ ...this.#whose, entry: row.number });
        this.rosters = rosters;
        void this.#action.run(async () => undefined, { said: () => t.left });
      },
    });
  }

  #said(fault: unknown): void {
    const { t } = this.#texts;
    void this.#action.run(() => Promise.reject(fault), {
      faults: {
        'pairing-code': t.wrong,
        overtaken: t.already,
        'too-many': t.full,
        'not-allowed': t.notTheirs,
      },
    });
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    this.failed = false;
    try {
      const { rosters } = await this.client.ownRosters(this.#whose);
      if (turn === this.#turn) this.rosters = rosters;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (turn === this.#turn) this.failed = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-rosters': OwnRosters;
  }
}
