import { css } from 'lit';

/**
 * Colours of figures. The first three series have Okabe and Ito's blue, vermilion and green; the last two are darker than
 * theirs, which hardly stand out on white. Every series has a pattern or a marker besides. The ramp goes from little to
 * much by brightness alone, so it also prints in grey; `--ramp-ink-N` is what is written on it.
 */
export const dataColours = css`
  :host {
    --data-1: #0072b2;
    --data-2: #d55e00;
    --data-3: #009e73;
    --data-4: #b0578d;
    --data-5: #333f4a;
    --data-axis: #6b7a86;
    --ramp-0: #ffffff;
    --ramp-1: #e1edf6;
    --ramp-2: #b4d2e7;
    --ramp-3: #7aaed1;
    --ramp-4: #2d739f;
    --ramp-5: #08395c;
    --ramp-ink-0: #14202b;
    --ramp-ink-1: #14202b;
    --ramp-ink-2: #14202b;
    --ramp-ink-3: #14202b;
    --ramp-ink-4: #ffffff;
    --ramp-ink-5: #ffffff;
  }
`;

/** How many series have a colour of their own; the next begins anew, with another marker. */
export const seriesColours = 5;
/** Steps of the ramp above 0. */
export const rampSteps = 5;
