import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { setFilter } from '../../ui/kit/table/table-query.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { fleetTexts, stateWords } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { fleetMark, fleetMarkStyle } from './fleet-mark.ts';
import { cellStates, countStates, type CellState, type FleetCell } from './fleet-state.ts';

const letters: Partial<Record<CellState, string>> = { silent: '✕', locked: 'L', fault: '!' };

/** How many sentries are in each state; pressed, a count is the list's filter `state` in the address. */
@customElement('sc-fleet-counts')
export class FleetCounts extends LitElement {
  static override styles = [
    theme,
    controls,
    fleetMarkStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        padding: 4px 14px 4px 10px;
        background: var(--paper);
        color: var(--ink);
        border-color: var(--line);
      }
      button[aria-pressed='true'] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
        background: #e6eef3;
      }
      span {
        text-align: start;
        line-height: 1.2;
      }
      b {
        flex: none;
        margin-inline-start: auto;
        font-size: 1.125rem;
      }
      @media (max-width: 640px) {
        :host {
          display: grid;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        }
        button {
          padding-inline: 8px 10px;
          justify-content: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly FleetCell[] = [];
  readonly #texts = new Texts(this, fleetTexts);
  readonly #address = new PageAddress(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'group';
  }

  override render() {
    this.ariaLabel = this.#texts.t.byState;
    const counts = countStates(this.cells);
    const chosen = this.#address.one('state');
    return cellStates
      .filter((state) => counts[state] > 0 || state === chosen)
      .map(
        (state) =>
          html`<button
            type="button"
            data-state=${state}
            aria-pressed=${chosen === state ? 'true' : 'false'}
            @click=${() => setFilter(this.#address, 'state', chosen === state ? [] : [state])}
          >
            ${fleetMark(state, letters[state])}
            <span>${stateWords[language()][state]}</span> <b>${count(counts[state], language())}</b>
          </button>`,
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-counts': FleetCounts;
  }
}
