import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { passkeyForm } from '../../domain/access/staff-forms.ts';
import type { PasskeyRow } from '../../domain/api/passkey-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { passkeyTexts } from '../../ui/texts/authority/accounts/passkeys.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { hasPasskeys, makePasskey } from './passkey-browser.ts';

function words(in_: Language) {
  const t = passkeyTexts[in_];
  const problems = { missing: t.form, factor: t.form, long: t.form, wrong: t.wrong };
  return {
    submit: t.add,
    busy: t.adding,
    fields: { name: { label: t.name }, code: { label: t.code, problems } },
  };
}
const formWords = declareFormWords(passkeyForm, words('zh-CN'), words('en'));

/** One's own passkeys: listed, added, removed. Fires `spent` when a code was, which may have been one of recovery. */
@customElement('sc-own-passkeys')
export class OwnPasskeys extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
        margin-bottom: var(--gap);
        overflow-wrap: anywhere;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      ul {
        display: grid;
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        justify-content: space-between;
      }
      sc-form {
        max-width: 30rem;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private passkeys: readonly PasskeyRow[] | null = null;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, passkeyTexts);
  readonly #action = new Action(this);

  override firstUpdated(): void {
    void this.#action.run(() => this.#read(), { said: () => '' });
  }

  override render() {
    const { t } = this.#texts;
    const { passkeys } = this;
    return html`<section class="card">
        <h2>${t.heading}</h2>
        <p class="soft">${t.hint}</p>
        ${this.#action.render()}
        ${
          passkeys === null
            ? nothing
            : passkeys.length === 0
              ? html`<p>${t.none}</p>`
              : html`<ul>
                  ${passkeys.map((row) => this.#row(row))}
                </ul>`
        }
        ${
          hasPasskeys()
            ? html`<sc-form
                small
                .form=${passkeyForm}
                .words=${formWords[language()]}
                .send=${this.#add}
                @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
              ></sc-form>`
            : html`<p role="status">${t.unable}</p>`
        }
      </section>
      <sc-confirm></sc-confirm>`;
  }

  #row({ id, name, madeAt, usedAt }: PasskeyRow) {
    const { t } = this.#texts;
    const at = (time: number) => (time > 0 ? dateTime(time, language()) : t.never);
    return html`<li data-id=${id}>
      <span><b>${name}</b><br /><span class="soft">${t.row(at(madeAt), at(usedAt))}</span></span>
      <button type="button" class="quiet" name="remove" @click=${() => void this.#remove(id, name)}>
        ${t.remove}
      </button>
    </li>`;
  }

  async #read(): Promise<void> {
    ({ passkeys: this.passkeys } = await this.client.passkeys());
  }

  readonly #add = async ({ name, code }: FormValues<typeof passkeyForm>): Promise<void> => {
    const { t } = this.#texts;
    const begun = await this.client.beginPasskey({ code });
    // It may have been a recovery code: one fewer is left.
    this.dispatchEvent(new Event('spent'));
    let made: Awaited<ReturnType<typeof makePasskey>> | null = null;
    try {
      made = await makePasskey(begun, name);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
    if (made) await this.client.addPasskey(made);
    this.#form?.reset();
    await this.#read();
    await this.#action.run(async () => undefined, { said: () => (made ? t.added : t.notMade) });
  };

  async #remove(id: string, name: string): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.removeTitle(name),
      verb: t.remove,
      object: name,
      effect: t.removeEffect,
      faults: { 'not-found': t.gone },
      act: async () => {
        await this.client.removePasskey({ id });
      },
    });
    await this.#action.run(() => this.#read(), { said: () => '' });
  }

  get #form(): DataForm | null {
    return this.renderRoot.querySelector('sc-form');
  }

  async #failed(fault: unknown): Promise<void> {
    const { t } = this.#texts;
    if (fault instanceof ApiError && fault.code === 'second-factor')
      this.#form?.showProblems([{ path: 'code', problem: 'wrong' }]);
    else
      await this.#action.run(() => Promise.reject(fault as Error), {
        faults: { key: t.refused, 'too-many': t.tooMany },
      });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-passkeys': OwnPasskeys;
  }
}
