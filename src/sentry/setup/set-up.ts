import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  setUpSteps,
  stepsThat,
  untouched,
  type SetUpStep,
  type StepResult,
} from '../../domain/gate/set-up.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import '../../ui/language/language-switch.ts';
import '../../ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../../ui/overlay/overlay-dialog.ts';
import { focusHeading } from '../../ui/overlay/view-focus.ts';
import { setUpWords } from '../../ui/texts/gate/set-up-words.ts';
import { setUpTexts } from '../../ui/texts/gate/set-up.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { SetUpGate } from './step-element.ts';
import { rememberSetUp, setUpRecord, type SetUpRecord } from './set-up-memory.ts';
import { printSheet } from './set-up-sheet.ts';
import { setUpStyle } from './set-up-style.ts';
import './machine-steps.ts';
import './ports-step.ts';
import './seen-steps.ts';
import './temperature-step.ts';

const marks: Record<StepResult, string> = {
  open: '○',
  done: '✓',
  failed: '✕',
  'left-out': '–',
  'not-here': '–',
};

/**
 * The set-up of a sentry by a shop's staff: one thing at a time, what to do about what does not work, and a sheet of it all. It
 * can be left at any moment, and is taken up where it was left. Fires `told` whenever there is a result to tell the server, and
 * `closed`.
 */
@customElement('sc-set-up')
export class SetUp extends LitElement {
  static override styles = [theme, controls, setUpStyle];

  @property({ attribute: false }) gate!: SetUpGate;
  @state() private record!: SetUpRecord;
  @state() private at: SetUpStep | 'summary' = 'place';
  @query('sc-overlay') private overlay!: Overlay;
  readonly #texts = new Texts(this, setUpTexts);

  get isOpen(): boolean {
    return this.overlay?.open ?? false;
  }

  /** Opens it at the first step that nobody came to yet. */
  async open(): Promise<void> {
    const { device } = this.gate.device.pairing!.sentry;
    const now = this.gate.device.clock.now();
    this.record = setUpRecord(device) ?? { device, begunAt: now, endedAt: 0, results: untouched() };
    rememberSetUp(this.record);
    this.at = stepsThat(this.record.results, 'open')[0] ?? 'summary';
    await this.updateComplete;
    this.overlay.open = true;
  }

  async shut(): Promise<void> {
    await this.overlay.close();
  }

  override render() {
    const { t } = this.#texts;
    return html`<sc-overlay label=${t.title} @close=${() => this.dispatchEvent(new CustomEvent('closed'))}>
      ${this.record ? this.#whole() : nothing}
    </sc-overlay>`;
  }

  #whole() {
    const { t } = this.#texts;
    const words = setUpWords[language()];
    return html`<div class="whole">
      <header>
        <p class="soft">${t.title} · ${this.gate.place}</p>
        <sc-language-switch></sc-language-switch>
      </header>
      <ol class="way">
        ${setUpSteps.map((step) => {
          const result = this.record.results[step];
          return html`<li>
            <button
              class=${result}
              aria-current=${step === this.at ? 'step' : 'false'}
              data-step=${step}
              @click=${() => this.#go(step)}
            >
              <span aria-hidden="true">${marks[result]}</span>
              <span class="name">${words[`step_${step}`]}</span>
              <span class="heard">${words[`result_${result}`]}</span>
            </button>
          </li>`;
        })}
      </ol>
      ${this.at === 'summary' ? this.#summary() : this.#step(this.at)}
    </div>`;
  }

