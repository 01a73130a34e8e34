import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { Texts } from '../../ui/language/languages.ts';
import { fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import './fleet-grid.ts';
import { fleetGroupings, type FleetCell, type FleetGrouping } from './fleet-state.ts';

const groupName = 'group';

/** The sentries that the filters leave at a glance, a cell each; how they are grouped and which is open stands in the address. */
@customElement('sc-fleet-overview')
export class FleetOverview extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      label {
        width: fit-content;
        font-size: 0.875rem;
      }
      select {
        font-weight: 400;
      }
      .letters {
        font-size: 0.875rem;
      }
      @media print {
        label {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly FleetCell[] = [];
  readonly #texts = new Texts(this, fleetTexts);
  readonly #address = new PageAddress(this);

  override render() {
    const { t } = this.#texts;
    const asked = this.#address.one(groupName);
    const grouping = fleetGroupings.find((each) => each === asked) ?? fleetGroupings[0];
    const words: Record<FleetGrouping, string> = { subdistrict: t.subdistrict, category: t.category };
    return html`
      <label>
        ${t.groupBy}
        <select
          name="grouping"
          @change=${({ target }: Event) => this.#group((target as HTMLSelectElement).value as FleetGrouping)}
        >
          ${fleetGroupings.map(
            (each) => html`<option value=${each} ?selected=${each === grouping}>${words[each]}</option>`,
          )}
        </select>
      </label>
      <sc-fleet-grid
        .cells=${this.cells}
        .grouping=${grouping}
        .chosen=${Number(this.#address.one(openName)) || 0}
        @choose=${({ detail }: CustomEvent<number>) => this.#address.set({ [openName]: String(detail) })}
      ></sc-fleet-grid>
      <p class="soft letters">${t.legend}: ${t.letters}</p>
    `;
  }

  #group(grouping: FleetGrouping): void {
    this.#address.set({ [groupName]: grouping === fleetGroupings[0] ? null : grouping });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-overview': FleetOverview;
  }
}
