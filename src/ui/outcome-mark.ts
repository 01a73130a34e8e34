import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Outcome } from '../domain/policy.ts';
import { Texts } from './languages.ts';
import { outcomeTexts } from './texts/outcomes.ts';
import { theme } from './theme.ts';

/** The shapes of the status mark: a disc for green, a triangle for yellow, an octagon for red. */
const shapes: Record<Outcome, ReturnType<typeof svg>> = {
  admit: svg`<circle cx="16" cy="16" r="14" /><path class="sign" d="M9 16.5l5 5 9-11" />`,
  attend: svg`<path d="M16 2 31 29H1z" /><path class="sign" d="M16 12v8M16 24v.5" />`,
  refuse: svg`<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z" /><path class="sign" d="M11 11l10 10M21 11 11 21" />`,
};

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
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">${shapes[this.outcome]}</svg>
      <span>${this.#texts.t[this.outcome]}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-outcome-mark': OutcomeMark;
  }
}
