import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import { chartTexts } from '../../texts/kit/charts.ts';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import './chart-figure.ts';
import { drawingStyle, letterPx } from './drawing/drawing-style.ts';
import { DrawingSize } from './drawing/drawing-size.ts';
import { fitted } from './drawing/letters.ts';
import { treeRows, type TreeItem, type TreeRow } from './tree-rows.ts';

/**
 * A small tree, up to 500 items, as an outline: each in a row of its own below what it hangs on, so that names never lie on
 * one another and a phone shows it too. Read with the arrow keys: up and down by rows, left to the one above; Enter or a
 * click fires `choose` with the item's id.
 */
@customElement('sc-tree-chart')
export class TreeChart extends LitElement {
  static override styles = [
    theme,
    controls,
    dataColours,
    ...drawingStyle,
    css`
      .scroll {
        overflow: auto;
        max-height: 32rem;
      }
      .branch {
        fill: none;
        stroke: var(--data-axis);
        stroke-width: 1.5;
      }
      .dot {
        fill: var(--data-1);
      }
      .detail {
        font-weight: 400;
      }
      @media print {
        .scroll {
          max-height: none;
        }
      }
    `,
  ];

  @property() caption = '';
  @property() definition = '';
  @property({ type: Number }) level: 2 | 3 = 3;
  @property({ attribute: false }) items: readonly TreeItem[] = [];
  @state() private picked = 0;
  readonly #texts = new Texts(this, chartTexts);
  readonly #size = new DrawingSize(this);

  override render() {
    const { t } = this.#texts;
    const rows = treeRows(this.items);
    const row = rows[Math.min(this.picked, rows.length - 1)];
    const reading = row && { name: row.item.name, values: this.#words(row, rows) };
    return html`<sc-chart-figure
      caption=${this.caption}
      definition=${this.definition}
      .level=${this.level}
      .reading=${reading ?? null}
      .table=${{
        corner: t.item,
        heads: [t.level, t.above, t.detail],
        rows: rows.map((each) => ({
          head: each.item.name,
          cells: [String(each.depth + 1), rows[each.parentRow]?.item.name ?? t.top, each.item.detail ?? '—'],
        })),
        isText: true,
      }}
      >${rows.length === 0 || this.#size.width === 0 ? nothing : this.#drawing(rows)}</sc-chart-figure
    >`;
  }

  #words({ depth, parentRow, item }: TreeRow, rows: readonly TreeRow[]): string[] {
    const { t } = this.#texts;
    const above = rows[parentRow]?.item.name;
    return [
      t.levelOf(String(depth + 1)),
      above === undefined ? t.top : `${t.above}: ${above}`,
      ...(item.detail ? [item.detail] : []),
    ];
  }

  #drawing(rows: readonly TreeRow[]) {
    const { width, scale } = this.#size;
    const deepest = Math.max(...rows.map(({ depth }) => depth));
    // Names keep at least half of the width; a tree too deep for that is drawn narrower.
    const step = Math.min(44 * scale, (width * 0.5) / Math.max(1, deepest));
    const height = 26 * scale;
    const x = (depth: number) => 8 * scale + depth * step;
    const y = (row: number) => (row + 0.5) * height;
    const at = Math.min(this.picked, rows.length - 1);
    return html`<div class="scroll">
      <svg
        class="drawing"
        viewBox="0 0 ${width} ${rows.length * height}"
        height=${rows.length * height}
        role="slider"
        tabindex="0"
        aria-label="${this.caption}. ${this.#texts.t.keys}"
        aria-valuemin="0"
        aria-valuemax=${rows.length - 1}
        aria-valuenow=${at}
        aria-valuetext="${rows[at]!.item.name}: ${this.#words(rows[at]!, rows).join(', ')}"
        @keydown=${(event: KeyboardEvent) => this.#key(event, rows)}
        @pointermove=${(event: PointerEvent) => this.#point(event, height, rows)}
        @pointerdown=${(event: PointerEvent) => this.#point(event, height, rows)}
        @click=${() => this.#choose(rows)}
      >
        ${svg`<rect class="chosen" x="0" y=${at * height} width=${width} height=${height} />`}
        ${rows.map(({ item, depth, parentRow }, row) => {
          const left = x(depth) + 10 * scale;
          const words = [item.name, item.detail].filter(Boolean).join(' · ');
          return svg`
            ${parentRow < 0 ? nothing : svg`<path class="branch" d="M${x(depth - 1)} ${y(parentRow)}V${y(row)}H${x(depth)}" />`}
            <circle class="dot" cx=${x(depth)} cy=${y(row)} r=${4 * scale} />
            <text class=${depth === 0 ? 'name' : ''} x=${left} y=${y(row) + 4 * scale}>${fitted(words, width - left - 16 * scale, letterPx * scale, depth === 0 ? 600 : 400)}</text>`;
        })}
      </svg>
    </div>`;
  }

  #point(event: PointerEvent, height: number, rows: readonly TreeRow[]): void {
    const drawing = (event.currentTarget as Element).getBoundingClientRect();
    const row = Math.floor((event.clientY - drawing.top) / height);
    if (row >= 0 && row < rows.length) this.picked = row;
  }

  #key(event: KeyboardEvent, rows: readonly TreeRow[]): void {
    if (event.key === 'Enter') return this.#choose(rows);
    const at = Math.min(this.picked, rows.length - 1);
    const moves: Record<string, number> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      ArrowLeft: rows[at]!.parentRow,
      ArrowRight: rows[at + 1]?.parentRow === at ? at + 1 : at,
      Home: 0,
      End: rows.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.picked = Math.max(0, Math.min(rows.length - 1, next < 0 ? at : next));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  #choose(rows: readonly TreeRow[]): void {
    const row = rows[this.picked];
    if (row) this.dispatchEvent(new CustomEvent<string>('choose', { detail: row.item.id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-tree-chart': TreeChart;
  }
}
