import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ApiError } from '../sync/api-client.ts';
import { Texts } from './languages.ts';
import { signInTexts } from './texts/sign-in.ts';
import { controls, theme } from './theme.ts';

/** What a `sign-in` event carries. */
export interface SignInDetail {
  email: string;
  password: string;
}

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
        display: block;
      }
      form {
        display: grid;
        gap: var(--gap);
      }
      input {
        font-weight: 400;
      }
      .fault {
        padding: 10px 12px;
        border: 2px solid currentColor;
        border-radius: 10px;
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
  /** What the form itself found wanting before it asked anybody. */
  @state() private missing: 'email' | 'password' | null = null;
  @query('input[name=email]') private emailInput!: HTMLInputElement;
  @query('input[name=password]') private passwordInput!: HTMLInputElement;
  readonly #texts = new Texts(this, signInTexts);

  override render() {
    const { t } = this.#texts;
    const text = this.#faultText();
    const bad = (field: 'email' | 'password') => this.missing === field || this.fault === 'sign-in';
    return html`
      <form novalidate @submit=${this.#submit}>
        <slot></slot>
        <label>
          ${t.email}
          <input
            name="email"
            type="email"
            inputmode="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            required
            aria-invalid=${bad('email')}
            aria-describedby="fault"
          />
        </label>
        <label>
          ${t.password}
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            aria-invalid=${bad('password')}
            aria-describedby="fault"
          />
        </label>
        <p id="fault" class="fault" role="alert">${text ?? nothing}</p>
        <button type="submit" ?disabled=${this.busy}>${this.busy ? t.signingIn : t.signIn}</button>
      </form>
    `;
  }

  #faultText(): string | null {
    const { t } = this.#texts;
    if (this.busy) return null;
    if (this.missing) return this.missing === 'email' ? t.emailMissing : t.passwordMissing;
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

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const email = this.emailInput.value.trim();
    const password = this.passwordInput.value;
    this.missing = !/^\S+@\S+$/.test(email) ? 'email' : password === '' ? 'password' : null;
    if (this.missing) {
      (this.missing === 'email' ? this.emailInput : this.passwordInput).focus();
      return;
    }
    this.dispatchEvent(
      new CustomEvent<SignInDetail>('sign-in', {
        detail: { email, password },
        bubbles: true,
        composed: true,
      }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sign-in-form': SignInForm;
  }
}
