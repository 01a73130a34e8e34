import { LitElement, css, html } from 'lit';
import { parseAddress } from '../kit/address/address.ts';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../language/language-switch.ts';
import { Texts, language } from '../language/languages.ts';
import { galleryTexts } from '../texts/gallery/gallery.ts';
import { controls, theme } from '../theme/theme.ts';
import type { Exhibit, ExhibitState } from './exhibit.ts';
import { exhibits } from './exhibits.ts';

const widths = [320, 390, 800, 1280, 1440];

/**
 * Every element of the kit, live. The address says what is seen: `#table` all states of an exhibit, `#table/empty` one of
 * them. With `?bare` there is the exhibit and nothing else, as a width's frame and the tests load it.
 */
@customElement('sc-gallery')
export class Gallery extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        padding: 8px var(--gap);
        background: var(--paper);
        border-bottom: 1px solid var(--line);
      }
      header h1 {
        margin-inline-end: auto;
      }
      header label {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .whole {
        display: grid;
        grid-template-columns: 14rem minmax(0, 1fr);
      }
      nav {
        padding: var(--gap);
      }
      nav ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      nav a {
        display: block;
        padding: 10px;
        color: var(--accent);
      }
      nav a[aria-current='page'] {
        font-weight: 700;
        color: var(--ink);
      }
      @media (max-width: 700px) {
        .whole {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      main {
        padding: var(--gap);
      }
      iframe {
        border: 1px solid #8a99a6;
        height: 80vh;
        max-width: none;
        background: var(--ground);
      }
      .scroll {
        overflow-x: auto;
      }
      .state {
        margin-bottom: 24px;
      }
      .state h2 {
        margin-bottom: 8px;
        font-size: 1rem;
        color: var(--ink-soft);
      }
      main > h1 {
        margin-bottom: 16px;
      }
    `,
  ];

  @state() private exhibit: Exhibit | null = null;
  /** Why nothing can be shown. */
  @state() private fault = '';
  /** Px of the frame; 0 for none. */
  @state() private width = 0;
  readonly #texts = new Texts(this, galleryTexts);
  readonly #isBare = new URLSearchParams(location.search).has('bare');

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#open);
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#open);
  }

  override render() {
    if (this.#isBare) return html`<main>${this.#shown()}</main>`;
    const { t } = this.#texts;
    return html`
      <header>
        <h1>${t.title}</h1>
        <label
          >${t.width}<select @change=${this.#resize}>
            <option value="0">${t.whole}</option>
            ${widths.map((width) => html`<option value=${width}>${width} px</option>`)}
          </select></label
        >
        <sc-language-switch></sc-language-switch>
      </header>
      <div class="whole">
        <nav aria-label=${t.list}>
          <ul>
            ${[...exhibits.keys()].map(
              (name) =>
                html`<li>
                  <a href="#${name}" aria-current=${name === address().name ? 'page' : 'false'}>${name}</a>
                </li>`,
            )}
          </ul>
        </nav>
        <main>
          ${
            this.width > 0 && this.exhibit
              ? html`<div class="scroll">
                  <iframe
                    title="${this.exhibit.title[language()]}, ${this.width} px"
                    width=${this.width}
                    src=${`?bare&lang=${language()}${location.hash}`}
                  ></iframe>
                </div>`
              : this.#shown()
          }
        </main>
      </div>
    `;
  }

  #shown() {
    const { exhibit } = this;
    if (this.fault) return html`<p class="fault" role="alert">${this.fault}</p>`;
    if (!exhibit) return html`<p>${this.#texts.t.choose}</p>`;
    const { state } = address();
    const one = exhibit.states.find(({ name }) => name === state);
    // A state that is looked at by itself has the page to itself, as in life.
    if (one && this.#isBare) return html`<div class="only" data-state=${one.name}>${one.render()}</div>`;
    return html`<h1>${exhibit.title[language()]}</h1>
      ${repeat(
        one ? [one] : exhibit.states,
        // Made anew in the other language: what a state holds as data is made by its render function.
        ({ name }) => `${exhibit.name}/${name}/${language()}`,
        (each) => this.#state(exhibit, each, each === one),
      )}`;
  }

  #state(exhibit: Exhibit, { name, render, alone }: ExhibitState, isChosen: boolean) {
    return html`<section class="state" data-state=${name} data-exhibit=${exhibit.name}>
      <h2>${name}</h2>
      ${
        alone && !isChosen
          ? html`<a class="button quiet" href="#${exhibit.name}/${name}">${this.#texts.t.alone(name)}</a>`
          : render()
      }
    </section>`;
  }

  #resize({ target }: Event): void {
    this.width = Number((target as HTMLSelectElement).value);
  }

  readonly #open = async (): Promise<void> => {
    const { name } = address();
    this.exhibit = null;
    this.fault = '';
    this.requestUpdate();
    if (name === '') return;
    const load = exhibits.get(name);
    if (!load) {
      this.fault = this.#texts.t.unknown(name);
      return;
    }
    try {
      const exhibit = await load();
      if (address().name === name) this.exhibit = exhibit;
    } catch (error) {
      this.fault = this.#texts.t.failed(String(error));
    }
    this.requestUpdate();
  };
}

function address(): { name: string; state: string } {
  // An exhibit may write to the address too: its filters follow a question mark.
  const { page, path } = parseAddress(location.hash);
  return { name: page, state: path[0] ?? '' };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-gallery': Gallery;
  }
}
