import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GateWaysAnswer } from '../../domain/api/gate/gate-api.ts';
import { ways, type Way } from '../../domain/gate/ways.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../kit/action/action.ts';
import { count } from '../language/format.ts';
import { Texts, language } from '../language/languages.ts';
import { gateWayTexts } from '../texts/common/gate-ways.ts';
import { controls, theme } from '../theme/theme.ts';

/** Which way people go through each sentry of a site: set, and how many went each way in each hour of today. */
@customElement('sc-gate-ways')
export class GateWays extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      h4 {
        margin: 6px 0 0;
        font-size: 1rem;
      }
      p {
        margin: 0;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 8px 16px;
      }
      .whole {
        max-width: 24rem;
      }
      label {
        display: grid;
        gap: 4px;
        overflow-wrap: anywhere;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        min-width: min(100%, 24rem);
      }
      caption {
        text-align: start;
        font-weight: 600;
        padding-block-end: 4px;
      }
      th,
      td {
        padding: 4px 8px 4px 0;
        text-align: end;
        white-space: nowrap;
        border-block-start: 1px solid var(--line);
      }
      th:first-child {
        text-align: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The site's number. */
  @property({ type: Number }) site = 0;
  @state() private answer: GateWaysAnswer | null = null;
  readonly #texts = new Texts(this, gateWayTexts);
  readonly #action = new Action(this);
  readonly #read = new Action(this, { how: 'read' });

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('site')) return;
    this.answer = null;
    void this.#load();
  }

  override render() {
    const { t } = this.#texts;
    const { answer } = this;
    if (!answer)
      return html`<p class="soft">${this.#read.busy ? t.loading : ''}</p>
        ${this.#read.render()}`;
    if (answer.sentries.length === 0) return html`<p class="soft">${t.noSentries}</p>`;
    return html`<h4>${t.title}</h4>
      <p class="soft">${t.intro}</p>
      <div class="whole">${this.#choice(null, t.whole, answer.way, t.none)}</div>
      <ul>
        ${answer.sentries.map(
          ({ device, name, way }) =>
            html`<li>${this.#choice(device, name, way, t.asSite(answer.way ? t[answer.way] : t.none))}</li>`,
        )}
      </ul>
      ${this.#action.render()} ${this.#counts(answer)}`;
  }

  /** @param device null for the whole site @param unsaid what holds where nothing is chosen, in words */
  #choice(device: number | null, name: string, chosen: Way | null, unsaid: string) {
    const { t } = this.#texts;
    return html`<label>
      ${name}
      <select
        aria-label=${t.way(name)}
        data-device=${device ?? 'all'}
        @change=${({ target }: Event) => void this.#set(device, name, chosen, target as HTMLSelectElement)}
      >
        <option value="" ?selected=${chosen === null}>${unsaid}</option>
        ${ways.map((way) => html`<option value=${way} ?selected=${chosen === way}>${t[way]}</option>`)}
      </select>
    </label>`;
  }

  #counts({ hours }: GateWaysAnswer) {
    const { t } = this.#texts;
    if (hours.length === 0) return html`<p class="soft">${t.noCounts}</p>`;
    const told = (number: number | null) => (number === null ? t.few : count(number, language()));
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t.today}>
      <table>
        <caption>
          ${t.today}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t.hour}</th>
            <th scope="col">${t.in}</th>
            <th scope="col">${t.out}</th>
            <th scope="col">${t.grouped}</th>
            <th scope="col">${t.groups}</th>
          </tr>
        </thead>
        <tbody>
          ${hours.map(
            ({ hour, ins, outs, grouped, groups }) =>
              html`<tr>
                <th scope="row">${String(hour).padStart(2, '0')}:00</th>
                <td>${told(ins)}</td>
                <td>${told(outs)}</td>
                <td>${told(grouped)}</td>
                <td>${told(groups)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  async #load(): Promise<void> {
    await this.#read.run(
      async () => {
        this.answer = await this.client.gateWays({ site: this.site });
      },
      { said: () => '' },
    );
  }

  async #set(
    device: number | null,
    name: string,
    before: Way | null,
    select: HTMLSelectElement,
  ): Promise<void> {
    const way = ways.find((one) => one === select.value);
    const done = await this.#action.run(
      async () => {
        await this.client.setGateWay({
          site: this.site,
          ...(device !== null && { device }),
          ...(way && { way }),
        });
        this.answer = await this.client.gateWays({ site: this.site });
      },
      { said: () => this.#texts.t.saved(name) },
    );
    // What was not taken is not to stand there as if it were.
    if (done === null) select.value = before ?? '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-gate-ways': GateWays;
  }
}
