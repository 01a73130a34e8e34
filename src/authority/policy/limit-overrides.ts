import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FormValues } from '../../domain/forms/form.ts';
import {
  limitOverrideForm,
  limitScale,
  overrideOf,
  overrideValues,
} from '../../domain/policy/forms/limit-forms.ts';
import type { LimitName, LimitOverride, Limits } from '../../domain/policy/limits.ts';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/picker-fields.ts';
import type { FormWords, FormWordsOf } from '../../ui/kit/form/form-words.ts';
import type { PlaceSearch } from '../../ui/kit/picker/place-search.ts';
import { limitOverrideTexts, limitTexts } from '../../ui/texts/authority/policy.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { limitsWords, scopeWords, validityWords } from './limit-words.ts';

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
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-self: start;
      }
      .form {
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
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
  /** Looks for sites. */
  @property({ attribute: false }) places!: PlaceSearch;
  /** The district's own: what holds where an override sets nothing. */
  @property({ attribute: false }) limits!: Limits;
  /** Which one the form is about; null: no form is open. */
  @state() private open: number | 'new' | null = null;
  /** What the form begins with. */
  #values: object = {};
  readonly #texts = new Texts(this, limitOverrideTexts);

  /** True while something is filled in that is not in the list yet. */
  get isOpen(): boolean {
    return this.open !== null;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('sc-form, button')?.focus();
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <h3>${t.heading}</h3>
      <p class="soft">${t.hint}</p>
      ${this.overrides.length === 0 && this.open === null ? html`<p>${t.none}</p>` : nothing}
      <ul>
        ${this.overrides.map((each, index) =>
          this.open === index ? html`<li>${this.#form()}</li>` : this.#override(each, index),
        )}
      </ul>
      ${this.open === 'new' ? this.#form() : nothing}
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

  #form() {
    const { t } = this.#texts;
    return html`<sc-form
      class="form"
      columns
      .form=${limitOverrideForm}
      .words=${words(this.limits)}
      .values=${this.#values}
      .places=${this.places}
      .send=${this.#take}
    >
      <p class="soft">${t.blank}. ${t.unsaved}</p>
      <button slot="actions" type="button" class="quiet" @click=${() => this.#edit(null)}>${t.cancel}</button>
    </sc-form>`;
  }

  #edit(which: number | 'new' | null): void {
    this.#values = typeof which === 'number' ? overrideValues(this.overrides[which]!) : {};
    this.open = which;
  }

  #tell(overrides: LimitOverride[]): void {
    this.dispatchEvent(new CustomEvent('overrides', { detail: overrides }));
  }

  readonly #take = async (given: FormValues<typeof limitOverrideForm>): Promise<void> => {
    const made = overrideOf(given);
    const { open } = this;
    this.open = null;
    this.#tell(
      open === 'new'
        ? [...this.overrides, made]
        : this.overrides.map((each, index) => (index === open ? made : each)),
    );
  };
}

/** What the form says; an empty limit shows what holds in the district. */
function words(district: Limits): FormWords {
  const t = limitOverrideTexts[language()];
  const limit = (name: LimitName) => ({
    label: limitTexts[language()][name],
    placeholder: district[name] === undefined ? '' : String(Number(district[name]) / limitScale(name)),
    problems: { 'no-limit': t.noLimit },
  });
  const { strict, cardBeside } = limitTexts[language()];
  const choices = { '': t.asDistrict, false: t.no, true: t.yes };
  const said: FormWordsOf<(typeof limitOverrideForm)['fields']> = {
    submit: t.take,
    busy: t.take,
    fields: {
      scope: { label: t.where, choices: { ...categoryTexts[language()], site: t.oneSite } },
      site: { label: t.site },
      temperatureHigh: limit('temperatureHigh'),
      temperatureLow: limit('temperatureLow'),
      temperatureDoubtful: limit('temperatureDoubtful'),
      testValidHours: limit('testValidHours'),
      requiredDoses: limit('requiredDoses'),
      statusMaxHours: limit('statusMaxHours'),
      dataMaxHours: limit('dataMaxHours'),
      strictLanes: limit('strictLanes'),
      strict: { label: strict, choices },
      cardBeside: { label: cardBeside, choices },
      from: { label: t.from },
      to: { label: t.to, problems: { before: t.wrongTimes } },
    },
  };
  return said;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-limit-overrides': LimitOverrides;
  }
}
