import { scaleLinear, scaleThreshold } from 'd3-scale';
import { rampSteps } from '../../../theme/data-colours.ts';
import type { Format, LegendItem, Value } from '../chart-data.ts';

/** Figures by brightness: 0 by itself, then up to five steps of the same width, which end at round numbers. */
export class Ramp {
  /** Where each step but the first begins. */
  readonly #breaks: number[];
  readonly #step: (value: number) => number;
  readonly #isWhole: boolean;
  readonly #highest: number;

  /** @param values all that are shown; none is below 0 */
  constructor(values: Iterable<Value>) {
    const known = [...values].filter((value) => value !== null);
    const highest = known.reduce((most, value) => Math.max(most, value), 0);
    this.#highest = highest;
    this.#isWhole = known.every(Number.isInteger);
    this.#breaks = breaksUpTo(highest, this.#isWhole);
    this.#step = scaleThreshold<number, number>()
      .domain(this.#breaks)
      .range(this.#breaks.concat(0).map((_, index) => index + 1));
  }

  /** The class of a figure: `ramp-0` for 0, `ramp-1` … `ramp-5`, `unknown`. */
  markOf(value: Value): string {
    if (value === null) return 'unknown';
    return `ramp-${value === 0 ? 0 : this.#step(value)}`;
  }

  /** What the steps mean, the lowest first. @param unknown the word for what is not known, where there is any */
  legend(format: Format, range: (from: string, to: string) => string, unknown?: string): LegendItem[] {
    const starts = this.#highest === 0 ? [] : [this.#isWhole ? 1 : 0, ...this.#breaks];
    const steps = starts.map((start, index): LegendItem => {
      const mark = `ramp-${index + 1}`;
      const next = starts[index + 1];
      if (next === undefined) return { name: `≥ ${format(start)}`, mark };
      // Whole numbers stand in one step alone; of others the upper end belongs to the next.
      if (!this.#isWhole) return { name: `${range(format(start), format(next))}`, mark };
      return { name: next - 1 === start ? format(start) : range(format(start), format(next - 1)), mark };
    });
    const zero = { name: format(0), mark: 'ramp-0' };
    return [zero, ...steps, ...(unknown === undefined ? [] : [{ name: unknown, mark: 'unknown' }])];
  }
}

function breaksUpTo(highest: number, isWhole: boolean): number[] {
  // Fewer are asked for until no more come than there are colours.
  for (let wanted = 2 * rampSteps; wanted > 0; wanted--) {
    const found = scaleLinear()
      .domain([0, highest])
      .ticks(wanted)
      .filter((tick) => tick > (isWhole ? 1 : 0) && tick < highest && (!isWhole || Number.isInteger(tick)));
    if (found.length < rampSteps) return found;
  }
  return [];
}
