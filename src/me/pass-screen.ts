import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { generalAdvice } from '../domain/site/advice.ts';
import type { SentryCode } from '../domain/pass/challenge.ts';
import type { PassBody } from '../domain/pass/health-pass.ts';
import { passEnd } from '../domain/pass/health-pass.ts';
import { localDay } from '../domain/time/local-day.ts';
import { adviceCard } from '../ui/district/advice-card.ts';
import { ago, dateTime, dayText } from '../ui/language/format.ts';
import { language, Texts } from '../ui/language/languages.ts';
import { shapes } from '../ui/theme/shapes.ts';
import '../ui/theme/status-mark.ts';
import { answerTexts } from '../ui/texts/citizen/answer.ts';
import { healthTexts } from '../ui/texts/common/health.ts';
import { meTexts } from '../ui/texts/citizen/me.ts';
import { controls, theme } from '../ui/theme/theme.ts';
import { answerMs, secondsLeft, type Answer } from './answer.ts';
import './live-code.ts';
import { missingFacts, type MissingFact } from './missing-facts.ts';
import './pass-notices.ts';
import type { PassKeeper } from './pass-keeper.ts';

/** The pass full screen: whose it is and how it stands, the live code, and what a guard reads beside it. */
@customElement('sc-pass-screen')
export class PassScreen extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
        align-content: start;
        padding: 12px 16px 16px;
        background: #5c6b78;
        color: #ffffff;
        --band: #5c6b78;
      }
      :host([colour='green']) {
        background: var(--green);
        --band: var(--green);
      }
      :host([colour='yellow']) {
        background: var(--yellow);
        color: var(--yellow-ink);
        --band: #b3a600;
      }
      :host([colour='red']) {
        background: var(--red);
        --band: var(--red);
      }
      /* A colour without what it rests on fills nothing: from afar this is no green screen. */
      :host([colour='green'][incomplete]) {
        background: #ffffff;
        color: var(--ink);
        box-shadow: inset 0 0 0 10px var(--green);
        padding: 22px 20px 24px;
        --band: #5c6b78;
      }
      :host([incomplete]) sc-live-code,
      :host([incomplete]) dl {
        border: 1px solid var(--line);
      }
      .missing {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 4px 12px;
        padding: 10px 12px;
        border: 3px solid var(--ink);
        border-radius: var(--radius);
        background: #ffffff;
        color: var(--ink);
      }
      .missing svg {
        width: 40px;
        height: 40px;
        grid-row: span 2;
      }
      .missing .sign {
        fill: none;
        stroke: #ffffff;
        stroke-width: 3.6;
        stroke-linecap: round;
      }
      .missing strong {
        font-size: 1.2rem;
        line-height: 1.25;
      }
      .advice {
        display: grid;
        gap: 10px;
        justify-items: start;
        color: var(--ink);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 4px 12px;
      }
      .name {
        font-size: 2rem;
        font-weight: 700;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      sc-status-mark {
        font-size: 1.6rem;
        padding-inline: 0;
        background: none;
      }
      /* An outline: the colour holds, and is not all that counts. */
      :host([incomplete]) sc-status-mark {
        --mark: #ffffff;
        --mark-ink: var(--green-deep);
        padding-inline: 0.4em 0.7em;
        font-size: 1.3rem;
        box-shadow: inset 0 0 0 3px var(--mark-ink);
      }
      .empty {
        background: #ffffff;
        color: var(--ink);
        border-radius: var(--radius);
        padding: 24px var(--gap);
        display: grid;
        gap: 12px;
        justify-items: start;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, max(8.5rem, 34%)), 1fr));
        gap: 1px;
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--line);
        color: var(--ink);
      }
      dl > div {
        background: #ffffff;
        padding: 8px 12px;
      }
      dt {
        font-size: 0.8125rem;
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
      }
      dd.main {
        font-size: 1.2rem;
        font-weight: 700;
        line-height: 1.25;
      }
      dd.small {
        font-size: 0.8125rem;
      }
      dd.time {
        font-size: 0.875rem;
      }
      .under {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 12px;
        padding: 8px 8px 8px 12px;
        border-radius: var(--radius);
        background: #ffffff;
        color: var(--ink-soft);
        font-size: 0.8125rem;
      }
      .answering {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 12px;
        padding: 8px 8px 8px 12px;
        border-radius: var(--radius);
        background: var(--ink);
        color: #ffffff;
      }
      .answering strong,
      .answering span {
        flex-basis: 100%;
      }
      .answering strong {
        font-size: 1.2rem;
        line-height: 1.25;
      }
      .answering button {
        flex: 1 1 auto;
      }
      .answering .end {
        background: transparent;
        border-color: #ffffff;
        color: #ffffff;
      }
      button.scan {
        display: grid;
        gap: 2px;
        text-align: center;
      }
      button.scan small {
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .under button {
        flex: none;
        font-size: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) keeper!: PassKeeper;
  /** Rises whenever what is shown may have changed, every second at least. */
  @property({ attribute: false }) revision = 0;
  @state() private answer: Answer | null = null;
  @state() private scanning = false;
  @state() private scannerFault = false;
  readonly #texts = new Texts(this, meTexts);
  readonly #answers = new Texts(this, answerTexts);
  readonly #health = new Texts(this, healthTexts);
  readonly #now = () => this.keeper.now();

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // An answer is one person's: another chosen on this phone begins with the normal code.
    if (changed.has('keeper')) this.answer = null;
    if (this.answer && secondsLeft(this.answer, this.keeper.now()) === 0) this.answer = null;
    const state = this.keeper.state();
    // An ended pass is no statement of health any more: it has no colour.
    const colour = state === 'valid' ? this.keeper.held!.fields.colour : 'unknown';
    this.setAttribute('colour', colour);
    this.toggleAttribute('incomplete', colour === 'green' && this.#missing().length > 0);
  }

  #missing(): MissingFact[] {
    const { held } = this.keeper;
    return held ? missingFacts(held.fields) : [];
  }

  override render() {
    const { keeper } = this;
    const fields = keeper.held?.fields ?? null;
    const state = keeper.state();
    return html`
      <slot name="people"></slot>
      <header>
        ${fields ? html`<h1 class="name">${fields.maskedName}</h1>` : nothing}
        ${state === 'valid' ? html`<sc-status-mark .colour=${fields!.colour}></sc-status-mark>` : nothing}
      </header>
      ${this.hasAttribute('incomplete') ? this.#incomplete() : nothing}
      ${
        state === 'valid'
          ? html`<sc-live-code
              .held=${keeper.held}
              .asked=${this.answer?.code ?? null}
              .now=${this.#now}
            ></sc-live-code>`
          : this.#empty(state)
      }
      ${state === 'valid' ? html`${this.#answering()} ${this.#scanner()}` : nothing}
      ${state === 'valid' ? this.#advice(fields!) : nothing}
      <sc-pass-notices .keeper=${keeper} .revision=${this.revision}></sc-pass-notices>
      ${state === 'valid' ? this.#facts(fields!) : nothing}
      ${
        state === 'valid'
          ? html`<div class="under">
              <span>${this.#texts.t.refreshHint}<br />${this.#texts.t.bright}</span>
              ${this.#renewButton()}
            </div>`
          : nothing
      }
    `;
  }

  #incomplete() {
    const { t } = this.#texts;
    const words = { test: t.missingTest, result: t.missingResult, dose: t.missingDose };
    const missing = this.#missing().map((fact) => words[fact]);
    return html`<div class="missing" role="status">
      <svg viewBox="0 0 32 32" aria-hidden="true">${shapes.question}</svg>
      <strong>${t.incomplete(missing)}</strong>
      <span>${t.incompleteAdvice}</span>
    </div>`;
  }

  /** What to do with a colour that does not open doors. */
  #advice({ colour }: PassBody) {
    const { red, yellow, phone } = this.keeper.wallet.advice ?? generalAdvice;
    return colour === 'red' || colour === 'yellow'
      ? adviceCard(colour === 'red' ? red : yellow, phone)
      : nothing;
  }

  /** Strict gates ask for an answer: the way to scan their code, and how long the answer lasts. */
  #answering() {
    const { t } = this.#answers;
    if (this.answer) {
      // Only the words that stay are told to who cannot see them: the seconds would be said sixty times.
      return html`<div class="answering">
        <strong role="status">${t.answerNow}</strong>
        <span>${t.answering(secondsLeft(this.answer, this.keeper.now()))}</span>
        <button type="button" class="another" @click=${() => void this.#scan()}>${t.scanAnother}</button>
        <button type="button" class="end" @click=${() => (this.answer = null)}>${t.endAnswer}</button>
      </div>`;
    }
    return html`<button type="button" class="scan" @click=${() => void this.#scan()}>
      ${t.scan}<small>${t.scanWhen}</small>
    </button>`;
  }

  /** Above the button, which stays: the focus comes back to it. */
  #scanner() {
    const { t } = this.#answers;
    return html`${
      this.scanning
        ? html`<sc-code-scanner
            @sentry-code=${(event: CustomEvent<SentryCode>) => this.#answerTo(event.detail)}
            @close=${() => (this.scanning = false)}
          ></sc-code-scanner>`
        : nothing
    }
    ${this.scannerFault ? html`<p role="alert">${t.scannerFault}</p>` : nothing}`;
  }

  /** The reader is half a megabyte that most people never need: it is loaded when it is asked for. */
  async #scan(): Promise<void> {
    try {
      await import('./code-scanner.ts');
      this.scannerFault = false;
      this.scanning = true;
    } catch {
      this.scannerFault = true;
    }
  }

  #answerTo(code: SentryCode): void {
    this.scanning = false;
    this.answer = { code, until: this.keeper.now() + answerMs };
  }

  #renewButton() {
    const { t } = this.#texts;
    const { keeper } = this;
    if (keeper.signedOut) {
      return html`<button type="button" @click=${() => this.dispatchEvent(new Event('sign-in-again'))}>
        ${t.signInAgain}
      </button>`;
    }
    return html`<button type="button" ?disabled=${keeper.busy} @click=${() => void keeper.update(true)}>
      ${keeper.busy ? t.renewing : t.renew}
    </button>`;
  }

  #empty(state: 'none' | 'not-yet' | 'ended') {
    const { t } = this.#texts;
    const { keeper } = this;
    if (state === 'none' && keeper.busy) return html`<div class="empty"><h2>${t.fetchingTitle}</h2></div>`;
    const fields = keeper.held?.fields;
    const todo = html`${keeper.signedOut ? t.signInFirst : t.connect}<br />${t.noNetwork}`;
    const texts = {
      none: () => [t.noneTitle, nothing, todo],
      'not-yet': () => [t.notYetTitle, t.notYet(dateTime(fields!.notBefore, language())), nothing],
      ended: () => [t.endedTitle, t.ended(dateTime(passEnd(fields!), language())), todo],
    };
    const [title, text, advice] = texts[state]();
    return html`<div class="empty" role="status">
      <h2>${title}</h2>
      ${text === nothing ? nothing : html`<p>${text}</p>`}
      ${advice === nothing ? nothing : html`<p>${advice}</p>`} ${this.#renewButton()}
    </div>`;
  }

  #facts(fields: PassBody) {
    const { t } = this.#texts;
    const health = this.#health.t;
    const at = (time: number) => dateTime(time, language());
    return html`<dl>
      <div>
        <dt>${health.lastTest}</dt>
        <dd class="main">${health[fields.lastResult]}</dd>
        ${
          fields.sampleTime === null
            ? nothing
            : html`<dd class="small">
                <strong>${ago(fields.sampleTime, this.keeper.now(), language())}</strong
                ><br />${at(fields.sampleTime)}
              </dd>`
        }
      </div>
      <div>
        <dt>${health.vaccine}</dt>
        <dd class="main">${fields.doses === null ? health.dosesUnknown : health.doses(fields.doses)}</dd>
        ${
          fields.lastDose === null
            ? nothing
            : html`<dd class="small">${t.lastDose(dayText(localDay(fields.lastDose)))}</dd>`
        }
      </div>
      <div>
        <dt>${t.statedAt}</dt>
        <dd class="time">${at(fields.notBefore)}</dd>
      </div>
      <div>
        <dt>${t.validUntil}</dt>
        <dd class="time">${at(passEnd(fields))}</dd>
      </div>
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-pass-screen': PassScreen;
  }
}
