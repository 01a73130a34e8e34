import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import { chartTexts } from '../../texts/kit/charts.ts';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import { drawColumnNames } from './drawing/axis.ts';
import { valueText, wholeNumbers, type Column, type Format, type Series } from './chart-data.ts';
import './chart-figure.ts';
import { drawingStyle, letterPx } from './drawing/drawing-style.ts';
import { DrawingSize } from './drawing/drawing-size.ts';
import { fillPatterns } from './drawing/fills.ts';
import { fitted, textWidth } from './drawing/letters.ts';
import { rampStyle } from './drawing/ramp-style.ts';
import { Ramp } from './drawing/ramp.ts';
import { nextPosition } from './reading-keys.ts';

/** Which cell was opened. */
export interface ChosenCell {
  row: number;
  column: number;
}

/**
 * Figures of rows × columns by brightness, as of category × sub-district or day × hour; each is written in its cell where
 * there is room. A cell is read by pointing, tapping or with the arrow keys; Enter or a click fires `choose` (ChosenCell).
 */
@customElement('sc-matrix-chart')
export class MatrixChart extends LitElement {
  static override styles = [
    theme,
    controls,
    dataColours,
    ...drawingStyle,
    rampStyle,
    css`
      .cell {
        stroke: var(--paper);
      }
      .ramp-0,
      .ramp-1,
      .unknown {
        stroke: var(--line);
      }
    `,
  ];

  @property() caption = '';
  @property() definition = '';
  /** What one is. */
  @property() unit = '';
  /** What the rows are. */
  @property() rowHead = '';
  @property({ type: Number }) level: 2 | 3 = 3;
  @property({ attribute: false }) columns: readonly Column[] = [];
  /** Each with a figure a column. */
  @property({ attribute: false }) rows: readonly Series[] = [];
  @property({ attribute: false }) format: Format = wholeNumbers;
  @state() private picked = 0;
  readonly #texts = new Texts(this, chartTexts);
  readonly #size = new DrawingSize(this);

  override render() {
    const { t } = this.#texts;
    const isEmpty = this.columns.length === 0 || this.rows.length === 0;
    const values = this.rows.flatMap((row) => [...row.values]);
    const ramp = new Ramp(values);
    const unknown = values.includes(null) ? t.unknown : undefined;
    const at = this.#at(this.picked);
    return html`<sc-chart-figure
      caption=${this.caption}
      definition=${this.definition}
      .level=${this.level}
      .legend=${isEmpty ? [] : ramp.legend(this.#unitFormat, t.range, unknown)}
      .reading=${isEmpty ? null : { name: this.#nameOf(at), values: [this.#valueOf(at)] }}
      .table=${{
        corner: this.rowHead,
        heads: isEmpty ? [] : this.columns.map(({ long }) => long),
        rows: isEmpty
          ? []
          : this.rows.map(({ name, values: figures }) => ({
              head: name,
              cells: this.columns.map((_, index) => valueText(figures[index], this.format)),
            })),
      }}
      >${isEmpty || this.#size.width === 0 ? nothing : this.#drawing(ramp)}</sc-chart-figure
    >`;
  }

  readonly #unitFormat: Format = (value) => `${this.format(value)}${this.unit ? ` ${this.unit}` : ''}`;

  #at(position: number): ChosenCell {
    const columns = Math.max(1, this.columns.length);
    return { row: Math.floor(position / columns), column: position % columns };
  }

  #nameOf({ row, column }: ChosenCell): string {
    return `${this.rows[row]?.name ?? ''} · ${this.columns[column]?.long ?? ''}`;
  }

  #valueOf({ row, column }: ChosenCell): string {
    return valueText(this.rows[row]?.values[column], this.#unitFormat);
  }

  #drawing(ramp: Ramp) {
    const { width, scale } = this.#size;
    const size = letterPx * scale;
    const widest = Math.max(...this.rows.map(({ name }) => textWidth(name, size)));
    const left = Math.min(widest + 14, width * 0.36);
    const column = (width - left) / this.columns.length;
    const row = 30 * scale;
    const base = row * this.rows.length;
    const texts = this.rows.map(({ values }) =>
      this.columns.map((_, index) => valueText(values[index], this.format)),
    );
    const isRoomy = Math.max(...texts.flat().map((text) => textWidth(text, size))) + 6 <= column;
    const at = this.#at(this.picked);
    return html`
      <svg
        class="drawing"
        viewBox="0 0 ${width} ${base + 22 * scale}"
        height=${base + 22 * scale}
        role="slider"
        tabindex="0"
        aria-label="${this.caption}. ${this.#texts.t.keys}"
        aria-valuemin="0"
        aria-valuemax=${this.rows.length * this.columns.length - 1}
        aria-valuenow=${this.picked}
        aria-valuetext="${this.#nameOf(at)}: ${this.#valueOf(at)}"
        @keydown=${this.#key}
        @pointermove=${(event: PointerEvent) => this.#point(event, left, column, row)}
        @pointerdown=${(event: PointerEvent) => this.#point(event, left, column, row)}
        @click=${this.#choose}
      >
        ${fillPatterns()}
        ${this.rows.map(
          ({ name, values }, index) => svg`
            <text x=${left - 8} y=${(index + 0.5) * row + 4 * scale} text-anchor="end">${fitted(name, left - 10, size)}</text>
            ${this.columns.map((_, each) => {
              const mark = ramp.markOf(values[each] ?? null);
              const x = left + each * column;
              return svg`
                <rect class="cell ${mark}" x=${x} y=${index * row} width=${column} height=${row} />
                ${isRoomy ? svg`<text class="on-${mark}" x=${x + column / 2} y=${(index + 0.5) * row + 4 * scale} text-anchor="middle">${texts[index]![each]}</text>` : nothing}`;
            })}`,
        )}
        ${svg`<rect class="chosen-frame" x=${left + at.column * column + 1} y=${at.row * row + 1} width=${column - 2} height=${row - 2} />`}
        ${drawColumnNames(this.columns, { left, column, y: base + 16 * scale, right: width, scale })}
      </svg>
    `;
  }

  #point(event: PointerEvent, left: number, width: number, height: number): void {
    const drawing = (event.currentTarget as Element).getBoundingClientRect();
    const column = Math.floor((event.clientX - drawing.left - left) / width);
    const row = Math.floor((event.clientY - drawing.top) / height);
    if (column < 0 || column >= this.columns.length || row < 0 || row >= this.rows.length) return;
    this.picked = row * this.columns.length + column;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter') return this.#choose();
    const next = nextPosition(event.key, this.picked, this.columns.length, this.rows.length);
    if (next === null) return;
    event.preventDefault();
    this.picked = next;
  }

  #choose(): void {
    this.dispatchEvent(new CustomEvent<ChosenCell>('choose', { detail: this.#at(this.picked) }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-matrix-chart': MatrixChart;
  }
}
