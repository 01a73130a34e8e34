import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { boardTopic } from '../domain/api.ts';
import type { StaffRole } from '../domain/categories.ts';
import {
  fleetCommandRoles,
  type CommandRequest,
  type FleetAnswer,
  type FleetSentryAnswer,
  type RingRequest,
  type RolloutRequest,
} from '../domain/fleet-api.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { watch } from '../sync/realtime.ts';
import { dateTimeSeconds } from '../ui/clock.ts';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { LiveFeed, type FeedPace } from '../ui/live-feed.ts';
import { fleetTexts } from '../ui/texts/fleet.ts';
import { controls, theme } from '../ui/theme.ts';
import './board-banner.ts';
import './fleet-acts.ts';
import './fleet-filters.ts';
import type { FleetAsked } from './fleet-filters.ts';
import './fleet-grid.ts';
import './fleet-panel.ts';
import './fleet-rollout.ts';
import { filterFleet, fleetCell, wholeFleet, type FleetFilter, type FleetGrouping } from './fleet-state.ts';
import './silent-sentries.ts';

/** The whole fleet is a long answer: it is asked for less often than the board. */
const fleetPace: Partial<FeedPace> = { poll: 15_000, gather: 3000, stale: 45_000 };

/**
 * Every sentry of the district: how it is, which rules it gets, what it is told to do. Fires `refused` (detail: the ApiError)
 * when the server does not let this person see it.
 */
