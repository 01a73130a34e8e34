import { css } from 'lit';

export const fleetPageStyle = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .action-said:has(p) {
    margin-bottom: var(--gap);
  }
  p[slot='more'] {
    max-width: 18rem;
    padding: 4px 8px;
  }
`;
