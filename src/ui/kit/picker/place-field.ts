import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { FoundSite } from '../../../domain/api/place-api.ts';
import { Texts } from '../../language/languages.ts';
import { placeName, subdistrictOf } from '../../language/place-names.ts';
import { pickerTexts } from '../../texts/kit/picker.ts';
import { controls, theme } from '../../theme/theme.ts';
import { pickerStyle } from './picker-style.ts';
import type { PlaceSearch } from './place-search.ts';

interface Option {
  value: string;
  name: string;
  /** What tells two of one name apart. */
  detail: string;
}

/** Nothing is asked while somebody is still typing: so long after the last key, ms. */
const pauseMs = 200;

/**
 * Asks for a site, or with `site` for a zone of that site: a combobox after the ARIA practices. What is typed is looked for
 * on the server, which knows tens of thousands. Fires `typed` (CustomEvent of the chosen number as text, '' for none).
 */
@customElement('sc-place-field')
export class PlaceField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    theme,
    controls,
    pickerStyle,
    css`
      ul {
        position: absolute;
        z-index: 3;
        inset: 100% 0 auto 0;
        max-height: min(50vh, 320px);
        overflow: auto;
        margin: 4px 0 0;
        padding: 4px;
        list-style: none;
        background: var(--paper);
        border: 1px solid #8a99a6;
        border-radius: 10px;
        box-shadow: 0 6px 20px rgb(4 12 18 / 0.18);
      }
      li {
        display: grid;
        align-content: center;
        min-height: 44px;
        padding: 6px 10px;
        border-radius: 8px;
        overflow-wrap: anywhere;
      }
      li[role='option'] {
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--accent);
        color: var(--accent-ink);
      }
      small {
        color: inherit;
      }
    `,
  ];

  @property() label = '';
  @property() help = '';
  @property() problem = '';
  /** The number of what is chosen; '' for nothing. */
  @property() value = '';
  /** For a zone: of which site; 0 while none is chosen. Null: a site is asked for. */
  @property({ attribute: false }) site: number | null = null;
  @property({ attribute: false }) withSentries = false;
  @property({ attribute: false }) places: PlaceSearch | null = null;
  @state() private text = '';
  @state() private options: readonly Option[] | null = null;
  @state() private hasMore = false;
  @state() private open = false;
  @state() private at = -1;
  @state() private failed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to an older question count for nothing. */
  #asked = 0;
  /** What `value` is called, as far as it is known. */
  #named = '';
  readonly #texts = new Texts(this, pickerTexts);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('site') && changed.get('site') !== undefined && this.site !== null) {
      // A zone of another site is none of this one.
      this.options = null;
      if (this.value !== '') this.#choose(null);
    }
    if (changed.has('value') && this.value !== this.#named) {
      this.#named = this.value;
      this.text = this.value;
      if (this.value !== '' && this.places) void this.#nameValue();
    }
  }

  override render() {
    const { t } = this.#texts;
    const noSite = this.site === 0;
    return html`
      <label for="text">${this.label}</label>
      <span class="help" id="help"
        >${noSite ? t.chooseSiteFirst : this.help || (this.site === null ? t.typeSite : nothing)}</span
      >
      <div class="line">
        <input
          id="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-autocomplete="list"
          aria-expanded=${this.open}
          aria-controls="list"
          aria-activedescendant=${this.open && this.at >= 0 ? `option-${this.at}` : nothing}
          aria-invalid=${this.problem !== ''}
          aria-describedby="help problem"
          .value=${live(this.text)}
          @input=${this.#typed}
          @keydown=${this.#key}
          @click=${() => this.text === '' && this.#search(0)}
          @blur=${this.#left}
        />
        ${this.open ? this.#list() : nothing}
      </div>
      <span class="help" role="status">${this.#state()}</span>
      ${this.problem ? html`<span class="problem" id="problem"><span aria-hidden="true">▲ </span>${this.problem}</span>` : nothing}
    `;
  }

  #state() {
    const { t } = this.#texts;
    if (this.failed) return t.failed;
    if (!this.open) return nothing;
    if (this.options === null) return t.searching;
    if (this.options.length === 0) return this.site === null ? t.noSite : t.noZone;
    return this.hasMore ? t.more : t.found(String(this.options.length));
  }

  #list() {
    return html`<ul id="list" role="listbox" aria-label=${this.label} ?hidden=${!this.options?.length}>
      ${this.options?.map(
        ({ name, detail }, index) =>
          html`<li
            id="option-${index}"
            role="option"
            aria-selected=${index === this.at}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#choose(this.options![index]!)}
          >
            ${name}${detail ? html`<small>${detail}</small>` : nothing}
          </li>`,
      )}
    </ul>`;
  }

  readonly #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    if (this.value !== '') this.#tell('');
    // While an input method composes, the letters are not yet what is looked for.
    if ((event as InputEvent).isComposing) {
      event.target!.addEventListener('compositionend', () => this.#search(0), { once: true });
      return;
    }
    this.#search(pauseMs);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const count = this.options?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.open) this.#search(0);
      else if (count > 0)
        this.at =
          this.at < 0 && event.key === 'ArrowUp'
            ? count - 1
            : (this.at + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(`#option-${this.at}`)?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter' && this.open && this.at >= 0) {
      event.preventDefault();
      this.#choose(this.options![this.at]!);
    } else if (event.key === 'Escape' && this.open) {
      // The list alone: what lies around it stays open.
      event.preventDefault();
      event.stopPropagation();
      this.open = false;
    }
  };

  /** Whoever typed a whole name or number and went on means it. */
  readonly #left = (): void => {
    const wanted = this.text.normalize('NFKC').trim();
    const exact = this.options?.filter(
      ({ value, name }) => value === wanted || name.normalize('NFKC') === wanted,
    );
    if (this.value === '' && wanted !== '' && exact?.length === 1) this.#choose(exact[0]!);
    this.open = false;
  };

  #search(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.options = null;
    this.at = -1;
    this.failed = false;
    this.open = this.site !== 0 && (this.site !== null || this.text.trim() !== '');
    if (!this.open) return;
    const call = this.#asked;
    this.#timer = setTimeout(() => void this.#look(call), afterMs);
  }

  async #look(call: number): Promise<void> {
    if (!this.places) return;
    try {
      const found = await this.#optionsFor(this.text.trim());
      if (call !== this.#asked) return;
      this.options = found.options;
      this.hasMore = found.more;
    } catch {
      if (call !== this.#asked) return;
      this.failed = true;
      this.open = false;
    }
  }

  async #optionsFor(text: string): Promise<{ options: Option[]; more: boolean }> {
    if (this.site === null) {
      const { sites, more } = await this.places!.findSites(text, this.withSentries);
      return { options: sites.map(siteOption), more };
    }
    const { zones } = await this.places!.zonesOf(this.site);
    const wanted = text.normalize('NFKC').toLowerCase();
    const all = [
      { value: '0', name: this.#texts.t.wholeSite, detail: '' },
      ...zones.map(({ number, name, nameEn }) => ({
        value: String(number),
        name: placeName(name, nameEn),
        detail: '',
      })),
    ];
    return {
      options: all.filter(({ name, value }) => value === wanted || name.toLowerCase().includes(wanted)),
      more: false,
    };
  }

  /** A number that came from outside is shown by its name. */
  async #nameValue(): Promise<void> {
    const { value } = this;
    try {
      const { options } = await this.#optionsFor(this.site === null ? value : '');
      const known = options.find((option) => option.value === value);
      if (known && this.value === value) this.text = known.name;
    } catch {
      // Its number stands there.
    }
  }

  #choose(option: Option | null): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.open = false;
    this.text = option?.name ?? '';
    this.#tell(option?.value ?? '');
  }

  #tell(value: string): void {
    if (value === this.value) return;
    this.#named = value;
    this.value = value;
    this.dispatchEvent(new CustomEvent('typed', { detail: value }));
  }
}

function siteOption({ number, name, nameEn, address, ...site }: FoundSite): Option {
  return {
    value: String(number),
    name: placeName(name, nameEn),
    detail: `${number} · ${subdistrictOf(site)} · ${address}`,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-place-field': PlaceField;
  }
}
