import { css } from 'lit';

/**
 * A pill with a shape and a word, in the colours `--mark` and `--mark-ink`, which the element sets by what it says. Its size
 * is that of the text around it.
 */
export const markStyle = css`
  :host {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.25em 0.7em 0.25em 0.4em;
    border-radius: 999px;
    font-weight: 700;
    line-height: 1.2;
    background: var(--mark);
    color: var(--mark-ink);
    --mark: #5c6b78;
    --mark-ink: #ffffff;
  }
  :host(:is([outcome='admit'], [colour='green'])) {
    --mark: var(--green-deep);
    --mark-ink: var(--green-ink);
  }
  :host(:is([outcome='attend'], [colour='yellow'])) {
    --mark: var(--yellow);
    --mark-ink: var(--yellow-ink);
  }
  :host(:is([outcome='refuse'], [colour='red'])) {
    --mark: var(--red-deep);
    --mark-ink: var(--red-ink);
  }
  :host([outcome='emergency']) {
    --mark: var(--accent);
    --mark-ink: var(--accent-ink);
  }
  svg {
    width: 1.35em;
    height: 1.35em;
    flex: none;
    fill: var(--mark-ink);
  }
  .sign {
    fill: none;
    stroke: var(--mark);
    stroke-width: 3.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
