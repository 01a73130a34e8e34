import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { directions, type Direction } from '../../domain/scan/scan.ts';
import { Texts } from '../../ui/language/languages.ts';
import { handTexts } from '../../ui/texts/gate/hand.ts';
import { theme } from '../../ui/theme/theme.ts';

/**
 * What a guard says of those who come: which way they go, and whether they are a group. Fires `direction` (CustomEvent of a Direction),
 * `group` (CustomEvent of whether one comes) and `torch` (CustomEvent of whether it is to shine).
 */
@customElement('sc-hand-bar')
export class HandBar extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 8px 12px;
        background: #0c1a24;
      }
      button {
        flex: 1 1 auto;
        min-height: 52px;
        min-width: 64px;
        padding: 6px 14px;
        border: 2px solid #8fa6b5;
        border-radius: 12px;
        background: transparent;
        color: #ffffff;
        font: inherit;
        font-size: 1.1rem;
        font-weight: 600;
        cursor: pointer;
      }
      button[aria-pressed='true'] {
        border-color: #ffffff;
        background: #ffffff;
        color: #0c1a24;
      }
    `,
  ];

  /** Null: it is not recorded. */
  @property({ attribute: false }) direction: Direction | null = null;
  /** How many of the group that is coming have passed; null while none is. */
  @property({ attribute: false }) group: number | null = null;
  /** Whether the camera's light shines; null where it has none. */
  @property({ attribute: false }) torch: boolean | null = null;
  readonly #texts = new Texts(this, handTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      ${
        this.direction === null
          ? nothing
          : directions.map(
              (one) =>
                html`<button
                  data-direction=${one}
                  aria-pressed=${this.direction === one}
                  @click=${() => this.#tell('direction', one)}
                >
                  ${t[`direction_${one}`]}
                </button>`,
            )
      }
      <button
        data-action="group"
        aria-pressed=${this.group !== null}
        @click=${() => this.#tell('group', this.group === null)}
      >
        ${this.group === null ? t.group : t.groupOf(this.group)}
      </button>
      ${
        this.torch === null
          ? nothing
          : html`<button
              data-action="torch"
              aria-pressed=${this.torch}
              @click=${() => this.#tell('torch', !this.torch)}
            >
              ${t.torch}
            </button>`
      }
    `;
  }

  #tell(type: 'direction' | 'group' | 'torch', detail: Direction | boolean): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-hand-bar': HandBar;
  }
}
