import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { fillOf } from './fills.ts';
import { lineLook, marker } from './lines.ts';

/**
 * The little picture beside a word of the legend. `mark`: `fill-N` and `line-N` of series N, `ramp-N` of a step, `unknown`,
 * `partial` (not over yet) or `fading` (the end is assumed).
 */
export function swatch(mark: string): TemplateResult {
  return html`<svg class="swatch" viewBox="0 0 24 16" aria-hidden="true">${drawn(mark)}</svg>`;
}

function drawn(mark: string): SVGTemplateResult {
  const [kind, number] = mark.split('-');
  const series = Number(number);
  if (kind === 'line') {
    const { colour, dash } = lineLook(series);
    return svg`<line x1="0" x2="24" y1="8" y2="8" class=${colour} stroke-width="2" stroke-dasharray=${dash} />
      <g transform="translate(12 8)">${marker(series, 48)}</g>`;
  }
  const fill = kind === 'fill' ? fillOf(series) : kind === 'unknown' ? 'url(#unknown)' : 'none';
  return svg`<rect class=${mark} x="1" y="1" width="22" height="14" rx="2" fill=${fill} />`;
}
