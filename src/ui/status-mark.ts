import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Colour } from '../domain/health-status.ts';
import { Texts } from './languages.ts';
import { shapes } from './shapes.ts';
import { healthTexts } from './texts/health.ts';
import { theme } from './theme.ts';

const shapeOf = {
  green: shapes.good,
  yellow: shapes.attention,
  red: shapes.stop,
  unknown: shapes.question,
};

/** A health code's colour, always with its shape and its word. The text's size is the surrounding one. */
@customElement('sc-status-mark')
export class StatusMark extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        font-weight: 700;
        line-height: 1.2;
        padding: 0.25em 0.7em 0.25em 0.4em;
        border-radius: 999px;
        --mark: #5c6b78;
        --mark-ink: #ffffff;
        background: var(--mark);
        color: var(--mark-ink);
      }
      :host([colour='green']) {
        --mark: var(--green-deep);
        --mark-ink: var(--green-ink);
      }
      :host([colour='yellow']) {
        --mark: var(--yellow);
        --mark-ink: var(--yellow-ink);
      }
      :host([colour='red']) {
        --mark: var(--red-deep);
        --mark-ink: var(--red-ink);
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
    `,
  ];

  @property({ reflect: true }) colour: Colour = 'unknown';
  readonly #texts = new Texts(this, healthTexts);

  override render() {
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">${shapeOf[this.colour]}</svg>
      <span>${this.#texts.t[this.colour]}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-status-mark': StatusMark;
  }
}
