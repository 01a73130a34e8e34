import { css } from 'lit';

export const sitePageStyle = css`
  :host {
    display: block;
    min-height: 100svh;
    background: var(--ground);
  }
  header,
  main,
  footer {
    padding: 16px max(16px, calc(50vw - 15rem));
  }
  header {
    background: var(--accent);
    color: var(--accent-ink);
  }
  header.bad {
    background: var(--red-deep);
  }
  h1 {
    font-size: 2rem;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .zone {
    font-size: 1.25rem;
    font-weight: 700;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 12px;
  }
  .soft a {
    color: inherit;
  }
  .big {
    font-size: 1.25rem;
  }
  .outcome {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 4px 14px;
    padding: 14px 16px;
    border-radius: var(--radius);
    --mark: var(--red-deep);
    --mark-ink: var(--red-ink);
    background: var(--mark);
    color: var(--mark-ink);
  }
  .admit {
    --mark: var(--green-deep);
    --mark-ink: var(--green-ink);
  }
  .attend {
    --mark: var(--yellow);
    --mark-ink: var(--yellow-ink);
  }
  svg {
    width: 1.2em;
    height: 1.2em;
    flex: none;
    fill: currentColor;
  }
  .outcome svg {
    width: 48px;
    height: 48px;
  }
  .sign {
    fill: none;
    stroke: var(--mark);
    stroke-width: 3.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .outcome h2 {
    font-size: 1.6rem;
    line-height: 1.2;
  }
  .outcome p {
    grid-column: 2;
  }
  .registered {
    display: grid;
    gap: 4px;
  }
  .clock {
    font-size: 1.6rem;
    font-weight: 700;
    line-height: 1.2;
  }
  .failed {
    display: grid;
    gap: 12px;
    justify-items: start;
    border: 3px solid var(--red-deep);
    --mark: #ffffff;
  }
  .failed h2 {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 1.35rem;
    color: var(--red-deep);
  }
  dl {
    margin: 0;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, max(8.5rem, 34%)), 1fr));
    gap: 12px 16px;
  }
  .who {
    grid-column: 1 / -1;
  }
  dt {
    font-size: 0.875rem;
    color: var(--ink-soft);
  }
  dd {
    margin: 0;
  }
  dd.soft {
    font-size: 0.875rem;
  }
  .advice,
  .leaving {
    display: grid;
    gap: 12px;
    justify-items: start;
  }
  dd.main {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    font-size: 1.3rem;
    font-weight: 700;
  }
  sc-status-mark {
    font-size: 1.1rem;
  }
`;
