import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Texts } from '../../ui/language/languages.ts';
import { stateWords } from '../../ui/texts/authority/fleet.ts';
import { fleetMark, fleetMarkStyle } from './fleet-mark.ts';
import type { CellState } from './fleet-state.ts';

/** A sentry's state as a shape and a word, for cells of a table. */
@customElement('sc-fleet-state')
export class FleetStateMark extends LitElement {
  static override styles = [
    fleetMarkStyle,
    css`
      :host {
        display: inline-grid;
        grid-template-columns: auto minmax(min-content, 1fr);
        gap: 6px;
        align-items: center;
        font-weight: 600;
        overflow-wrap: normal;
      }
      .mark {
        align-self: start;
      }
    `,
  ];

  @property({ attribute: false }) state!: CellState;
  /** What stands in the shape. */
  @property() letter = '';

  readonly #words = new Texts(this, stateWords);

  override render() {
    return html`${fleetMark(this.state, this.letter)}<span>${this.#words.t[this.state]}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-state': FleetStateMark;
  }
}
