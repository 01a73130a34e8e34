import { css } from 'lit';

/** How the verdict lies on its panel. */
export const verdictPanelStyle = css`
  :host {
    display: grid;
    align-content: safe center;
    grid-auto-rows: max-content;
    gap: clamp(12px, 2.4vh, 28px);
    padding: clamp(16px, 3vw, 40px);
    height: 100%;
    overflow: auto;
    /* Sizes below go by the panel's width: in the demo it is not the screen's. */
    container-type: inline-size;
  }
  .verdict {
    display: flex;
    align-items: center;
    gap: clamp(14px, 2.4cqi, 32px);
  }
  .verdict svg {
    width: clamp(84px, 13cqi, 168px);
    flex: none;
    overflow: visible;
  }
  .verdict h1 {
    margin: 0;
    font-size: clamp(2rem, 5.2cqi, 4.4rem);
    line-height: 1.12;
    overflow-wrap: anywhere;
  }
  .verdict h1 span {
    display: block;
  }
  .name {
    font-size: clamp(1.3rem, 2.8cqi, 2.3rem);
    font-weight: 700;
    margin: 4px 0 0;
  }
  .mark {
    fill: none;
    stroke: var(--mark);
    stroke-width: 11;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :host([outcome='admit']) {
    /* A shade deeper than the theme's, so that small words on it can be read too. */
    --deep: #00805c;
    background: var(--deep);
    color: var(--green-ink);
    --mark: var(--deep);
    --tile: rgb(0 60 44 / 0.55);
  }
  :host([outcome='attend']) {
    background: var(--yellow);
    color: var(--yellow-ink);
    --mark: var(--yellow);
    --tile: rgb(255 255 255 / 0.62);
  }
  :host([outcome='refuse']) {
    background: var(--red);
    color: var(--red-ink);
    --mark: var(--red);
    --tile: rgb(60 0 12 / 0.55);
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 6px;
    font-size: clamp(1.3rem, 2.7cqi, 2.3rem);
    line-height: 1.25;
    font-weight: 600;
  }
  /* One reason at a time, to be read from two metres. */
  ul.one {
    font-size: clamp(1.5rem, min(9cqi, 7vh), 5rem);
    line-height: 1.15;
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  ul.one li:not(.now) {
    display: none;
  }
  .why {
    font-size: clamp(1.3rem, 3cqi, 2rem);
    font-weight: 600;
    min-height: 72px;
    padding: 12px 32px;
    justify-self: start;
  }
  .apart {
    margin: 0;
  }
  .roster {
    margin: 0;
    font-size: clamp(1.1rem, 2.2cqi, 1.7rem);
    overflow-wrap: anywhere;
  }
  .roster.on {
    font-weight: 700;
  }
  .foreign {
    font-size: clamp(1rem, 1.8cqi, 1.4rem);
    font-weight: 400;
  }
  dl {
    margin: 0;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(46%, 12rem), 1fr));
    gap: 12px;
  }
  dl div {
    background: var(--tile);
    border-radius: var(--radius);
    padding: 12px 16px;
  }
  dt {
    font-size: clamp(1rem, 1.5cqi, 1.3rem);
  }
  dd {
    margin: 2px 0 0;
    font-size: clamp(1.4rem, 2.6cqi, 2.2rem);
    font-weight: 700;
    line-height: 1.2;
  }
  dd small {
    display: block;
    font-size: clamp(1rem, 1.5cqi, 1.3rem);
    font-weight: 400;
    margin-top: 4px;
  }
  button {
    font: inherit;
    font-size: 1.15rem;
    min-height: 52px;
    padding: 8px 22px;
    border-radius: 10px;
    border: 2px solid currentColor;
    background: transparent;
    color: inherit;
    justify-self: start;
    max-width: 100%;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .another {
    font-size: clamp(1.2rem, 2.2cqi, 1.6rem);
    font-weight: 600;
    min-height: 64px;
    padding: 10px 28px;
  }
  /* Read from a metre and a half: the height of a portrait screen is used, not its upper third. */
  @media (orientation: portrait) {
    :host {
      gap: clamp(14px, 2.6vh, 40px);
    }
    ul {
      font-size: clamp(1.35rem, 4.6cqi, 2.6rem);
    }
    .foreign {
      font-size: clamp(1rem, 2.8cqi, 1.6rem);
    }
    .roster {
      font-size: clamp(1.1rem, 3.4cqi, 2rem);
    }
    dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    dl div {
      padding: clamp(10px, 2.4cqi, 26px) clamp(12px, 3cqi, 30px);
    }
    dt,
    dd small {
      font-size: clamp(1rem, 2.9cqi, 1.6rem);
    }
    dd {
      font-size: clamp(1.25rem, 5.4cqi, 3rem);
      overflow-wrap: anywhere;
    }
  }
  @media (orientation: portrait) and (min-height: 720px) {
    .verdict {
      flex-direction: column;
      text-align: center;
    }
    .verdict svg {
      width: clamp(96px, 28cqi, 300px);
    }
    .name {
      font-size: clamp(1.5rem, 5.4cqi, 3.2rem);
    }
    ul,
    .roster {
      text-align: center;
    }
    button,
    .why {
      justify-self: stretch;
    }
  }
  /* On a phone the words come before the size of the shape. */
  @media (max-width: 420px) and (min-height: 720px) {
    .verdict svg {
      width: 64px;
    }
    .verdict {
      gap: 6px;
    }
    dt,
    dd small {
      font-size: 0.9rem;
    }
    .roster {
      font-size: 1rem;
    }
  }
  /* In a guard's hand the picture has its third of the screen: what was decided, and why, is seen without scrolling. */
  :host([hand-held]) {
    align-content: start;
    gap: 8px;
    padding: 10px 14px;
  }
  :host([hand-held]) .verdict {
    flex-direction: row;
    text-align: start;
    gap: 12px;
  }
  :host([hand-held]) .verdict svg {
    width: 52px;
  }
  :host([hand-held]) .name {
    font-size: 1.15rem;
    margin: 0;
  }
  :host([hand-held]) ul,
  :host([hand-held]) .roster {
    font-size: 1.15rem;
    text-align: start;
  }
  :host([hand-held]) ul.one {
    font-size: 1.4rem;
  }
  :host([hand-held]) dl {
    gap: 6px;
  }
  :host([hand-held]) dl div {
    padding: 6px 10px;
  }
  :host([hand-held]) dd {
    font-size: 1.15rem;
  }
  :host([hand-held]) button {
    font-size: 1.05rem;
    min-height: 44px;
    padding: 4px 16px;
  }
`;
