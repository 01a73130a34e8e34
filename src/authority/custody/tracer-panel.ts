import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { custodyTexts, removalReasonTexts } from '../../ui/texts/authority/custody.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { VerifiedTracer } from './custody-state.ts';
import { stateWords } from './tracer-columns.ts';

/** One officer's browser: who certified it, what it may, and what can be done. Fires `certify`, `hand-on` and `remove`. */
@customElement('sc-tracer-panel')
export class TracerPanel extends LitElement {
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
        gap: 10px;
        justify-items: start;
      }
      p {
        margin: 0;
      }
      code {
        font-size: 1.25rem;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) one!: VerifiedTracer;
  @property({ type: Boolean }) busy = false;
  /** What who looks may do with it. */
  @property({ type: Boolean }) certifies = false;
  @property({ type: Boolean, attribute: 'hands-on' }) handsOn = false;
  @property({ type: Boolean }) removes = false;
  readonly #texts = new Texts(this, custodyTexts);

  override render() {
    const { t } = this.#texts;
    const { one } = this;
    const { row, certifiers } = one;
    return html`<section class="card">
      <h2>${row.name || one.tracer.name}</h2>
      <p><code>${one.words}</code></p>
      <p><b>${stateWords(one, language())}</b></p>
      ${certifiers.length > 0 ? html`<p>${t.certifiedBy(certifiers)}</p>` : nothing}
      <p>${t.sinceAt(dateTime(one.tracer.at, language()))}</p>
      ${row.removed === 0 && !row.mayOpen ? html`<p class="fault">${t.mayNot}</p>` : nothing}
      ${
        row.removed > 0
          ? html`<p>
              ${t.removedBy(row.removedBy, dateTime(row.removed, language()))}
              ${row.reason === '' ? nothing : html`· ${removalReasonTexts[language()][row.reason]}`}
            </p>`
          : nothing
      }
      <div class="acts">
        ${this.certifies ? this.#act('certify', t.certify) : nothing}
        ${this.handsOn ? this.#act('hand-on', t.handOn) : nothing}
        ${this.removes ? this.#act('remove', t.remove, 'quiet') : nothing}
      </div>
    </section>`;
  }

  #act(name: string, words: string, kind = '') {
    return html`<button
      type="button"
      name=${name}
      class=${kind}
      aria-disabled=${this.busy}
      @click=${() => this.dispatchEvent(new Event(name))}
    >
      ${words}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-tracer-panel': TracerPanel;
  }
}
