import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { signInForm } from '../../domain/access/account-forms.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import type { ApiError } from '../../sync/api-client.ts';
import '../kit/form/data-form.ts';
import { declareFormWords } from '../kit/form/form-words.ts';
import { Texts, language } from '../language/languages.ts';
import { followLeftSignIns, leftSignIns } from './left-sign-ins.ts';
import { signInTexts } from '../texts/common/sign-in.ts';
import { controls, theme } from '../theme/theme.ts';

/** What a `sign-in` event carries. */
export type SignInDetail = FormValues<typeof signInForm>;

function words(t: (typeof signInTexts)['en']) {
  return {
    submit: t.signIn,
    busy: t.signingIn,
    fields: {
      email: { label: t.email, problems: { missing: t.emailMissing, email: t.emailMissing } },
      password: { label: t.password, problems: { missing: t.passwordMissing } },
    },
  };
}
const formWords = declareFormWords(signInForm, words(signInTexts['zh-CN']), words(signInTexts.en));

/**
 * Asks for e-mail and password and says what went wrong in words. It signs nobody in: the face listens to `sign-in`
 * (a CustomEvent<SignInDetail> that bubbles through shadow roots), calls the server, and sets `busy` and `fault`.
 * What stands in its slot is drawn above the fields.
 */
@customElement('sc-sign-in-form')
export class SignInForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }
      .fault {
        padding: 10px 12px;
        border: 2px solid currentColor;
        border-radius: 10px;
      }
      .left {
        padding: 8px 12px;
        border-radius: 10px;
        background: var(--yellow);
        color: var(--yellow-ink);
      }
      .fault:empty {
        display: none;
      }
    `,
  ];

  /** True while the server is asked. */
  @property({ type: Boolean }) busy = false;
  /** Why the last attempt failed: the code of the ApiError; null when there was none. */
  @property() fault: ApiError['code'] | null = null;
  readonly #texts = new Texts(this, signInTexts);
  #unfollow: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unfollow = followLeftSignIns(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
  }

  override render() {
    return html`<sc-form
      small
      .form=${signInForm}
      .words=${formWords[language()]}
      .send=${this.#signIn}
      ?waiting=${this.busy}
    >
      <slot></slot>
      ${leftSignIns() > 0 ? html`<p class="left" role="status">${this.#texts.t.left}</p>` : nothing}
      <p class="fault" role="alert">${this.#faultText() ?? nothing}</p>
    </sc-form>`;
  }

  #faultText(): string | null {
    const { t } = this.#texts;
    if (this.busy) return null;
    switch (this.fault) {
      case null:
        return null;
      case 'sign-in':
        return t.wrong;
      case 'offline':
        return t.offline;
      case 'too-many':
        return t.tooMany;
      case 'not-allowed':
        return t.notAllowed;
      default:
        return t.server;
    }
  }

  readonly #signIn = async (detail: SignInDetail): Promise<void> => {
    this.dispatchEvent(new CustomEvent<SignInDetail>('sign-in', { detail, bubbles: true, composed: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sign-in-form': SignInForm;
  }
}
