import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { hasRight } from '../../domain/access/rights.ts';
import {
  lastRing,
  rolloutMinutes,
  type FleetAnswer,
  type Rollout,
  type RolloutRequest,
} from '../../domain/api/gate/fleet-api.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { numberIn, numberInput } from '../../ui/language/number-input.ts';
import { isOfPart, scopeWords } from '../../ui/language/scope-words.ts';
import { fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** How far new rules have come, and what an administrator may do about it. Fires `changed` when something was done, or could not be. */
@customElement('sc-fleet-rollout')
export class FleetRollout extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
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

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) fleet!: FleetAnswer;
  @property({ attribute: false }) staff: StaffMeAnswer | null = null;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, fleetTexts);
  readonly #action = new Action(this);

  get #hasRight(): boolean {
    return hasRight(this.staff?.roles ?? [], 'fleet.roll-out');
  }

  /** A roll-out is the whole district's: an account of a part of it does not steer it. */
  get #maySteer(): boolean {
    return this.#hasRight && !isOfPart(this.staff);
  }

  override render() {
    const { t } = this.#texts;
    const { newest, rollouts, stepMinutes } = this.fleet;
    return html`<section class="card">
      <h2>${t.rolloutHeading}</h2>
      <p>${t.newestRules(newest.version, dateTime(newest.issuedAt, language()))}</p>
      ${rollouts.length === 0 ? html`<p class="soft">${t.everywhere}</p>` : rollouts.map((each) => this.#rollout(each))}
      ${
        this.#maySteer
          ? html`<form class="pace" @submit=${this.#pace}>
              <label
                >${t.stepMinutes}
                ${numberInput({
                  name: 'minutes',
                  value: stepMinutes,
                  min: rolloutMinutes.min,
                  max: rolloutMinutes.max,
                  required: true,
                })}</label
              >
              <button class="quiet" aria-disabled=${this.#action.busy}>${t.save}</button>
            </form>`
          : this.#hasRight
            ? html`<p>${t.rulesForAll(scopeWords(this.staff))}</p>`
            : nothing
      }
      ${this.#action.render()}
      <p class="soft">${t.rolloutHelp}</p>
      <sc-confirm></sc-confirm>
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
      ${this.#maySteer ? this.#acts(version, held, ring) : nothing}
    </div>`;
  }

  #acts(version: number, held: boolean, ring: number) {
    const { t } = this.#texts;
    const button = (action: RolloutRequest['action'], quiet = true) =>
      html`<button
        type="button"
        name=${action}
        class=${quiet ? 'quiet' : ''}
        @click=${() => void this.#steer({ version, action, seen: { ring, held } })}
      >
        ${t[`do_${action}`]}
      </button>`;
    return html`<div class="acts">
      ${held ? button('resume', false) : button('hold', false)}
      ${ring < lastRing ? button('advance') : nothing} ${button('release')}
    </div>`;
  }

  async #steer(asked: RolloutRequest): Promise<void> {
    const { t } = this.#texts;
    const isDone = await this.confirm.ask({
      title: t.version(asked.version),
      verb: t[`do_${asked.action}`],
      effect: t[`sure_${asked.action}`],
      faults: { 'not-found': t.fault_notFound },
      act: () => this.client.steerRollout(asked),
    });
    if (isDone) await this.#action.run(async () => undefined);
    this.#tell();
  }

  readonly #pace = (event: SubmitEvent): void => {
    event.preventDefault();
    const minutes = numberIn(new FormData(event.target as HTMLFormElement), 'minutes');
    void this.#action.run(() => this.client.setRolloutPace({ minutes }), { after: () => this.#tell() });
  };

  #tell(): void {
    this.dispatchEvent(new Event('changed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-rollout': FleetRollout;
  }
}
