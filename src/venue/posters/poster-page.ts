import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Texts } from '../../ui/language/languages.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { Poster } from './poster-address.ts';
import { readBack } from './read-back.ts';
import type { SitePoster } from './site-poster.ts';
import './site-poster.ts';

const differs = (next: Poster | null, before?: Poster | null): boolean =>
  JSON.stringify(next) !== JSON.stringify(before);

/**
 * A poster with its print button; on paper the poster alone. The page's size stands in print.css. It can be printed once
 * its drawn code was read back and is the site's address. Fires `close` when the person is done with it.
 */
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
        flex: 1 1 15rem;
      }
      .sheet {
        padding: 0 1rem 24px;
      }
      sc-site-poster {
        /* The whole sheet is seen at once, on a phone smaller than it will be. */
        --mm: min(1mm, calc((100vw - 2rem) / 148));
        box-shadow: 0 1mm 5mm rgb(0 0 0 / 0.25);
      }
      @media print {
        .tools,
        .sheet.unread {
          display: none;
        }
        .sheet {
          padding: 0;
          overflow: visible;
        }
        sc-site-poster {
          --mm: 1mm;
          box-shadow: none;
        }
      }
    `,
  ];

  /** Null when the owner has no such code. The same words in another object, as each answer brings them, are no change. */
  @property({ attribute: false, hasChanged: differs }) poster: Poster | null = null;
  /** Reads a drawn code; tests put their own here. Null when it reads nothing. */
  @property({ attribute: false }) read: (drawing: SVGSVGElement) => Promise<string | null> = readBack;
  @state() private check: 'reading' | 'right' | 'wrong' = 'reading';
  @query('sc-site-poster') private sheet!: SitePoster | null;
  readonly #texts = new Texts(this, venueTexts);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('poster')) this.check = 'reading';
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('poster') && this.poster) void this.#readBack(this.poster);
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <div class="tools">
        <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event('close'))}>
          ${t.back}
        </button>
        ${this.poster ? this.#offer() : html`<p role="alert">${t.noPoster}</p>`}
      </div>
      ${
        this.poster
          ? html`<div class="sheet ${this.check === 'right' ? '' : 'unread'}">
              <sc-site-poster .poster=${this.poster}></sc-site-poster>
            </div>`
          : nothing
      }
    `;
  }

  #offer() {
    const { t } = this.#texts;
    switch (this.check) {
      case 'reading':
        return html`<p class="soft">${t.readingBack}</p>`;
      case 'wrong':
        return html`<p class="fault" role="alert">${t.unreadable}</p>`;
      case 'right':
        return html`<button type="button" @click=${() => window.print()}>${t.print}</button>
          <p class="soft">${t.printHint}</p>`;
    }
  }

  async #readBack(poster: Poster): Promise<void> {
    const drawing = await this.sheet?.drawing();
    const text = drawing ? await this.read(drawing).catch(() => null) : null;
    // Another poster was opened meanwhile: it is read by itself.
    if (!differs(this.poster, poster)) this.check = text === poster.codeUrl ? 'right' : 'wrong';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-poster-page': PosterPage;
  }
}
