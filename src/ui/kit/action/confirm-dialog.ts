import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { count, dateTime } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import '../../overlay/overlay-dialog.ts';
import type { Overlay } from '../../overlay/overlay-dialog.ts';
import { actionTexts } from '../../texts/kit/action.ts';
import { controls, theme } from '../../theme/theme.ts';
import { Action, actionStyle } from './action.ts';
import { typedAbove, type Given, type Question, type Waits } from './question.ts';

type Field = 'reason' | 'words' | 'count';

/**
 * Asks before an act that reaches somebody: with what it is about, how many, who is told, a reason where there must be one, and
 * for more than a hundred their number. It does the act itself, so that a refusal is read where everything filled in still
 * stands. What another official must approve ends in the words that it waits.
 */
@customElement('sc-confirm')
export class Confirm extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: contents;
      }
      form,
      .ended {
        display: grid;
        gap: 12px;
      }
      input,
      select,
      textarea {
        font-weight: 400;
      }
      .second {
        padding: 8px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
      .wrong {
        font-weight: 600;
        color: var(--red-deep);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @state() private question: Question | null = null;
  @state() private wrong: Field | null = null;
  @state() private waits: Waits | null = null;
  @state() private open = false;
  @query('sc-overlay') private overlay!: Overlay;
  readonly #texts = new Texts(this, actionTexts);
  readonly #action = new Action(this);
  #answer: ((isDone: boolean) => void) | null = null;
  #isDone = false;

  /**
   * Opens the dialog. One at a time: an earlier question is taken as not agreed to.
   * @returns whether the act was done, or sent to wait for approval
   */
  ask(question: Question): Promise<boolean> {
    this.#tell();
    this.#isDone = false;
    this.question = question;
    this.waits = null;
    this.wrong = null;
    this.#action.clear();
    this.open = true;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render() {
    const { question } = this;
    return html`<sc-overlay label=${question?.title ?? ''} ?open=${this.open} @close=${this.#closed}>
      ${question ? (this.waits ? this.#ended(question, this.waits) : this.#form(question)) : nothing}
    </sc-overlay>`;
  }

  #form(question: Question) {
    const { t } = this.#texts;
    const { title, verb, object, told, effect, takesTwo } = question;
    return html`<form novalidate autocomplete="off" @submit=${this.#submit} @keydown=${this.#key}>
      <h2>${title}</h2>
      ${object ? html`<p class="object">${object}</p>` : nothing}
      ${effect ? html`<p class="effect">${effect}</p>` : nothing}
      ${told ? html`<p class="told">${t.told(told)}</p>` : nothing}
      ${takesTwo ? html`<p class="second">${t.second}</p>` : nothing} ${this.#reason(question)}
      ${this.#words(question)} ${this.#count(question)} ${this.#action.render()}
      <div class="actions">
        <button name="yes" aria-disabled=${this.#action.busy}>${verb}</button>
        <button type="button" class="quiet" name="no" @click=${() => void this.overlay.close()}>
          ${t.cancel}
        </button>
      </div>
    </form>`;
  }

  #reason({ reasons }: Question) {
    const { t } = this.#texts;
    if (!reasons) return nothing;
    return html`<label
      >${t.reason}<select name="reason" aria-describedby="wrong-reason" aria-invalid=${this.#is('reason')}>
        <option value="">${t.chooseReason}</option>
        ${reasons.map(({ value, text }) => html`<option value=${value}>${text}</option>`)}
      </select>
      ${this.#wrong('reason', t.noReason)}</label
    >`;
  }

  #words({ words }: Question) {
    const { t } = this.#texts;
    if (!words) return nothing;
    const label = words.label ?? (words.min > 0 ? t.words : t.wordsOptional);
    return html`<label
      >${label}<textarea
        name="words"
        rows="2"
        maxlength=${words.max}
        aria-describedby="wrong-words"
        aria-invalid=${this.#is('words')}
      ></textarea>
      ${this.#wrong('words', t.noWords(count(words.min, language())))}</label
    >`;
  }

  #count({ count: number = 0 }: Question) {
    const { t } = this.#texts;
    if (number <= typedAbove) return nothing;
    const digits = count(number, language());
    return html`<label
      >${t.typeCount(digits)}<input
        name="count"
        inputmode="numeric"
        aria-describedby="wrong-count"
        aria-invalid=${this.#is('count')}
      />
      ${this.#wrong('count', t.wrongCount(digits))}</label
    >`;
  }

  #is(field: Field): 'true' | 'false' {
    return this.wrong === field ? 'true' : 'false';
  }

  #wrong(field: Field, text: string) {
    return html`<span id="wrong-${field}" class="wrong">${this.wrong === field ? text : nothing}</span>`;
  }

  #ended({ title }: Question, { waitsUntil }: Waits) {
    const { t } = this.#texts;
    return html`<div class="ended">
      <h2>${title}</h2>
      <p class="waits" role="status">
        ${waitsUntil === null ? t.waits : t.waitsUntil(dateTime(waitsUntil, language()))}
      </p>
      <div class="actions">
        <button type="button" name="close" @click=${() => void this.overlay.close()}>${t.close}</button>
      </div>
    </div>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#send(event.target as HTMLFormElement);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    (event.currentTarget as HTMLFormElement).requestSubmit();
  };

  async #send(form: HTMLFormElement): Promise<void> {
    const { question } = this;
    if (!question || this.#action.busy) return;
    const filled = new FormData(form);
    const text = (name: Field) => String(filled.get(name) ?? '').trim();
    this.wrong = this.#firstWrong(question, text);
    if (this.wrong) return form.querySelector<HTMLElement>(`[name=${this.wrong}]`)?.focus();
    const given: Given = { reason: text('reason'), words: text('words') };
    const result = await this.#action.run(async () => ({ of: await question.act(given) }), {
      said: () => '',
      ...(question.faults && { faults: question.faults }),
    });
    this.#isDone = result !== null;
    // Closed while it was under way: it was sent all the same.
    if (!this.open) return this.#tell();
    if (!result) return;
    if (isWaits(result.of)) this.waits = result.of;
    else await this.overlay.close();
  }

  #firstWrong({ reasons, words, count: number = 0 }: Question, text: (name: Field) => string): Field | null {
    if (reasons && text('reason') === '') return 'reason';
    if (words && [...text('words')].length < words.min) return 'words';
    // As it is shown, or without the groups.
    if (number > typedAbove && Number(text('count').replace(/[,\s]/g, '')) !== number) return 'count';
    return null;
  }

  #closed(): void {
    this.open = false;
    if (!this.#action.busy) this.#tell();
  }

  #tell(): void {
    this.question = null;
    const answer = this.#answer;
    this.#answer = null;
    answer?.(this.#isDone);
  }
}

function isWaits(result: unknown): result is Waits {
  return typeof result === 'object' && result !== null && 'waitsUntil' in result;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-confirm': Confirm;
  }
}
