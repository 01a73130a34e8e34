import { scaleBand } from 'd3-scale';
import { stack } from 'd3-shape';
import { css, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import { valueText, type LegendItem } from './chart-data.ts';
import { ColumnChart } from './column-chart.ts';
import { drawScale, scaleRoom, valueScale, type ValueScale } from './drawing/axis.ts';
import { drawingStyle, letterPx } from './drawing/drawing-style.ts';
import { fillOf } from './drawing/fills.ts';
import { fitted, textWidth } from './drawing/letters.ts';

/** One area of bars: a series by itself, or several beside or on one another. */
interface Panel {
  name: string;
  series: number[];
  height: number;
}

interface Place {
  y: number;
  left: number;
  column: number;
  scale: ValueScale;
}

/**
 * Bars over columns, mostly of time. `panels`: each series in an area and on a scale of its own, because few alarms beside
 * many scans would vanish on a shared one; `grouped`: beside one another; `stacked`: on one another, where they are parts of
 * one whole. A column is read by pointing at it, tapping it, or with the arrow keys.
 */
@customElement('sc-bar-chart')
export class BarChart extends ColumnChart {
  static override styles = [
    theme,
    controls,
    dataColours,
    ...drawingStyle,
    css`
      svg text.value {
        font-size: 0.6875rem;
        fill: var(--ink);
      }
      .partial {
        fill-opacity: 0.35;
        stroke-width: 1.5;
        stroke-dasharray: 3 2;
      }
    `,
  ];

  @property() layout: 'panels' | 'grouped' | 'stacked' = 'panels';

  protected override legend(): LegendItem[] {
    const { t } = this.texts;
    const items: LegendItem[] =
      this.layout === 'panels'
        ? []
        : this.series.map(({ name }, index) => ({ name, mark: `fill-${index % 5}` }));
    if (this.partial !== null) items.push({ name: t.partialKey, mark: 'partial' });
    if (this.series.some(({ values }) => values.some((value, at) => value === null && !this.#isToCome(at))))
      items.push({ name: this.untold || t.unknown, mark: 'unknown' });
    return items;
  }

  #panels(): Panel[] {
    const { scale } = this.size;
    const all = this.series.map((_, index) => index);
    if (this.layout !== 'panels') return [{ name: this.unit, series: all, height: 160 * scale }];
    return all.map((index) => {
      const { name, height = 80 } = this.series[index]!;
      return { name: this.unit ? `${name} (${this.unit})` : name, series: [index], height: height * scale };
    });
  }

  protected override drawing() {
    const { width, scale } = this.size;
    const title = 42 * scale;
    const panels = this.#panels();
    let y = 0;
    const scales = panels.map(({ series, height }) => {
      const values =
        this.layout === 'stacked'
          ? this.columns.map((_, column) => this.#sum(series, column))
          : series.flatMap((index) => [...this.series[index]!.values]);
      const made = valueScale([...values, this.reaches], y + title + height, height);
      y += title + height;
      return made;
    });
    const left = scaleRoom(scales, this.format, scale);
    const column = (width - left) / this.columns.length;
    let top = 0;
    const drawn = panels.map((panel, index) => {
      const place = { y: top, left, column, scale: scales[index]! };
      top += title + panel.height;
      return this.#panel(panel, place);
    });
    return this.columnDrawing({ height: y, left, column }, drawn);
  }

  /** What the series have together in a column; null where none is known. */
  #sum(series: readonly number[], column: number): number | null {
    const known = series.flatMap((index) => this.series[index]!.values[column] ?? []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  }

  #panel(panel: Panel, place: Place) {
    const { scale, width } = this.size;
    const { y, left } = place;
    const name = fitted(panel.name, width - left, letterPx * scale, 600);
    return svg`
      <text class="name" x=${left} y=${y + 20 * scale}>${name}</text>
      ${drawScale(place.scale, { left, right: width, scale }, this.format)}
      ${this.layout === 'stacked' ? this.#stacked(panel, place) : this.#beside(panel, place)}`;
  }

  #beside({ series, height }: Panel, { left, column, scale: { y } }: Place) {
    const bands = scaleBand<number>()
      .domain(series)
      .range([0, Math.min(column * 0.8, 40 * this.size.scale * series.length)]);
    const indent = (column - bands.range()[1]) / 2;
    const bar = bands.bandwidth();
    const texts = series.map((index) =>
      this.series[index]!.values.map((value) =>
        value === null && this.untold ? '' : valueText(value, this.format),
      ),
    );
    const widest = Math.max(...texts.flat().map((text) => textWidth(text, 11 * this.size.scale)));
    // The bars' own numbers are drawn only where the widest fits; the readout and the table always have them.
    const isRoomy = widest + 2 <= (series.length === 1 ? column : bar);
    return series.map((index, order) =>
      this.series[index]!.values.map((value, at) => {
        const x = left + at * column + indent + bands(index)!;
        const top = value === null ? y(0) : y(value);
        const number =
          isRoomy && !this.#isToCome(at)
            ? svg`<text class="value" x=${x + bar / 2} y=${Math.min(top, y(0) - 2) - 3} text-anchor="middle">${texts[order]![at]}</text>`
            : nothing;
        return svg`${value === null ? this.#gap(at, x, y(0) - height, bar, height) : this.#bar(index, at, x, bar, top, y(0))}${number}`;
      }),
    );
  }

  #stacked({ series, height }: Panel, { left, column, scale: { y } }: Place) {
    const bar = Math.min(column * 0.8, 40 * this.size.scale);
    const rows = this.columns.map((_, at) => at);
    const layers = stack<number, number>()
      .keys(series)
      .value((at, index) => this.series[index]!.values[at] ?? 0)(rows);
    const x = (at: number) => left + at * column + (column - bar) / 2;
    return [
      ...layers.map((layer) =>
        layer.map(([from, to], at) =>
          to > from ? this.#bar(layer.key, at, x(at), bar, y(to), y(from)) : nothing,
        ),
      ),
      ...rows.map((at) =>
        series.some((index) => this.series[index]!.values[at] === null)
          ? this.#gap(at, x(at), y(0) - height, bar, height)
          : nothing,
      ),
    ];
  }

  /** A bar from `top` down to `base`, px. */
  #bar(series: number, at: number, x: number, width: number, top: number, base: number) {
    const isPartial = at === this.partial;
    // A count that is not zero stays visible beside a large one.
    const height = base - top > 0 ? Math.max(2, base - top) : 0;
    return svg`<rect class=${isPartial ? `partial colour-${series % 5}` : 'full'} x=${x} y=${base - height} width=${width}
      height=${height} fill=${isPartial ? nothing : fillOf(series)} />`;
  }

  /** What lies after the unfinished column is not there yet, and no gap. */
  #isToCome(at: number): boolean {
    return this.partial !== null && at > this.partial;
  }

  #gap(at: number, x: number, y: number, width: number, height: number) {
    if (this.#isToCome(at)) return nothing;
    if (this.untold) {
      const low = 6 * this.size.scale;
      return svg`<rect class="unknown untold" x=${x} y=${y + height - low} width=${width} height=${low} />`;
    }
    return svg`<rect class="unknown" x=${x} y=${y} width=${width} height=${height} />`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-bar-chart': BarChart;
  }
}
