import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonRequestRow, RequestDecision } from '../../domain/api/persons/request-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { answerForm, changeForm } from '../../domain/person/request-forms.ts';
import { overrideColours } from '../../domain/policy/override.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/rare-fields.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { identityProofTexts } from '../../ui/texts/authority/desk/desk.ts';
import { overrideReasonTexts } from '../../ui/texts/authority/overrides.ts';
import { personRequestTexts } from '../../ui/texts/authority/desk/requests.ts';
import { requestStateTexts } from '../../ui/texts/citizen/requests.ts';
import { healthTexts } from '../../ui/texts/common/health.ts';
import '../../ui/theme/status-mark.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { isWaiting, requestName } from './request-columns.ts';

type Outcome = RequestDecision['outcome'];

function answerWords(submit: 'keepSend' | 'acceptSend' | 'refuseSend') {
  const words = (of: Language) => {
    const t = personRequestTexts[of];
    return { submit: t[submit], busy: t.sending, fields: { answer: { label: t.answerLabel } } };
  };
  return declareFormWords(answerForm, words('zh-CN'), words('en'));
}
function changeWords(of: Language) {
  const t = personRequestTexts[of];
  const { green, yellow, red } = healthTexts[of];
  return {
    submit: t.changeSend,
    busy: t.sending,
    fields: {
      colour: { label: t.colourTo, choices: { green, yellow, red } },
      reason: { label: t.reason, choices: overrideReasonTexts[of] },
      days: { label: t.days },
      answer: { label: t.answerLabel },
    },
  };
}
const words = {
  kept: answerWords('keepSend'),
  accepted: answerWords('acceptSend'),
  refused: answerWords('refuseSend'),
};
const forChange = declareFormWords(changeForm(), changeWords('zh-CN'), changeWords('en'));
const usual = { days: 7, reason: 'data-error' as const };

/** All of one request, and its decision. Fires `decided` (detail: the outcome), and `fault` (CustomEvent of what the client threw). */
@customElement('sc-request-panel')
export class RequestPanel extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: fit-content(45%) minmax(0, 1fr);
        gap: 4px 12px;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
      .late {
        color: var(--red-deep);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .acts [aria-pressed='true'] {
        border-color: var(--ink);
        background: var(--ink);
        color: #ffffff;
      }
      .effect {
        padding: 8px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) row!: PersonRequestRow;
  /** The server's time, UTC ms. */
  @property({ type: Number }) now = 0;
  /** Which decision is being written. */
  @state() private deciding: Outcome | null = null;
  readonly #texts = new Texts(this, personRequestTexts);
  #shown = 0;
  #change = changeForm();

  override willUpdate(): void {
    if (this.#shown === this.row.id) return;
    this.#shown = this.row.id;
    this.deciding = null;
    // A colour that the person has already is no other one.
    this.#change = changeForm(overrideColours.filter((colour) => colour !== this.row.colour));
  }

  override render() {
    const { t } = this.#texts;
    const { row } = this;
    const at = (time: number) => dateTime(time, language());
    const line = (title: string, value: unknown) =>
      html`<dt>${title}</dt>
        <dd>${value}</dd>`;
    const waits = isWaiting(row);
    const via = row.via === 'desk' && row.takenBy ? t.deskBy(row.takenBy) : t[row.via];
    return html`<section class="card" data-id=${row.id}>
      <h2>${row.maskedName}</h2>
      <p><b>${requestName(row, language())}</b> · ${requestStateTexts[language()][row.state]}</p>
      <dl>
        ${line(t.colour, html`<sc-status-mark .colour=${row.colour}></sc-status-mark>`)}
        ${row.kind === 'review' ? line(t.colourThen, healthTexts[language()][row.about as 'red']) : nothing}
        ${line(t.asked, at(row.at))}
        ${line(
          t.due,
          waits && row.due <= this.now
            ? html`<span class="late">${at(row.due)} · ${t.overdue}</span>`
            : at(row.due),
        )}
        ${line(t.via, via)} ${row.words ? line(t.words, row.words) : nothing}
        ${row.identity ? this.#identity(row.identity, line) : nothing}
        ${row.decidedBy ? line(t.decidedBy, row.decidedBy) : nothing}
        ${!waits && row.decidedAt > 0 ? line(t.decided, at(row.decidedAt)) : nothing}
        ${row.answer ? line(t.answer, row.answer) : nothing}
      </dl>
      ${row.mine ? this.#acts(row) : row.state === 'waiting' ? html`<p class="soft">${t.notYours}</p>` : nothing}
      ${row.state === 'second' ? html`<p class="soft">${t.secondWaits}</p>` : nothing}
    </section>`;
  }

  #identity(
    { maskedName, proof, changesNumber, changesPhone }: NonNullable<PersonRequestRow['identity']>,
    line: (title: string, value: unknown) => unknown,
  ) {
    const { t } = this.#texts;
    return html`${line(t.becomes, maskedName)} ${line(t.proof, identityProofTexts[language()][proof])}
    ${line(t.numberChanges, changesNumber ? t.yes : t.no)}
    ${line(t.phoneChanges, changesPhone ? t.yes : t.no)}`;
  }

  #acts({ kind, identity }: PersonRequestRow) {
    const { t } = this.#texts;
    const choices: [Outcome, string][] =
      kind === 'review'
        ? [
            ['kept', t.keep],
            ['change', t.change],
          ]
        : [
            ['accepted', t.accept],
            ['refused', t.refuse],
          ];
    const { deciding } = this;
    return html`<div class="acts" role="group">
        ${choices.map(
          ([outcome, text]) =>
            html`<button
              type="button"
              class="quiet"
              name=${outcome}
              aria-pressed=${deciding === outcome}
              @click=${() => (this.deciding = outcome)}
            >
              ${text}
            </button>`,
        )}
      </div>
      ${deciding === 'accepted' ? html`<p class="effect">${identity ? t.acceptIdentity : t.acceptHealth}</p>` : nothing}
      ${deciding === null ? nothing : deciding === 'change' ? this.#changing() : this.#answering(deciding)}`;
  }

  #answering(outcome: Exclude<Outcome, 'change'>) {
    return html`<sc-form
      .form=${answerForm}
      .words=${words[outcome][language()]}
      .send=${({ answer }: FormValues<typeof answerForm>) => this.#decide({ outcome, answer })}
      @fault=${this.#fault}
    ></sc-form>`;
  }

  #changing() {
    return html`<sc-form
      .form=${this.#change}
      .words=${forChange[language()]}
      .values=${usual}
      .send=${(given: FormValues<ReturnType<typeof changeForm>>) =>
        this.#decide({ outcome: 'change', ...given })}
      @fault=${this.#fault}
    ></sc-form>`;
  }

  async #decide(decision: Omit<RequestDecision, 'id'>): Promise<void> {
    await this.client.decideRequest({ id: this.row.id, ...decision });
    this.deciding = null;
    this.dispatchEvent(new CustomEvent<Outcome>('decided', { detail: decision.outcome }));
  }

  readonly #fault = ({ detail }: CustomEvent<unknown>): void => {
    this.dispatchEvent(new CustomEvent<unknown>('fault', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-request-panel': RequestPanel;
  }
}
