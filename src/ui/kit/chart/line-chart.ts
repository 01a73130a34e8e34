import { line } from 'd3-shape';
import { css, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { LegendItem, Value } from './chart-data.ts';
import { ColumnChart } from './column-chart.ts';
import { drawScale, scaleRoom, valueScale } from './drawing/axis.ts';
import { drawingStyle } from './drawing/drawing-style.ts';
import { lineLook, marker } from './drawing/lines.ts';

/** How far apart points must be for each to have a marker, px. */
const markerApart = 14;

/**
 * Lines over columns of time, on one scale from 0. What is not known breaks the line; the way to the column that is not over
 * is dashed. Colour, dashes and marker tell lines apart. A column is read by pointing, tapping, or with the arrow keys.
 */
@customElement('sc-line-chart')
export class LineChart extends ColumnChart {
  static override styles = [
    theme,
    controls,
    dataColours,
    ...drawingStyle,
    css`
      path.line {
        fill: none;
        stroke-width: 2;
      }
      .so-far {
        stroke-width: 2;
        stroke-dasharray: 2 3;
      }
      .marker {
        stroke-width: 1.5;
      }
      .hollow {
        fill: var(--paper);
      }
    `,
  ];

  protected override legend(): LegendItem[] {
    const items: LegendItem[] = this.series.map(({ name }, index) => ({ name, mark: `line-${index}` }));
    if (this.partial !== null) items.push({ name: this.texts.t.partialKey, mark: 'partial' });
    return items;
  }

  protected override drawing() {
    const { width, scale } = this.size;
    const top = 42 * scale;
    const base = top + 160 * scale;
    const values = valueScale(
      this.series.flatMap((each) => [...each.values]),
      base,
      base - top,
    );
    const left = scaleRoom([values], this.format, scale);
    const column = (width - left) / this.columns.length;
    const x = (at: number) => left + (at + 0.5) * column;
    const place = { height: base, left, column };
    return this.columnDrawing(place, [
      svg`<text class="name" x=${left} y=${20 * scale}>${this.unit}</text>`,
      drawScale(values, { left, right: width, scale }, this.format),
      this.series.map((each, index) => this.#line(each.values, index, x, values.y, column)),
    ]);
  }

  #line(
    values: readonly Value[],
    index: number,
    x: (at: number) => number,
    y: (value: number) => number,
    column: number,
  ) {
    const { colour, dash } = lineLook(index);
    const over = this.partial === null ? values : values.slice(0, this.partial);
    const path = line<Value>()
      .defined((value) => value !== null)
      .x((_, at) => x(at))
      .y((value) => y(value!))([...over]);
    const last = this.partial === null ? null : values[this.partial];
    const before = this.partial === null ? null : values[this.partial - 1];
    const isShown = (at: number) =>
      column >= markerApart ||
      at === this.chosen ||
      // A point by itself has no line to be seen by.
      ((values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null) ||
      at % Math.ceil(markerApart / column) === 0;
    return svg`
      <path class="line ${colour}" style="fill: none" d=${path ?? ''} stroke-dasharray=${dash} />
      ${
        typeof last === 'number' && typeof before === 'number'
          ? svg`<line class="so-far ${colour}" x1=${x(this.partial! - 1)} y1=${y(before)} x2=${x(this.partial!)} y2=${y(last)} />`
          : nothing
      }
      ${values.map((value, at) =>
        value !== null && isShown(at)
          ? svg`<g transform="translate(${x(at)} ${y(value)})">${marker(index, 40 * this.size.scale, at === this.partial)}</g>`
          : nothing,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-line-chart': LineChart;
  }
}
