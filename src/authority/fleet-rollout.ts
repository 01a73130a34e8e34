import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  lastRing,
  rolloutMinutes,
  type FleetAnswer,
  type Rollout,
  type RolloutRequest,
} from '../domain/fleet-api.ts';
import { dateTime } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { fleetTexts } from '../ui/texts/fleet.ts';
import { controls, theme } from '../ui/theme.ts';

/**
 * How far new rules have come, and what an administrator may do about it. Fires `steer` (detail: RolloutRequest) and `pace`
 * (detail: minutes).
 */
@customElement('sc-fleet-rollout')
export class FleetRollout extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      .rings {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .rings li {
        padding: 4px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
      }
      .rings .has {
        background: #dcefe8;
        border-color: var(--green-deep);
      }
      .acts,
      .pace {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
      }
      .pace input {
        width: 8em;
      }
      .held {
        font-weight: 700;
        color: var(--red-deep);
      }
      .one {
        display: grid;
        gap: 8px;
        padding-top: 8px;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) fleet!: FleetAnswer;
  @property({ type: Boolean }) mayAct = false;
  @property({ type: Boolean }) busy = false;
  @state() private asked: RolloutRequest['action'] | null = null;
  readonly #texts = new Texts(this, fleetTexts);

  override render() {
    const { t } = this.#texts;
    const { newest, rollouts, stepMinutes } = this.fleet;
    return html`<section class="card">
      <h2>${t.rolloutHeading}</h2>
      <p>${t.newestRules(newest.version, dateTime(newest.issuedAt, language()))}</p>
      ${rollouts.length === 0 ? html`<p class="soft">${t.everywhere}</p>` : rollouts.map((each) => this.#rollout(each))}
      ${
        this.mayAct
          ? html`<form class="pace" @submit=${this.#pace}>
              <label
                >${t.stepMinutes}
                <input
                  name="minutes"
                  type="number"
                  min=${rolloutMinutes.min}
                  max=${rolloutMinutes.max}
                  required
                  .value=${String(stepMinutes)}
              /></label>
              <button class="quiet" ?disabled=${this.busy}>${t.save}</button>
            </form>`
          : nothing
      }
      <p class="soft">${t.rolloutHelp}</p>
    </section>`;
  }

  #rollout({ version, ring, held, nextAt }: Rollout) {
    const { t } = this.#texts;
    const rings = [
      ...new Set(this.fleet.sentries.filter(({ paired }) => paired).map((row) => row.ring)),
    ].sort((a, b) => a - b);
    const inRing = (number: number) => this.fleet.sentries.filter((row) => row.paired && row.ring === number);
    return html`<div class="one" data-version=${version}>
      <h3>${t.version(version)}</h3>
      <ul class="rings">
        ${rings.map((number) => {
          const all = inRing(number);
          const have = all.filter((row) => row.bundleVersion >= version).length;
          return html`<li class=${number <= ring ? 'has' : ''}>
            ${number <= ring ? '✓' : '…'} ${t.ringName(number)}: ${have} / ${all.length}
          </li>`;
        })}
      </ul>
      <p class=${held ? 'held' : 'soft'} role="status">
        ${held ? `■ ${t.held}` : nextAt === null ? nothing : t.nextRing(dateTime(nextAt, language()))}
      </p>
      ${this.mayAct ? this.#acts(version, held, ring) : nothing}
    </div>`;
  }

  #acts(version: number, held: boolean, ring: number) {
    const { t } = this.#texts;
    if (this.asked) {
      const action = this.asked;
      return html`<div class="acts" role="alert">
        <p>${t[`sure_${action}`]}</p>
        <button
          type="button"
          name="yes"
          ?disabled=${this.busy}
          @click=${() => {
            this.asked = null;
            this.dispatchEvent(new CustomEvent<RolloutRequest>('steer', { detail: { version, action } }));
          }}
        >
          ${t.yes}
        </button>
        <button type="button" class="quiet" @click=${() => (this.asked = null)}>${t.no}</button>
      </div>`;
    }
    const button = (action: RolloutRequest['action'], quiet = true) =>
      html`<button
        type="button"
        name=${action}
        class=${quiet ? 'quiet' : ''}
        ?disabled=${this.busy}
        @click=${() => (this.asked = action)}
      >
        ${t[`do_${action}`]}
      </button>`;
    return html`<div class="acts">
      ${held ? button('resume', false) : button('hold', false)}
      ${ring < lastRing ? button('advance') : nothing} ${button('release')}
    </div>`;
  }

  #pace(event: SubmitEvent): void {
    event.preventDefault();
    const minutes = Number(new FormData(event.target as HTMLFormElement).get('minutes'));
    this.dispatchEvent(new CustomEvent<number>('pace', { detail: minutes }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-rollout': FleetRollout;
  }
}
