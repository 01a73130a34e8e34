import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OverrideRow } from '../domain/official-api.ts';
import { dateTime } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import '../ui/status-mark.ts';
import { overrideReasonTexts, overrideStateTexts, overrideTexts } from '../ui/texts/overrides.ts';
import { controls, theme } from '../ui/theme.ts';

/** What an `act` event carries. */
export interface OverrideAct {
  id: string;
  act: 'approve' | 'refuse' | 'lift';
}

/** Colours set by hand, one below the other, with what may be done with each. Fires `act`, after it was asked twice. */
@customElement('sc-override-list')
export class OverrideList extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      section {
        display: grid;
        gap: 10px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 6px;
        padding: 12px 0;
        border-block-start: 1px solid var(--line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
      }
      .soft {
        font-size: 0.9375rem;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .acts p {
        flex-basis: 100%;
        font-weight: 600;
      }
    `,
  ];

  @property() heading = '';
  @property() none = '';
  @property({ attribute: false }) rows: readonly OverrideRow[] = [];
  @property({ type: Boolean }) busy = false;
  @state() private asked: OverrideAct | null = null;
  readonly #texts = new Texts(this, overrideTexts);

  override render() {
    return html`<section class="card">
      <h2>${this.heading}</h2>
      ${
        this.rows.length === 0
          ? html`<p class="soft">${this.none}</p>`
          : html`<ul>
              ${this.rows.map((row) => this.#row(row))}
            </ul>`
      }
    </section>`;
  }

  #row(row: OverrideRow) {
    const { t } = this.#texts;
    const at = (time: number) => dateTime(time, language());
    const over = row.state === 'refused' || row.state === 'lifted';
    return html`<li>
      <div class="head">
        <strong>${row.maskedName}</strong>
        <sc-status-mark .colour=${row.colour}></sc-status-mark>
        <span>${overrideReasonTexts[language()][row.reason]}</span>
        ${over ? html`<span class="soft">${overrideStateTexts[language()][row.state]}</span>` : nothing}
      </div>
      <div class="soft">${t.asked} ${row.requestedBy} · ${at(row.requestedAt)}</div>
      ${
        row.decidedAt > 0
          ? html`<div class="soft">
              ${row.state === 'refused' ? t.refusedBy : t.decided} ${row.decidedBy} · ${at(row.decidedAt)}
            </div>`
          : nothing
      }
      ${
        row.liftedAt > 0
          ? html`<div class="soft">${t.ended} ${row.liftedBy || t.endedItself} · ${at(row.liftedAt)}</div>`
          : nothing
      }
      ${over ? nothing : html`<div class="soft">${t.until} ${at(row.validUntil)}</div>`} ${this.#acts(row)}
    </li>`;
  }

  #acts(row: OverrideRow) {
    const { t } = this.#texts;
    if (row.state === 'requested' && row.mine) return html`<div class="soft">${t.own}</div>`;
    if (row.state !== 'requested' && row.state !== 'active') return nothing;
    if (this.asked?.id === row.id) {
      const sure = { approve: t.approveSure, refuse: t.refuseSure, lift: t.liftSure }[this.asked.act];
      return html`<div class="acts" role="alert">
        <p>${sure}</p>
        <button type="button" name="yes" ?disabled=${this.busy} @click=${this.#act}>${t.yes}</button>
        <button type="button" class="quiet" @click=${() => (this.asked = null)}>${t.no}</button>
      </div>`;
    }
    const button = (act: OverrideAct['act'], text: string, quiet: boolean) =>
      html`<button
        type="button"
        name=${act}
        class=${quiet ? 'quiet' : ''}
        ?disabled=${this.busy}
        @click=${() => (this.asked = { id: row.id, act })}
      >
        ${text}
      </button>`;
    return html`<div class="acts">
      ${
        row.state === 'active'
          ? button('lift', t.lift, true)
          : html`${button('approve', t.approve, false)}${button('refuse', t.refuse, true)}`
      }
    </div>`;
  }

  readonly #act = (): void => {
    const detail = this.asked;
    this.asked = null;
    if (detail) this.dispatchEvent(new CustomEvent<OverrideAct>('act', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-override-list': OverrideList;
  }
}
