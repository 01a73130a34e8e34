import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Colour } from '../../domain/person/health-status.ts';
import { Texts } from '../language/languages.ts';
import { markStyle } from './mark-style.ts';
import { shapes } from './shapes.ts';
import { healthTexts } from '../texts/common/health.ts';
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
  static override styles = [theme, markStyle];

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
