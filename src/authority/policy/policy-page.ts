import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LimitOverride } from '../../domain/policy/limits.ts';
import type { PolicyAnswer, PolicyDraft } from '../../domain/api/policy-api.ts';
import type { Form } from '../../domain/forms/form.ts';
import {
  policyForm,
  policyValues,
  policyWith,
  problemsInForm,
} from '../../domain/policy/forms/policy-form.ts';
import { OfficialKey } from '../../store/holder/official-key.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/form-clash.ts';
import { FormDraft } from '../../ui/kit/form/form-drafts.ts';
import type { FieldView } from '../../ui/kit/form/form-fields.ts';
import { FormGuard } from '../../ui/kit/form/form-guard.ts';
import { clientContext, districtContext, type DistrictSeen } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { policyTexts } from '../../ui/texts/authority/policy.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { differenceStyle } from './difference-table.ts';
import { draftCard } from './draft-card.ts';
import { draftSource, sameBasis, type DraftSource } from './draft-source.ts';
import './limit-overrides.ts';
import type { LimitOverrides } from './limit-overrides.ts';
import { overrideListWords } from './limit-words.ts';
import { officialKeyCard } from './official-key-card.ts';
import { faultWords, tellSessionEnd } from './policy-faults.ts';
import { policyCardStyle } from './policy-page-style.ts';
import { policyGroups, policyWords } from './policy-words.ts';

/** What is said once the page shows the newest state of things. */
type Afterwards = (answer: PolicyAnswer) => string;

/**
 * The policy in force, the draft of the next one, and this official's signature under it. Two officials may be at work at one time:
 * what one changed is never lost by what the other sends. Fires `refused` (CustomEvent of an ApiError) when the server no longer
 * knows the session.
 */
