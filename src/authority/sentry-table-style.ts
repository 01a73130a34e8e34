import { css } from 'lit';

/** A table from 900 px on, below it one card a sentry. */
export const sentryTableStyle = css`
  :host {
    display: block;
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 16px;
    margin: 8px 0 4px;
  }
  form label {
    font-size: 0.875rem;
  }
  input,
  select {
    font-weight: 400;
  }
  .find {
    flex: 1 1 220px;
    max-width: 420px;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    cursor: pointer;
  }
  .check input {
    width: 22px;
    min-height: 22px;
    height: 22px;
    margin: 0;
    accent-color: var(--accent);
  }
  .sort {
    display: flex;
    gap: 8px;
    align-items: end;
  }
  .sort button {
    flex: none;
  }
  button[aria-pressed='true'] {
    background: var(--accent);
    color: var(--accent-ink);
  }
  .shown {
    font-size: 0.875rem;
    margin: 6px 0;
  }
  .more {
    display: flex;
    gap: 10px;
    margin-top: 12px;
  }
  .bad {
    color: var(--red-deep);
    font-weight: 600;
  }
  .state {
    white-space: nowrap;
    font-weight: 600;
  }
  .online {
    color: var(--green-deep);
  }
  .silent {
    color: var(--red-deep);
  }
  .never,
  .unpaired {
    color: var(--ink-soft);
  }
  tbody th {
    color: var(--ink);
  }
  @media (min-width: 900px) {
    thead th {
      position: sticky;
      top: var(--header, 0);
      z-index: 1;
      background: var(--paper);
      padding: 0;
      vertical-align: bottom;
      border-bottom: 2px solid var(--line);
      line-height: 1.2;
    }
    thead th > span,
    thead th > button {
      display: inline-flex;
      padding: 8px 10px;
      min-height: 44px;
      align-items: center;
      font-size: 0.875rem;
    }
    thead th > button {
      border: 0;
      background: transparent;
      color: var(--accent);
      font-weight: 600;
      text-align: inherit;
      gap: 4px;
    }
    tr.problem td:first-child {
      box-shadow: inset 4px 0 var(--red);
    }
    .seen,
    .number {
      white-space: nowrap;
    }
  }
  @media (max-width: 899px) {
    table,
    tbody {
      display: block;
    }
    thead {
      display: none;
    }
    tr {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: 6px 10px;
      padding: 12px 0 12px 12px;
      border-top: 1px solid var(--line);
      border-inline-start: 4px solid transparent;
    }
    tr.problem {
      border-inline-start-color: var(--red);
    }
    tr > * {
      display: block;
      padding: 0;
      border: 0;
      text-align: start;
      overflow-wrap: anywhere;
    }
    td.number {
      text-align: start;
    }
    .name {
      grid-row: 1;
      grid-column: 1 / 3;
    }
    .state {
      grid-row: 1;
      grid-column: 3 / 5;
      text-align: end;
    }
    .site {
      grid-column: 1 / -1;
    }
    td[data-label]:not(.state)::before {
      content: attr(data-label);
      display: block;
      font-size: 0.8125rem;
      line-height: 1.3;
      font-weight: 400;
      color: var(--ink-soft);
    }
    .find,
    .sort,
    .sort label {
      flex: 1 1 100%;
      max-width: none;
    }
  }
`;
