import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Texts, declareTexts, language, languages, setLanguage, type Language } from './languages.ts';
import { controls, theme } from '../theme/theme.ts';

/** Each language is named in itself, so that who cannot read the page still finds their own. */
const names: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
const texts = declareTexts({ choose: '语言' }, { choose: 'Language' });

/** Changes the language of the whole page at once. One button a language; the one now shown is pressed. */
@customElement('sc-language-switch')
export class LanguageSwitch extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: inline-flex;
      }
      div {
        display: inline-flex;
        border: 1px solid #8a99a6;
        border-radius: 10px;
        background: var(--paper);
      }
      button {
        border: 0;
        border-radius: 9px;
        padding: 8px 12px;
        background: transparent;
        color: var(--accent);
      }
      button[aria-pressed='true'] {
        background: var(--accent);
        color: var(--accent-ink);
        font-weight: 600;
      }
    `,
  ];

  readonly #texts = new Texts(this, texts);

  override render() {
    return html`
      <div role="group" aria-label=${this.#texts.t.choose}>
        ${languages.map(
          (each) => html`
            <button
              type="button"
              lang=${each}
              aria-pressed=${each === language() ? 'true' : 'false'}
              @click=${() => setLanguage(each)}
            >
              ${names[each]}
            </button>
          `,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-language-switch': LanguageSwitch;
  }
}
