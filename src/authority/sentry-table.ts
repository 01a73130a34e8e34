import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SentryRow } from '../domain/api.ts';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { sentryProblems } from '../ui/sentry-health.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { controls, theme } from '../ui/theme.ts';
import { sentryLine } from './sentry-line.ts';
import { sentrySorts, viewSentries, type SentrySort, type SentryView } from './sentry-rows.ts';
import { sentryTableStyle } from './sentry-table-style.ts';

/**
 * So many rows are drawn at first, and twice as many added at a time: what is urgent comes first, and all 763 are slow to
 * draw. Fewer on phones, where each is a card.
 */
const portion = matchMedia('(max-width: 899px)').matches ? 15 : 50;

const wholeView: SentryView = { text: '', onlyProblems: false, sort: 'problems', reversed: false };

/** Sorts whose natural order begins with the largest. */
const largestFirst: ReadonlySet<SentrySort> = new Set(['queue', 'oldest', 'rejected']);

/** Every sentry of the district: how it is, what waits on it; found by name, sorted, cut down to those with problems. */
@customElement('sc-sentry-table')
export class SentryTable extends LitElement {
  static override styles = [theme, controls, sentryTableStyle];

  @property({ attribute: false }) sentries: readonly SentryRow[] = [];
  /** The server's time at the answer, UTC ms: ages are counted from it. */
  @property({ attribute: false }) now = 0;
  @state() private view: SentryView = wholeView;
  @state() private limit = portion;
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const rows = viewSentries(this.sentries, this.view, this.now);
    const shown = rows.slice(0, this.limit);
    const digits = (value: number) => count(value, language());
    return html`
      <h2 id="heading">${t.sentriesHeading}</h2>
      ${
        this.sentries.length === 0
          ? html`<p class="soft">${t.noSentries}</p>`
          : html`
              ${this.#form()}
              <p class="soft shown" role="status">${t.shownOf(digits(shown.length), digits(rows.length))}</p>
              ${rows.length === 0 ? this.#nothingMatches() : this.#table(shown)}
              ${
                rows.length > shown.length
                  ? html`<p class="more">
                      <button type="button" class="quiet" @click=${() => (this.limit += portion * 2)}>
                        ${t.showMore(digits(Math.min(portion * 2, rows.length - shown.length)))}
                      </button>
                    </p>`
                  : nothing
              }
            `
      }
    `;
  }

  #form() {
    const { t } = this.#texts;
    const problems = this.sentries.filter((row) => sentryProblems(row, this.now).length > 0).length;
    return html`
      <form @submit=${(event: Event) => event.preventDefault()}>
        <label class="find">
          ${t.search}
          <input
            type="search"
            autocomplete="off"
            placeholder=${t.searchHint}
            .value=${this.view.text}
            @input=${(event: InputEvent) => this.#show({ text: (event.target as HTMLInputElement).value })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.view.onlyProblems}
            @change=${(event: Event) =>
              this.#show({ onlyProblems: (event.target as HTMLInputElement).checked })}
          />
          ${t.onlyProblems(count(problems, language()))}
        </label>
        <div class="sort">
          <label>
            ${t.sortBy}
            <select
              @change=${(event: Event) =>
                this.#show({
                  sort: (event.target as HTMLSelectElement).value as SentrySort,
                  reversed: false,
                })}
            >
              ${sentrySorts.map(
                (sort) =>
                  html`<option value=${sort} ?selected=${sort === this.view.sort}>
                    ${t[`sort_${sort}`]}
                  </option>`,
              )}
            </select>
          </label>
          <button
            type="button"
            class="quiet"
            aria-pressed=${this.view.reversed ? 'true' : 'false'}
            @click=${() => this.#show({ reversed: !this.view.reversed })}
          >
            ${t.reverse}
          </button>
        </div>
      </form>
    `;
  }

  #nothingMatches() {
    const { t } = this.#texts;
    return html`<p>${t.nothingMatches}</p>
      <p class="more">
        <button type="button" class="quiet" @click=${() => this.#show({ text: '', onlyProblems: false })}>
          ${t.clearFilter}
        </button>
      </p>`;
  }

  #table(shown: readonly SentryRow[]) {
    const { t } = this.#texts;
    return html`
      <table role="table" aria-labelledby="heading">
        <thead role="rowgroup">
          <tr role="row">
            ${this.#head(t.state, 'problems')} ${this.#head(t.sentry, 'name')} ${this.#head(t.site, 'site')}
            ${this.#head(t.queue, 'queue')} ${this.#head(t.oldest, 'oldest')}
            ${this.#head(t.rejected, 'rejected')} ${this.#head(t.seen, 'seen')}
            ${[t.camera, t.thermometer, t.sound].map(
              (name) => html`<th role="columnheader" scope="col"><span>${name}</span></th>`,
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            shown,
            (row) => row.device,
            (row) => sentryLine(row, this.now, t, language()),
          )}
        </tbody>
      </table>
    `;
  }

  #head(name: string, sort: SentrySort) {
    const sorted = this.view.sort === sort;
    const descending = largestFirst.has(sort) !== this.view.reversed;
    return html`<th
      role="columnheader"
      scope="col"
      class=${largestFirst.has(sort) ? 'number' : ''}
      aria-sort=${sorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" @click=${() => this.#show({ sort, reversed: sorted && !this.view.reversed })}>
        ${name}<span aria-hidden="true">${sorted ? (descending ? '▾' : '▴') : ''}</span>
      </button>
    </th>`;
  }

  #show(change: Partial<SentryView>): void {
    this.view = { ...this.view, ...change };
    this.limit = portion;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sentry-table': SentryTable;
  }
}
