import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OverrideRow } from '../../domain/api/official-api.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import {
  overrideReasonTexts,
  overrideStateTexts,
  overrideTexts,
} from '../../ui/texts/authority/overrides.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import '../../ui/theme/status-mark.ts';

/** All of one colour set by hand: why, by whom, until when. Fires `lift` where one in force is to be lifted. */
@customElement('sc-override-panel')
export class OverridePanel extends LitElement {
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
    `,
  ];

  @property({ attribute: false }) row!: OverrideRow;
  @property({ type: Boolean }) busy = false;
  /** Whether who looks lifts what is in force. */
  @property({ type: Boolean }) lifts = false;
  readonly #texts = new Texts(this, overrideTexts);

  override render() {
    const { t } = this.#texts;
    const { row } = this;
    const at = (time: number) => dateTime(time, language());
    const over = row.state === 'refused' || row.state === 'lifted';
    const line = (words: string, who: string, time: number) =>
      time > 0 ? html`<p>${words} ${who} · ${at(time)}</p>` : nothing;
    return html`<section class="card">
      <h2>${row.maskedName}</h2>
      <sc-status-mark .colour=${row.colour}></sc-status-mark>
      <p>
        <b>${overrideStateTexts[language()][row.state]}</b> · ${overrideReasonTexts[language()][row.reason]}
      </p>
      ${line(t.asked, row.requestedBy, row.requestedAt)}
      ${line(row.state === 'refused' ? t.refusedBy : t.decided, row.decidedBy, row.decidedAt)}
      ${line(t.ended, row.liftedBy || t.endedItself, row.liftedAt)}
      ${over ? nothing : html`<p>${t.until} ${at(row.validUntil)}</p>`} ${this.#acts(row)}
    </section>`;
  }

  #acts({ state, mine }: OverrideRow) {
    const { t } = this.#texts;
    if (state === 'requested')
      return html`${mine ? html`<p class="soft">${t.own}</p>` : nothing}
        <a class="button quiet" href="#approvals?kind=override">${t.decideThere}</a>`;
    if (state !== 'active' || !this.lifts) return nothing;
    return html`<button
      type="button"
      name="lift"
      aria-disabled=${this.busy}
      @click=${() => this.dispatchEvent(new Event('lift'))}
    >
      ${t.lift}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-override-panel': OverridePanel;
  }
}
