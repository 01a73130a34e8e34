import { css, svg, type SVGTemplateResult } from 'lit';
import { seriesColours } from '../../../theme/data-colours.ts';

/** White lines over each colour but the first: prints in black and white keep the series apart. */
const lines = ['', 'M0 8 8 0', 'M0 4H8', 'M4 0V8', 'M0 0 8 8M0 8 8 0'];

/** Patterns for the areas of series, to be drawn once in each picture: `fill="url(#fill-2)"` is the third's. */
export function fillPatterns(): SVGTemplateResult {
  return svg`<defs>
    ${lines.map(
      (path, index) => svg`
        <pattern id="fill-${index}" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="colour-${index}" width="8" height="8" />
          <path d=${path} class="hatch" />
        </pattern>`,
    )}
    <pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse">
      <path d="M0 6 6 0" class="unknown-line" />
    </pattern>
  </defs>`;
}

/** The fill of a series' area. */
export const fillOf = (series: number): string => `url(#fill-${series % seriesColours})`;

/** The same colours and patterns, for the drawing and for the legend's little squares. */
export const fillStyle = css`
  .colour-0 {
    fill: var(--data-1);
    stroke: var(--data-1);
  }
  .colour-1 {
    fill: var(--data-2);
    stroke: var(--data-2);
  }
  .colour-2 {
    fill: var(--data-3);
    stroke: var(--data-3);
  }
  .colour-3 {
    fill: var(--data-4);
    stroke: var(--data-4);
  }
  .colour-4 {
    fill: var(--data-5);
    stroke: var(--data-5);
  }
  pattern rect {
    stroke: none;
  }
  .hatch {
    stroke: #ffffff;
    stroke-width: 1.4;
    fill: none;
  }
  .unknown-line {
    stroke: #a9b5bf;
    stroke-width: 1;
  }
`;
