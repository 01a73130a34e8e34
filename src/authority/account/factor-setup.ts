import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { factorCodeForm } from '../../domain/access/staff-forms.ts';
import { groupedCode } from '../../domain/access/staff-account.ts';
import type { FactorBegun } from '../../domain/access/second-factor.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/qr-code.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { factorTexts } from '../../ui/texts/authority/accounts/second-factor.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

function words(in_: Language) {
  const t = factorTexts[in_];
  const problems = { missing: t.form, factor: t.form, long: t.form, wrong: t.wrong };
  return { submit: t.confirm, busy: t.confirming, fields: { code: { label: t.code, problems } } };
}
const formWords = declareFormWords(factorCodeForm, words('zh-CN'), words('en'));

/**
 * Sets up one's own second factor: a secret for the app, a code of it, recovery codes. Fires `renewed` when the client holds another token,
 * and `secured` when the recovery codes are kept.
 */
@customElement('sc-factor-setup')
export class FactorSetup extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      /* A view of its own, as the sign-in is. */
      :host(:not([optional])) {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        padding: clamp(16px, 8vh, 96px) var(--gap);
      }
      :host(:not([optional])) section {
        padding: 24px;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        justify-items: start;
        width: min(100%, 30rem);
      }
      sc-qr-code {
        width: min(100%, 15rem);
      }
      sc-form {
        width: 100%;
      }
      code {
        font-size: 1.125rem;
        font-weight: 700;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        columns: 2 10rem;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      @media print {
        button {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** True where it may be left for later. */
  @property({ type: Boolean }) optional = false;
  @state() private begun: FactorBegun | null = null;
  @state() private recovery: readonly string[] = [];
  readonly #texts = new Texts(this, factorTexts);
  readonly #action = new Action(this);

  override render() {
    const { t } = this.#texts;
    const { begun, recovery } = this;
    const heading = recovery.length > 0 ? t.recoveryHeading : t.heading;
    return html`<section class="card">
      ${this.optional ? html`<h2>${heading}</h2>` : html`<h1>${heading}</h1>`} ${this.#action.render()}
      ${recovery.length > 0 ? this.#codes() : begun ? this.#secret(begun) : this.#intro()}
    </section>`;
  }

  #intro() {
    return html`<p>${this.optional ? this.#texts.t.optional : this.#texts.t.why}</p>
      <button
        type="button"
        name="begin"
        aria-disabled=${this.#action.busy}
        @click=${() => void this.#begin()}
      >
        ${this.#texts.t.begin}
      </button>`;
  }

  #secret({ secret, address }: FactorBegun) {
    const { t } = this.#texts;
    return html`<p>${t.scan}</p>
      <sc-qr-code snap .text=${address} label=${t.qr}></sc-qr-code>
      <p>${t.secret} <code>${groupedCode(secret)}</code></p>
      <p>${t.enter}</p>
      <sc-form
        small
        .form=${factorCodeForm}
        .words=${formWords[language()]}
        .send=${this.#confirm}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-form>`;
  }

  #codes() {
    const { t } = this.#texts;
    return html`<p>${t.recoveryHint}</p>
      <ul>
        ${this.recovery.map((code) => html`<li><code>${groupedCode(code)}</code></li>`)}
      </ul>
      <div class="acts">
        <button type="button" name="kept" @click=${() => this.dispatchEvent(new Event('secured'))}>
          ${t.kept}
        </button>
        <button type="button" class="quiet" name="print" @click=${() => print()}>${t.print}</button>
      </div>`;
  }

  async #begin(): Promise<void> {
    await this.#action.run(
      async () => {
        this.begun = await this.client.beginFactor();
      },
      { said: () => '' },
    );
  }

  readonly #confirm = async ({ code }: FormValues<typeof factorCodeForm>): Promise<void> => {
    const { recovery, token } = await this.client.confirmFactor({ code });
    this.client.token = token;
    this.recovery = recovery;
    this.dispatchEvent(new Event('renewed'));
  };

  async #failed(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiError)) throw fault;
    if (fault.code === 'second-factor')
      this.renderRoot.querySelector<DataForm>('sc-form')!.showProblems([{ path: 'code', problem: 'wrong' }]);
    else
      await this.#action.run(() => Promise.reject(fault), { faults: { 'too-many': this.#texts.t.tooMany } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-factor-setup': FactorSetup;
  }
}
