import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Approval } from '../../domain/access/approval.ts';
import { ago, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { approvalStateTexts, approvalTexts } from '../../ui/texts/authority/approvals.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { approvalEffect, approvalFacts, approvalTitle } from './approval-words.ts';

export type ApprovalAct = 'confirm' | 'decline' | 'withdraw';

/** All of what one official asked for, and what who looks may do about it. Fires `act` (detail: ApprovalAct). */
@customElement('sc-approval-panel')
export class ApprovalPanel extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      section,
      ul {
        display: grid;
        gap: 10px;
      }
      ul {
        margin: 0;
        padding-inline-start: 1.2em;
        gap: 4px;
      }
      .effect {
        padding: 8px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) approval!: Approval;
  /** The server's time, UTC ms. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) busy = false;
  readonly #texts = new Texts(this, approvalTexts);

  override render() {
    const { t } = this.#texts;
    const row = this.approval;
    const at = (time: number) => dateTime(time, language());
    const waits = row.state === 'waiting';
    const effect = waits ? approvalEffect(row) : '';
    return html`<section class="card" data-id=${row.id}>
      <h2>${approvalTitle(row)}</h2>
      <p><b>${approvalStateTexts[language()][row.state]}</b></p>
      <ul>
        ${approvalFacts(row).map((fact) => html`<li>${fact}</li>`)}
      </ul>
      ${effect ? html`<p class="effect">${effect}</p>` : nothing}
      <p class="soft">
        ${t.asked} ${row.askedBy} ·
        ${at(row.askedAt)}${waits ? html` · ${ago(row.askedAt, this.now, language())}` : nothing}
      </p>
      ${waits && row.expires > 0 ? html`<p class="soft">${t.until(at(row.expires))}</p>` : nothing}
      ${
        !waits && row.decidedBy
          ? html`<p class="soft">${t.decided} ${row.decidedBy} · ${at(row.decidedAt)}</p>`
          : nothing
      }
      ${waits ? this.#acts(row) : nothing}
    </section>`;
  }

  #acts(row: Approval) {
    const { t } = this.#texts;
    const { kind } = row.subject;
    const button = (act: ApprovalAct, quiet: boolean) =>
      html`<button
        type="button"
        name=${act}
        class=${quiet ? 'quiet' : ''}
        aria-disabled=${this.busy}
        @click=${() => this.dispatchEvent(new CustomEvent<ApprovalAct>('act', { detail: act }))}
      >
        ${t[act]}
      </button>`;
    if (kind === 'policy')
      return html`${row.mine ? html`<p class="soft">${t.signed}</p>` : nothing}
        <div class="acts"><a class="button quiet" href="#policy">${t.openDraft}</a></div>`;
    if (!row.mine) return html`<div class="acts">${button('confirm', false)}${button('decline', true)}</div>`;
    return html`<p class="soft">${t.mine}</p>
      ${kind === 'override' ? nothing : html`<div class="acts">${button('withdraw', true)}</div>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-approval-panel': ApprovalPanel;
  }
}
