import { css } from 'lit';

/** Phones: one column. Tablets: charts beside alarms. Wide desks: both charts side by side as well. */
export const boardPageStyle = css`
  :host {
    display: block;
    max-width: 1880px;
    margin: 0 auto;
    padding: var(--gap);
  }
  .heading,
  sc-board-tiles,
  .middle {
    margin-bottom: var(--gap);
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 18px;
  }
  #as-of {
    margin-inline-start: auto;
  }
  sc-board-banner {
    position: sticky;
    top: 8px;
    z-index: 3;
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
    #as-of {
      margin-inline-start: 0;
    }
    .middle {
      grid-template-areas: 'alarms' 'charts' 'tables';
    }
  }
`;
