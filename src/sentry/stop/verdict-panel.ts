import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Outcome } from '../../domain/policy/outcome.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { ago } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { foreignWords } from '../../ui/texts/gate/foreign.ts';
import { outcomeWord, resultWord, sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { secondProofTexts } from '../../ui/texts/gate/second-proof.ts';
import { rosterSeenText } from '../../ui/texts/gate/roster.ts';
import { theme } from '../../ui/theme/theme.ts';
import { offersSecondProof, type Passage } from './checkpoint.ts';

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
        grid-auto-rows: max-content;
        gap: clamp(12px, 2.4vh, 28px);
        padding: clamp(16px, 3vw, 40px);
        height: 100%;
        overflow: auto;
        /* Sizes below go by the panel's width: in the demo it is not the screen's. */
        container-type: inline-size;
      }
      .verdict {
        display: flex;
        align-items: center;
        gap: clamp(14px, 2.4cqi, 32px);
      }
      .verdict svg {
        width: clamp(84px, 13cqi, 168px);
        flex: none;
        overflow: visible;
      }
      .verdict h1 {
        margin: 0;
        font-size: clamp(2rem, 5.2cqi, 4.4rem);
        line-height: 1.12;
        overflow-wrap: anywhere;
      }
      .name {
        font-size: clamp(1.3rem, 2.8cqi, 2.3rem);
        font-weight: 700;
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
        /* A shade deeper than the theme's, so that small words on it can be read too. */
        --deep: #00805c;
        background: var(--deep);
        color: var(--green-ink);
        --mark: var(--deep);
        --tile: rgb(0 60 44 / 0.55);
      }
      :host([outcome='attend']) {
        background: var(--yellow);
        color: var(--yellow-ink);
        --mark: var(--yellow);
        --tile: rgb(255 255 255 / 0.62);
      }
      :host([outcome='refuse']) {
        background: var(--red);
        color: var(--red-ink);
        --mark: var(--red);
        --tile: rgb(60 0 12 / 0.55);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 6px;
        font-size: clamp(1.3rem, 2.7cqi, 2.3rem);
        line-height: 1.25;
        font-weight: 600;
      }
      .apart {
        margin: 0;
      }
      .roster {
        margin: 0;
        font-size: clamp(1.1rem, 2.2cqi, 1.7rem);
        overflow-wrap: anywhere;
      }
      .roster.on {
        font-weight: 700;
      }
      .foreign {
        font-size: clamp(1rem, 1.8cqi, 1.4rem);
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
        font-size: clamp(1rem, 1.5cqi, 1.3rem);
      }
      dd {
        margin: 2px 0 0;
        font-size: clamp(1.4rem, 2.6cqi, 2.2rem);
        font-weight: 700;
        line-height: 1.2;
      }
      dd small {
        display: block;
        font-size: clamp(1rem, 1.5cqi, 1.3rem);
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
        max-width: 100%;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .another {
        font-size: clamp(1.2rem, 2.2cqi, 1.6rem);
        font-weight: 600;
        min-height: 64px;
        padding: 10px 28px;
      }
      /* Read from a metre and a half: the height of a portrait screen is used, not its upper third. */
      @media (orientation: portrait) {
        :host {
          gap: clamp(14px, 2.6vh, 40px);
        }
        ul {
          font-size: clamp(1.35rem, 4.6cqi, 2.6rem);
        }
        .foreign {
          font-size: clamp(1rem, 2.8cqi, 1.6rem);
        }
        .roster {
          font-size: clamp(1.1rem, 3.4cqi, 2rem);
        }
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        dl div {
          padding: clamp(10px, 2.4cqi, 26px) clamp(12px, 3cqi, 30px);
        }
        dt,
        dd small {
          font-size: clamp(1rem, 2.9cqi, 1.6rem);
        }
        dd {
          font-size: clamp(1.25rem, 5.4cqi, 3rem);
          overflow-wrap: anywhere;
        }
      }
      @media (orientation: portrait) and (min-height: 720px) {
        .verdict {
          flex-direction: column;
          text-align: center;
        }
        .verdict svg {
          width: clamp(96px, 28cqi, 300px);
        }
        .verdict h1 {
          font-size: clamp(2.3rem, 9.6cqi, 5.6rem);
        }
        .name {
          font-size: clamp(1.5rem, 5.4cqi, 3.2rem);
        }
        ul,
        .roster {
          text-align: center;
        }
        button {
          justify-self: stretch;
        }
      }
      /* On a phone the words come before the size of the shape. */
      @media (max-width: 420px) and (min-height: 720px) {
        .verdict svg {
          width: 92px;
        }
      }
    `,
  ];

  @property({ attribute: false }) passage!: Passage;
  /** True at gates that take temperatures. */
  @property({ type: Boolean }) measures = false;
  /** Mirrored from the passage for the styles. */
  @property({ reflect: true }) outcome: Outcome = 'attend';

  readonly #texts = new Texts(this, sentryTexts);
  readonly #ofProofs = new Texts(this, secondProofTexts);

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
      ${this.#foreign()} ${this.#apart()} ${this.#roster()}
      ${
        offersSecondProof(this.passage)
          ? html`<button class="another" @click=${this.#anotherProof}>${this.#ofProofs.t.another}</button>`
          : nothing
      }
      ${verification.proof === 'proved' ? this.#facts() : nothing}
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

  /** That a pass was not counted as the other proof that was waited for; of a foreign credential the policy says it. */
  #apart() {
    const { apart, verification } = this.passage;
    if (!apart || verification.kind !== 'pass') return nothing;
    return html`<p class="apart">${this.#ofProofs.t[`apart_${apart}`]}</p>`;
  }

  /** What the site's roster says, with its age: it admits nobody, so it stands apart from the verdict's reasons. */
  #roster() {
    const { roster, at } = this.passage;
    if (!roster) return nothing;
    const { text, on } = rosterSeenText(roster, at, language());
    return html`<p class="roster ${on ? 'on' : ''}">${text}</p>`;
  }

  #facts() {
    const { t } = this.#texts;
    const { verification, at, dataAsOf } = this.passage;
    const status = verification.status!;
    const result = resultWord(t, status.lastResult);
    const since = (time: number): string => ago(time, at, language());
    return html`
      <dl>
        <div>
          <dt>${t.temperature}</dt>
          <dd>${this.#temperature()}</dd>
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

  /** The estimate with what it is sure to; a doubtful one is not shown as if it were one. */
  #temperature() {
    const { t } = this.#texts;
    const { temperature } = this.passage;
    if (!temperature) return this.measures ? t.notMeasured : t.noSensor;
    const { body, surface, uncertainty, doubt } = temperature;
    if (doubt === 'unsteady') return t.unsteady;
    if (body === null) return surface === null ? t.notMeasured : t.surfaceOnly(temperatureText(surface));
    return html`${temperatureText(body)}${
      uncertainty === null ? nothing : html` <small>±${(uncertainty / 100).toFixed(1)}</small>`
    }`;
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

  #anotherProof(): void {
    this.dispatchEvent(new CustomEvent('another-proof'));
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
