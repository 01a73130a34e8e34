import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WorkRow } from '../../../domain/api/work-api.ts';
import { count, dateTime } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { trayTexts, workFaultTexts } from '../../texts/kit/tray.ts';
import { controls, theme } from '../../theme/theme.ts';
import { workWords } from './work-words.ts';

/** What a person wants of a piece of long work. */
export interface WorkAct {
  act: 'cancel' | 'file' | 'remove';
  work: WorkRow;
}

/**
 * Long work, the latest first: how far each is, what became of it, and what may be done with it. Fires `work-act` (detail:
 * WorkAct), which bubbles.
 */
@customElement('sc-work-list')
export class WorkList extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 12px;
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 6px;
        padding-block-end: 12px;
        border-block-end: 1px solid var(--line);
      }
      li:last-child {
        border: 0;
        padding: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 2px 12px;
        font-size: 0.9375rem;
      }
      strong {
        overflow-wrap: anywhere;
      }
      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly WorkRow[] = [];
  /** Whether something is being done with one of them: then nothing else can be. */
  @property({ type: Boolean }) busy = false;
  readonly #texts = new Texts(this, trayTexts);

  override render() {
    const { t } = this.#texts;
    if (this.rows.length === 0) return html`<p class="soft">${t.none}</p>`;
    return html`<ul>
      ${this.rows.map((work) => this.#row(work))}
    </ul>`;
  }

  #row(work: WorkRow) {
    const { t } = this.#texts;
    const { state, fault, expires, endedAt } = work;
    const isOpen = state === 'waiting' || state === 'running';
    const mark = { waiting: '…', running: '▶', done: '✓', failed: '✕', cancelled: '■' }[state];
    return html`<li data-id=${work.id}>
      <strong>${workWords(work.subject)}</strong>
      ${isOpen ? this.#progress(work) : nothing}
      <div class="line">
        <span class=${fault ? 'fault' : 'state'}>${mark} ${t[state]}</span>
        <span class="soft">${this.#howMany(work)}</span>
      </div>
      ${fault ? html`<p class="fault">${workFaultTexts[language()][fault]}</p>` : nothing}
      ${
        endedAt > 0
          ? html`<p class="soft line">
              ${dateTime(endedAt, language())} · ${t.until(dateTime(expires, language()))}
            </p>`
          : nothing
      }
      <div class="acts">
        ${
          isOpen
            ? this.#button(work, 'cancel', t.cancel, 'quiet')
            : html`${work.file ? this.#button(work, 'file', t.file, '') : nothing}
              ${this.#button(work, 'remove', t.remove, 'quiet')}`
        }
      </div>
    </li>`;
  }

  #progress(work: WorkRow) {
    const { total, done } = work;
    const label = workWords(work.subject);
    return total
      ? html`<progress aria-label=${label} max=${total} .value=${Math.min(done, total)}></progress>`
      : html`<progress aria-label=${label}></progress>`;
  }

  #howMany({ done, total }: WorkRow): string {
    const { t } = this.#texts;
    const digits = (value: number) => count(value, language());
    return total === null ? t.soFar(digits(done)) : t.progress(digits(done), digits(Math.max(done, total)));
  }

  #button(work: WorkRow, act: WorkAct['act'], text: string, look: string) {
    const tell = () =>
      this.dispatchEvent(
        new CustomEvent<WorkAct>('work-act', { detail: { act, work }, bubbles: true, composed: true }),
      );
    return html`<button
      type="button"
      name=${act}
      class=${look}
      aria-disabled=${this.busy}
      aria-label="${text}: ${workWords(work.subject)}"
      @click=${tell}
    >
      ${text}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-work-list': WorkList;
  }
}
