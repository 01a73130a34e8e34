import { css } from 'lit';
import { fillStyle } from './fills.ts';

/** How the charts draw. Letters are 0.75rem: the geometry grows with them (DrawingSize.scale). */
export const drawingStyle = [
  fillStyle,
  css`
    :host {
      display: block;
    }
    svg.drawing {
      display: block;
      width: 100%;
      border-radius: 6px;
      touch-action: pan-y;
      print-color-adjust: exact;
    }
    svg.drawing.leads {
      cursor: pointer;
    }
    svg text {
      font-size: 0.75rem;
      fill: var(--ink-soft);
    }
    svg text.name {
      font-weight: 600;
      fill: var(--ink);
    }
    .grid {
      stroke: var(--line);
    }
    .base {
      stroke: var(--data-axis);
    }
    .chosen {
      fill: #e6edf2;
    }
    .chosen-frame {
      fill: none;
      stroke: var(--ink);
      stroke-width: 2;
    }
    .unknown {
      fill: url(#unknown);
    }
    @media print {
      .chosen,
      .chosen-frame {
        display: none;
      }
    }
  `,
];

/** Px of the letters at a scale of 1. */
export const letterPx = 12;
