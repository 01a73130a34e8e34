import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import type { Charter } from '../../domain/bundle/charter.ts';
import '../../ui/language/language-switch.ts';
import '../../ui/kit/tray/tray.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { scopeWords } from '../../ui/language/scope-words.ts';
import { roleWords } from '../../ui/language/role-words.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { passwordTexts } from '../../ui/texts/common/password.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/**
 * Which district this is and which part of it is seen; what waits and the work; the account: who looks, in which language, and the
 * way out. Where the screen is narrow for its letters the account alone says who looks at what. Fires `sign-out` and
 * `change-password`.
 */
@customElement('sc-authority-header')
export class AuthorityHeader extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: end;
        gap: 6px 8px;
        padding: 6px var(--gap);
        background: var(--paper);
        border-bottom: 1px solid var(--line);
      }
      .brand {
        flex: 1 1 14rem;
        line-height: 1.25;
      }
      .brand strong {
        font-size: 1.125rem;
      }
      .demo {
        display: inline-block;
        padding: 0 8px;
        border: 1px solid currentColor;
        border-radius: 6px;
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .where,
      .who span {
        display: block;
        font-size: 0.875rem;
        color: var(--ink-soft);
      }
      /* Each of its buttons is one of this row. */
      sc-trays {
        display: contents;
      }
      .who {
        max-width: 14rem;
        line-height: 1.25;
        text-align: start;
      }
      svg {
        flex: none;
        width: 1.25rem;
        height: 1.25rem;
        fill: currentColor;
      }
      .account {
        display: grid;
        gap: 12px;
        justify-items: start;
        overflow-wrap: anywhere;
      }
      @container (width < 48rem) {
        header {
          --tray-padding: 8px;
          gap: 6px;
          padding: 6px 10px;
        }
        .brand {
          flex-basis: auto;
        }
        .in .brand :not(strong),
        .who {
          display: none;
        }
      }
      /* What the account says too. */
      @container (width < 22rem) {
        .in .brand {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) districtName: Charter['district']['name'] | null = null;
  @property({ type: Boolean }) demo = false;
  @property({ type: Boolean }) signedIn = false;
  /** Who is signed in; null while that is not known. */
  @property({ attribute: false }) me: StaffMeAnswer | null = null;
  readonly #texts = new Texts(this, authorityTexts);
  readonly #password = new Texts(this, passwordTexts);

  override willUpdate(): void {
    // A sign-in does without them. Where the server no longer has them, the page that opens beside them says so.
    if (this.signedIn) import('./trays.ts').catch(() => undefined);
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <header class=${this.signedIn ? 'in' : ''}>
        <div class="brand">
          <strong>${t.product}<span> · ${t.face}</span></strong>
          ${this.#demo()}
          <span class="where">${this.#where}</span>
        </div>
        ${this.signedIn && this.me && this.me.secondFactor !== 'missing' ? html`<sc-trays></sc-trays>` : nothing}
        ${this.signedIn ? this.#account() : html`<sc-language-switch></sc-language-switch>`}
      </header>
    `;
  }

  get #where(): string {
    return [this.districtName?.[language()], scopeWords(this.me)].filter(Boolean).join(' · ');
  }

  #demo() {
    return this.demo ? html`<span class="demo">${this.#texts.t.demo}</span>` : nothing;
  }

  #account() {
    const { t } = this.#texts;
    const { me } = this;
    const roles = me ? roleWords(me.roles) : '';
    const button = (name: 'change-password' | 'sign-out', words: string) =>
      html`<button
        type="button"
        class="quiet"
        name=${name}
        @click=${() => this.dispatchEvent(new Event(name))}
      >
        ${words}
      </button>`;
    return html`<sc-tray label=${t.account} said=${[t.account, me?.name, roles].filter(Boolean).join(' ')}>
      <svg slot="label" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="8" r="5" />
        <path d="M2 23a10 8 0 0 1 20 0z" />
      </svg>
      ${me ? html`<span slot="label" class="who">${me.name} <span>${roles}</span></span>` : nothing}
      <div class="account">
        ${me ? html`<p><strong>${me.name}</strong><br />${roles}</p>` : nothing}
        <p>${this.#where} ${this.#demo()}</p>
        <sc-language-switch></sc-language-switch>
        <a
          class="button quiet"
          name="sign-ins"
          href="#account"
          @click=${({ target }: Event) => (target as HTMLElement).closest('sc-tray')?.hide()}
          >${t.signIns}</a
        >
        ${button('change-password', this.#password.t.change)} ${button('sign-out', t.signOut)}
      </div>
    </sc-tray>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-authority-header': AuthorityHeader;
  }
}
