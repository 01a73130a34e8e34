import { LitElement, html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
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
import { headline } from './headline.ts';
import { verdictPanelStyle } from './verdict-panel-style.ts';

/** How long each reason stands alone in big letters before the next, and then the list of all, ms. */
export const reasonTurnMs = 2500;

/** A shape for each outcome, so that colour is never alone: a tick in a disc, a mark in a triangle, a cross in an octagon. */
const shapes: Record<Outcome, ReturnType<typeof svg>> = {
  admit: svg`<circle cx="50" cy="50" r="46" fill="currentColor" /><path d="M28 52 44 68 74 34" class="mark" />`,
  attend: svg`<path d="M50 5 97 91H3Z" fill="currentColor" stroke="currentColor" stroke-width="5" stroke-linejoin="round" /><path d="M50 34v28M50 76v1" class="mark" />`,
  refuse: svg`<path d="M31 4h38l27 27v38L69 96H31L4 69V31Z" fill="currentColor" /><path d="M33 33 67 67M67 33 33 67" class="mark" />`,
};

/** What the panel before had, px: to measure takes a drawing, and only the next one would be right. */
let lastRoom = { width: 0, height: 0 };

/** A headline that is read at arm's length needs so much of the height of one that is read from two metres. */
const handShare = 0.6;

/** The verdict as the person and the guard see it: colour, shape and word, then the facts it rests on with their age. */
@customElement('sc-verdict-panel')
export class VerdictPanel extends LitElement {
  static override styles = [theme, verdictPanelStyle];

  @property({ attribute: false }) passage!: Passage;
  /** True at gates that take temperatures. */
  @property({ type: Boolean }) measures = false;
  /** True where bystanders are not to learn why: it is shown after a tap. */
  @property({ type: Boolean }) discreet = false;
  /** In a guard's hand, below the picture: it is read at arm's length, and there is little room. */
  @property({ type: Boolean, reflect: true, attribute: 'hand-held' }) handHeld = false;
  /** Does what is for the staff alone: the kiosk asks for their PIN first. */
  @property({ attribute: false }) guard: (act: () => void) => void = (act) => act();
  /** Mirrored from the passage for the styles; of one that is kept from bystanders, as if it were a guard's to decide. */
  @property({ reflect: true }) outcome: Outcome = 'attend';
  /** True after the tap. */
  @state() private revealed = false;
  /** Which reason stands alone in big letters; as many as there are: all are listed. */
  @state() private turn = 0;
  /** Of this panel and the screen, px. */
  @state() private room = lastRoom;

  readonly #texts = new Texts(this, sentryTexts);
  readonly #ofProofs = new Texts(this, secondProofTexts);

  readonly #sizes = new ResizeObserver(() => this.#measure());
  #turning: ReturnType<typeof setInterval> | undefined;

  /** True while the reasons are kept from bystanders. */
  get isClosed(): boolean {
    return this.discreet && !this.revealed;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    clearInterval(this.#turning);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('passage')) {
      this.revealed = false;
      this.#begin();
    }
    this.outcome = this.isClosed ? 'attend' : this.passage.verdict.outcome;
  }

  override firstUpdated(): void {
    this.#measure();
  }

  override render() {
    const { t } = this.#texts;
    const { verification } = this.passage;
    if (this.isClosed) {
      return html`${this.#headline()} <button class="why" @click=${this.#reveal}>${t.showWhy}</button>`;
    }
    return html`
      ${this.#headline(verification.person?.maskedName)} ${this.#reasons()} ${this.#foreign()}
      ${this.#apart()} ${this.#roster()}
      ${
        offersSecondProof(this.passage)
          ? html`<button class="another" @click=${this.#anotherProof}>${this.#ofProofs.t.another}</button>`
          : nothing
      }
      ${verification.proof === 'proved' ? this.#facts() : nothing}
      ${this.#canMeasureAgain() ? html`<button @click=${this.#measureAgain}>${t.measureAgain}</button>` : nothing}
    `;
  }

  #headline(name?: string) {
    return html`<div class="verdict" role="alert">
      <svg viewBox="0 0 100 100" aria-hidden="true">${shapes[this.outcome]}</svg>
      <div>
        ${headline(outcomeWord(this.#texts.t, this.outcome), this.room)}
        ${name ? html`<p class="name">${name}</p>` : nothing}
      </div>
    </div>`;
  }

  /** One line a reason; two rules that miss the same fact say the same words once. */
  #words(): string[] {
    const words = new Set(this.passage.verdict.reasons.map((reason) => reason.texts[language()]));
    return [...words].slice(0, 4);
  }

  /** One after the other alone in big letters, then all of them. */
  #reasons() {
    const words = this.#words();
    if (words.length === 0) return nothing;
    const one = words.length === 1 ? 0 : this.turn;
    return html`<ul class=${one < words.length ? 'one' : ''}>
      ${words.map((text, index) => html`<li class=${index === one ? 'now' : ''}>${text}</li>`)}
    </ul>`;
  }

  #begin(): void {
    clearInterval(this.#turning);
    this.turn = 0;
    this.#turning = setInterval(() => {
      this.turn++;
      if (this.turn >= this.#words().length) clearInterval(this.#turning);
    }, reasonTurnMs);
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this;
    // Beside the shape where the screen is wide; below it, and as wide as the panel, where it is high.
    const isUpright = !this.handHeld && clientHeight > clientWidth;
    const padding = this.handHeld ? 28 : Math.min(80, Math.max(32, clientWidth * 0.06));
    const shape = this.handHeld ? 64 : isUpright ? 0 : Math.min(clientWidth * 0.13, 168) + 32;
    const width = Math.max(0, clientWidth - padding - shape);
    const height = innerHeight * (this.handHeld ? handShare : 1);
    if (width !== this.room.width || height !== this.room.height) lastRoom = this.room = { width, height };
  }

  #reveal(): void {
    this.#ofStaff(() => {
      this.revealed = true;
      this.#begin();
      this.dispatchEvent(new CustomEvent('reveal'));
    });
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
    const { body, surface, uncertainty, doubt, first } = temperature;
    if (doubt === 'unsteady') return t.unsteady;
    if (doubt === 'unconfirmed') return t.unconfirmed;
    if (body === null) return surface === null ? t.notMeasured : t.surfaceOnly(temperatureText(surface));
    return html`${temperatureText(body)}${
      uncertainty === null ? nothing : html` <small>±${(uncertainty / 100).toFixed(1)}</small>`
    }${first && first.body !== null ? html`<small>${t.firstReading(temperatureText(first.body))}</small>` : nothing}`;
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
    this.#ofStaff(() => this.dispatchEvent(new CustomEvent('another-proof')));
  }

  #measureAgain(): void {
    this.#ofStaff(() => this.dispatchEvent(new CustomEvent('measure-again')));
  }

  /** While a PIN is typed the next person may come: then it is no more about this one. */
  #ofStaff(act: () => void): void {
    const { passage } = this;
    this.guard(() => {
      if (this.isConnected && this.passage === passage) act();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-verdict-panel': VerdictPanel;
  }
}