@customElement('sc-policy-page')
export class PolicyPage extends LitElement {
  static override styles = [theme, controls, policyCardStyle, differenceStyle];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: districtContext, subscribe: true })
  @property({ attribute: false })
  district: DistrictSeen | null = null;
  @state() private answer: PolicyAnswer | null = null;
  /** What the form is about: the newest draft, or what is in force. */
  @state() private source: DraftSource | null = null;
  @state() private message = '';
  @state() private fault = '';
  @state() private busy = false;
  @state() private point: string | null = null;
  @query('sc-form') private form!: DataForm | null;
  @query('sc-confirm') private confirm!: Confirm;
  #spec!: Form;
  #values: object = {};
  #draft: FormDraft | null = null;
  #key: OfficialKey | null = null;
  readonly #texts = new Texts(this, policyTexts);
  readonly #guard = new FormGuard(this, () => (this.form ? [this.form] : []));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#do(async () => {
      this.#key = await OfficialKey.open();
      this.point = this.#key.point;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#key?.close();
  }

  override render() {
    const { t } = this.#texts;
    const { answer, source } = this;
    return html`
      <sc-page heading=${t.heading} definition=${t.intro} .asOf=${answer?.now ?? null}>
        <a slot="more" class="button quiet" href="#trust">${t.changeTrust}</a>
        <div class="cards">
          ${this.fault ? html`<p class="notice fault" role="alert">${this.fault}</p>` : nothing}
          ${this.message ? html`<p class="notice" role="status">${this.message}</p>` : nothing}
          ${answer && source ? this.#whole(answer, source) : this.#nothingYet()}
        </div>
      </sc-page>
      ${this.#guard.render()}
      <sc-confirm></sc-confirm>
    `;
  }

  #nothingYet() {
    const { t } = this.#texts;
    if (this.busy) return html`<p class="soft" role="status">${t.loading}</p>`;
    return html`<div class="actions">
      <button type="button" @click=${() => this.#do(async () => undefined)}>${t.again}</button>
    </div>`;
  }

  #whole(answer: PolicyAnswer, source: DraftSource) {
    const { current, draft } = answer;
    const { point, busy } = this;
    const at = (time: number) => dateTime(time, language());
    return html`
      <p>${this.#texts.t.inForce(String(current.version), at(current.issuedAt), at(current.expiresAt))}</p>
      ${officialKeyCard({
        answer,
        point,
        demo: this.district?.demo ?? false,
        make: () => this.#make(),
        adopt: () => this.#adopt(),
      })}
      ${
        draft
          ? draftCard({
              draft,
              answer,
              point,
              busy,
              sign: (official) => this.#sign(draft, official),
              withdraw: () => this.#withdraw(draft),
            })
          : nothing
      }
      ${this.#form(answer, source)}
    `;
  }

  #form(answer: PolicyAnswer, { policy, basis }: DraftSource) {
    const { t } = this.#texts;
    const { draft } = answer;
    const voids = draft?.signatures.length ?? 0;
    return html`<section class="card">
      <sc-form
        shared
        columns
        .form=${this.#spec}
        .words=${policyWords(policy.rules)}
        .groups=${policyGroups(policy.rules)}
        .values=${this.#values}
        .draft=${this.#draft}
        .editors=${{ overrides: (view: FieldView) => this.#overrides(answer, view) }}
        .listWords=${{ overrides: overrideListWords(answer.sites) }}
        .send=${this.#send}
        @typed=${() => this.requestUpdate()}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      >
        <h2>${t.change}</h2>
        <p class="soft">
          ${draft ? t.changeFrom(String(draft.version), draft.author) : t.changeCurrent(String(basis.version))}
        </p>
        ${voids > 0 ? html`<p class="fault">${t.voids(String(voids))}</p>` : nothing}
        ${this.form?.isUnsaved ? html`<p slot="actions" class="soft">${t.notInDraft}</p>` : nothing}
      </sc-form>
    </section>`;
  }

  /** Other limits are changed by a form of their own. */
  #overrides(answer: PolicyAnswer, view: FieldView) {
    return html`<sc-limit-overrides
      .overrides=${JSON.parse(String(view.typed)) as LimitOverride[]}
      .limits=${this.source!.policy.limits}
      .sites=${answer.sites}
      .places=${this.client}
      @overrides=${({ detail }: CustomEvent<LimitOverride[]>) => view.set(JSON.stringify(detail))}
    ></sc-limit-overrides>`;
  }

  /** Does something, reads the state of things anew, and says what came of it. */
  async #do(work: () => Promise<Afterwards | void>): Promise<void> {
    this.busy = true;
    let afterwards: Afterwards | void = undefined;
    let fault: unknown = null;
    try {
      afterwards = await work();
    } catch (error) {
      fault = error;
    }
    try {
      await this.#load();
    } catch (error) {
      fault = error;
    }
    if (fault !== null) this.#failed(fault);
    else this.#tell(afterwards && this.answer ? afterwards(this.answer) : '', '');
    this.busy = false;
  }

  async #load(): Promise<void> {
    const answer = await this.client.policy();
    const source = draftSource(answer);
    this.#draft ??= new FormDraft('policy', answer.account);
    if (!this.source || !sameBasis(this.source.basis, source.basis)) {
      this.source = source;
      this.#spec = policyForm(source.policy.rules);
      this.#values = policyValues(source);
    }
    this.answer = answer;
  }

  /** What was done, or what went wrong, at the top of a long page. */
  #tell(message: string, fault: string): void {
    this.message = message;
    this.fault = fault;
    if (message || fault) this.scrollIntoView({ block: 'start' });
  }

  #failed(fault: unknown): void {
    const isOvertaken = fault instanceof ApiError && fault.code === 'overtaken';
    this.#tell('', isOvertaken ? this.#texts.t.changedMeanwhile : faultWords(fault));
    tellSessionEnd(this, fault);
  }

  readonly #send = async (values: { readonly [field: string]: unknown }): Promise<void> => {
    const open = this.form!.renderRoot.querySelector<LimitOverrides>('sc-limit-overrides')?.isOpen;
    if (open) throw fieldFault([{ path: 'overrides', problem: 'open' }]);
    const { trust, basis, policy: before } = this.source!;
    try {
      await this.client.draftPolicy({ ...policyWith(before, values), trust, basis });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.fields) throw fieldFault(problemsInForm(error.fields, before.rules), error);
      // What somebody else did meanwhile is taken in first: then their values and these can be looked at side by side.
      if (error.code === 'overtaken') await this.#load().catch(() => undefined);
      throw error;
    }
    await this.#do(
      async () =>
        ({ draft }) =>
          draft ? this.#texts.t.made(String(draft.version)) : '',
    );
  };

  #make(): void {
    void this.#do(async () => void (this.point = await this.#key!.make()));
  }

  #adopt(): void {
    void this.#do(async () => {
      const { privateKey, point } = await this.client.demoOfficialKey();
      this.point = await this.#key!.adopt(privateKey, point);
    });
  }

  #sign({ id, body }: PolicyDraft, official: number): void {
    void this.#do(async () => {
      const signature = await this.#key!.sign(body);
      const { published } = await this.client.signPolicy({ draft: id, official, signature });
      return () => (published === null ? this.#texts.t.signed : this.#texts.t.published(String(published)));
    });
  }

  #withdraw({ id, version, author }: PolicyDraft): void {
    const { t } = this.#texts;
    void this.confirm.ask({
      title: t.withdraw,
      verb: t.withdraw,
      object: t.draft(String(version), author),
      effect: t.withdrawEffect,
      act: async () => {
        await this.client.withdrawDraft({ draft: id });
        await this.#do(async () => () => this.#texts.t.withdrawn);
      },
    });
  }
}

/** A refusal of fields, as the form takes it. */
function fieldFault(fields: ReturnType<typeof problemsInForm>, cause?: ApiError): ApiError {
  return new ApiError('malformed', cause?.message ?? '', cause?.status ?? 400, undefined, false, undefined, [
    ...fields,
  ]);
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-policy-page': PolicyPage;
  }
}
