import { css } from 'lit';

/** How the chart, its readout and its table are drawn. The geometry in bar-chart.ts counts on letters of 12 px. */
export const barChartStyle = css`
  :host {
    display: block;
  }
  svg {
    display: block;
    width: 100%;
    border-radius: 6px;
    touch-action: pan-y;
  }
  text {
    font-size: 12px;
    fill: var(--ink-soft);
  }
  text.name {
    font-weight: 600;
    fill: var(--ink);
  }
  text.value {
    font-size: 11px;
  }
  .grid {
    stroke: var(--line);
  }
  .base {
    stroke: #8a99a6;
  }
  .chosen {
    fill: #e6edf2;
  }
  .partial {
    fill-opacity: 0.35;
    stroke-width: 1.5;
    stroke-dasharray: 3 2;
  }
  .readout {
    min-height: 1.5em;
    font-size: 0.875rem;
  }
  .readout b {
    margin-inline-end: 0.6em;
  }
  .readout span {
    display: inline-block;
    margin-inline-end: 0.9em;
  }
  details {
    font-size: 0.875rem;
  }
  summary {
    min-height: 44px;
    display: flex;
    align-items: center;
    gap: 6px;
    width: fit-content;
    color: var(--accent);
    cursor: pointer;
  }
  summary::before {
    content: '▸';
  }
  details[open] summary::before {
    content: '▾';
  }
  .scroll {
    overflow-x: auto;
  }
  th,
  td {
    padding: 4px 8px;
  }
`;
