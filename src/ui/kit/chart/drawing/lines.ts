import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  type SymbolType,
} from 'd3-shape';
import { svg, type SVGTemplateResult } from 'lit';
import { seriesColours } from '../../../theme/data-colours.ts';

const shapes: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
];
const dashes = ['none', '7 4', '2 3', '9 3 2 3', '4 2'];

/** The class of a series' colour, its dashes and its marker: no two of the first 25 series share all three. */
export function lineLook(series: number): { colour: string; dash: string; shape: SymbolType } {
  const turn = Math.floor(series / seriesColours);
  return {
    colour: `colour-${series % seriesColours}`,
    dash: dashes[series % dashes.length]!,
    shape: shapes[(series + turn) % shapes.length]!,
  };
}

/** A series' marker around 0, 0; hollow for what is not over yet. @param area px² */
export function marker(series: number, area: number, isHollow = false): SVGTemplateResult {
  const { colour, shape } = lineLook(series);
  return svg`<path d=${symbol(shape, area)()!} class="${colour} marker ${isHollow ? 'hollow' : ''}" />`;
}
