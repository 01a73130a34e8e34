import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shortestPassword } from '../../domain/access/account.ts';
import { joinForm } from '../../domain/access/staff-forms.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { privacyNotice } from '../../ui/district/notice-later.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { joinTexts } from '../../ui/texts/authority/accounts/join.ts';
import { passwordTexts } from '../../ui/texts/common/password.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

function words(language: Language) {
  const t = joinTexts[language];
  const p = passwordTexts[language];
  const { long, common, pattern, own } = p;
  const short = p.short(shortestPassword.staff);
  return {
    submit: t.set,
    busy: t.setting,
    fields: {
      code: { label: t.code, problems: { invitation: t.wrongForm, long: t.wrongForm, used: t.wrongCode } },
      second: {
        label: t.second,
        problems: {
          invitation: t.wrongForm,
          long: t.wrongForm,
          missing: t.secondMissing,
          used: t.secondWrong,
        },
      },
      password: { label: t.password, problems: { short, long, common, pattern, own } },
      again: { label: t.again, problems: { different: p.different } },
    },
  };
}
const formWords = declareFormWords(joinForm, words('zh-CN'), words('en'));

/** An invited person sets their password. Fires `signed-in` when the client holds a token. */
@customElement('sc-join-page')
export class JoinPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        padding: clamp(16px, 8vh, 96px) var(--gap);
      }
      .card {
        width: min(100%, 26.25rem);
        display: grid;
        gap: 14px;
        padding: 24px;
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  readonly #texts = new Texts(this, joinTexts);
  readonly #action = new Action(this);

  override render() {
    const { t } = this.#texts;
    return html`<section class="card">
      <h1>${t.heading}</h1>
      <p class="soft">${t.hint(shortestPassword.staff)}</p>
      ${this.#action.render(true)}
      <sc-form
        small
        .form=${joinForm}
        .words=${formWords[language()]}
        .send=${this.#join}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-form>
      ${privacyNotice('staff')}
      <a href="#">${t.toSignIn}</a>
    </section>`;
  }

  readonly #join = async ({ code, second, password }: FormValues<typeof joinForm>): Promise<void> => {
    const { email } = await this.client.joinStaff({ code, password, ...(second && { second }) });
    this.#form.reset();
    const isIn = await this.#action.run(() => this.client.signIn('staff', email, password).then(() => true), {
      said: () => '',
      faults: { 'not-allowed': this.#texts.t.signInYourself, offline: this.#texts.t.signInYourself },
    });
    if (!isIn) return;
    location.hash = '';
    this.dispatchEvent(new Event('signed-in'));
  };

  get #form(): DataForm {
    return this.renderRoot.querySelector('sc-form')!;
  }

  async #failed(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiError)) throw fault;
    if (fault.code === 'not-found') this.#form.showProblems([{ path: 'code', problem: 'used' }]);
    else if (fault.code === 'password' && fault.reason)
      this.#form.showProblems([{ path: 'password', problem: fault.reason }]);
    else await this.#action.run(() => Promise.reject(fault));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-join-page': JoinPage;
  }
}
