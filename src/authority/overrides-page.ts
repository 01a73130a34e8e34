import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OverrideRow } from '../domain/official-api.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { Texts } from '../ui/languages.ts';
import { overrideTexts } from '../ui/texts/overrides.ts';
import { controls, theme } from '../ui/theme.ts';
import type { OverrideAct } from './override-list.ts';
import './override-list.ts';
import './override-request.ts';

/** How often the list is asked for anew while the page is open, ms. */
const reloadMs = 20_000;

/**
 * Colours set by hand: find a person, ask, and decide on what another official asked. Fires `refused` (CustomEvent of an
 * ApiError) when the server no longer knows the session.
 */
@customElement('sc-overrides-page')
export class OverridesPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        max-width: 1400px;
        margin: 0 auto;
        padding: var(--gap);
      }
      .heading {
        display: grid;
        gap: 6px;
        margin-bottom: var(--gap);
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        align-items: start;
      }
      .lists {
        display: grid;
        gap: var(--gap);
      }
      .problem {
        margin-bottom: var(--gap);
        padding: 10px 14px;
        border: 2px solid var(--red-deep);
        border-radius: 10px;
        background: var(--paper);
      }
      @media (min-width: 900px) {
        .columns {
          grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        }
      }
      @media (max-width: 640px) {
        :host {
          --gap: 10px;
        }
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private rows: OverrideRow[] | null = null;
  @state() private fault: ApiError['code'] | null = null;
  @state() private busy = false;
  readonly #texts = new Texts(this, overrideTexts);
  #reload: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#reload = setInterval(() => void this.#load(), reloadMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#reload);
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <div class="heading">
        <h1>${t.title}</h1>
        <p class="soft">${t.intro}</p>
      </div>
      ${this.fault ? html`<p class="problem fault" role="alert">${this.#words(this.fault)}</p>` : nothing}
      <div class="columns">
        <sc-override-request
          .client=${this.client}
          @requested=${() => void this.#do(async () => undefined)}
          @fault=${({ detail }: CustomEvent<ApiError>) => this.#failed(detail)}
        ></sc-override-request>
        <div class="lists">
          ${
            this.rows === null
              ? html`<p class="card soft" role="status">${t.loading}</p>`
              : html`${this.#list(t.waitingHeading, t.noneWaiting, 'requested')}
                ${this.#list(t.activeHeading, t.noneActive, 'active')}
                ${this.#list(t.pastHeading, t.nonePast, 'refused', 'lifted')}`
          }
        </div>
      </div>
    `;
  }

  #list(heading: string, none: string, ...states: OverrideRow['state'][]) {
    return html`<sc-override-list
      id=${states[0]!}
      heading=${heading}
      none=${none}
      ?busy=${this.busy}
      .rows=${this.rows!.filter(({ state }) => states.includes(state))}
      @act=${({ detail }: CustomEvent<OverrideAct>) => void this.#act(detail)}
    ></sc-override-list>`;
  }

  #act({ id, act }: OverrideAct): Promise<void> {
    return this.#do(async () => {
      if (act === 'lift') await this.client.liftOverride({ id });
      else await this.client.decideOverride({ id, approve: act === 'approve' });
    });
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.fault = null;
    try {
      await work();
    } catch (fault) {
      this.#failed(fault);
    }
    await this.#load();
    this.busy = false;
  }

  async #load(): Promise<void> {
    try {
      this.rows = (await this.client.overrides()).overrides;
      if (this.fault === 'offline' || this.fault === 'server') this.fault = null;
    } catch (fault) {
      this.#failed(fault);
    }
  }

  #failed(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    if (fault.code === 'sign-in') this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
    else this.fault = fault.code;
  }

  #words(code: ApiError['code']): string {
    const { t } = this.#texts;
    switch (code) {
      case 'offline':
        return t.offline;
      case 'not-allowed':
        return t.notAllowed;
      case 'not-found':
        return t.tooOld;
      case 'malformed':
        return t.malformed;
      default:
        return t.server;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-overrides-page': OverridesPage;
  }
}
