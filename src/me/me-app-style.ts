import { css } from 'lit';

export const meAppStyle = css`
  :host {
    display: block;
    min-height: 100svh;
    background: var(--ground);
  }
  .enter {
    max-width: 440px;
    margin: 0 auto;
    padding: 24px 16px;
    display: grid;
    gap: var(--gap);
  }
  .top {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 12px;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .below {
    display: grid;
    gap: var(--gap);
    align-content: start;
    padding: 16px;
  }
  @media (min-width: 900px) {
    .page {
      grid-template-columns: 460px minmax(0, 1fr);
    }
    sc-pass-screen {
      position: sticky;
      top: 0;
      align-self: start;
      min-height: 100svh;
    }
    .below {
      max-width: 720px;
    }
  }
  summary {
    cursor: pointer;
    font-weight: 600;
    min-height: 44px;
    display: flex;
    align-items: center;
  }
  details ul {
    margin: 0;
    padding-inline-start: 20px;
    display: grid;
    gap: 8px;
  }
  dialog {
    max-width: 420px;
    border: 0;
    border-radius: var(--radius);
    padding: 20px;
    color: inherit;
  }
  dialog::backdrop {
    background: rgb(20 32 43 / 0.6);
  }
  dialog p {
    margin-block-end: 16px;
  }
  dialog div,
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 12px;
  }
  summary::before {
    content: '▸';
    margin-inline-end: 8px;
  }
  [open] > summary::before {
    content: '▾';
  }
  a {
    color: var(--accent);
  }
`;
