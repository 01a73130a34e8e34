import { css, html, svg } from 'lit';
import type { CellState } from './fleet-state.ts';

/** A shape for each state, in a view box of 0 0 32 32, so that the grid is read without its colours. */
const outlines: Record<CellState, ReturnType<typeof svg>> = {
  silent: svg`<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z" />`,
  fault: svg`<path d="M16 1 31.5 30H.5z" />`,
  locked: svg`<rect x="2" y="2" width="28" height="28" rx="3" />`,
  never: svg`<circle class="hollow" cx="16" cy="16" r="12.5" />`,
  online: svg`<circle cx="16" cy="16" r="14" /><path class="tick" d="M9 16.5l5 5 9-11" />`,
  unpaired: svg`<circle class="faint" cx="16" cy="16" r="5" />`,
};

/** A state's mark with the letter of what is most urgent. */
export function fleetMark(state: CellState, letter = '') {
  const y = state === 'fault' ? 26.5 : 22.5;
  return html`<svg class="mark ${state}" viewBox="0 0 32 32" aria-hidden="true">
    ${outlines[state]}${state === 'unpaired' ? '' : svg`<text x="16" y=${y}>${letter}</text>`}
  </svg>`;
}

export const fleetMarkStyle = css`
  .mark {
    width: 24px;
    height: 24px;
    flex: none;
    display: block;
    fill: currentColor;
  }
  .mark text {
    font:
      700 17px/1 system-ui,
      sans-serif;
    text-anchor: middle;
    fill: #ffffff;
  }
  .mark.fault text {
    fill: #111111;
  }
  .mark.online {
    color: var(--green);
  }
  .mark.silent {
    color: var(--red-deep);
  }
  .mark.fault {
    color: #e3b505;
  }
  .mark.locked {
    color: #14202b;
  }
  .mark.never,
  .mark.unpaired {
    color: #6b7a87;
  }
  .mark .hollow {
    fill: none;
    stroke: currentColor;
    stroke-width: 3.5;
  }
  .mark .tick {
    fill: none;
    stroke: #ffffff;
    stroke-width: 4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
