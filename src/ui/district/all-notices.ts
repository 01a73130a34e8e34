import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { noticeTexts } from '../../domain/privacy/notice-texts.ts';
import { noticePurposes } from '../../domain/privacy/notices.ts';
import { Texts, language } from '../language/languages.ts';
import '../language/language-switch.ts';
import { noticeWords } from '../texts/privacy/notice.ts';
import { controls, theme } from '../theme/theme.ts';
import './privacy-notice.ts';

/** All privacy notices of the district, on its first page; the one that the address names (`#notice-visit`) comes into view. */
@customElement('sc-all-notices')
export class AllNotices extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      h2,
      h3 {
        margin: 0;
      }
      h3 {
        font-size: 1.0625rem;
      }
      section:focus-visible {
        outline-offset: 4px;
      }
    `,
  ];

  @state() private named = '';
  readonly #texts = new Texts(this, noticeWords);
  readonly #moved = () => void this.#show();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
  }

  override firstUpdated(): void {
    void this.#show();
  }

  async #show(): Promise<void> {
    this.named = location.hash.replace('#notice-', '');
    await this.updateComplete;
    const section = this.renderRoot.querySelector<HTMLElement>('section[data-named]');
    section?.scrollIntoView();
    section?.focus();
  }

  override render() {
    return html`<h2>${this.#texts.t.all}</h2>
      <sc-language-switch></sc-language-switch>
      ${noticePurposes.map(
        (purpose) =>
          html`<section class="card" tabindex="-1" ?data-named=${purpose === this.named}>
            <h3>${noticeTexts[purpose].title[language()]}</h3>
            <sc-privacy-notice purpose=${purpose} ?open=${purpose === this.named}></sc-privacy-notice>
          </section>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-all-notices': AllNotices;
  }
}
