import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PaperPassAnswer } from '../../domain/api/api.ts';
import { paperIdHash } from '../../credentials/pass/paper-hash.ts';
import { CustodyRefused } from '../../credentials/signed/custody-verifier.ts';
import type { DeskPerson, GuardiansAnswer } from '../../domain/api/persons/desk-api.ts';
import type { ReadDocument } from './card-reader.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import {
  deskFindForm,
  deskRegisterForm,
  withdrawReasons,
  type IdentityProof,
  type WithdrawReason,
} from '../../domain/person/desk-forms.ts';
import { isResidentId } from '../../domain/person/resident-id.ts';
import { machinePorts } from '../../serial/ports/machine-ports.ts';
import type { PortSource } from '../../serial/ports/serial-port.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/paper-card.ts';
import '../../ui/district/privacy-notice.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import '../../ui/kit/form/data-form.ts';
import { clientContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { deskTexts, withdrawReasonTexts } from '../../ui/texts/authority/desk/desk.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import './card-reader.ts';
import './desk-guardians.ts';
import './desk-requests.ts';
import './desk-rosters.ts';
import { deskFindWords, deskRegisterWords } from './desk-words.ts';
import { wordsOf } from '../custody/custody-state.ts';
import { knownCharter } from '../custody/known-charter.ts';
import './roster-import.ts';
import { sealPerson } from './seal-person.ts';

/**
 * One person after another at a desk: found by the number on their document, registered where they are not known, given or taken a pass
 * on paper, helped with a lost phone. Nothing of a person is in the address, and nothing stays when the next one comes. Fires `refused`
 * (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-desk-page')
export class DeskPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      section {
        max-width: 40rem;
        display: grid;
        gap: 14px;
      }
      .action-said:has(p) {
        margin-bottom: var(--gap);
      }
      section + p {
        margin-top: var(--gap);
      }
      .name {
        font-size: 1.5rem;
        font-weight: 600;
        margin: 0;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: fit-content(65%) minmax(0, 1fr);
        gap: 4px 14px;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  /** Where ports come from; null where the browser has none. */
  @property({ attribute: false }) ports: PortSource | null = machinePorts();
  @state() private person: DeskPerson | null = null;
  /** The number that nobody has, for who is to be registered. */
  @state() private unknown: string | null = null;
  @state() private left: number | null = null;
  @state() private paper: PaperPassAnswer | null = null;
  /** Why nobody can be sealed, and so registered. */
  @state() private sealFault = '';
  /** The root that this browser knows, as people compare it; '' until it was looked at. */
  @state() private root = '';
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, deskTexts);
  readonly #action = new Action(this);
  /** The number on the document of who stands there, for the hash on a pass on paper. */
  #number = '';
  /** The card on the reader, until the next person comes. */
  #card: ReadDocument | null = null;
  /** As it was given with the number. */
  #birth: number | undefined;

  override firstUpdated(): void {
    void this.#lookAtRoot();
  }

  /** Which root identities are sealed under is to be seen before anybody is registered. Without a network it is looked at when it is needed. */
  async #lookAtRoot(): Promise<void> {
    try {
      const answer = await this.client.charter();
      await knownCharter(answer);
      this.root = await wordsOf(answer.root.point);
    } catch (fault) {
      if (fault instanceof CustodyRefused) this.#refused(fault);
    }
  }

  #refused({ reason }: CustodyRefused): void {
    const { t } = this.#texts;
    this.sealFault = reason === 'root' ? t.otherRoot : reason === 'older' ? t.olderCharter : t.noKey;
  }

  override render() {
    const { t } = this.#texts;
    if (this.paper)
      return html`<sc-paper-card
        .paper=${this.paper}
        @close=${() => {
          this.paper = null;
        }}
      ></sc-paper-card>`;
    return html`<sc-page heading=${t.title} definition=${t.definition}>
      ${this.#action.render()}
      ${this.person ? this.#found(this.person) : this.unknown === null ? this.#find() : this.#register(this.unknown)}
      ${this.left === null ? nothing : html`<p class="soft">${t.left(count(this.left, language()))}</p>`}
      ${this.person || this.unknown !== null ? nothing : html`<sc-roster-import .client=${this.client}></sc-roster-import>`}
      <sc-confirm></sc-confirm>
    </sc-page>`;
  }

  #find() {
    const { t } = this.#texts;
    return html`<section class="card">
      <h2>${t.findHeading}</h2>
      <sc-form
        name="find"
        .form=${deskFindForm}
        .words=${deskFindWords[language()]}
        .send=${this.#look}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      ></sc-form>
      <sc-card-reader
        .ports=${this.ports}
        @card=${({ detail }: CustomEvent<ReadDocument>) => void this.#laid(detail)}
      ></sc-card-reader>
      ${this.root ? html`<p class="soft root">${t.root} <code>${this.root}</code></p>` : nothing}
      ${this.sealFault ? html`<p class="fault" role="alert">${this.sealFault}</p>` : nothing}
    </section>`;
  }

  #register(idNumber: string) {
    const { t } = this.#texts;
    return html`<section class="card">
      <h2>${t.registerHeading}</h2>
      <p role="status">${t.nobody}</p>
      ${this.sealFault ? html`<p class="fault" role="alert">${this.sealFault}</p>` : nothing}
      <p>${t.readOut}</p>
      <sc-privacy-notice purpose="record"></sc-privacy-notice>
      <sc-form
        name="register"
        .form=${deskRegisterForm}
        .words=${deskRegisterWords[language()]}
        .values=${{ idNumber, birth: this.#birth, proof: proofOf(idNumber), ...this.#ofCard(idNumber) }}
        .send=${this.#store}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      >
        <button slot="actions" type="button" class="quiet" @click=${() => this.#next()}>${t.next}</button>
      </sc-form>
    </section>`;
  }

  #found(person: DeskPerson) {
    const { t } = this.#texts;
    const { busy } = this.#action;
    return html`<section class="card">
      <h2>${t.personHeading}</h2>
      <p class="name">${person.maskedName}</p>
      <p>${t.compare}</p>
      <dl>
        <dt>${t.papers}</dt>
        <dd>${count(person.papers, language())}</dd>
        <dt>${t.account}</dt>
        <dd>${person.hasAccount ? t.hasAccount : t.noAccount}</dd>
      </dl>
      <div class="acts">
        <button name="print" type="button" aria-disabled=${busy} @click=${() => void this.#print(person)}>
          ${t.print}
        </button>
        ${
          person.papers > 0
            ? html`<button
                name="withdraw"
                type="button"
                class="quiet"
                @click=${() => void this.#withdraw(person)}
              >
                ${t.withdraw}
              </button>`
            : nothing
        }
        ${
          person.hasAccount
            ? html`<button
                name="lost-phone"
                type="button"
                class="quiet"
                @click=${() => void this.#endSignIns(person)}
              >
                ${t.lostPhone}
              </button>`
            : nothing
        }
        <button name="next" type="button" class="quiet" @click=${() => this.#next()}>${t.next}</button>
      </div>
      <sc-privacy-notice purpose="paper"></sc-privacy-notice>
      <sc-desk-guardians
        .client=${this.client}
        .person=${person}
        @changed=${({ detail: { guardians, consented } }: CustomEvent<GuardiansAnswer>) =>
          (this.person = { ...person, guardians, consented })}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      ></sc-desk-guardians>
      <sc-desk-rosters
        .client=${this.client}
        .handle=${person.handle}
        .idNumber=${this.#number}
      ></sc-desk-rosters>
      <sc-desk-requests
        .client=${this.client}
        .person=${person}
        .idNumber=${this.#number}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      ></sc-desk-requests>
    </section>`;
  }

  readonly #look = async ({ idNumber, birth }: FormValues<typeof deskFindForm>): Promise<void> => {
    const { person, left } = await this.client.deskFind({ idNumber, ...(birth !== undefined && { birth }) });
    this.#birth = birth;
    this.left = left;
    this.person = person;
    this.unknown = person ? null : idNumber;
    this.#number = idNumber;
  };

  /** A card was laid down: whose it is is looked for at once, and what it says is there if they are to be registered. */
  async #laid(card: ReadDocument): Promise<void> {
    this.#card = card;
    await this.#action.run(() => this.#look({ idNumber: card.number, ...bornOf(card) }), {
      said: () => '',
      faults: { 'too-many': this.#texts.t.tooMany },
    });
  }

  /** Name and address on the card that was laid down, where it is this number's. */
  #ofCard(idNumber: string): { name?: string; address?: string } {
    if (this.#card?.number !== idNumber) return {};
    const { name, address = '' } = this.#card;
    return { name, ...(address !== '' && { address }) };
  }

  readonly #store = async (given: FormValues<typeof deskRegisterForm>): Promise<void> => {
    const { idNumber, birth, phone, proof } = given;
    let closed: Awaited<ReturnType<typeof sealPerson>>;
    try {
      closed = await sealPerson(await this.client.charter(), given);
    } catch (fault) {
      if (!(fault instanceof CustodyRefused)) throw fault;
      this.#refused(fault);
      return;
    }
    const { person, isNew } = await this.client.deskRegister({
      ...closed,
      idNumber,
      ...(birth !== undefined && { birth }),
      ...(phone !== undefined && { phone }),
      proof,
    });
    this.#number = idNumber;
    this.person = person;
    this.unknown = null;
    await this.#action.run(async () => undefined, {
      said: () => (isNew ? this.#texts.t.registered : this.#texts.t.known),
    });
  };

  async #print(person: DeskPerson): Promise<void> {
    const { t } = this.#texts;
    await this.#action.run(
      async () => {
        const { passId, begun } = await this.client.deskBeginPaper({ handle: person.handle });
        const idHash = await paperIdHash(passId, this.#number);
        this.paper = await this.client.deskPaper({ begun, idHash });
        this.person = { ...person, papers: person.papers + 1 };
      },
      {
        said: () => '',
        faults: { 'too-many': t.paperTooMany, 'not-found': t.gone, withdrawn: t.guardianFirst },
      },
    );
  }

  async #withdraw(person: DeskPerson): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.withdrawTitle(count(person.papers, language())),
      verb: t.withdrawVerb,
      object: person.maskedName,
      effect: t.withdrawEffect,
      reasons: withdrawReasons.map((value) => ({ value, text: withdrawReasonTexts[language()][value] })),
      faults: { 'not-found': t.gone },
      act: async ({ reason }) => {
        const { handle } = person;
        const { withdrawn } = await this.client.deskWithdraw({ handle, reason: reason as WithdrawReason });
        this.person = { ...person, papers: 0 };
        void this.#action.run(async () => undefined, {
          said: () => t.withdrawn(count(withdrawn, language())),
        });
      },
    });
  }

  async #endSignIns(person: DeskPerson): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.lostPhoneTitle,
      verb: t.lostPhoneVerb,
      object: person.maskedName,
      effect: t.lostPhoneEffect,
      faults: { 'not-found': t.gone },
      act: async () => {
        const { passes } = await this.client.deskLostPhone({ handle: person.handle });
        void this.#action.run(async () => undefined, {
          said: () => t.lostPhoneDone(count(passes, language())),
        });
      },
    });
  }

  #next(): void {
    this.person = null;
    this.unknown = null;
    this.sealFault = '';
    this.#number = '';
    this.#card = null;
    this.#birth = undefined;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('sc-form[name=find]')?.focus(),
    );
  }

  #failed(fault: unknown): void {
    const { t } = this.#texts;
    void this.#action.run(() => Promise.reject(fault), {
      faults: { 'too-many': t.tooMany, withdrawn: t.guardianFirst, key: t.noKey, overtaken: t.keyChanged },
    });
  }
}

/** When somebody was born, where the number does not say it. */
const bornOf = ({ number, birth }: ReadDocument): { birth?: number } =>
  birth > 0 && !isResidentId(number) ? { birth } : {};

/** What a number most likely stands on. A travel document's alone has a dot. */
const proofOf = (idNumber: string): IdentityProof => (idNumber.includes('.') ? 'travel-document' : 'id-card');

declare global {
  interface HTMLElementTagNameMap {
    'sc-desk-page': DeskPage;
  }
}
