import { css } from 'lit';

export const meAppStyle = css`
  :host {
    display: block;
    container-type: inline-size;
    min-height: 100svh;
    background: var(--ground);
  }
  sc-sign-in-form + sc-privacy-notice {
    margin-top: 12px;
  }
  .enter {
    max-width: 27.5rem;
    margin: 0 auto;
    padding: 24px 16px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
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
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    align-content: start;
    padding: 16px;
  }
  /* In letters, not in px: large text has the room of a phone on a wide screen too. */
  @container (min-width: 56rem) {
    .page {
      grid-template-columns: 28.75rem minmax(0, 1fr);
    }
    sc-pass-screen {
      position: sticky;
      top: 0;
      align-self: start;
      min-height: 100svh;
    }
    .below {
      max-width: 45rem;
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
  sc-overlay p {
    margin-block: 8px 16px;
  }
  .answers,
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
