import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OwnRequestRow, OwnRequestsAnswer } from '../../domain/api/persons/request-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { correctionForm, reviewForm, type CorrectionPart } from '../../domain/person/request-forms.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/privacy-notice.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/rare-fields.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { correctionPartTexts, requestStateTexts, requestTexts } from '../../ui/texts/citizen/requests.ts';
import { healthTexts } from '../../ui/texts/common/health.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

function reviewWords(of: Language) {
  const t = requestTexts[of];
  return { submit: t.reviewSend, busy: t.sending, fields: { words: { label: t.reviewWords } } };
}
function correctionWords(of: Language) {
  const t = requestTexts[of];
  const { identity: _atDesk, ...choices } = correctionPartTexts[of];
  return {
    submit: t.correctionSend,
    busy: t.sending,
    fields: { about: { label: t.about, choices }, words: { label: t.correctionWords } },
  };
}
const forReview = declareFormWords(reviewForm, reviewWords('zh-CN'), reviewWords('en'));
const forCorrection = declareFormWords(correctionForm, correctionWords('zh-CN'), correctionWords('en'));

/** What a person asks about themself: a human's look at a red or yellow code, a correction; and what became of it. Never stored on the phone. */
@customElement('sc-own-requests')
export class OwnRequests extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host,
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        overflow-wrap: anywhere;
      }
      section {
        gap: 8px;
      }
      h3,
      p {
        margin: 0;
      }
      h3 {
        font-size: 1.0625rem;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
      }
      .late {
        font-weight: 600;
        color: var(--red-deep);
      }
      li button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The person's handle; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  @state() private answer: OwnRequestsAnswer | null = null;
  @state() private failed = false;
  /** What was done, or could not be. */
  @state() private said = '';
  readonly #texts = new Texts(this, requestTexts);
  /** Tells an answer from one of a person who is no longer shown. */
  #turn = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('person') && !changed.has('client')) return;
    this.answer = null;
    this.said = '';
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const { answer } = this;
    if (!answer)
      return this.failed
        ? html`<p class="fault">${t.notLoaded}</p>
            <button type="button" class="quiet" name="again" @click=${() => void this.#read()}>
              ${t.again}
            </button>`
        : html`<p class="soft">${t.loading}</p>`;
    return html`<p role="status">${this.said}</p>
      ${answer.reviewable ? this.#review(answer) : nothing}
      <section>
        <h3>${t.mine}</h3>
        ${
          answer.rows.length === 0
            ? html`<p class="soft">${t.none}</p>`
            : html`<ol>
                ${answer.rows.map((row) => this.#row(row, answer.now))}
              </ol>`
        }
      </section>
      ${this.#correction(answer)}`;
  }

  #review({ reviewHours }: OwnRequestsAnswer) {
    const { t } = this.#texts;
    return html`<section>
      <h3>${t.review}</h3>
      <p>${t.reviewWhy(count(reviewHours, language()))}</p>
      <sc-privacy-notice purpose="review"></sc-privacy-notice>
      <sc-form
        name="review"
        .form=${reviewForm}
        .words=${forReview[language()]}
        .send=${({ words }: FormValues<typeof reviewForm>) =>
          this.#ask(this.client.askReview({ ...this.#whose, words }))}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#fault(detail)}
      ></sc-form>
    </section>`;
  }

  #correction({ correctionDays }: OwnRequestsAnswer) {
    const { t } = this.#texts;
    return html`<section>
      <h3>${t.correction}</h3>
      <p>${t.correctionWhy(count(correctionDays, language()))}</p>
      <sc-privacy-notice purpose="correction"></sc-privacy-notice>
      <sc-form
        name="correction"
        .form=${correctionForm}
        .words=${forCorrection[language()]}
        .send=${(given: FormValues<typeof correctionForm>) =>
          this.#ask(this.client.askCorrection({ ...this.#whose, ...given }))}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#fault(detail)}
      ></sc-form>
    </section>`;
  }

  #row(row: OwnRequestRow, now: number) {
    const { t } = this.#texts;
    const { id, kind, about, words, at, due, state, answer, decidedAt } = row;
    const when = (time: number) => dateTime(time, language());
    const what =
      kind === 'review'
        ? `${t.review} · ${healthTexts[language()][about as 'red']}`
        : `${t.correction} · ${correctionPartTexts[language()][about as CorrectionPart]}`;
    const waits = state === 'waiting' || state === 'second';
    return html`<li>
      <strong>${what}</strong>
      <span>${requestStateTexts[language()][state]}</span>
      ${words ? html`<span class="soft">${words}</span>` : nothing}
      <span class="soft">${t.asked(when(at))}</span>
      ${
        waits
          ? due <= now
            ? html`<span class="late">${t.late(when(due))}</span>`
            : html`<span>${t.due(when(due))}</span>`
          : decidedAt > 0
            ? html`<span class="soft">${t.decided(when(decidedAt))}</span>`
            : nothing
      }
      ${answer && !waits ? html`<span><b>${t.answer}</b> ${answer}</span>` : nothing}
      ${
        state === 'waiting'
          ? html`<button type="button" class="quiet" name="take-back" @click=${() => void this.#takeBack(id)}>
              ${t.takeBack}
            </button>`
          : nothing
      }
    </li>`;
  }

  get #whose(): { person?: string } {
    return this.person === undefined ? {} : { person: this.person };
  }

  async #ask(asked: Promise<{ due: number }>): Promise<void> {
    const { due } = await asked;
    for (const form of this.renderRoot.querySelectorAll<DataForm>('sc-form')) form.reset();
    await this.#read();
    this.said = this.#texts.t.sent(dateTime(due, language()));
  }

  async #takeBack(id: number): Promise<void> {
    this.said = '';
    try {
      await this.client.takeBackRequest({ ...this.#whose, id });
    } catch (fault) {
      this.#fault(fault);
    }
    await this.#read();
  }

  #fault(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    const { t } = this.#texts;
    this.said = { 'too-many': t.tooMany, 'not-allowed': t.notAllowed }[fault.code as 'too-many'] ?? t.failed;
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    let answer: OwnRequestsAnswer | null = null;
    try {
      answer = await this.client.ownRequests(this.#whose);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
    }
    if (turn !== this.#turn) return;
    this.failed = answer === null;
    this.answer = answer;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-requests': OwnRequests;
  }
}
