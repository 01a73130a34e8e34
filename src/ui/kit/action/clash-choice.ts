import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import { actionTexts } from '../../texts/kit/action.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { Clash } from './merge.ts';

/**
 * Both values of every field that two people changed at a time, one to be chosen of each. Nothing is chosen beforehand. Fires
 * `chosen` (detail: the values by field).
 */
@customElement('sc-clash-choice')
export class ClashChoice extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      form {
        display: grid;
        gap: 14px;
      }
      fieldset {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 8px 12px 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
      legend {
        font-weight: 600;
      }
      fieldset label {
        display: flex;
        align-items: baseline;
        gap: 10px;
        min-height: 44px;
        padding-block: 8px;
        font-weight: 400;
      }
      input {
        flex: none;
        width: 20px;
        min-height: 20px;
      }
      /* A list has a line for each item. */
      span {
        white-space: pre-line;
      }
      b {
        flex: none;
        min-width: 4em;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) clashes: readonly Clash[] = [];
  /** A field's name and a value's, for people. */
  @property({ attribute: false }) labelOf: (field: string) => string = (field) => field;
  @property({ attribute: false }) textOf: (value: unknown, field: string) => string = (value) =>
    String(value ?? '');
  @state() private chosen: Record<string, 'mine' | 'theirs'> = {};
  readonly #texts = new Texts(this, actionTexts);

  override render() {
    const { t } = this.#texts;
    const isWhole = this.clashes.every(({ field }) => this.chosen[field]);
    return html`<form @submit=${this.#submit}>
      <h3 tabindex="-1">${t.conflictTitle}</h3>
      <p>${t.conflictIntro}</p>
      ${this.clashes.map(
        (clash) =>
          html`<fieldset>
            <legend>${this.labelOf(clash.field)}</legend>
            ${this.#side(clash, 'theirs', t.theirs)} ${this.#side(clash, 'mine', t.mine)}
          </fieldset>`,
      )}
      <div class="actions">
        <button name="keep" aria-disabled=${isWhole ? 'false' : 'true'}>${t.keepChosen}</button>
      </div>
    </form>`;
  }

  /** The heading: who comes here by keyboard reads first why they are asked. */
  override focus(): void {
    this.renderRoot.querySelector('h3')?.focus();
  }

  #side(clash: Clash, side: 'mine' | 'theirs', who: string) {
    const text = this.textOf(clash[side], clash.field) || this.#texts.t.emptyValue;
    return html`<label>
      <input
        type="radio"
        name=${clash.field}
        value=${side}
        required
        .checked=${this.chosen[clash.field] === side}
        @change=${() => (this.chosen = { ...this.chosen, [clash.field]: side })}
      />
      <b>${who}</b><span>${text}</span></label
    >`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const detail: Record<string, unknown> = {};
    for (const clash of this.clashes) detail[clash.field] = clash[this.chosen[clash.field]!];
    this.dispatchEvent(new CustomEvent<Record<string, unknown>>('chosen', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-clash-choice': ClashChoice;
  }
}
