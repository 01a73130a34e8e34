import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { Texts } from '../ui/languages.ts';
import '../ui/demo-logins.ts';
import '../ui/sign-in-form.ts';
import type { SignInDetail } from '../ui/sign-in-form.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { controls, theme } from '../ui/theme.ts';

/** Signs staff in. Fires `signed-in` when the client holds a token. */
@customElement('sc-sign-in-page')
export class SignInPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--gap);
        padding: clamp(16px, 8vh, 96px) var(--gap);
      }
      .card,
      sc-demo-logins {
        width: min(100%, 420px);
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
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      <section class="card">
        <sc-sign-in-form ?busy=${this.busy} .fault=${this.fault} @sign-in=${this.#signIn}>
          <div>
            <h1>${t.signInHeading}</h1>
            <p class="soft">${t.signInHint}</p>
            ${this.ended && !this.fault ? html`<p class="ended" role="status">${t.sessionEnded}</p>` : nothing}
          </div>
        </sc-sign-in-form>
      </section>
      <sc-demo-logins face="authority" @sign-in=${this.#signIn}></sc-demo-logins>
    `;
  }

  async #signIn({ detail }: CustomEvent<SignInDetail>): Promise<void> {
    this.busy = true;
    this.fault = null;
    try {
      await this.client.signIn('staff', detail.email, detail.password);
      this.dispatchEvent(new Event('signed-in'));
    } catch (error) {
      this.fault = error instanceof ApiError ? error.code : 'server';
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sign-in-page': SignInPage;
  }
}
