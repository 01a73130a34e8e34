import { css } from 'lit';

/**
 * The one look of all faces. Green and yellow are Okabe and Ito's. Their vermilion is an orange to most eyes, so red is a
 * crimson, dark enough to stay apart from the green by brightness where hues fall together (deuteranopia, protanopia), and
 * their orange is for warnings about devices alone: it says nothing of a person. A status is always joined by a shape and a
 * word. Text on yellow and on the warning's orange is black, on green and red white.
 */
export const theme = css`
  :host {
    --green: #009e73;
    --green-ink: #ffffff;
    --green-deep: #00694d;
    --yellow: #f0e442;
    --yellow-ink: #111111;
    --red: #c4122f;
    --red-ink: #ffffff;
    --red-deep: #9b0d24;
    --warning: #e69f00;
    --warning-ink: #111111;
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
      system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    color: var(--ink);
    box-sizing: border-box;
    /* At 200 % a word may be longer than a phone is wide. */
    overflow-wrap: break-word;
    hyphens: auto;
    hyphenate-limit-chars: 12 4 4;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
    /* What stands in a grid or a row may become narrower than its longest word, rather than wider than the screen. */
    min-width: 0;
  }
  /* What a browser wraps around the parts of these does not pass box-sizing on. */
  details > * {
    box-sizing: border-box;
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
    overflow-wrap: anywhere;
  }
  h1[tabindex='-1']:focus,
  h2[tabindex='-1']:focus,
  h3[tabindex='-1']:focus {
    outline: none;
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
    max-width: 100%;
    overflow-wrap: anywhere;
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
