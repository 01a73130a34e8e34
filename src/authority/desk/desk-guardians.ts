import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskGuardian, DeskPerson, GuardiansAnswer } from '../../domain/api/persons/desk-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { guardianForm } from '../../domain/person/guardian-form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/privacy-notice.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { deskTexts } from '../../ui/texts/authority/desk/desk.ts';
import {
  guardianBasisTexts,
  guardianRelationTexts,
  guardianTexts,
} from '../../ui/texts/authority/desk/guardians.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

function words(of: Language) {
  const t = guardianTexts[of];
  const { before: _never, ...bases } = guardianBasisTexts[of];
  return {
    submit: t.send,
    busy: t.sending,
    fields: {
      idNumber: { label: t.idNumber, help: t.idHelp, problems: { young: t.young } },
      relation: { label: t.relation, choices: guardianRelationTexts[of] },
      basis: { label: t.basis, choices: bases },
    },
  };
}
const formWords = declareFormWords(guardianForm, words('zh-CN'), words('en'));

/**
 * Who stands for the person at the desk: entered with what proves it, ended. Fires `changed` (CustomEvent of a GuardiansAnswer), and `fault`
 * (CustomEvent of an ApiError) for what it has no words for.
 */
@customElement('sc-desk-guardians')
export class DeskGuardians extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      h3,
      p {
        margin: 0;
      }
      h3 {
        font-size: 1.0625rem;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 6px 0;
        border-block-start: 1px solid var(--line);
      }
      .minor {
        padding: 8px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) person!: DeskPerson;
  @state() private adding = false;
  /** What was done, or could not be. */
  @state() private said = '';
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, guardianTexts);
  readonly #desk = new Texts(this, deskTexts);

  override render() {
    const { t } = this.#texts;
    const { guardians, isMinor, consented } = this.person;
    return html`<h3>${t.heading}</h3>
      ${isMinor && !consented ? html`<p class="minor">${t.minor}</p>` : nothing}
      ${
        guardians.length === 0
          ? html`<p class="soft">${consented ? t.consented : t.none}</p>`
          : html`<ul>
              ${guardians.map((each) => this.#guardian(each))}
            </ul>`
      }
      <p role="status">${this.said}</p>
      ${
        this.adding
          ? this.#form()
          : html`<button type="button" class="quiet" name="add-guardian" @click=${() => this.#open()}>
              ${t.add}
            </button>`
      }
      <sc-confirm></sc-confirm>`;
  }

  #guardian(each: DeskGuardian) {
    const { t } = this.#texts;
    const { maskedName, relation, basis, since } = each;
    return html`<li>
      <b>${maskedName || t.nameless}</b>
      <span>${guardianRelationTexts[language()][relation]} · ${guardianBasisTexts[language()][basis]}</span>
      ${since > 0 ? html`<span class="soft">${t.since(dateTime(since, language()))}</span>` : nothing}
      <button type="button" class="quiet" name="end-guardian" @click=${() => void this.#end(each)}>
        ${t.end}
      </button>
    </li>`;
  }

  #open(): void {
    this.said = '';
    this.adding = true;
  }

  #form() {
    const { t } = this.#texts;
    return html`<p class="soft">${t.addHint}</p>
      <sc-privacy-notice purpose="guardian"></sc-privacy-notice>
      <sc-form
        name="guardian"
        .form=${guardianForm}
        .words=${formWords[language()]}
        .values=${usual}
        .send=${this.#add}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      >
        <button slot="actions" type="button" class="quiet" @click=${() => (this.adding = false)}>
          ${t.cancel}
        </button>
      </sc-form>`;
  }

  readonly #add = async (given: FormValues<typeof guardianForm>): Promise<void> => {
    const { t } = this.#texts;
    const answer = await this.client.addGuardian({ handle: this.person.handle, ...given });
    this.adding = false;
    this.#changed(answer, answer.onPhone ? t.added : t.addedNoPhone);
  };

  async #end({ id, maskedName }: DeskGuardian): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.endTitle,
      verb: t.end,
      object: `${this.person.maskedName} · ${maskedName || t.nameless}`,
      effect: t.endEffect,
      faults: { overtaken: t.overtaken, 'not-found': this.#desk.t.gone },
      act: async () => {
        this.#changed(await this.client.endGuardian({ handle: this.person.handle, id }), t.ended);
      },
    });
  }

  #changed(answer: GuardiansAnswer, said: string): void {
    this.said = said;
    this.dispatchEvent(new CustomEvent<GuardiansAnswer>('changed', { detail: answer }));
  }

  #failed(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    if (fault.code === 'not-found') this.said = this.#texts.t.notFound;
    else this.dispatchEvent(new CustomEvent<ApiError>('fault', { detail: fault }));
  }
}

const usual = { relation: 'child' as const };

declare global {
  interface HTMLElementTagNameMap {
    'sc-desk-guardians': DeskGuardians;
  }
}
