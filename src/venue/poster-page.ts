import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Texts } from '../ui/languages.ts';
import { venueTexts } from '../ui/texts/venue.ts';
import { controls, theme } from '../ui/theme.ts';
import type { Poster } from './poster-address.ts';
import './site-poster.ts';

/** A poster with its print button; on paper the poster alone. The page's size stands in print.css. */
@customElement('sc-poster-page')
export class PosterPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px;
        padding: 12px 16px;
      }
      .tools p {
        flex: 1 1 240px;
      }
      .sheet {
        overflow-x: auto;
        padding: 0 16px 24px;
      }
      sc-site-poster {
        box-shadow: 0 1mm 5mm rgb(0 0 0 / 0.25);
      }
      @media print {
        .tools {
          display: none;
        }
        .sheet {
          padding: 0;
          overflow: visible;
        }
        sc-site-poster {
          box-shadow: none;
        }
      }
    `,
  ];

  /** Null when the owner has no such code. */
  @property({ attribute: false }) poster: Poster | null = null;
  readonly #texts = new Texts(this, venueTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      <div class="tools">
        <a class="button quiet" href="#">${t.back}</a>
        ${
          this.poster
            ? html`<button type="button" @click=${() => window.print()}>${t.print}</button>
                <p class="soft">${t.printHint}</p>`
            : html`<p role="alert">${t.noPoster}</p>`
        }
      </div>
      ${
        this.poster
          ? html`<div class="sheet"><sc-site-poster .poster=${this.poster}></sc-site-poster></div>`
          : ''
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-poster-page': PosterPage;
  }
}
