import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FoundPerson } from '../../domain/api/official-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { overrideColours } from '../../domain/policy/override.ts';
import { overrideForm } from '../../domain/policy/forms/override-form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/picker/person-picker.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import '../../ui/theme/status-mark.ts';
import { healthTexts } from '../../ui/texts/common/health.ts';
import { overrideReasonTexts, overrideTexts } from '../../ui/texts/authority/overrides.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

type Asked = FormValues<ReturnType<typeof overrideForm>>;

function words(language: Language) {
  const t = overrideTexts[language];
  const { green, yellow, red } = healthTexts[language];
  return {
    submit: t.request,
    busy: t.requesting,
    fields: {
      colour: { label: t.colour, choices: { green, yellow, red } },
      reason: { label: t.reason, choices: overrideReasonTexts[language] },
      days: { label: t.days },
    },
  };
}
const formWords = declareFormWords(overrideForm(), words('zh-CN'), words('en'));

/** Finds one person by number and asks for another colour. Fires `requested`, and `fault` with the ApiError. */
@customElement('sc-override-request')
export class OverrideRequestForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      section {
        display: grid;
        gap: 14px;
      }
      .found {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        font-size: 1.125rem;
        font-weight: 600;
      }
      .found sc-status-mark {
        font-size: 1rem;
      }
      .done {
        padding: 10px 12px;
        border: 2px solid var(--green-deep);
        border-radius: 10px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private person: FoundPerson | null = null;
  @state() private done = false;
  #form = overrideForm();
  readonly #texts = new Texts(this, overrideTexts);

  override render() {
    const { t } = this.#texts;
    return html`<section class="card">
      <h2>${this.person ? t.requestHeading : t.findHeading}</h2>
      ${this.done ? html`<p class="done" role="status">${t.requested}</p>` : nothing}
      ${
        this.person
          ? this.#request(this.person)
          : html`<p class="soft">${t.findHint}</p>
              <sc-person-picker
                .client=${this.client}
                @picked=${({ detail }: CustomEvent<FoundPerson>) => this.#picked(detail)}
                @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
              ></sc-person-picker>`
      }
    </section>`;
  }

  #request(person: FoundPerson) {
    const { t } = this.#texts;
    return html`<p class="found">
        <span>${person.maskedName}</span>
        <sc-status-mark .colour=${person.status.colour}></sc-status-mark>
      </p>
      <sc-form
        .form=${this.#form}
        .words=${formWords[language()]}
        .values=${usual}
        .send=${(asked: Asked) => this.#ask(person, asked)}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      >
        <button slot="actions" type="button" class="quiet" @click=${() => (this.person = null)}>
          ${t.otherPerson}
        </button>
      </sc-form>`;
  }

  #picked(person: FoundPerson): void {
    // A colour that the person has already is no other one.
    this.#form = overrideForm(overrideColours.filter((colour) => colour !== person.status.colour));
    this.done = false;
    this.person = person;
  }

  async #ask({ handle }: FoundPerson, asked: Asked): Promise<void> {
    await this.client.requestOverride({ handle, ...asked });
    this.person = null;
    this.done = true;
    this.dispatchEvent(new Event('requested'));
  }

  #failed(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    if (fault.code === 'not-found') this.person = null;
    this.dispatchEvent(new CustomEvent<ApiError>('fault', { detail: fault }));
  }
}

const usual = { days: 7 };

declare global {
  interface HTMLElementTagNameMap {
    'sc-override-request': OverrideRequestForm;
  }
}
