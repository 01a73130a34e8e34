import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { siteCategories, type SiteCategory } from '../domain/categories.ts';
import type { LimitOverride, Limits } from '../domain/limits.ts';
import type { PolicyAnswer } from '../domain/policy-api.ts';
import { Texts, language } from '../ui/languages.ts';
import { localTimeText, timeOfLocalText } from '../ui/local-time.ts';
import { categoryTexts } from '../ui/texts/categories.ts';
import { limitOverrideTexts } from '../ui/texts/policy.ts';
import { controls, theme } from '../ui/theme.ts';
import { limitField, limitsIn } from './limit-field.ts';
import { limitNames, limitsWords, scopeWords, validityWords } from './limit-words.ts';
import { siteField, siteOf, siteText } from './site-field.ts';

/** Other limits for categories and sites. Fires `overrides` with the whole new list. */
@customElement('sc-limit-overrides')
export class LimitOverrides extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      ul,
      li ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li.override {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .scope {
        font-weight: 600;
      }
      label {
        grid-template-columns: minmax(0, 1fr);
      }
      input,
      select {
        min-width: 0;
        font-weight: 400;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-self: start;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
        gap: 12px;
        align-items: end;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
      form .actions,
      form p {
        grid-column: 1 / -1;
      }
      @media (max-width: 640px) {
        li.override {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @property({ attribute: false }) overrides: readonly LimitOverride[] = [];
  @property({ attribute: false }) sites: PolicyAnswer['sites'] = [];
  /** The district's own: what holds where an override sets nothing. */
  @property({ attribute: false }) limits!: Limits;
  /** Which one the form is about; null: no form is open. */
  @state() private open: number | 'new' | null = null;
  @state() private scope = '';
  @state() private fault: 'noSite' | 'noLimit' | 'wrongTimes' | null = null;
  readonly #texts = new Texts(this, limitOverrideTexts);

  /** True while something is filled in that is not in the list yet. */
  get isOpen(): boolean {
    return this.open !== null;
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <h2>${t.heading}</h2>
      <p class="soft">${t.hint}</p>
      ${this.overrides.length === 0 && this.open === null ? html`<p>${t.none}</p>` : nothing}
      <ul>
        ${this.overrides.map((each, index) =>
          this.open === index ? html`<li>${this.#form(each)}</li>` : this.#override(each, index),
        )}
      </ul>
      ${this.open === 'new' ? this.#form(null) : nothing}
      ${
        this.open === null
          ? html`<div class="actions">
              <button type="button" name="make" class="quiet" @click=${() => this.#edit('new')}>
                ${t.make}
              </button>
            </div>`
          : nothing
      }
    `;
  }

  #override(override: LimitOverride, index: number) {
    const { t } = this.#texts;
    return html`<li class="override">
      <div>
        <div class="scope">${scopeWords(override, this.sites)}</div>
        <ul>
          ${limitsWords(override.limits).map((words) => html`<li>${words}</li>`)}
        </ul>
        <div class="soft">${validityWords(override)}</div>
      </div>
      <div class="actions">
        <button type="button" name="change" class="quiet" @click=${() => this.#edit(index)}>
          ${t.change}
        </button>
        <button
          type="button"
          name="remove"
          class="quiet"
          @click=${() => this.#tell(this.overrides.filter((_, other) => other !== index))}
        >
          ${t.remove}
        </button>
      </div>
    </li>`;
  }

  #form(override: LimitOverride | null) {
    const { t } = this.#texts;
    const site = override && 'site' in override.scope ? override.scope.site : null;
    const known = this.sites.find(({ number }) => number === site);
    return html`<form @submit=${this.#take}>
      <label
        >${t.where}<select
          name="scope"
          @change=${(event: Event) => (this.scope = (event.target as HTMLSelectElement).value)}
        >
          ${siteCategories.map(
            (id) =>
              html`<option value=${id} ?selected=${id === this.scope}>
                ${categoryTexts[language()][id]}
              </option>`,
          )}
          <option value="site" ?selected=${this.scope === 'site'}>${t.oneSite}</option>
        </select></label
      >
      ${
        this.scope === 'site'
          ? siteField(t.site, this.sites, known ? siteText(known) : String(site ?? ''))
          : nothing
      }
      <p class="soft">${t.blank}</p>
      ${limitNames.map((name) => limitField(name, override?.limits[name] ?? null, this.limits))}
      <label
        >${t.from}<input
          name="from"
          type="datetime-local"
          value=${localTimeText(override?.validFrom ?? null)}
      /></label>
      <label
        >${t.to}<input name="to" type="datetime-local" value=${localTimeText(override?.validTo ?? null)}
      /></label>
      ${this.fault ? html`<p class="fault" role="alert">${t[this.fault]}</p>` : nothing}
      <div class="actions">
        <button>${t.take}</button>
        <button type="button" class="quiet" @click=${() => this.#edit(null)}>${t.cancel}</button>
      </div>
      <p class="soft">${t.unsaved}</p>
    </form>`;
  }

  #edit(which: number | 'new' | null): void {
    const scope = typeof which === 'number' ? this.overrides[which]!.scope : { category: siteCategories[0] };
    this.scope = 'site' in scope ? 'site' : scope.category;
    this.fault = null;
    this.open = which;
  }

  #tell(overrides: LimitOverride[]): void {
    this.dispatchEvent(new CustomEvent('overrides', { detail: overrides }));
  }

  readonly #take = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const before = typeof this.open === 'number' ? this.overrides[this.open]! : null;
    const site = this.scope === 'site' ? siteOf(text('site'), this.sites) : null;
    const limits = limitsIn(form);
    const validFrom = timeOfLocalText(text('from'), before?.validFrom);
    const validTo = timeOfLocalText(text('to'), before?.validTo);
    this.fault =
      this.scope === 'site' && !site
        ? 'noSite'
        : Object.keys(limits).length === 0
          ? 'noLimit'
          : validFrom !== null && validTo !== null && validTo <= validFrom
            ? 'wrongTimes'
            : null;
    if (this.fault) return;
    const scope = site ? { site: site.number } : { category: this.scope as SiteCategory };
    const made: LimitOverride = { scope, limits, validFrom, validTo };
    const { open } = this;
    this.open = null;
    this.#tell(
      open === 'new'
        ? [...this.overrides, made]
        : this.overrides.map((each, index) => (index === open ? made : each)),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-limit-overrides': LimitOverrides;
  }
}
