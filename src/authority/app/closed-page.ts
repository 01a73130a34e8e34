import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Texts } from '../../ui/language/languages.ts';
import { roleWords } from '../../ui/language/role-words.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

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

  @property({ attribute: false }) held: readonly string[] = [];
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      <section class="card">
        <h1>${t.closedHeading}</h1>
        <p>${t.closedText(roleWords(this.held) || '—')}</p>
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
