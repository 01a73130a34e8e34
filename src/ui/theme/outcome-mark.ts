import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Outcome } from '../../domain/policy/outcome.ts';
import { Texts } from '../language/languages.ts';
import { markStyle } from './mark-style.ts';
import { shapes } from './shapes.ts';
import { outcomeTexts } from '../texts/common/outcomes.ts';
import { theme } from './theme.ts';

const shapeOf = {
  admit: shapes.good,
  attend: shapes.attention,
  refuse: shapes.stop,
  emergency: shapes.door,
};

/** A verdict, or a guard's act in an emergency, by colour, shape and word. */
@customElement('sc-outcome-mark')
export class OutcomeMark extends LitElement {
  static override styles = [theme, markStyle];

  @property({ reflect: true }) outcome: Outcome | 'emergency' = 'refuse';
  readonly #texts = new Texts(this, outcomeTexts);

  override render() {
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">${shapeOf[this.outcome]}</svg>
      <span>${this.#texts.t[this.outcome]}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-outcome-mark': OutcomeMark;
  }
}
