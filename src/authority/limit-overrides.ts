import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { siteCategories, type SiteCategory } from '../domain/categories.ts';
import { limitRanges, type LimitName, type LimitOverride } from '../domain/limits.ts';
import { dayStart } from '../domain/local-day.ts';
import type { PolicyAnswer } from '../domain/policy-api.ts';
import { dateTime } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { categoryTexts } from '../ui/texts/categories.ts';
import { limitTexts, policyTexts } from '../ui/texts/policy.ts';
import { controls, theme } from '../ui/theme.ts';

const limitNames = [...Object.keys(limitRanges), 'strict'] as LimitName[];

/** Midnight in Asia/Shanghai at which a day of a date field begins, UTC ms; null when it is empty. */
function dateOf(value: string): number | null {
  return value ? dayStart(Number(value.replaceAll('-', ''))) : null;
}

/** Other limits for categories and sites. Fires `overrides` with the whole new list. */
@customElement('sc-limit-overrides')
export class LimitOverrides extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
        gap: 12px;
        align-items: end;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];
  @property({ attribute: false }) overrides: readonly LimitOverride[] = [];
  @property({ attribute: false }) sites: PolicyAnswer['sites'] = [];
  readonly #texts = new Texts(this, policyTexts);

  override render() {
    const { t } = this.#texts;
    const limits = limitTexts[language()];
    return html`
      <h2>${t.overrides}</h2>
      <ul>
        ${this.overrides.map(
          (each, index) =>
            html`<li>
              ${this.#scope(each)}: ${JSON.stringify(each.limits)} (${this.#time(each.validFrom)} –
              ${this.#time(each.validTo)})
              <button
                type="button"
                class="quiet"
                @click=${() => this.#tell(this.overrides.filter((_, other) => other !== index))}
              >
                ${t.remove}
              </button>
            </li>`,
        )}
      </ul>
      <form @submit=${this.#add}>
        <label
          >${t.where}<input name="scope" list="scopes" required />
          <datalist id="scopes">
            ${siteCategories.map((id) => html`<option value=${id}>${categoryTexts[language()][id]}</option>`)}
            ${this.sites.map(({ number, name }) => html`<option value=${number}>${name}</option>`)}
          </datalist></label
        >
        <label
          >${t.limit}<select name="limit">
            ${limitNames.map((name) => html`<option value=${name}>${limits[name]}</option>`)}
          </select></label
        >
        <label>${t.value}<input name="value" type="number" step="0.1" required /></label>
        <label>${t.validFrom}<input name="from" type="date" /></label>
        <label>${t.validTo}<input name="to" type="date" /></label>
        <button class="quiet">${t.add}</button>
      </form>
    `;
  }

  #scope({ scope }: LimitOverride): string {
    if ('category' in scope) return categoryTexts[language()][scope.category];
    return `${scope.site} ${this.sites.find(({ number }) => number === scope.site)?.name ?? ''}`;
  }

  #time(at: number | null): string {
    return at === null ? '…' : dateTime(at, language());
  }

  #tell(overrides: LimitOverride[]): void {
    this.dispatchEvent(new CustomEvent('overrides', { detail: overrides }));
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? '');
    const where = text('scope');
    const name = text('limit') as LimitName;
    const value = Number(text('value'));
    const limits =
      name === 'strict'
        ? { strict: value !== 0 }
        : { [name]: Math.round(name.startsWith('temperature') ? value * 100 : value) };
    const scope = siteCategories.includes(where as SiteCategory)
      ? { category: where as SiteCategory }
      : { site: Number(where) };
    this.#tell([
      ...this.overrides,
      { scope, limits, validFrom: dateOf(text('from')), validTo: dateOf(text('to')) },
    ]);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-limit-overrides': LimitOverrides;
  }
}