@customElement('sc-fleet-page')
export class FleetPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        max-width: 1880px;
        margin: 0 auto;
        padding: var(--gap);
      }
      .heading {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 4px 18px;
        margin-bottom: var(--gap);
      }
      #as-of {
        margin-inline-start: auto;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        align-items: start;
      }
      .main {
        display: grid;
        gap: var(--gap);
        min-width: 0;
      }
      .grid {
        display: grid;
        gap: 12px;
      }
      .said {
        padding: 10px 14px;
        border: 2px solid var(--green-deep);
        border-radius: 10px;
        background: var(--paper);
        margin-bottom: var(--gap);
      }
      .said.fault {
        border-color: var(--red-deep);
      }
      /* What stands in a details element inherits from the browser's own box, not from ours. */
      details > * {
        box-sizing: border-box;
      }
      summary {
        min-height: 44px;
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--accent);
        font-weight: 600;
        cursor: pointer;
      }
      summary::before {
        content: '▸';
      }
      details[open] > summary::before {
        content: '▾';
      }
      @media (min-width: 1000px) {
        .columns.open {
          grid-template-columns: minmax(0, 1fr) minmax(0, 440px);
        }
        sc-fleet-panel {
          position: sticky;
          top: 8px;
          max-height: calc(100vh - 16px);
          overflow: auto;
        }
      }
      @media (max-width: 999px) {
        sc-fleet-panel {
          order: -1;
        }
      }
      @media (max-width: 640px) {
        :host {
          --gap: 10px;
        }
        #as-of {
          margin-inline-start: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) staffRole: StaffRole | null = null;
  /** Told of changes by this; the server's realtime when left out. */
  @property({ attribute: false }) listen?: (onChange: () => void) => Promise<() => void>;
  @property({ attribute: false }) pace: Partial<FeedPace> = fleetPace;
  @state() private filter: FleetFilter = wholeFleet;
  @state() private grouping: FleetGrouping = 'subdistrict';
  @state() private chosen = 0;
  @state() private detail: FleetSentryAnswer | null = null;
  @state() private busy = false;
  @state() private said: { text: string; fault: boolean } | null = null;
  readonly #texts = new Texts(this, fleetTexts);
  #feed: LiveFeed<FleetAnswer> | null = null;

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#feed ??= new LiveFeed<FleetAnswer>(this, {
      ask: () => this.client.fleet(),
      listen: this.listen ?? ((changed) => watch(this.client, boardTopic, changed)),
      onAnswer: () => void this.#loadDetail(),
      onFault: (fault) => {
        if (fault.code === 'sign-in' || fault.code === 'not-allowed') {
          this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
        }
      },
      pace: this.pace,
    });
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const fleet = feed.answer;
    return html`
      <div class="heading">
        <h1>${t.title}</h1>
        ${fleet ? html`<p id="as-of" class="soft">${t.asOf(dateTimeSeconds(fleet.now))}</p>` : nothing}
      </div>
      <sc-board-banner
        .fault=${feed.fault}
        ?stale=${feed.stale}
        .asOf=${fleet?.now ?? null}
        .age=${feed.age}
      ></sc-board-banner>
      <div role="status">
        ${this.said ? html`<p class="said ${this.said.fault ? 'fault' : ''}">${this.said.text}</p>` : nothing}
      </div>
      ${fleet ? this.#fleet(fleet) : feed.stale ? nothing : html`<p class="soft">${t.loading}</p>`}
    `;
  }

  #fleet(fleet: FleetAnswer) {
    const { t } = this.#texts;
    const mayAct = this.staffRole !== null && fleetCommandRoles.includes(this.staffRole);
    const cells = fleet.sentries.map((row) => fleetCell(row, fleet.now));
    const shown = filterFleet(cells, this.filter);
    const chosen = cells.find(({ row }) => row.device === this.chosen);
    const digits = (value: number) => count(value, language());
    const devices = shown.filter(({ row }) => row.paired).map(({ row }) => row.device);
    const rings = new Set(shown.map(({ row }) => row.ring));
    return html`
      <sc-silent-sentries
        choosable
        .sentries=${fleet.sentries}
        .now=${fleet.now}
        @choose=${(event: CustomEvent<number>) => this.#choose(event.detail)}
      ></sc-silent-sentries>
      <div class="columns ${chosen ? 'open' : ''}">
        <div class="main">
          <section class="card grid">
            <sc-fleet-filters
              .cells=${cells}
              .filter=${this.filter}
              .grouping=${this.grouping}
              @change-filter=${({ detail }: CustomEvent<FleetAsked>) => {
                this.filter = detail.filter;
                this.grouping = detail.grouping;
              }}
            ></sc-fleet-filters>
            <p class="soft" role="status">${t.shownOf(digits(shown.length), digits(cells.length))}</p>
            ${
              shown.length === 0
                ? html`<p>${cells.length === 0 ? t.noSentries : t.nothingMatches}</p>`
                : html`<sc-fleet-grid
                    .cells=${shown}
                    .grouping=${this.grouping}
                    .chosen=${this.chosen}
                    @choose=${(event: CustomEvent<number>) => this.#choose(event.detail)}
                  ></sc-fleet-grid>`
            }
            <details>
              <summary>${t.legend}</summary>
              <p>${t.letters}</p>
            </details>
            ${
              mayAct
                ? html`<details name="acts">
                    <summary>${t.actOnShown(digits(devices.length))}</summary>
                    <sc-fleet-acts
                      .devices=${devices}
                      .ring=${rings.size === 1 ? [...rings][0]! : null}
                      ?busy=${this.busy}
                      @command=${this.#command}
                      @ring=${this.#ring}
                    ></sc-fleet-acts>
                  </details>`
                : nothing
            }
          </section>
          <sc-fleet-rollout
            .fleet=${fleet}
            ?mayAct=${mayAct}
            ?busy=${this.busy}
            @steer=${({ detail }: CustomEvent<RolloutRequest>) => this.#do(() => this.client.steerRollout(detail))}
            @pace=${({ detail }: CustomEvent<number>) =>
              this.#do(() => this.client.setRolloutPace({ minutes: detail }))}
          ></sc-fleet-rollout>
        </div>
        ${
          chosen
            ? html`<sc-fleet-panel
                .cell=${chosen}
                .detail=${this.detail}
                .now=${fleet.now}
                ?mayAct=${mayAct}
                ?busy=${this.busy}
                @close=${() => (this.chosen = 0)}
                @command=${this.#command}
                @ring=${this.#ring}
                @withdraw=${({ detail }: CustomEvent<number>) =>
                  this.#do(() => this.client.withdrawCommand({ id: detail }))}
              ></sc-fleet-panel>`
            : nothing
        }
      </div>
    `;
  }

  readonly #command = ({ detail }: CustomEvent<CommandRequest>): void => {
    void this.#do(async () => {
      const { devices } = await this.client.commandSentries(detail);
      return this.#texts.t.given(count(devices, language()));
    });
  };

  readonly #ring = ({ detail }: CustomEvent<RingRequest>): void => {
    void this.#do(() => this.client.setRing(detail));
  };

  #choose(device: number): void {
    this.chosen = device;
    this.detail = null;
    void this.#showPanel();
  }

  /** On a narrow screen the panel stands above the grid: it is brought into sight, and again when it is at its full length. */
  async #showPanel(): Promise<void> {
    const show = async (): Promise<void> => {
      await this.updateComplete;
      const panel = this.renderRoot.querySelector('sc-fleet-panel');
      await panel?.updateComplete;
      if (matchMedia('(max-width: 999px)').matches) panel?.scrollIntoView({ block: 'start' });
    };
    await show();
    await this.#loadDetail();
    await show();
  }

  async #loadDetail(): Promise<void> {
    const device = this.chosen;
    if (device === 0) return;
    try {
      const detail = await this.client.fleetSentry(device);
      if (this.chosen === device) this.detail = detail;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      // The banner tells of a server that does not answer; the next answer brings the history.
    }
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.said = null;
    try {
      const said = await work();
      this.said = { text: typeof said === 'string' ? said : this.#texts.t.done, fault: false };
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (fault.code === 'sign-in') {
        this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
      } else this.said = { text: this.#faultText(fault), fault: true };
    } finally {
      this.busy = false;
      this.#feed!.changed();
      void this.#loadDetail();
    }
  }

  #faultText({ code, message }: ApiError): string {
    const { t } = this.#texts;
    switch (code) {
      case 'offline':
        return t.fault_offline;
      case 'not-allowed':
        return t.fault_notAllowed;
      case 'not-found':
        return t.fault_notFound;
      default:
        return t.fault_other(message);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-page': FleetPage;
  }
}
