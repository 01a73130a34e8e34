import { css } from 'lit';

/** How cards of policy look, on a page of the kit's: one column, fields in as many columns as fit. */
export const policyCardStyle = css`
  :host {
    display: block;
  }
  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    max-width: 1100px;
  }
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-width: 0;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
    gap: 12px;
    align-items: end;
  }
  label {
    grid-template-columns: minmax(0, 1fr);
  }
  input,
  select,
  textarea {
    min-width: 0;
    font-weight: 400;
  }
  /* What a browser wraps around the parts of these does not pass box-sizing on. */
  details > * {
    box-sizing: border-box;
  }
  summary {
    min-height: 44px;
    padding: 10px 0;
    cursor: pointer;
  }
  code,
  pre {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  pre {
    max-height: 50vh;
    overflow: auto;
    font-size: 0.8125rem;
  }
  a:not(.button) {
    color: var(--accent);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
  .notice {
    padding: 10px 14px;
    border: 2px solid var(--green-deep);
    border-radius: 10px;
    background: var(--paper);
  }
  .notice.fault {
    border-color: var(--red-deep);
  }
  @media (max-width: 640px) {
    .card {
      padding: 12px;
    }
  }
`;
