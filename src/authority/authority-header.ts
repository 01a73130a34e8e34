import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StaffMeAnswer } from '../domain/official-api.ts';
import type { Charter } from '../domain/charter.ts';
import '../ui/language-switch.ts';
import { Texts, language } from '../ui/languages.ts';
import { authorityTexts, roleTexts } from '../ui/texts/authority.ts';
import { controls, theme } from '../ui/theme.ts';

/** Which district this is and who looks at it. Fires `sign-out`. */
@customElement('sc-authority-header')
export class AuthorityHeader extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 8px var(--gap);
        background: var(--paper);
        border-bottom: 1px solid var(--line);
      }
      .brand {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 12px;
        margin-inline-end: auto;
      }
      .brand strong {
        font-size: 1.125rem;
      }
      .demo {
        padding: 0 8px;
        border: 1px solid currentColor;
        border-radius: 6px;
        font-size: 0.8125rem;
      }
      .who {
        line-height: 1.25;
        text-align: end;
      }
      .who span {
        display: block;
        font-size: 0.875rem;
        color: var(--ink-soft);
      }
      @media (max-width: 640px) {
        header {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          padding: 8px 10px;
        }
        sc-language-switch {
          grid-area: 1 / 2;
          justify-self: end;
        }
        .who {
          text-align: start;
        }
        button {
          padding: 8px 12px;
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

  override render() {
    const { t } = this.#texts;
    return html`
      <header>
        <div class="brand">
          <strong>${t.product} · ${t.face}</strong>
          ${this.districtName ? html`<span>${this.districtName[language()]}</span>` : nothing}
          ${this.demo ? html`<span class="demo">${t.demo}</span>` : nothing}
        </div>
        ${
          this.me
            ? html`<div class="who">
                ${this.me.name}<span>${roleTexts[language()][this.me.role] ?? this.me.role}</span>
              </div>`
            : nothing
        }
        <sc-language-switch></sc-language-switch>
        ${
          this.signedIn
            ? html`<button
                type="button"
                class="quiet"
                @click=${() => this.dispatchEvent(new Event('sign-out'))}
              >
                ${t.signOut}
              </button>`
            : nothing
        }
      </header>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-authority-header': AuthorityHeader;
  }
}
