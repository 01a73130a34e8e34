import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Outcome } from '../domain/policy.ts';
import { Texts } from './languages.ts';
import { shapes } from './shapes.ts';
import { outcomeTexts } from './texts/outcomes.ts';
import { theme } from './theme.ts';

const shapeOf = { admit: shapes.good, attend: shapes.attention, refuse: shapes.stop };

/** A verdict by colour, shape and word. */
@customElement('sc-outcome-mark')
export class OutcomeMark extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        padding: 0.2em 0.7em 0.2em 0.4em;
        border-radius: 999px;
        font-weight: 700;
        line-height: 1.2;
        white-space: nowrap;
        background: var(--mark);
        color: var(--mark-ink);
        --mark: var(--red-deep);
        --mark-ink: var(--red-ink);
      }
      :host([outcome='admit']) {
        --mark: var(--green-deep);
        --mark-ink: var(--green-ink);
      }
      :host([outcome='attend']) {
        --mark: var(--yellow);
        --mark-ink: var(--yellow-ink);
      }
      svg {
        width: 1.3em;
        height: 1.3em;
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

  @property({ reflect: true }) outcome: Outcome = 'refuse';
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
