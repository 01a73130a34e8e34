import { count } from '../../language/format.ts';
import { language } from '../../language/languages.ts';

/** A figure; null is not known, which is another thing than 0. */
export type Value = number | null;

/** A column's name: short below the axis, long where there is room. */
export interface Column {
  short: string;
  long: string;
  /** The list behind its figures. */
  href?: string;
}

export interface Series {
  name: string;
  /** One a column. */
  values: readonly Value[];
  /** Px of this series' own area at letters of 16 px, where each series has one. */
  height?: number;
}

/** How a known figure is written. */
export type Format = (value: number) => string;

/** Whole numbers with all their digits, in groups. */
export const wholeNumbers: Format = (value) => count(value, language());

/** A figure as it is written everywhere: what is not known is a dash. */
export function valueText(value: Value | undefined, format: Format): string {
  return value === null || value === undefined ? '—' : format(value);
}

/** What a chart's table holds, as text; `rows[n].cells` go with `heads`. */
export interface ChartTable {
  /** The head above the rows' own heads. */
  corner: string;
  heads: readonly string[];
  rows: readonly { head: string; href?: string; cells: readonly string[] }[];
  /** Cells are words: they stand at the left, figures at the right. */
  isText?: boolean;
}

/** What is now chosen in a picture: its name, its figures, and the list behind them. */
export interface Reading {
  name: string;
  values: readonly string[];
  href?: string;
}

/** What the colours, patterns and markers of a chart mean. */
export interface LegendItem {
  name: string;
  /** As swatch.ts draws it. */
  mark: string;
}
