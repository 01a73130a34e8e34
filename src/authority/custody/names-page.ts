import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CustodyRefused } from '../../credentials/signed/custody-verifier.ts';
import type { CaseRow } from '../../domain/api/persons/case-api.ts';
import type { FoundPerson } from '../../domain/api/official-api.ts';
import { generationOfIdentity } from '../../credentials/custody/sealed-identity.ts';
import type { Identity } from '../../domain/custody/identity.ts';
import { mostNamed } from '../../domain/custody/custody-api.ts';
import { openNameForm } from '../../domain/custody/open-name-form.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { TracerKey } from '../../store/holder/tracer-key.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/form/data-form.ts';
import type { FormWords } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/picker/person-picker.ts';
import { clientContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { custodyTexts, openNameTexts } from '../../ui/texts/authority/custody.ts';
import { openingReasonTexts } from '../../ui/texts/common/opening-reasons.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { generationOf, refusedWords, verifyCustody, type CustodyView } from './custody-state.ts';
import './opened-name.ts';
import './named-list.ts';

type Asked = FormValues<ReturnType<typeof openNameForm>>;

/**
 * One person's name, opened for an open case: found by a whole number, put on record by the server, opened in this browser, masked again
 * after a minute. Nothing of it is in the address or stored. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows
 * the session.
 */
@customElement('sc-names-page')
export class NamesPage extends LitElement {
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
      .action-said:has(p),
      section.fault {
        margin-bottom: var(--gap);
      }
      section.wide {
        max-width: none;
      }
      section.gathered {
        margin-top: var(--gap);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        justify-content: space-between;
        border-block-start: 1px solid var(--line);
        padding: 4px 0;
      }
      .masked {
        margin: 0;
        font-size: 1.5rem;
        font-weight: 600;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @state() private view: CustodyView | null = null;
  @state() private cases: readonly CaseRow[] = [];
  @state() private person: FoundPerson | null = null;
  @state() private identity: Identity | null = null;
  /** Who are to be on a list with names. */
  @state() private gathered: readonly FoundPerson[] = [];
  @state() private list: { identities: Identity[]; officer: string; at: number; purpose: string } | null =
    null;
  /** What went wrong here and not with the server. */
  @state() private fault = '';
  readonly #texts = new Texts(this, openNameTexts);
  readonly #action = new Action(this);
  #own: TracerKey | null = null;

  override firstUpdated(): void {
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.identity = null;
    this.list = null;
    this.#own?.close();
    this.#own = null;
  }

  override render() {
    const { t } = this.#texts;
    return html`<sc-page heading=${t.title} definition=${t.definition}>
      ${this.#action.render()} ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${this.view ? this.#whole(this.view) : nothing}
    </sc-page>`;
  }

  #whole(view: CustodyView) {
    const { t } = this.#texts;
    const here = view.tracers.some(
      ({ tracer, state: stands }) => tracer.point === this.#own?.point && stands === 'in',
    );
    if (!here)
      return html`<section class="card">
        <p role="status">${t.noBrowser}</p>
        <p><a class="button" href="#custody">${t.toCustody}</a></p>
      </section>`;
    if (this.identity)
      return html`<section class="card">
        <h2>${this.person?.maskedName}</h2>
        <sc-opened-name .identity=${this.identity} @masked=${() => (this.identity = null)}></sc-opened-name>
      </section>`;
    if (this.list) {
      const { identities, officer, at, purpose } = this.list;
      return html`<section class="card wide">
        <sc-named-list
          .identities=${identities}
          officer=${officer}
          .at=${at}
          purpose=${purpose}
          @masked=${() => (this.list = null)}
        ></sc-named-list>
      </section>`;
    }
    return html`${this.person ? this.#open(view, this.person) : this.#find()}
    ${this.gathered.length > 0 ? this.#gatheredList(view) : nothing}`;
  }

  #find() {
    const { t } = this.#texts;
    return html`<section class="card">
      <h2>${t.findHeading}</h2>
      <sc-person-picker
        .client=${this.client}
        @picked=${({ detail }: CustomEvent<FoundPerson>) => {
          this.#action.clear();
          this.fault = '';
          this.person = detail;
        }}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-person-picker>
    </section>`;
  }

  #gatheredList(view: CustodyView) {
    const { t } = this.#texts;
    return html`<section class="card gathered">
      <h2>${t.listHeading(count(this.gathered.length, language()))}</h2>
      <ul>
        ${this.gathered.map(
          (one) =>
            html`<li>
              ${one.maskedName}
              <button
                type="button"
                class="quiet"
                name="remove"
                aria-label=${t.removeOf(one.maskedName)}
                @click=${() => (this.gathered = this.gathered.filter((each) => each !== one))}
              >
                ${t.remove}
              </button>
            </li>`,
        )}
      </ul>
      ${
        this.cases.length === 0
          ? html`<p role="status">${t.noCases}</p>`
          : html`<sc-form
              name="list"
              .form=${openNameForm(this.cases.map(({ id }) => String(id)))}
              .words=${{ ...this.#words(), submit: t.openList, busy: t.opening }}
              .values=${{ reason: 'interview', ...(this.cases.length === 1 && { case: String(this.cases[0]!.id) }) }}
              .send=${(asked: Asked) => this.#openList(view, asked)}
              @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
            ></sc-form>`
      }
    </section>`;
  }

  #open(view: CustodyView, person: FoundPerson) {
    const { t } = this.#texts;
    const other = html`<button
        slot="actions"
        type="button"
        class="quiet"
        name="other"
        @click=${() => (this.person = null)}
      >
        ${t.other}
      </button>
      ${
        this.gathered.length < mostNamed
          ? html`<button
              slot="actions"
              type="button"
              class="quiet"
              name="gather"
              @click=${() => this.#gather(person)}
            >
              ${t.gather}
            </button>`
          : nothing
      }`;
    return html`<section class="card">
      <h2>${t.openHeading}</h2>
      <p class="masked">${person.maskedName}</p>
      ${
        this.cases.length === 0
          ? html`<p role="status">${t.noCases}</p>
              ${other}`
          : html`<sc-form
              name="open"
              .form=${openNameForm(this.cases.map(({ id }) => String(id)))}
              .words=${this.#words()}
              .values=${{ reason: 'interview', ...(this.cases.length === 1 && { case: String(this.cases[0]!.id) }) }}
              .send=${(asked: Asked) => this.#openName(view, person, asked)}
              @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
              >${other}</sc-form
            >`
      }
    </section>`;
  }

  #words(): FormWords {
    const { t } = this.#texts;
    const choices = Object.fromEntries(
      this.cases.map(({ id, purpose }) => [id, t.caseOf(String(id), purpose)]),
    );
    return {
      submit: t.open,
      busy: t.opening,
      fields: {
        case: { label: t.case, choices },
        reason: { label: t.reason, choices: openingReasonTexts[language()] },
      },
    };
  }

  async #load(): Promise<void> {
    await this.#action.run(
      async () => {
        const answer = await this.client.custody();
        this.#own = await TracerKey.open(answer.account);
        try {
          this.view = await verifyCustody(answer);
        } catch (refused) {
          if (!(refused instanceof CustodyRefused)) throw refused;
          const t = custodyTexts[language()];
          this.fault = refusedWords(refused.reason, t);
          return;
        }
        const { cases } = await this.client.cases();
        this.cases = cases.filter(({ closedAt }) => closedAt === null);
      },
      { said: () => '' },
    );
  }

  async #openName(view: CustodyView, { handle }: FoundPerson, asked: Asked): Promise<void> {
    this.fault = '';
    const { person, sealed } = await this.client.openName({
      handle,
      case: Number(asked.case),
      reason: asked.reason,
    });
    try {
      this.identity = await this.#opened(view, person, sealed);
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      this.fault = this.#texts.t.notOpened;
    }
  }

  /** @throws RangeError where this browser's key does not open it */
  async #opened(view: CustodyView, person: string, sealed: string): Promise<Identity> {
    const generation = generationOfIdentity(sealed);
    const tracing = generationOf(view.charter, generation);
    const here = view.tracers.find(({ tracer }) => tracer.point === this.#own!.point);
    const held = view.answer.wrapped.find(
      (one) => one.key === here?.row.key && one.generation === generation,
    );
    if (!tracing || !held) throw new RangeError('This browser has not that generation of the key.');
    return this.#own!.openName(tracing, held.wrapped, person, sealed);
  }

  #gather(person: FoundPerson): void {
    this.gathered = [...this.gathered.filter(({ handle }) => handle !== person.handle), person];
    this.person = null;
  }

  async #openList(view: CustodyView, asked: Asked): Promise<void> {
    this.fault = '';
    const { people, officer, now } = await this.client.listNames({
      handles: this.gathered.map(({ handle }) => handle),
      case: Number(asked.case),
      reason: asked.reason,
    });
    const of = this.cases.find(({ id }) => String(id) === asked.case);
    const { t } = this.#texts;
    try {
      const identities = await Promise.all(
        people.map(({ person, sealed }) => this.#opened(view, person, sealed)),
      );
      const purpose = `${t.caseOf(asked.case, of?.purpose ?? '')} · ${openingReasonTexts[language()][asked.reason]}`;
      this.list = { identities, officer, at: now, purpose };
      this.gathered = [];
      this.person = null;
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      this.fault = t.notOpened;
    }
  }

  async #failed(fault: unknown): Promise<void> {
    const { t } = this.#texts;
    if (fault instanceof ApiError && fault.code === 'not-found') this.person = null;
    await this.#action.run(() => Promise.reject(fault as Error), {
      faults: { 'not-found': t.tooOld, 'not-allowed': t.notAllowed, 'too-many': t.tooMany, key: t.noBrowser },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-names-page': NamesPage;
  }
}
