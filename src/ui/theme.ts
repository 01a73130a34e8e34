import { css } from 'lit';

/**
 * The one look of all faces. The three status colours are Okabe and Ito's: they stay apart under every common colour
 * blindness; each is always joined by a shape and a word. Text on yellow is black, on green and red white.
 */
export const theme = css`
  :host {
    --green: #009e73;
    --green-ink: #ffffff;
    --green-deep: #00694d;
    --yellow: #f0e442;
    --yellow-ink: #111111;
    --red: #d55e00;
    --red-ink: #ffffff;
    --red-deep: #a34700;
    --ink: #14202b;
    --ink-soft: #51606d;
    --line: #d5dde3;
    --paper: #ffffff;
    --ground: #f1f4f6;
    --accent: #0b5f8a;
    --accent-ink: #ffffff;
    --radius: 12px;
    --gap: 16px;
    font-family:
      system-ui,
      -apple-system,
      'Segoe UI',
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    color: var(--ink);
    box-sizing: border-box;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  [hidden] {
    display: none !important;
  }
`;

/** Controls and cards as every face draws them. */
export const controls = css`
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  h1 {
    font-size: 1.5rem;
    line-height: 1.25;
  }
  h2 {
    font-size: 1.125rem;
  }
  button,
  .button {
    font: inherit;
    min-height: 44px;
    padding: 8px 18px;
    border: 1px solid var(--accent);
    border-radius: 10px;
    background: var(--accent);
    color: var(--accent-ink);
    cursor: pointer;
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }
  button.quiet,
  .button.quiet {
    background: transparent;
    color: var(--accent);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid #e69f00;
    outline-offset: 2px;
  }
  label {
    display: grid;
    gap: 4px;
    font-weight: 600;
  }
  input,
  select,
  textarea {
    font: inherit;
    min-height: 44px;
    padding: 8px 12px;
    border: 1px solid #8a99a6;
    border-radius: 10px;
    background: var(--paper);
    color: var(--ink);
    width: 100%;
  }
  .card {
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--gap);
  }
  .soft {
    color: var(--ink-soft);
  }
  .fault {
    color: var(--red-deep);
    font-weight: 600;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th {
    text-align: start;
    font-weight: 600;
    color: var(--ink-soft);
  }
  th,
  td {
    padding: 8px 10px;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
  }
  td.number,
  th.number {
    text-align: end;
  }
`;
