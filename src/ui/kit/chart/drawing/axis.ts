import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { svg, type SVGTemplateResult } from 'lit';
import type { Column, Format, Value } from '../chart-data.ts';
import { letterPx } from './drawing-style.ts';
import { fitted, textWidth } from './letters.ts';

/** A scale from 0 to a round number that holds the highest value; `ticks` are the lines drawn. */
export interface ValueScale {
  y: ScaleLinear<number, number>;
  ticks: number[];
}

/**
 * @param base y of 0, px
 * @param height up to the top of the scale, px
 */
export function valueScale(values: readonly Value[], base: number, height: number): ValueScale {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const wanted = height > 100 ? 4 : 2;
  const y = scaleLinear()
    .domain([0, highest > 0 ? highest : 1])
    .nice(wanted)
    .range([base, base - height]);
  const whole = values.every((value) => value === null || Number.isInteger(value));
  const ticks = y.ticks(wanted).filter((tick) => !whole || Number.isInteger(tick));
  return { y, ticks };
}

/** Px that the numbers left of the scale take. */
export function scaleRoom(scales: readonly ValueScale[], format: Format, scale: number): number {
  const texts = scales.flatMap(({ ticks }) => ticks.map(format));
  return Math.max(...texts.map((text) => textWidth(text, letterPx * scale))) + 8;
}

/** Lines across, with their numbers at the left. */
export function drawScale(
  { y, ticks }: ValueScale,
  { left, right, scale }: { left: number; right: number; scale: number },
  format: Format,
): SVGTemplateResult[] {
  return ticks.map(
    (tick) => svg`
      <line class=${tick === 0 ? 'base' : 'grid'} x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} />
      <text x=${left - 6} y=${y(tick) + 4 * scale} text-anchor="end">${format(tick)}</text>`,
  );
}

/** Every how many columns a label is drawn, so that labels of `labelWidth` stay apart. Both in px. */
export function labelStep(columnWidth: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((labelWidth + 6) / Math.max(1, columnWidth)));
}

/** The columns' short names below the axis, as many as there is room for; counted from the last one, which is looked at most. */
export function drawColumnNames(
  columns: readonly Column[],
  place: { left: number; column: number; y: number; right: number; scale: number },
): SVGTemplateResult[] {
  const { left, column, y, right, scale } = place;
  const size = letterPx * scale;
  // Words are cut to their column where it is wide enough for a few letters, else to a few columns' width.
  const most = column >= 48 * scale ? column - 6 : Math.min(72 * scale, (right - left) / 2);
  const names = columns.map(({ short }) => fitted(short, most, size));
  const widths = names.map((name) => textWidth(name, size));
  const every = labelStep(column, Math.max(...widths));
  const drawn: SVGTemplateResult[] = [];
  let free = right;
  for (let index = columns.length - 1; index >= 0; index -= every) {
    const half = widths[index]! / 2;
    const x = Math.max(half, Math.min(left + (index + 0.5) * column, right - half));
    // The last one may have been moved inwards.
    if (x + half > free) continue;
    free = x - half - 4;
    drawn.push(svg`<text x=${x} y=${y} text-anchor="middle">${names[index]}</text>`);
  }
  return drawn;
}
