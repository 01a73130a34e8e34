import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SiteCategory } from '../../domain/access/categories.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { subdistrictOf } from '../../ui/language/place-names.ts';
import { fleetTexts, problemWords, stateWords } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { fleetMark, fleetMarkStyle } from './fleet-mark.ts';
import { groupFleet, type FleetCell, type FleetGrouping } from './fleet-state.ts';

/**
 * All sentries at a glance, a cell each, in groups. One cell takes part in the tab order; the arrow keys go from cell to
 * cell. Fires `choose` (detail: the device's number).
 */
@customElement('sc-fleet-grid')
export class FleetGrid extends LitElement {
  static override styles = [
    theme,
    controls,
    fleetMarkStyle,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      section {
        display: grid;
        gap: 4px;
      }
      h3 {
        font-size: 0.9375rem;
      }
      h3 span {
        font-weight: 400;
        color: var(--ink-soft);
      }
      .cells {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      button.cell {
        min-height: 0;
        width: 28px;
        height: 28px;
        padding: 1px;
        border: 1px solid transparent;
        border-radius: 6px;
        background: transparent;
      }
      button.cell:hover {
        background: #dfe8ee;
      }
      button.cell[aria-pressed='true'] {
        border-color: var(--ink);
        background: #dfe8ee;
      }
      button.cell:focus-visible {
        outline-offset: -1px;
      }
      @media (pointer: coarse) {
        button.cell {
          width: 34px;
          height: 34px;
          padding: 3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly FleetCell[] = [];
  @property() grouping: FleetGrouping = 'subdistrict';
  /** The device that is looked at; 0: none. */
  @property({ attribute: false }) chosen = 0;
  readonly #texts = new Texts(this, fleetTexts);
  /** The cell that the tab key comes to. */
  #current = 0;

  override render() {
    const groups = groupFleet(this.cells, this.grouping);
    if (!this.cells.some(({ row }) => row.device === this.#current)) {
      this.#current = this.chosen || (groups[0]?.cells[0]?.row.device ?? 0);
    }
    return html`${repeat(
      groups,
      ({ name }) => name,
      ({ name, cells }) => this.#group(name, cells),
    )}`;
  }

  #group(name: string, cells: FleetCell[]) {
    const { t } = this.#texts;
    const problems = cells.filter((cell) => cell.problems.length > 0).length;
    const digits = (value: number) => count(value, language());
    const title =
      this.grouping === 'category'
        ? (categoryTexts[language()][name as SiteCategory] ?? name)
        : subdistrictOf(cells[0]!.row);
    return html`<section aria-label=${title}>
      <h3>${title} <span>${t.groupCount(digits(cells.length), digits(problems), problems)}</span></h3>
      <div class="cells" @keydown=${this.#keys}>
        ${repeat(
          cells,
          ({ row }) => row.device,
          (cell) => this.#cell(cell),
        )}
      </div>
    </section>`;
  }

  #cell(cell: FleetCell) {
    const { row, state, problems, letter } = cell;
    const words = problems
      .filter((problem) => problem !== state)
      .map((each) => problemWords[language()][each]);
    const label = [`${row.siteName} · ${row.name}`, stateWords[language()][state], ...words].join(', ');
    return html`<button
      type="button"
      class="cell"
      data-device=${row.device}
      title=${label}
      aria-label=${label}
      aria-pressed=${row.device === this.chosen ? 'true' : 'false'}
      tabindex=${row.device === this.#current ? 0 : -1}
      @click=${() => this.#choose(row.device)}
    >
      ${fleetMark(state, letter)}
    </button>`;
  }

  #choose(device: number): void {
    this.#current = device;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent<number>('choose', { detail: device }));
  }

  readonly #keys = (event: KeyboardEvent): void => {
    const all = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('button.cell')];
    const from = all.indexOf(event.target as HTMLButtonElement);
    const to = this.#next(event.key, all, from);
    const cell = all[to];
    if (from < 0 || !cell) return;
    event.preventDefault();
    this.#current = Number(cell.dataset['device']);
    this.requestUpdate();
    cell.focus();
  };

  /** The place of the cell that a key goes to; -1: the key is none of ours. */
  #next(key: string, all: readonly HTMLButtonElement[], from: number): number {
    switch (key) {
      case 'ArrowRight':
        return Math.min(from + 1, all.length - 1);
      case 'ArrowLeft':
        return Math.max(from - 1, 0);
      case 'Home':
        return 0;
      case 'End':
        return all.length - 1;
      case 'ArrowDown':
        return this.#lineOff(all, from, 1);
      case 'ArrowUp':
        return this.#lineOff(all, from, -1);
      default:
        return -1;
    }
  }

  /** The cell below or above: of the next line, the one whose middle is nearest. */
  #lineOff(all: readonly HTMLButtonElement[], from: number, step: 1 | -1): number {
    const here = all[from]!.getBoundingClientRect();
    let best = from;
    let line: number | null = null;
    let off = Infinity;
    for (let index = from + step; index >= 0 && index < all.length; index += step) {
      const there = all[index]!.getBoundingClientRect();
      if (Math.abs(there.top - here.top) < 2) continue;
      line ??= there.top;
      if (Math.abs(there.top - line) > 2) break;
      if (Math.abs(there.left - here.left) < off) {
        off = Math.abs(there.left - here.left);
        best = index;
      }
    }
    return best;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-grid': FleetGrid;
  }
}
