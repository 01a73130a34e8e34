import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Outcome } from '../domain/outcome.ts';
import { temperatureText } from '../domain/temperature.ts';
import { ago } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { foreignWords } from '../ui/texts/foreign.ts';
import { outcomeWord, resultWord, sentryTexts } from '../ui/texts/sentry.ts';
import { theme } from '../ui/theme.ts';
import type { Passage } from './checkpoint.ts';

/** A shape for each outcome, so that colour is never alone: a tick in a disc, a mark in a triangle, a cross in an octagon. */
const shapes: Record<Outcome, ReturnType<typeof svg>> = {
  admit: svg`<circle cx="50" cy="50" r="46" fill="currentColor" /><path d="M28 52 44 68 74 34" class="mark" />`,
  attend: svg`<path d="M50 5 97 91H3Z" fill="currentColor" stroke="currentColor" stroke-width="5" stroke-linejoin="round" /><path d="M50 34v28M50 76v1" class="mark" />`,
  refuse: svg`<path d="M31 4h38l27 27v38L69 96H31L4 69V31Z" fill="currentColor" /><path d="M33 33 67 67M67 33 33 67" class="mark" />`,
};

/** The verdict as the person and the guard see it: colour, shape and word, then the facts it rests on with their age. */
@customElement('sc-verdict-panel')
export class VerdictPanel extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: grid;
        align-content: safe center;
        gap: clamp(12px, 2.4vh, 28px);
        padding: clamp(16px, 3vw, 40px);
        height: 100%;
        overflow: auto;
      }
      .verdict {
        display: flex;
        align-items: center;
        gap: clamp(14px, 2.4vw, 32px);
      }
      .verdict svg {
        width: clamp(84px, 13vw, 168px);
        flex: none;
        overflow: visible;
      }
      .verdict h1 {
        margin: 0;
        font-size: clamp(2rem, 5.2vw, 4.4rem);
        line-height: 1.12;
        overflow-wrap: anywhere;
      }
      .name {
        font-size: clamp(1.3rem, 2.8vw, 2.3rem);
        font-weight: 600;
        margin: 4px 0 0;
      }
      .mark {
        fill: none;
        stroke: var(--mark);
        stroke-width: 11;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      :host([outcome='admit']) {
        background: var(--green);
        color: var(--green-ink);
        --mark: var(--green);
        --tile: rgb(0 60 44 / 0.55);
      }
      :host([outcome='attend']) {
        background: var(--yellow);
        color: var(--yellow-ink);
        --mark: var(--yellow);
        --tile: rgb(255 255 255 / 0.62);
      }
      :host([outcome='refuse']) {
        background: var(--red-deep);
        color: var(--red-ink);
        --mark: var(--red-deep);
        --tile: rgb(70 20 0 / 0.5);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 6px;
        font-size: clamp(1.15rem, 2.3vw, 1.9rem);
        font-weight: 600;
      }
      .foreign {
        font-size: clamp(1rem, 1.8vw, 1.4rem);
        font-weight: 400;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(46%, 190px), 1fr));
        gap: 12px;
      }
      dl div {
        background: var(--tile);
        border-radius: var(--radius);
        padding: 12px 16px;
      }
      dt {
        font-size: 1rem;
      }
      dd {
        margin: 2px 0 0;
        font-size: clamp(1.4rem, 2.6vw, 2.2rem);
        font-weight: 700;
        line-height: 1.2;
      }
      dd small {
        display: block;
        font-size: 1rem;
        font-weight: 400;
        margin-top: 4px;
      }
      button {
        font: inherit;
        font-size: 1.15rem;
        min-height: 52px;
        padding: 8px 22px;
        border-radius: 10px;
        border: 2px solid currentColor;
        background: transparent;
        color: inherit;
        justify-self: start;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) passage!: Passage;
  /** True at gates that take temperatures. */
  @property({ type: Boolean }) measures = false;
  /** Mirrored from the passage for the styles. */
  @property({ reflect: true }) outcome: Outcome = 'attend';

  readonly #texts = new Texts(this, sentryTexts);

  override willUpdate(): void {
    this.outcome = this.passage.verdict.outcome;
  }

  override render() {
    const { t } = this.#texts;
    const { verdict, verification } = this.passage;
    return html`
      <div class="verdict" role="alert">
        <svg viewBox="0 0 100 100" aria-hidden="true">${shapes[verdict.outcome]}</svg>
        <div>
          <h1>${outcomeWord(t, verdict.outcome)}</h1>
          ${verification.person ? html`<p class="name">${verification.person.maskedName}</p>` : nothing}
        </div>
      </div>
      ${
        verdict.reasons.length > 0
          ? html`<ul>
              ${this.#reasons()}
            </ul>`
          : nothing
      }
      ${this.#foreign()} ${verification.proof === 'proved' ? this.#facts() : nothing}
      ${this.#canMeasureAgain() ? html`<button @click=${this.#measureAgain}>${t.measureAgain}</button>` : nothing}
    `;
  }

  /** One line a reason; two rules that miss the same fact say the same words once. */
  #reasons() {
    const words = new Set(this.passage.verdict.reasons.map((reason) => reason.texts[language()]));
    return [...words].slice(0, 4).map((text) => html`<li>${text}</li>`);
  }

  /** Of a foreign credential: who signed it, why it is not proved, and what it leaves unknown. */
  #foreign() {
    const { source, reasons } = this.passage.verification;
    const words = foreignWords(reasons ?? [], language());
    if (source) words.unshift(this.#texts.t.signedBy(source));
    if (words.length === 0) return nothing;
    return html`<ul class="foreign">
      ${words.map((text) => html`<li>${text}</li>`)}
    </ul>`;
  }

  #facts() {
    const { t } = this.#texts;
    const { temperature, verification, at, dataAsOf } = this.passage;
    const status = verification.status!;
    const result = resultWord(t, status.lastResult);
    const since = (time: number): string => ago(time, at, language());
    return html`
      <dl>
        <div>
          <dt>${t.temperature}</dt>
          <dd>
            ${temperature ? temperatureText(temperature.body) : this.measures ? t.notMeasured : t.noSensor}
          </dd>
        </div>
        <div>
          <dt>${t.lastTest}</dt>
          <dd>
            ${result}${
              status.sampleTime === null
                ? nothing
                : html`<small>${t.sampled(since(status.sampleTime))}</small>`
            }
          </dd>
        </div>
        <div>
          <dt>${t.doses}</dt>
          <dd>${status.doses === null ? t.unknown : t.dosesCount(status.doses)}</dd>
        </div>
        <div>
          <dt>${t.dataAge}</dt>
          <dd>
            <small
              >${verification.statedAt === null ? t.statedUnknown : t.statedAt(since(verification.statedAt))}</small
            >
            <small>${dataAsOf === null ? t.noRules : t.rulesAt(since(dataAsOf))}</small>
          </dd>
        </div>
      </dl>
    `;
  }

  /** Another measurement helps where nothing but the temperature stands against admission. */
  #canMeasureAgain(): boolean {
    const { verdict, verification } = this.passage;
    return (
      this.measures &&
      verification.proof === 'proved' &&
      verdict.reasons.length > 0 &&
      verdict.reasons.every((reason) => reason.rule.startsWith('temperature.'))
    );
  }

  #measureAgain(): void {
    this.dispatchEvent(new CustomEvent('measure-again'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-verdict-panel': VerdictPanel;
  }
}
