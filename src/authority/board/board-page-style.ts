import { css } from 'lit';

/** Phones: one column. Tablets: charts beside alarms. Wide desks: both charts side by side as well. */
export const boardPageStyle = css`
  :host {
    display: block;
  }
  #today,
  sc-board-tiles,
  .middle {
    margin-bottom: var(--gap);
  }
  .middle {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    align-items: start;
    grid-template-areas: 'charts' 'alarms' 'tables';
  }
  sc-board-charts {
    grid-area: charts;
  }
  .alarms {
    grid-area: alarms;
  }
  .tables {
    grid-area: tables;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr));
    gap: var(--gap);
    align-items: start;
  }
  .tables .map {
    grid-column: 1 / -1;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (min-width: 1000px) {
    .middle {
      grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
      grid-template-areas: 'charts alarms' 'tables tables';
    }
  }
  @media (min-width: 1700px) {
    .middle {
      grid-template-columns: minmax(0, 2.1fr) minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      grid-template-areas: 'charts alarms' 'tables alarms';
    }
  }
  @media (max-width: 640px) {
    :host {
      --gap: 10px;
    }
    .middle {
      grid-template-areas: 'alarms' 'charts' 'tables';
    }
  }
`;
