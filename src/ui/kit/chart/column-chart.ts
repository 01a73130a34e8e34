import { LitElement, html, nothing, svg } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import { chartTexts } from '../../texts/kit/charts.ts';
import {
  valueText,
  wholeNumbers,
  type Column,
  type Format,
  type LegendItem,
  type Reading,
  type Series,
  type Value,
} from './chart-data.ts';
import './chart-figure.ts';
import { drawColumnNames } from './drawing/axis.ts';
import { DrawingSize } from './drawing/drawing-size.ts';
import { fillPatterns } from './drawing/fills.ts';
import { nextPosition } from './reading-keys.ts';

/** Where the columns are drawn, px. */
export interface ColumnPlace {
  /** The drawing's height above the columns' names. */
  height: number;
  /** Where the first column begins. */
  left: number;
  /** A column's width. */
  column: number;
}

/**
 * What bars and lines over columns, mostly of time, have in common: a column is read by pointing, tapping, or arrow keys, and where it
 * has a list behind it, pressing it or Enter leads there.
 */
export abstract class ColumnChart extends LitElement {
  @property() caption = '';
  @property() definition = '';
  /** What one is: the name of the scale. */
  @property() unit = '';
  /** What the columns are; time where it is left out. */
  @property() columnHead = '';
  @property({ type: Number }) level: 2 | 3 = 3;
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) series: readonly Series[] = [];
  /** The column that is not over yet, drawn dashed and chosen until another one is; null when all are over. */
  @property({ attribute: false }) partial: number | null = null;
  @property({ attribute: false }) format: Format = wholeNumbers;
  /**
   * What a figure that is null is, where it is small and not told exactly: “fewer than 10”. It is drawn as low as can be seen,
   * whatever it is. Empty: the figure is not known.
   */
  @property() untold = '';
  /** The scale reaches so far, whatever the figures. */
  @property({ type: Number }) reaches = 0;
  @state() private picked: number | null = null;
  /** What pointed last. */
  #pointer = '';
  protected readonly texts = new Texts(this, chartTexts);
  protected readonly size = new DrawingSize(this);

  protected abstract legend(): LegendItem[];

  /** The chart within the width that `size` tells. */
  protected abstract drawing(): unknown;

  override render() {
    const isEmpty = this.columns.length === 0 || this.series.length === 0;
    return html`<sc-chart-figure
      caption=${this.caption}
      definition=${this.definition}
      .level=${this.level}
      .legend=${isEmpty ? [] : this.legend()}
      .reading=${isEmpty ? null : this.#reading()}
      .table=${{
        corner: this.columnHead || this.texts.t.column,
        heads: this.series.map(({ name }) => (this.unit ? `${name} (${this.unit})` : name)),
        rows: isEmpty
          ? []
          : this.columns.map(({ href }, index) => ({
              head: this.#longName(index),
              ...(href !== undefined && { href }),
              cells: this.series.map(({ values }) => this.#text(values[index])),
            })),
      }}
      >${isEmpty || this.size.width === 0 ? nothing : this.drawing()}</sc-chart-figure
    >`;
  }

  #reading(): Reading {
    const href = this.columns[this.chosen]?.href;
    return {
      name: this.#longName(this.chosen),
      values: this.#values(this.chosen),
      ...(href !== undefined && { href }),
    };
  }

  /** The column that is read. */
  protected get chosen(): number {
    const last = this.columns.length - 1;
    return Math.min(last, this.picked ?? this.partial ?? last);
  }

  /** The drawing of what is inside, with the chosen column behind it and the columns' names below. */
  protected columnDrawing({ height, left, column }: ColumnPlace, inside: unknown) {
    const { width, scale } = this.size;
    const whole = height + 22 * scale;
    const point = (event: PointerEvent) => this.#point(event, left, column);
    const { t } = this.texts;
    const leads = this.columns.some(({ href }) => href);
    return html`
      <svg
        class="drawing ${this.columns[this.chosen]?.href ? 'leads' : ''}"
        viewBox="0 0 ${width} ${whole}"
        height=${whole}
        role="slider"
        tabindex="0"
        aria-label="${[this.caption, t.keys, ...(leads ? [t.opens] : [])].join('. ')}"
        aria-valuemin="0"
        aria-valuemax=${this.columns.length - 1}
        aria-valuenow=${this.chosen}
        aria-valuetext="${this.#longName(this.chosen)}: ${this.#values(this.chosen).join(', ')}"
        @keydown=${this.#key}
        @pointermove=${point}
        @pointerdown=${point}
        @pointerleave=${this.#left}
        @click=${this.#click}
      >
        ${fillPatterns()}
        ${svg`<rect class="chosen" x=${left + this.chosen * column} y="0" width=${column} height=${height} />`}
        ${inside}
        ${drawColumnNames(this.columns, { left, column, y: height + 16 * scale, right: width, scale })}
      </svg>
    `;
  }

  #longName(column: number): string {
    const name = this.columns[column]?.long ?? '';
    return column === this.partial ? this.texts.t.partial(name) : name;
  }

  #text(value: Value | undefined): string {
    return this.untold && typeof value !== 'number' ? this.untold : valueText(value, this.format);
  }

  #values(column: number): string[] {
    return this.series.map(({ name, values }) => `${name} ${this.#text(values[column])}`);
  }

  #point(event: PointerEvent, left: number, column: number): void {
    const drawing = (event.currentTarget as Element).getBoundingClientRect();
    const index = Math.floor((event.clientX - drawing.left - left) / column);
    this.picked = index >= 0 && index < this.columns.length ? index : null;
    this.#pointer = event.pointerType;
  }

  readonly #left = (event: PointerEvent): void => {
    // A finger leaves with every tap: what it tapped stays chosen.
    if (event.pointerType === 'mouse') this.picked = null;
  };

  /** A finger only reads: what it tapped has its link below. */
  readonly #click = (): void => {
    if (this.#pointer === 'mouse' && this.picked !== null) this.#follow();
  };

  #follow(): void {
    const href = this.columns[this.chosen]?.href;
    if (href !== undefined) location.href = href;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#follow();
    const next = nextPosition(event.key, this.chosen, this.columns.length);
    if (next === null) return;
    event.preventDefault();
    this.picked = next;
  };
}
