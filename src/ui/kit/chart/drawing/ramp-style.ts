import { css } from 'lit';

/** The steps of ramp.ts: `.ramp-N` fills an area, `.on-N` is what is written on it. */
export const rampStyle = css`
  .ramp-0 {
    fill: var(--ramp-0);
  }
  .ramp-1 {
    fill: var(--ramp-1);
  }
  .ramp-2 {
    fill: var(--ramp-2);
  }
  .ramp-3 {
    fill: var(--ramp-3);
  }
  .ramp-4 {
    fill: var(--ramp-4);
  }
  .ramp-5 {
    fill: var(--ramp-5);
  }
  svg text.on-ramp-0,
  svg text.on-ramp-1,
  svg text.on-ramp-2,
  svg text.on-ramp-3,
  svg text.on-unknown {
    fill: var(--ramp-ink-0);
  }
  svg text.on-ramp-4,
  svg text.on-ramp-5 {
    fill: var(--ramp-ink-5);
  }
`;
