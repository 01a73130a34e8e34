import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReplayedScan, Said } from '../domain/policy-api.ts';
import { dateTimeSeconds } from '../ui/clock.ts';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import '../ui/outcome-mark.ts';
import type { ReasonWords } from '../ui/reason-words.ts';
import { replayTexts } from '../ui/texts/replay.ts';
import { controls, theme } from '../ui/theme.ts';
import { changeOf, sameSaid, scanKeyText } from './replay-result.ts';

type Shown = 'all' | 'changed' | 'any';

/** Scans of a replay: what each decided, what its own version says of its facts, and what the version asked for says. */
@customElement('sc-replay-list')
export class ReplayList extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 8px 16px;
      }
      .head label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }
      .head label {
        min-width: 0;
      }
      select {
        flex: 1 1 200px;
        width: auto;
        min-width: 0;
        font-weight: 400;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .columns,
      li {
        display: grid;
        grid-template-columns: minmax(0, 5fr) repeat(3, minmax(0, 6fr));
        gap: 4px 14px;
        padding: 10px 8px 10px 12px;
        border-top: 1px solid var(--line);
        border-inline-start: 4px solid transparent;
      }
      .columns {
        border-top: 0;
        padding-bottom: 0;
        color: var(--ink-soft);
        font-weight: 600;
      }
      li.outcome {
        border-inline-start-color: var(--red);
        background: #fff4ec;
      }
      li.reasons {
        border-inline-start-color: var(--accent);
      }
      li > div {
        overflow-wrap: anywhere;
        font-size: 0.9375rem;
      }
      time {
        font-weight: 600;
        display: block;
      }
      code {
        font-size: 0.75rem;
        color: var(--ink-soft);
      }
      .label {
        display: none;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
      .why {
        margin-top: 2px;
      }
      @media (max-width: 800px) {
        .columns {
          display: none;
        }
        li {
          grid-template-columns: minmax(0, 1fr);
        }
        li > div {
          display: grid;
          grid-template-columns: 8.5em minmax(0, 1fr);
          gap: 0 10px;
          align-items: baseline;
        }
        li > div:first-child {
          display: block;
        }
        .label {
          display: block;
        }
      }
    `,
  ];

  @property({ attribute: false }) scans: readonly ReplayedScan[] = [];
  /** Words of the rules by which the scans were decided, and of the version asked for. */
  @property({ attribute: false }) wordsThen!: ReasonWords;
  @property({ attribute: false }) wordsNow!: ReasonWords;
  @state() private shown: Shown = 'all';
  readonly #texts = new Texts(this, replayTexts);

  override render() {
    const { t } = this.#texts;
    const found = this.scans.filter((scan) => this.#isShown(scan));
    return html`
      ${this.scans.length > 1 ? this.#filter(found.length) : nothing}
      ${
        found.length === 0
          ? html`<p>${t.nothingToShow}</p>`
          : html`<div class="columns" aria-hidden="true">
                <div>${t.when}</div>
                <div>${t.recorded}</div>
                <div>${t.byThen}</div>
                <div>${t.now}</div>
              </div>
              <ol>
                ${found.map((scan) => this.#scan(scan))}
              </ol>`
      }
    `;
  }

  #filter(shown: number) {
    const { t } = this.#texts;
    const digits = (value: number) => count(value, language());
    return html`<div class="head">
      <label
        >${t.show}<select
          name="shown"
          @change=${(event: Event) => (this.shown = (event.target as HTMLSelectElement).value as Shown)}
        >
          <option value="all">${t.showAll}</option>
          <option value="changed">${t.showChanged}</option>
          <option value="any">${t.showAny}</option>
        </select></label
      >
      <span class="soft" role="status">${t.shown(digits(shown), digits(this.scans.length))}</span>
    </div>`;
  }

  #isShown(scan: ReplayedScan): boolean {
    const change = changeOf(scan);
    return this.shown === 'all' || change === 'outcome' || (this.shown === 'any' && change !== null);
  }

  #scan(scan: ReplayedScan) {
    const { t } = this.#texts;
    const { recorded, byThen, now, policy } = scan;
    // What the same version says of the facts tells which of its reasons stand for unknown ones.
    const unknownThen = byThen ? (scan.unknown?.byThen ?? []) : undefined;
    const unknownRecorded = byThen && sameSaid(byThen, recorded) ? unknownThen : undefined;
    return html`<li class=${changeOf(scan) ?? ''}>
      <div>
        <time datetime=${new Date(scan.t).toISOString()}>${dateTimeSeconds(scan.t)}</time>
        ${t.gate(String(scan.device))}<br /><code>${scanKeyText(scan)}</code>
      </div>
      <div>
        <span class="label">${t.recorded}</span>
        <div>
          ${this.#said(recorded, this.wordsThen, unknownRecorded)}
          <div class="soft">${t.recordedBy(String(policy))}</div>
        </div>
      </div>
      <div>
        <span class="label">${t.byThen}</span>
        <div>${this.#then(scan, unknownThen)}</div>
      </div>
      <div>
        <span class="label">${t.now}</span>
        <div>
          ${
            now === null
              ? html`<span class="soft">${t.noFactsHere}</span>`
              : sameSaid(now, recorded)
                ? html`<span class="soft">${t.unchanged}</span>`
                : this.#said(now, this.wordsNow, scan.unknown?.now ?? [])
          }
        </div>
      </div>
    </li>`;
  }

  #then({ recorded, byThen, now }: ReplayedScan, unknown: readonly string[] | undefined) {
    const { t } = this.#texts;
    if (byThen === null) {
      return html`<span class="soft">${now === null ? t.noFactsHere : t.versionGone}</span>`;
    }
    if (sameSaid(byThen, recorded)) return html`<span class="soft">${t.same}</span>`;
    return html`${this.#said(byThen, this.wordsThen, unknown)}
      <div class="fault">${t.differs}</div>`;
  }

  #said({ outcome, reasons }: Said, words: ReasonWords, unknown: readonly string[] | undefined) {
    const told = words.of({ outcome, reasons, ...(unknown && { unknownReasons: unknown }) }, language());
    return html`<sc-outcome-mark outcome=${outcome}></sc-outcome-mark>
      ${told.length > 0 ? html`<div class="why">${told.join(language() === 'en' ? '; ' : '；')}</div>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-replay-list': ReplayList;
  }
}
