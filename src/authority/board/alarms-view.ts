import { consume } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Alarm, AlarmRow } from '../../domain/api/api.ts';
import type { ListAnswer, ListRequest } from '../../domain/api/list-api.ts';
import { localDay } from '../../domain/time/local-day.ts';
import type { ApiClient, ApiError } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { clientContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/table/data-table.ts';
import type { DataTable } from '../../ui/kit/table/data-table.ts';
import { dayOptions } from '../../ui/kit/table/day-filter.ts';
import { listRequest } from '../../ui/kit/table/table-query.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { alarmTable } from './alarm-columns.ts';

/**
 * All alarms that are kept, a page at a time. Those that come meanwhile move no row: they are counted, and shown when asked for.
 * Fires `refused` (detail: the ApiError) when the server does not let this person see them.
 */
@customElement('sc-alarms-view')
export class AlarmsView extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  /** The latest, as the board has them. */
  @property({ attribute: false }) alarms: readonly Alarm[] = [];
  @property({ attribute: false }) words!: ReasonWords;
  /** Ids of those that were there when the list was read. */
  @state() private known: ReadonlySet<string> | null = null;
  @query('sc-data-table') private table!: DataTable<AlarmRow>;
  readonly #texts = new Texts(this, boardTexts);
  readonly #action = new Action(this, { faults: () => ({ 'too-many': this.#texts.t.tooMuchWork }) });
  readonly #address = new PageAddress(this);

  override render() {
    const { known } = this;
    const days = dayOptions(localDay(Date.now()), this.#address.all('day'));
    return html`<p class="soft">${this.#texts.t.alarmsDefinition}</p>
      ${this.#action.render()}
      <sc-data-table
        .spec=${alarmTable(this.words, days, language())}
        .ask=${this.#ask}
        .news=${known ? this.alarms.filter(({ id }) => !known.has(id)).length : 0}
        ?exporting=${this.#action.busy}
        @export=${() => this.#export()}
        @show-new=${() => void this.table.refresh()}
        @refused=${({ detail }: CustomEvent<ApiError>) =>
          this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail, bubbles: true, composed: true }))}
      ></sc-data-table>`;
  }

  /** There may be more alarms than a page can wait for: the server makes the file, which then lies in the tray "Work". */
  #export(): void {
    const request = listRequest(this.table.query);
    const asked = { kind: 'export', list: 'alarms', language: language(), request } as const;
    void this.#action.run(() => this.client.askWork(asked), { said: () => this.#texts.t.exportBegun });
  }

  readonly #ask = async (request: ListRequest): Promise<ListAnswer<AlarmRow>> => {
    const answer = await this.client.alarms(request);
    this.known = new Set([...this.alarms, ...answer.rows].map(({ id }) => id));
    return answer;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-alarms-view': AlarmsView;
  }
}
