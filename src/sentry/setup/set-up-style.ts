import { css } from 'lit';

/** How the set-up lies on its screen: as wide as a hand-held tablet, the steps as chips above. */
export const setUpStyle = css`
  sc-overlay {
    --overlay-width: 46rem;
  }
  .whole,
  .step {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
  }
  header,
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
  }
  footer {
    justify-content: flex-start;
    padding-top: 14px;
    border-top: 1px solid var(--line);
  }
  .later {
    margin-inline-start: auto;
  }
  .way {
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 0;
    padding: 0;
  }
  .way button {
    min-height: 44px;
    padding: 4px 12px;
    border: 1px solid var(--line);
    border-radius: 22px;
    background: var(--paper);
    color: var(--ink);
    font-size: 0.9375rem;
  }
  .way button.done span:first-child {
    color: var(--green-deep);
    font-weight: 700;
  }
  .way button.failed {
    border-color: var(--red-deep);
    color: var(--red-deep);
  }
  .way button[aria-current='step'] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    font-weight: 600;
  }
  .heard {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .way li {
    position: relative;
  }
  .advice {
    padding: 12px 14px;
    border-inline-start: 6px solid var(--warning);
    background: var(--ground);
  }
  .good {
    color: var(--green-deep);
    font-weight: 600;
  }
  .bad,
  dd.failed {
    color: var(--red-deep);
    font-weight: 600;
  }
  dl {
    display: grid;
    gap: 0;
    margin: 0;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 16px;
    padding: 9px 0;
    border-top: 1px solid var(--line);
  }
  dd {
    margin: 0;
  }
  dd.done {
    color: var(--green-deep);
  }
  /* A phone has no room for all steps above one. */
  @media (max-width: 640px), (max-height: 640px) {
    .way {
      gap: 4px;
    }
    .way li {
      flex: 1 1 1.8rem;
      min-width: 1.8rem;
    }
    .way button {
      width: 100%;
      padding: 2px;
    }
    .way .name {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  /* Two rows of the same length, where one is too long. */
  @media (max-width: 360px) {
    .way {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
`;
