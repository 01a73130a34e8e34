import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Ward } from '../domain/api.ts';
import { Texts } from '../ui/languages.ts';
import { familyTexts } from '../ui/texts/family.ts';
import { controls, theme } from '../ui/theme.ts';

/** Chooses whose pass the phone shows; it draws nothing for a person without wards. Fires `choose` with the handle. */
@customElement('sc-people-switch')
export class PeopleSwitch extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        flex: 1 1 0;
        min-width: 90px;
        display: grid;
        gap: 0;
        padding: 4px 10px;
        line-height: 1.25;
        border: 2px solid #ffffff;
        background: rgb(255 255 255 / 0.9);
        color: var(--ink);
      }
      button[aria-pressed='true'] {
        background: var(--ink);
        color: #ffffff;
      }
      small {
        font-size: 0.8125rem;
      }
    `,
  ];

  /** The masked name of the account's own person. */
  @property() own = '';
  @property({ attribute: false }) wards: Ward[] = [];
  /** The handle of the ward that is shown; undefined for the own person. */
  @property({ attribute: false }) person: string | undefined;
  readonly #texts = new Texts(this, familyTexts);

  override render() {
    const { t } = this.#texts;
    if (this.wards.length === 0) return nothing;
    return html`<div role="group" aria-label=${t.whose}>
      ${this.#button(undefined, this.own, t.me)}
      ${this.wards.map(({ id, maskedName, kind }) => this.#button(id, maskedName, t[kind]))}
    </div>`;
  }

  #button(person: string | undefined, name: string, kind: string) {
    return html`<button
      type="button"
      aria-pressed=${this.person === person}
      @click=${() => this.dispatchEvent(new CustomEvent('choose', { detail: person }))}
    >
      <span>${name}</span><small>${kind}</small>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-people-switch': PeopleSwitch;
  }
}
