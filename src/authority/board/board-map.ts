import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BoardAnswer } from '../../domain/api/api.ts';
import { readOutlines, type Outlines } from '../../domain/site/outlines.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/map/district-map.ts';
import { clientContext } from '../../ui/kit/shell/context.ts';
import { Texts } from '../../ui/language/languages.ts';
import { subdistrictOf } from '../../ui/language/place-names.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { sitesLink } from './board-links.ts';

const figures = ['scansToday', 'alertsToday', 'sites'] as const;

/** The district's sub-districts on a map. Its outlines are asked for once; without them it is a table, and the board stands. */
@customElement('sc-board-map')
export class BoardMap extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        margin-bottom: 8px;
      }
      select {
        width: auto;
        max-width: 100%;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @property({ attribute: false }) subdistricts: BoardAnswer['subdistricts'] = [];
  @state() private outlines: Outlines | null = null;
  /** Why there are no outlines; '' while they are asked for, null when all is said. */
  @state() private fault: string | null = '';
  @state() private figure: (typeof figures)[number] = 'scansToday';
  readonly #board = new Texts(this, boardTexts);
  readonly #texts = new Texts(this, authorityTexts);

  override firstUpdated(_changed: PropertyValues): void {
    void this.#ask();
  }

  override render() {
    const { t } = this.#board;
    const areas = this.subdistricts.map((row) => ({
      name: row.subdistrict,
      label: subdistrictOf(row),
      value: row[this.figure],
      href: sitesLink({ subdistrict: row.subdistrict }),
    }));
    const waits = this.fault === '' ? t.mapLoading : this.fault === null ? '' : t.mapFailed(this.fault);
    return html`
      <label
        >${t.figure}<select @change=${this.#change}>
          ${figures.map((name) => html`<option value=${name}>${this.#texts.t[name]}</option>`)}
        </select></label
      >
      <sc-district-map
        caption="${t.mapHeading} · ${this.#texts.t[this.figure]}"
        definition=${t.mapDefinition}
        level="2"
        valueName=${this.#texts.t[this.figure]}
        waits=${waits}
        .outlines=${this.outlines}
        .areas=${areas}
      ></sc-district-map>
      ${
        this.fault
          ? html`<button type="button" class="quiet" name="again" @click=${() => void this.#ask()}>
              ${t.again}
            </button>`
          : nothing
      }
    `;
  }

  #change({ target }: Event): void {
    this.figure = (target as HTMLSelectElement).value as (typeof figures)[number];
  }

  async #ask(): Promise<void> {
    this.fault = '';
    try {
      this.outlines = readOutlines(await this.client.map());
      this.fault = null;
    } catch (error) {
      // A district that has brought none is no fault: the map says so itself.
      this.fault = error instanceof ApiError && error.code === 'not-found' ? null : (error as Error).message;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-map': BoardMap;
  }
}
