import { css } from 'lit';

/** Columns where there is room for them at the size of the letters, else one card a row (`narrow`). */
export const dataTableStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .bar,
  .bulk,
  .turn {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
  }
  .bar > [role='status'] {
    margin-inline-end: auto;
    font-size: 0.875rem;
  }
  .bulk {
    padding: 6px 12px;
    border-radius: 10px;
    background: #e6eef3;
  }
  .bulk button {
    min-height: 36px;
    padding: 4px 12px;
  }
  .turn {
    justify-content: end;
  }
  .sort {
    display: flex;
    gap: 8px;
    align-items: end;
    font-size: 0.875rem;
  }
  .sort button {
    flex: none;
  }
  .news {
    justify-self: start;
  }
  /* Dimmed, and still read: a lower opacity would be too little contrast. */
  .old tbody {
    filter: grayscale(1);
  }
  .old tbody :is(th, td, a) {
    color: var(--ink-soft);
  }
  .state {
    padding: 16px 0;
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  td,
  tbody th {
    padding-block: 10px;
    overflow-wrap: anywhere;
  }
  table.wide:not(.tight) :is(td, tbody th) {
    overflow-wrap: break-word;
  }
  table.wide.tight td:not(.number, .tick) {
    min-width: 7rem;
  }
  .compact td,
  .compact tbody th {
    padding-block: 4px;
  }
  tbody th {
    color: var(--ink);
  }
  tbody th a {
    color: var(--accent);
    font-weight: 600;
  }
  /* A name of 50 characters takes two lines; all of it is read where the focus is, and on a card. */
  .name {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  .narrow .name,
  tr:focus-within .name {
    -webkit-line-clamp: none;
  }
  tr[aria-current='true'] {
    background: #e6eef3;
  }
  tr[aria-selected='true'] {
    background: #eef3e6;
  }
  .tick {
    width: 44px;
  }
  .tick input {
    width: 22px;
    height: 22px;
    min-height: 22px;
    margin: 0;
    accent-color: var(--accent);
  }
  .paper {
    display: none;
  }
  .ghost td {
    height: 44px;
  }
  .ghost td::before {
    content: '';
    display: block;
    height: 1em;
    border-radius: 4px;
    background: var(--line);
  }
  .space td,
  .space {
    padding: 0;
    border: 0;
  }
  table.wide thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 0;
    vertical-align: bottom;
    background: var(--paper);
    border-bottom: 2px solid var(--line);
    line-height: 1.2;
    overflow-wrap: normal;
  }
  thead th > span,
  thead th > button,
  thead th > label {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 44px;
    padding: 8px 10px;
    font-size: 0.875rem;
  }
  /* A long cell takes no room from the words of the heads. */
  table.wide thead th :is(button, span) {
    min-width: min-content;
    overflow-wrap: normal;
  }
  table.wide tbody th {
    min-width: 7.5rem;
  }
  thead th > button {
    border: 0;
    background: transparent;
    color: var(--accent);
    font-weight: 600;
    text-align: inherit;
  }
  table.wide tr.marked > :first-child {
    box-shadow: inset 4px 0 var(--red);
  }
  table.wide td.number {
    white-space: nowrap;
  }
  /* A day stands on one line; its time may go below it. */
  table.wide td time {
    overflow-wrap: normal;
  }
  table.narrow,
  table.narrow tbody,
  table.narrow thead {
    display: block;
  }
  table.narrow thead {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  table.narrow tr:not(.space) {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 8rem), 1fr));
    gap: 6px 10px;
    padding: 12px;
    border-top: 1px solid var(--line);
    border-inline-start: 4px solid transparent;
  }
  table.narrow tr.marked {
    border-inline-start-color: var(--red);
  }
  table.narrow tr > :is(td, th) {
    display: block;
    padding: 0;
    border: 0;
    text-align: start;
  }
  table.narrow .space,
  table.narrow .space td {
    display: block;
  }
  table.narrow tbody th,
  table.narrow .tick {
    grid-column: 1 / -1;
  }
  table.narrow td[data-label]::before {
    content: attr(data-label);
    display: block;
    font-size: 0.8125rem;
    line-height: 1.3;
    color: var(--ink-soft);
  }
  @media print {
    .paper {
      display: block;
      font-size: 0.875rem;
    }
    .bar,
    .bulk,
    .turn,
    .sort,
    .news,
    .tick {
      display: none;
    }
    table.wide thead th {
      position: static;
    }
    thead th > button span {
      display: none;
    }
    tr {
      break-inside: avoid;
    }
    .name {
      -webkit-line-clamp: none;
    }
  }
`;