  #step(step: SetUpStep) {
    const { t } = this.#texts;
    const words = setUpWords[language()];
    const result = this.record.results[step];
    const number = setUpSteps.indexOf(step);
    return html`<section class="step" data-at=${step}>
      <div>
        <p class="soft">${t.stepOf(number + 1, setUpSteps.length)}</p>
        <h1>${words[`step_${step}`]}</h1>
      </div>
      <p>${t[`${step}What`]}</p>
      ${this.#body(step, result)}
      ${result === 'failed' ? html`<p class="advice" role="alert">${t[`${step}Failed`]}</p>` : nothing}
      <footer>
        ${
          number > 0
            ? html`<button class="quiet" @click=${() => this.#go(setUpSteps[number - 1]!)}>${t.back}</button>`
            : nothing
        }
        ${
          result === 'failed'
            ? html`<button class="quiet" @click=${() => this.#next(step)}>${t.goOn}</button>`
            : html`<button class="quiet" @click=${() => this.#end(step, 'left-out')}>${t.leaveOut}</button>`
        }
        <button class="quiet later" @click=${() => void this.shut()}>${t.later}</button>
      </footer>
    </section>`;
  }

  #body(step: SetUpStep, result: StepResult) {
    const { gate } = this;
    const ended = ({ detail }: CustomEvent<StepResult>) => this.#end(step, detail);
    switch (step) {
      case 'place':
        return html`<sc-set-up-place .gate=${gate} .result=${result} @ended=${ended}></sc-set-up-place>`;
      case 'camera':
        return html`<sc-set-up-camera .gate=${gate} .result=${result} @ended=${ended}></sc-set-up-camera>`;
      case 'ports':
        return html`<sc-set-up-ports .gate=${gate} .result=${result} @ended=${ended}></sc-set-up-ports>`;
      case 'temperature':
        return html`<sc-set-up-temperature
          .gate=${gate}
          .result=${result}
          @ended=${ended}
        ></sc-set-up-temperature>`;
      case 'sound':
        return html`<sc-set-up-sound .gate=${gate} .result=${result} @ended=${ended}></sc-set-up-sound>`;
      case 'network':
        return html`<sc-set-up-network .gate=${gate} .result=${result} @ended=${ended}></sc-set-up-network>`;
      case 'install':
        return html`<sc-set-up-install .gate=${gate} .result=${result} @ended=${ended}></sc-set-up-install>`;
      case 'storage':
        return html`<sc-set-up-storage
          .gate=${gate}
          .result=${result}
          .begunAt=${this.record.begunAt}
          @ended=${ended}
        ></sc-set-up-storage>`;
    }
  }

  #summary() {
    const { t } = this.#texts;
    const words = setUpWords[language()];
    const { results } = this.record;
    const unsettled = stepsThat(results, 'failed', 'open');
    const { voice } = this.gate.gateState;
    const isReady = unsettled.length === 0 && voice;
    return html`<section class="step" data-at="summary">
      <h1>${t.summary}</h1>
      ${unsettled.length > 0 ? html`<p class="bad">${t.someLeft}</p>` : nothing}
      ${isReady ? html`<p class="good">${t.allDone}</p>` : voice ? nothing : html`<p role="status">${t.voiceWaits}</p>`}
      <dl>
        ${setUpSteps.map(
          (step) =>
            html`<div>
              <dt>${words[`step_${step}`]}</dt>
              <dd class=${results[step]}>${marks[results[step]]} ${words[`result_${results[step]}`]}</dd>
            </div>`,
        )}
      </dl>
      <footer>
        <button class="finish" @click=${() => this.#finish()}>${t.finish}</button>
        <button class="quiet" @click=${() => printSheet(this.record, this.gate)}>${t.print}</button>
      </footer>
    </section>`;
  }

  #go(to: SetUpStep | 'summary'): void {
    this.at = to;
    void focusHeading(() => this.overlay);
  }

  #next(step: SetUpStep): void {
    this.#go(setUpSteps[setUpSteps.indexOf(step) + 1] ?? 'summary');
  }

  /** What failed stays in view with what to do about it. */
  #end(step: SetUpStep, result: StepResult): void {
    this.#keep({ results: { ...this.record.results, [step]: result } });
    if (result !== 'failed') this.#next(step);
  }

  #finish(): void {
    this.#keep({ endedAt: this.gate.device.clock.now() });
    void this.shut();
  }

  #keep(change: Partial<SetUpRecord>): void {
    this.record = { ...this.record, ...change };
    rememberSetUp(this.record);
    this.dispatchEvent(new CustomEvent('told'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-set-up': SetUp;
  }
}
