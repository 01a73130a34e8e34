import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { fleetTexts, stateWords } from '../ui/texts/fleet.ts';
import { controls, theme } from '../ui/theme.ts';
import { fleetMark, fleetMarkStyle } from './fleet-mark.ts';
import {
  cellStates,
  countStates,
  wholeFleet,
  type CellState,
  type FleetCell,
  type FleetFilter,
  type FleetGrouping,
} from './fleet-state.ts';

/** What the filters ask for. */
export interface FleetAsked {
  filter: FleetFilter;
  grouping: FleetGrouping;
}

/** Counts by state, which are filters too, then the other filters. Fires `change-filter` (detail: FleetAsked). */
@customElement('sc-fleet-filters')
export class FleetFilters extends LitElement {
  static override styles = [
    theme,
    controls,
    fleetMarkStyle,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .states {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .states button {
        padding: 4px 14px 4px 10px;
        background: var(--paper);
        color: var(--ink);
        border-color: var(--line);
      }
      .states button[aria-pressed='true'] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
        background: #e6eef3;
      }
      .states span {
        text-align: start;
        line-height: 1.2;
      }
      .states b {
        margin-inline-start: auto;
        font-size: 1.125rem;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 8px 12px;
        align-items: end;
      }
      label {
        font-size: 0.875rem;
      }
      input,
      select {
        font-weight: 400;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 44px;
      }
      .check input {
        width: 22px;
        height: 22px;
        min-height: 22px;
        margin: 0;
        accent-color: var(--accent);
      }
      @media (max-width: 640px) {
        .states {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }
        .states button {
          padding-inline: 8px 10px;
          justify-content: start;
        }
        form {
          grid-template-columns: 1fr 1fr;
        }
        .find {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly FleetCell[] = [];
  @property({ attribute: false }) filter: FleetFilter = wholeFleet;
  @property() grouping: FleetGrouping = 'subdistrict';
  readonly #texts = new Texts(this, fleetTexts);

  override render() {
    const { t } = this.#texts;
    const { filter } = this;
    const unique = <Value>(of: (cell: FleetCell) => Value) => [...new Set(this.cells.map(of))];
    const byNumber = (a: number, b: number) => a - b;
    return html`
      <div class="states" role="group" aria-label=${t.byState}>${this.#states()}</div>
      <form @submit=${(event: Event) => event.preventDefault()}>
        <label class="find">
          ${t.search}
          <input
            type="search"
            name="text"
            autocomplete="off"
            placeholder=${t.searchHint}
            .value=${filter.text}
            @input=${(event: Event) => this.#set({ text: valueOf(event) })}
          />
        </label>
        ${this.#select(
          'subdistrict',
          t.subdistrict,
          unique(({ row }) => row.subdistrict).map((name) => [name, name]),
          filter.subdistrict,
          (subdistrict) => ({ subdistrict }),
        )}
        ${this.#select(
          'app',
          t.appVersion,
          unique(({ row }) => row.appVersion)
            .filter(Boolean)
            .sort()
            .map((name) => [name, name]),
          filter.app,
          (app) => ({ app }),
        )}
        ${this.#select(
          'bundle',
          t.rulesVersion,
          unique(({ row }) => row.bundleVersion)
            .sort(byNumber)
            .map((version) => [String(version), t.version(version)]),
          filter.bundle === null ? '' : String(filter.bundle),
          (value) => ({ bundle: value === '' ? null : Number(value) }),
        )}
        ${this.#select(
          'ring',
          t.ring,
          unique(({ row }) => row.ring)
            .sort(byNumber)
            .map((ring) => [String(ring), t.ringName(ring)]),
          filter.ring === null ? '' : String(filter.ring),
          (value) => ({ ring: value === '' ? null : Number(value) }),
        )}
        <label>
          ${t.groupBy}
          <select
            name="grouping"
            @change=${(event: Event) => this.#ask(this.filter, valueOf(event) as FleetGrouping)}
          >
            <option value="subdistrict" ?selected=${this.grouping === 'subdistrict'}>${t.subdistrict}</option>
            <option value="category" ?selected=${this.grouping === 'category'}>${t.category}</option>
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            name="problems"
            .checked=${filter.onlyProblems}
            @change=${(event: Event) =>
              this.#set({ onlyProblems: (event.target as HTMLInputElement).checked })}
          />
          ${t.onlyProblems}
        </label>
      </form>
    `;
  }

  #states() {
    const counts = countStates(this.cells);
    return cellStates
      .filter((state) => counts[state] > 0 || state === this.filter.state)
      .map(
        (state) =>
          html`<button
            type="button"
            data-state=${state}
            aria-pressed=${this.filter.state === state ? 'true' : 'false'}
            @click=${() => this.#set({ state: this.filter.state === state ? '' : (state satisfies CellState) })}
          >
            ${fleetMark(state, state === 'silent' ? '✕' : state === 'locked' ? 'L' : state === 'fault' ? '!' : '')}
            <span>${stateWords[language()][state]}</span> <b>${count(counts[state], language())}</b>
          </button>`,
      );
  }

  #select(
    name: string,
    label: string,
    options: readonly (readonly [value: string, text: string])[],
    chosen: string,
    change: (value: string) => Partial<FleetFilter>,
  ) {
    return html`<label>
      ${label}
      <select name=${name} @change=${(event: Event) => this.#set(change(valueOf(event)))}>
        <option value="" ?selected=${chosen === ''}>${this.#texts.t.all}</option>
        ${options.map(
          ([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </label>`;
  }

  #set(change: Partial<FleetFilter>): void {
    this.#ask({ ...this.filter, ...change }, this.grouping);
  }

  #ask(filter: FleetFilter, grouping: FleetGrouping): void {
    this.dispatchEvent(new CustomEvent<FleetAsked>('change-filter', { detail: { filter, grouping } }));
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-filters': FleetFilters;
  }
}
