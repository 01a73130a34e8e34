import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { Texts } from '../../ui/language/languages.ts';
import '../../ui/session/demo-logins.ts';
import '../../ui/session/sign-in-form.ts';
import type { SignInDetail } from '../../ui/session/sign-in-form.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** Few have been asked for a code when the page opens. Where the server no longer has the script, the page is loaded anew. */
function loadCodeForm(): void {
  import('./code-form.ts').catch(() => location.reload());
}

/** Signs staff in. Fires `signed-in` when the client holds a token. */
@customElement('sc-sign-in-page')
export class SignInPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: var(--gap);
        padding: clamp(16px, 8vh, 96px) var(--gap);
      }
      .card,
      sc-demo-logins {
        width: min(100%, 26.25rem);
      }
      .card {
        padding: 24px;
      }
      .soft {
        margin-top: 6px;
      }
      .ended {
        margin-top: 10px;
        padding: 8px 12px;
        border-radius: 10px;
        background: var(--yellow);
        color: var(--yellow-ink);
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** True when a session ended without the person's doing. */
  @property({ type: Boolean }) ended = false;
  @state() private busy = false;
  @state() private fault: ApiError['code'] | null = null;
  /** The password was right, and the account is locked or has ended. */
  @state() private locked = false;
  /** Whose password was right while the second factor is asked for; in this page's memory alone. */
  @state() private known: SignInDetail | null = null;
  /** What a passkey would sign, as the server asked. */
  @state() private asked = '';
  @state() private codeFault: 'wrong' | 'tooMany' | null = null;
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    if (this.known)
      return html`<section class="card">
        <sc-code-form
          ?busy=${this.busy}
          .fault=${this.codeFault}
          .asked=${this.asked}
          @code=${({ detail }: CustomEvent<string>) => void this.#enter(this.known!, detail)}
          @back=${() => (this.known = null)}
        ></sc-code-form>
      </section>`;
    return html`
      <section class="card">
        <sc-sign-in-form ?busy=${this.busy} .fault=${this.fault} @sign-in=${this.#signIn}>
          <div>
            <h1>${t.signInHeading}</h1>
            <p class="soft">${t.signInHint}</p>
            ${this.locked ? html`<p class="ended" role="alert">${t.accountLocked}</p>` : nothing}
            ${this.ended && !this.fault && !this.locked ? html`<p class="ended" role="status">${t.sessionEnded}</p>` : nothing}
          </div>
        </sc-sign-in-form>
      </section>
      <sc-demo-logins face="authority" @sign-in=${this.#signIn}></sc-demo-logins>
    `;
  }

  #signIn({ detail }: CustomEvent<SignInDetail>): Promise<void> {
    return this.#enter(detail);
  }

  /** @param code of the second factor, once it was asked for */
  async #enter(given: SignInDetail, code = ''): Promise<void> {
    this.busy = true;
    this.fault = null;
    this.codeFault = null;
    this.locked = false;
    try {
      await this.client.signIn('staff', given.email, given.password, code);
      this.dispatchEvent(new Event('signed-in'));
    } catch (error) {
      await this.#failed(error, given);
    } finally {
      this.busy = false;
    }
  }

  /** What was asked is used up by a try: a passkey signs something else at the next one. */
  async #askAnew({ email, password }: SignInDetail): Promise<void> {
    this.asked = '';
    try {
      await this.client.signIn('staff', email, password);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'second-factor') this.asked = error.reason ?? '';
    }
  }

  async #failed(error: unknown, given: SignInDetail): Promise<void> {
    const { code, reason } =
      error instanceof ApiError ? error : { code: 'server' as const, reason: undefined };
    if (code === 'second-factor' && reason !== 'missing') {
      loadCodeForm();
      if (reason === 'wrong') {
        this.codeFault = 'wrong';
        if (this.asked) await this.#askAnew(given);
      } else this.asked = reason ?? '';
      this.known = given;
    } else if (code === 'too-many' && this.known) this.codeFault = 'tooMany';
    else {
      this.known = null;
      this.locked = code === 'not-allowed' && reason !== undefined;
      this.fault = this.locked ? null : code;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sign-in-page': SignInPage;
  }
}
