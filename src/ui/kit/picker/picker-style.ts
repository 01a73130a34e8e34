import { css } from 'lit';

/** How pickers look: as any other field of a form. */
export const pickerStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    position: relative;
  }
  .help {
    color: var(--ink-soft);
    font-size: 0.875rem;
  }
  .problem {
    color: var(--red-deep);
    font-weight: 600;
  }
  .line {
    display: flex;
    gap: 8px;
    position: relative;
  }
  .line > input {
    flex: 1;
  }
  input[aria-invalid='true'] {
    border: 2px solid var(--red-deep);
  }
`;
