import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffMeAnswer } from '../../../domain/api/official-api.ts';
import type { ApiError } from '../../../sync/api-client.ts';
import type { LiveFeed } from '../../device/live-feed.ts';
import { dateTimeSeconds, duration } from '../../language/clock.ts';
import { count } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { scopeWords } from '../../language/scope-words.ts';
import { shellTexts } from '../../texts/kit/shell.ts';
import { controls, theme } from '../../theme/theme.ts';
import { formatAddress, withValues } from '../address/address.ts';
import { PageAddress } from '../address/page-address.ts';
import { districtContext, staffContext, type DistrictSeen } from './context.ts';

/** Another look at what a page lists. */
export interface PageView {
  /** The value of `view=` in the address; '' is the one at first. */
  id: string;
  text: string;
  count?: number;
}

/** How old what a page shows is: see the properties of `sc-page`. */
export type Freshness = Pick<PageShell, 'asOf' | 'staleFor' | 'fault'>;

/** How old the answer of a page's feed is. */
export function freshness({ answer, stale, age, fault }: LiveFeed<{ now: number }>): Freshness {
  return { asOf: answer?.now ?? null, staleFor: stale ? age : 0, fault };
}

/**
 * What every page has: its title, one sentence on what is counted, the age of its data, one primary action (slot `action`),
 * others behind “More” (slot `more`), views with counts; on paper also the scope, when and by whom.
 */
@customElement('sc-page')
export class PageShell extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        max-width: 1880px;
        margin: 0 auto;
        padding: var(--gap);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        align-items: start;
        margin-bottom: var(--gap);
      }
      /* With large letters what is done stands below what the page is. */
      header > :first-child {
        flex: 1 1 20rem;
      }
      .definition {
        max-width: 75ch;
      }
      .side {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        justify-content: end;
      }
      .warning {
        position: sticky;
        top: 8px;
        z-index: 3;
      }
      .stale {
        margin-bottom: var(--gap);
        padding: 8px 14px;
        border-radius: 10px;
        background: var(--warning);
        color: var(--warning-ink);
      }
      .stale strong::before {
        content: '▲ ';
      }
      details {
        position: relative;
      }
      details > * {
        box-sizing: border-box;
      }
      summary {
        list-style: none;
        min-height: 44px;
        padding: 8px 14px;
        border: 1px solid var(--line);
        border-radius: 10px;
        color: var(--accent);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .menu {
        position: absolute;
        inset-inline-end: 0;
        z-index: 4;
        display: grid;
        gap: 4px;
        width: max-content;
        max-width: min(20rem, calc(100vw - 2rem));
        margin-top: 4px;
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper);
        box-shadow: 0 4px 16px rgb(4 12 18 / 0.2);
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-bottom: var(--gap);
      }
      nav a {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        min-height: 44px;
        padding: 4px 14px;
        border: 1px solid var(--line);
        border-radius: 22px;
        background: var(--paper);
        color: var(--accent);
        text-decoration: none;
      }
      nav a span {
        white-space: nowrap;
      }
      nav a[aria-current='true'] {
        border-color: var(--ink);
        color: var(--ink);
        font-weight: 700;
      }
      .paper {
        display: none;
      }
      @media (max-width: 640px) {
        :host {
          --gap: 10px;
        }
        .side {
          justify-content: start;
        }
      }
      @media print {
        :host {
          padding: 0;
        }
        .side > :not(.as-of),
        nav a:not([aria-current='true']) {
          display: none;
        }
        .paper {
          display: block;
          font-size: 0.875rem;
          margin: 0 0 8px;
        }
      }
    `,
  ];

  @property() heading = '';
  /** What is counted, from what, for which period: one sentence. */
  @property() definition = '';
  /** The server's time at the answer, UTC ms; null before the first. */
  @property({ attribute: false }) asOf: number | null = null;
  /** How old it is, ms, where it must not be taken for how things are now; else 0. */
  @property({ type: Number }) staleFor = 0;
  /** Why the server gave no newer data; null where it did, or was not asked. */
  @property({ attribute: false }) fault: ApiError | null = null;
  /** All three at once, of a page that is kept fresh: see `freshness`. */
  @property({ attribute: false }) fresh: Freshness | null = null;
  @property({ attribute: false }) views: readonly PageView[] = [];
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @consume({ context: districtContext, subscribe: true })
  @property({ attribute: false })
  district: DistrictSeen | null = null;
  @state() private hasMore = false;
  readonly #texts = new Texts(this, shellTexts);
  readonly #address = new PageAddress(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('fresh') && this.fresh)
      ({ asOf: this.asOf, staleFor: this.staleFor, fault: this.fault } = this.fresh);
  }

  override render() {
    const { t } = this.#texts;
    const at = this.asOf === null ? '' : dateTimeSeconds(this.asOf);
    return html`
      <header>
        <div>
          <h1>${this.heading}</h1>
          ${this.definition ? html`<p class="soft definition">${this.definition}</p>` : nothing}
        </div>
        <div class="side">
          ${at ? html`<span class="soft as-of">${t.asOf(at)}</span>` : nothing}
          <slot name="action"></slot>
          <details ?hidden=${!this.hasMore}>
            <summary>${t.more} ▾</summary>
            <div class="menu"><slot name="more" @slotchange=${this.#moreChanged}></slot></div>
          </details>
        </div>
      </header>
      <div class="warning" role="alert">${this.#stale(at)}</div>
      <p class="paper">
        ${t.scope}:
        ${[this.district?.name?.[language()], scopeWords(this.staff)].filter(Boolean).join(' · ') || '—'} ·
        ${
          this.staff
            ? t.printedBy(this.staff.name, dateTimeSeconds(Date.now()))
            : t.printedAt(dateTimeSeconds(Date.now()))
        }
      </p>
      ${this.#views()}
      <slot></slot>
    `;
  }

  /** The live region stays in the page, so that readers hear what appears in it; the growing age is kept from them. */
  #stale(at: string) {
    const { t } = this.#texts;
    const { fault } = this;
    if (this.staleFor <= 0 && !(fault && at === '')) return nothing;
    const why = !fault
      ? t.notCurrent
      : fault.code === 'offline'
        ? t.unanswered
        : t.serverFault(fault.message);
    return html`<p class="stale">
      <strong>${why}</strong>
      <span aria-hidden="true"
        >${at === '' ? t.nothingYet : t.stale(at, duration(this.staleFor, language()))}</span
      >
    </p>`;
  }

  #views() {
    if (this.views.length < 2) return nothing;
    const chosen = this.#address.one('view');
    const { address } = this.#address;
    return html`<nav aria-label=${this.#texts.t.views}>
      ${this.views.map(
        ({ id, text, count: number }) =>
          html`<a
            href=${formatAddress(withValues(address, { view: id, after: null, before: null, open: null }))}
            aria-current=${id === chosen ? 'true' : 'false'}
            >${text}${number === undefined ? nothing : html` <span>${count(number, language())}</span>`}</a
          >`,
      )}
    </nav>`;
  }

  #moreChanged({ target }: Event): void {
    this.hasMore = (target as HTMLSlotElement).assignedElements().length > 0;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-page': PageShell;
  }
}
