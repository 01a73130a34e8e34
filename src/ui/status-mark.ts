import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Colour } from '../domain/health-status.ts';
import { Texts } from './languages.ts';
import { healthTexts } from './texts/health.ts';
import { theme } from './theme.ts';

/** Each colour has a shape of its own, which black-and-white printing and any eye keep apart. */
const shapes: Record<Colour, ReturnType<typeof svg>> = {
  green: svg`<circle cx="16" cy="16" r="14" /><path class="sign" d="M9 16.5l5 5 9-11" />`,
  yellow: svg`<path d="M16 2 31 29H1z" /><path class="sign" d="M16 12v8M16 24v.5" />`,
  red: svg`<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z" /><path class="sign" d="M11 11l10 10M21 11 11 21" />`,
  unknown: svg`<rect x="2" y="2" width="28" height="28" rx="4" /><path class="sign" d="M12 12.5a4 4 0 1 1 6 3.4c-1.4.9-2 1.6-2 3.1M16 23.5v.5" />`,
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
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">${shapes[this.colour]}</svg>
      <span>${this.#texts.t[this.colour]}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-status-mark': StatusMark;
  }
}
