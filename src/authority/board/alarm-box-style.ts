import { css } from 'lit';

/** The box of an alarm at the top of the board. */
export const alarmBoxStyle = css`
  section {
    margin-bottom: var(--gap, 16px);
    padding: 10px 14px;
    border: 2px solid var(--red-deep);
    border-radius: var(--radius);
    background: #fff4ec;
    display: grid;
    gap: 6px;
  }
  h2 {
    color: var(--red-deep);
  }
`;
