import { css } from 'lit';

/** How forms are laid out: one column, or as many as fit; a field at fault has a bar, a sign and words, not colour alone. */
export const formStyle = css`
  :host {
    display: block;
  }
  form {
    display: grid;
    gap: var(--gap);
  }
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
  }
  :host([columns]) .fields {
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
    align-items: start;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    align-content: start;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .field > label,
  legend {
    overflow-wrap: anywhere;
  }
  .bad {
    padding-inline-start: 10px;
    border-inline-start: 4px solid var(--red-deep);
  }
  .bad input:not([type='radio'], [type='checkbox']),
  .bad select,
  .bad textarea {
    border: 2px solid var(--red-deep);
  }
  .help {
    color: var(--ink-soft);
    font-size: 0.875rem;
  }
  .problem {
    color: var(--red-deep);
    font-weight: 600;
  }
  input[type='file'] {
    padding: 8px;
  }
  textarea {
    resize: vertical;
  }
  .with-unit {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .with-unit > span {
    flex: none;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0 18px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    font-weight: 400;
  }
  .choice input {
    flex: none;
    width: 20px;
    height: 20px;
    min-height: 0;
    margin: 0;
    accent-color: var(--accent);
  }
  .group {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-width: 0;
  }
  .group > legend {
    margin-bottom: 8px;
    font-size: 1.125rem;
  }
  details.group {
    display: block;
    border-top: 1px solid var(--line);
  }
  .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 4px 0 14px;
  }
  .inside .inside {
    padding-inline-start: 1.2em;
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: baseline;
    min-height: 44px;
    padding: 10px 0;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  summary::before {
    content: '▸';
    color: var(--accent);
  }
  details[open] > summary::before {
    content: '▾';
  }
  summary > :first-of-type {
    flex: 1;
    min-width: min(100%, 240px);
    font-weight: 600;
  }
  .rows,
  .row {
    display: grid;
    gap: 10px;
  }
  .row {
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: 10px;
  }
  .row > button,
  .add {
    justify-self: start;
  }
  .summary,
  .draft {
    padding: 12px 14px;
    border: 2px solid var(--red-deep);
    border-radius: 10px;
  }
  .draft {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 14px;
    border: 1px solid var(--line);
  }
  .summary:focus {
    outline: 3px solid #e69f00;
    outline-offset: 2px;
  }
  .summary h3 {
    font-size: 1rem;
  }
  .summary ul {
    margin: 6px 0 0;
    padding-inline-start: 1.2em;
  }
  .link {
    display: inline;
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--red-deep);
    text-align: start;
    text-decoration: underline;
    vertical-align: top;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
`;
