import { css } from 'lit';

/** What Leaflet needs of its own style sheet, which cannot reach into an element, and how areas and places look. */
export const mapStyle = css`
  :host {
    display: block;
  }
  .map {
    position: relative;
    height: min(26rem, 70vh);
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: #f7f9fa;
    touch-action: pan-y;
    outline-offset: -3px;
    print-color-adjust: exact;
  }
  .leaflet-pane,
  .leaflet-layer,
  .leaflet-marker-icon,
  .leaflet-pane > svg,
  .leaflet-pane > canvas {
    position: absolute;
    left: 0;
    top: 0;
  }
  .leaflet-pane > svg path {
    pointer-events: auto;
    cursor: pointer;
  }
  .leaflet-overlay-pane svg {
    max-width: none;
    pointer-events: none;
  }
  .leaflet-zoom-animated {
    transform-origin: 0 0;
  }
  .leaflet-grab {
    cursor: grab;
  }
  .area {
    stroke: var(--data-axis);
    stroke-width: 1.5;
    fill-opacity: 1;
  }
  .area.chosen {
    stroke: var(--ink);
    stroke-width: 3;
  }
  .area.ramp-0 {
    fill: var(--ramp-0);
  }
  .area.unknown {
    fill: #dde3e8;
    stroke-dasharray: 4 3;
  }
  .names text {
    pointer-events: auto;
    cursor: pointer;
    font-size: 0.75rem;
    font-weight: 600;
    text-anchor: middle;
    fill: var(--ink);
    stroke: #ffffff;
    stroke-width: 3px;
    paint-order: stroke;
  }
  .over {
    position: absolute;
    inset: 0;
    z-index: 500;
    pointer-events: none;
    width: 100%;
    height: 100%;
    overflow: hidden;
  }
  .cluster {
    pointer-events: auto;
    cursor: pointer;
  }
  .cluster circle {
    fill: var(--data-5);
    fill-opacity: 0.85;
    stroke: #ffffff;
  }
  .cluster text {
    font-size: 0.75rem;
    font-weight: 600;
    text-anchor: middle;
    fill: #ffffff;
  }
  .zoom {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
  @media print {
    .zoom {
      display: none;
    }
  }
`;
