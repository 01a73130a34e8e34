import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StaffRole } from '../domain/categories.ts';
import { Texts, language } from '../ui/languages.ts';
import { authorityTexts, roleTexts } from '../ui/texts/authority.ts';
import { controls, theme } from '../ui/theme.ts';

/** What a role sees that the server shows no page. Fires `again` when the person asks to try anew. */
@customElement('sc-closed-page')
export class ClosedPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        padding: clamp(16px, 8vh, 96px) var(--gap);
      }
      section {
        width: min(100%, 560px);
        display: grid;
        gap: 14px;
        justify-items: start;
      }
    `,
  ];

  @property({ attribute: false }) staffRole: StaffRole | null = null;
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const role = this.staffRole ? roleTexts[language()][this.staffRole] : '—';
    return html`
      <section class="card">
        <h1>${t.closedHeading}</h1>
        <p>${t.closedText(role)}</p>
        <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event('again'))}>
          ${t.checkAgain}
        </button>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-closed-page': ClosedPage;
  }
}
