import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccountPerson } from '../domain/person/account-person.ts';
import { Texts } from '../ui/language/languages.ts';
import { familyTexts } from '../ui/texts/citizen/family.ts';
import { controls, theme } from '../ui/theme/theme.ts';

/** Chooses whose pass the phone shows; it draws nothing for who is alone. Fires `choose` with the handle. */
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

  /** For whom the account stands, the first of them first. */
  @property({ attribute: false }) persons: AccountPerson[] = [];
  /** The handle of the one who is shown; undefined for the first. */
  @property({ attribute: false }) person: string | undefined;
  readonly #texts = new Texts(this, familyTexts);

  override render() {
    const { t } = this.#texts;
    const [first] = this.persons;
    // Who is shown alone, and is not who signs in, is named as what they are.
    if (!first || (this.persons.length === 1 && first.relation === 'self')) return nothing;
    return html`<div role="group" aria-label=${t.whose}>
      ${this.persons.map(({ id, maskedName, relation }, index) =>
        this.#button(index === 0 ? undefined : id, maskedName, t[relation]),
      )}
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
