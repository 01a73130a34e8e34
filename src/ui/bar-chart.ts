import { LitElement, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { barChartStyle } from './bar-chart-style.ts';
import { axisTop, labelStep } from './bar-scale.ts';
import { count } from './format.ts';
import { Texts, language } from './languages.ts';
import { chartTexts } from './texts/charts.ts';
import { controls, theme } from './theme.ts';

/** A row of bars with a scale of its own: few alerts beside many scans would vanish on a shared one. */
export interface BarPanel {
  name: string;
  /** Counts, one a column. */
  values: readonly number[];
  /** A CSS colour; the name above the bars says what they are, so the colour means nothing by itself. */
  colour: string;
  /** Px of the bars' area. */
  height: number;
}

/** A column's name: short below the axis, long where there is room. */
export interface BarColumn {
  short: string;
  long: string;
}

/** Tabular digits of the fonts in use are no wider than this. */
const digitPx = 7.2;
/** The panel's name, and below it the number above a bar that reaches the top. */
const titlePx = 32;
const axisPx = 20;

/**
 * Bars over time, one panel below the other, sharing the columns. What a column holds is read by pointing at it, tapping
 * it, or with the arrow keys; a table with every number is folded below.
 */
@customElement('sc-bar-chart')
export class BarChart extends LitElement {
  static override styles = [theme, controls, barChartStyle];

  /** What the chart shows; read out first. */
  @property() caption = '';
  @property({ attribute: false }) columns: readonly BarColumn[] = [];
  @property({ attribute: false }) panels: readonly BarPanel[] = [];
  /** The column that is not over yet, drawn dashed and chosen until another one is; null when all are over. */
  @property({ attribute: false }) partial: number | null = null;
  /** Px there are to draw in. */
  @state() private width = 0;
  @state() private picked: number | null = null;
  readonly #texts = new Texts(this, chartTexts);
  readonly #size = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    // In the next frame: drawing changes the height, and within this one that would be reported as a loop.
    requestAnimationFrame(() => (this.width = width));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  override render() {
    if (this.columns.length === 0) return nothing;
    return html`${this.width > 0 ? this.#drawing() : nothing}
      <p class="readout" aria-hidden="true">
        <b>${this.#longName(this.#chosen)}</b>${this.panels.map(
          (panel) => html`<span>${panel.name} ${count(panel.values[this.#chosen] ?? 0, language())}</span>`,
        )}
      </p>
      ${this.#table()}`;
  }

  get #chosen(): number {
    const last = this.columns.length - 1;
    return Math.min(last, this.picked ?? this.partial ?? last);
  }

  #longName(column: number): string {
    const name = this.columns[column]?.long ?? '';
    return column === this.partial ? this.#texts.t.partial(name) : name;
  }

  #reading(column: number): string {
    const values = this.panels.map(
      (panel) => `${panel.name} ${count(panel.values[column] ?? 0, language())}`,
    );
    return `${this.#longName(column)}: ${values.join(', ')}`;
  }

  #drawing() {
    const tops = this.panels.map((panel) => axisTop(Math.max(0, ...panel.values)));
    const left = Math.max(...tops.map((top) => count(top, language()).length)) * digitPx + 8;
    const column = (this.width - left) / this.columns.length;
    let y = 0;
    const drawn = this.panels.map((panel, index) => {
      const part = this.#panel(panel, { y, left, column, top: tops[index]! });
      y += titlePx + panel.height;
      return part;
    });
    const label = Math.max(...this.columns.map(({ short }) => short.length)) * digitPx;
    const every = labelStep(column, label);
    const last = this.columns.length - 1;
    return html`
      <svg
        viewBox="0 0 ${this.width} ${y + axisPx}"
        height=${y + axisPx}
        role="slider"
        tabindex="0"
        aria-label="${this.caption}. ${this.#texts.t.keys}"
        aria-valuemin="0"
        aria-valuemax=${last}
        aria-valuenow=${this.#chosen}
        aria-valuetext=${this.#reading(this.#chosen)}
        @keydown=${this.#key}
        @pointermove=${(event: PointerEvent) => this.#point(event, left, column)}
        @pointerdown=${(event: PointerEvent) => this.#point(event, left, column)}
        @pointerleave=${this.#left}
      >
        ${svg`<rect class="chosen" x=${left + this.#chosen * column} y="0" width=${column} height=${y} />`}
        ${drawn}
        ${this.columns.map(({ short }, index) =>
          // Counted from the last one, which is the one looked at most.
          (last - index) % every === 0
            ? svg`<text x=${Math.min(left + (index + 0.5) * column, this.width - label / 2)} y=${y + 15} text-anchor="middle">${short}</text>`
            : nothing,
        )}
      </svg>
    `;
  }

  #panel(panel: BarPanel, place: { y: number; left: number; column: number; top: number }) {
    const { left, column, top } = place;
    const base = place.y + titlePx + panel.height;
    const bar = Math.min(34, column * 0.7);
    const ticks = top >= 2 ? [top, top / 2] : [top];
    const at = (value: number) => base - (value / top) * panel.height;
    // The bars' own numbers are drawn only where the widest fits; the readout and the table always have them.
    const numbers = panel.values.map((value) => count(value, language()));
    const roomy = Math.max(...numbers.map((text) => text.length)) * 6.7 + 2 <= column;
    return svg`
      <text class="name" x=${left} y=${place.y + 14}>${panel.name}</text>
      ${ticks.map(
        (tick) => svg`
          <line class="grid" x1=${left} x2=${this.width} y1=${at(tick)} y2=${at(tick)} />
          <text x=${left - 6} y=${at(tick) + 4} text-anchor="end">${count(tick, language())}</text>`,
      )}
      ${panel.values.map((value, index) => {
        const x = left + index * column + (column - bar) / 2;
        // A count that is not zero stays visible beside a large one.
        const height = value > 0 ? Math.max(2, base - at(value)) : 0;
        return svg`
          <rect class=${index === this.partial ? 'partial' : 'full'} x=${x} y=${base - height} width=${bar}
            height=${height} rx="2" fill=${panel.colour} stroke=${index === this.partial ? panel.colour : 'none'} />
          ${roomy && value > 0 ? svg`<text class="value" x=${x + bar / 2} y=${base - height - 3} text-anchor="middle">${numbers[index]}</text>` : nothing}`;
      })}
      <line class="base" x1=${left} x2=${this.width} y1=${base} y2=${base} />`;
  }

  #table() {
    const { t } = this.#texts;
    return html`
      <details>
        <summary>${t.asTable}</summary>
        <div class="scroll">
          <table>
            <caption class="soft">
              ${this.caption}
            </caption>
            <thead>
              <tr>
                <th scope="col">${t.column}</th>
                ${this.panels.map((panel) => html`<th scope="col" class="number">${panel.name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${this.columns.map(
                (_, index) => html`
                  <tr>
                    <th scope="row">${this.#longName(index)}</th>
                    ${this.panels.map(
                      (panel) => html`<td class="number">${count(panel.values[index] ?? 0, language())}</td>`,
                    )}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }

  #point(event: PointerEvent, left: number, column: number): void {
    const drawing = (event.currentTarget as Element).getBoundingClientRect();
    const index = Math.floor((event.clientX - drawing.left - left) / column);
    this.picked = index >= 0 && index < this.columns.length ? index : null;
  }

  #left(event: PointerEvent): void {
    // A finger leaves with every tap: what it tapped stays chosen.
    if (event.pointerType === 'mouse') this.picked = null;
  }

  #key(event: KeyboardEvent): void {
    const last = this.columns.length - 1;
    const steps: Record<string, number> = {
      ArrowLeft: this.#chosen - 1,
      ArrowDown: this.#chosen - 1,
      ArrowRight: this.#chosen + 1,
      ArrowUp: this.#chosen + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.picked = Math.min(last, Math.max(0, next));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-bar-chart': BarChart;
  }
}
