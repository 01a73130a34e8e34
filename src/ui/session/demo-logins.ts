import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DemoCastAnswer } from '../../domain/api/demo-api.ts';
import { ApiClient } from '../../sync/api-client.ts';
import { Texts } from '../language/languages.ts';
import type { SignInDetail } from './sign-in-form.ts';
import { demoTexts } from '../texts/citizen/landing.ts';
import { controls, theme } from '../theme/theme.ts';

/**
 * The demo's logins of one face, each a button that fires `sign-in` as the sign-in form does. It asks the server only on a
 * page that was opened with `?demo`, and draws nothing where the server is no demo: a real district has no such logins.
 */
@customElement('sc-demo-logins')
export class DemoLogins extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      span {
        min-width: 0;
      }
      button {
        flex-wrap: wrap;
        justify-content: space-between;
      }
    `,
  ];

  @property() face: DemoCastAnswer['logins'][number]['face'] = 'me';
  /** Tests put their own here before the element is attached. */
  client: Pick<ApiClient, 'demoCast'> = new ApiClient();
  @state() private logins: DemoCastAnswer['logins'] = [];
  @state() private findable: Pick<DemoCastAnswer, 'findable' | 'twice'> | null = null;
  readonly #texts = new Texts(this, demoTexts);

  override connectedCallback(): void {
    super.connectedCallback();
    if (new URLSearchParams(location.search).has('demo')) void this.#load();
  }

  async #load(): Promise<void> {
    const cast = await this.client.demoCast().catch(() => null);
    this.logins = cast?.logins.filter((login) => login.face === this.face) ?? [];
    this.findable = this.face === 'authority' ? cast : null;
  }

  override render() {
    const { t } = this.#texts;
    if (this.logins.length === 0) return nothing;
    return html`<div class="card">
      <h2>${t.title}</h2>
      <p class="soft">${t.choose}</p>
      ${this.logins.map(
        ({ name, email, password }) =>
          html`<button type="button" class="quiet" @click=${() => this.#choose({ email, password })}>
            <strong>${name}</strong> <span>${email}</span>
          </button>`,
      )}
      ${
        this.findable
          ? html`<p class="soft">${t.findable(this.findable.findable.name, this.findable.findable.phone)}</p>
              ${
                this.findable.twice
                  ? html`<p class="soft">${t.twice(this.findable.twice.name, this.findable.twice.phone)}</p>`
                  : nothing
              }`
          : nothing
      }
    </div>`;
  }

  #choose(detail: SignInDetail): void {
    this.dispatchEvent(new CustomEvent<SignInDetail>('sign-in', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-demo-logins': DemoLogins;
  }
}
