import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { theme } from '../../theme/theme.ts';

/**
 * One number with its name. `value` is text already in its final form: full grouped digits; `unit` follows it in small
 * letters. With `tone` "attention" the tile carries a triangle and a coloured edge beside its `note`, which must say in words what is wrong.
 */
@customElement('sc-stat-tile')
export class StatTile extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      dl {
        margin: 0;
        height: 100%;
        padding: 12px 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        display: flex;
        flex-direction: column;
        gap: 2px;
      }
      :host([tone='attention']) dl {
        border-inline-start: 6px solid var(--red);
        padding-inline-start: 9px;
      }
      dt {
        color: var(--ink-soft);
        font-size: 0.875rem;
        font-weight: 600;
        line-height: 1.25;
      }
      dd {
        margin: 0;
      }
      .value {
        /* Six digits stand on one line of a narrow tile. */
        font-size: max(1.25rem, min(clamp(1.5rem, 1.1rem + 1vw, 2.25rem), 15cqi));
        font-weight: 700;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      .unit {
        font-size: 1rem;
        font-weight: 600;
        color: var(--ink-soft);
      }
      .note {
        font-size: 0.8125rem;
        line-height: 1.35;
        color: var(--ink-soft);
      }
      :host([tone='attention']) .note {
        color: var(--red-deep);
        font-weight: 600;
      }
      .list {
        margin-top: auto;
        font-size: 0.875rem;
      }
      .list a {
        display: inline-block;
        padding-block: 6px;
        color: var(--accent);
      }
      a:focus-visible {
        outline: 3px solid #e69f00;
        outline-offset: 2px;
      }
      svg {
        width: 1em;
        height: 1em;
        vertical-align: -0.12em;
        fill: currentColor;
      }
    `,
  ];

  @property() label = '';
  @property() value = '';
  @property() unit = '';
  /** A line below the number; left out when empty. */
  @property() note = '';
  /** Where the list behind the number is, and what the link to it says; left out when empty. */
  @property() href = '';
  @property() linkText = '';
  @property({ reflect: true }) tone: 'plain' | 'attention' = 'plain';

  override render() {
    const sign =
      this.tone === 'attention'
        ? svg`<svg viewBox="0 0 32 32" aria-hidden="true"><path fill-rule="evenodd" d="M16 2 31 29H1zM14.3 12v8h3.4v-8zm0 10.2v3.2h3.4v-3.2z" /></svg> `
        : nothing;
    return html`
      <dl>
        <dt>${this.label}</dt>
        <dd class="value">
          ${this.value}${this.unit ? html` <span class="unit">${this.unit}</span>` : nothing}
        </dd>
        ${this.note ? html`<dd class="note">${sign}${this.note}</dd>` : nothing}
        ${this.href ? html`<dd class="list"><a href=${this.href}>${this.linkText}</a></dd>` : nothing}
      </dl>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-stat-tile': StatTile;
  }
}
