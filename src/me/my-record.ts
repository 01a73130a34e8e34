import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MeAnswer } from '../domain/api/api.ts';
import type { OwnIdentity } from '../store/holder/wallet.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { ago, dateTime, dayText } from '../ui/language/format.ts';
import { language, Texts } from '../ui/language/languages.ts';
import { placeName } from '../ui/language/place-names.ts';
import '../ui/theme/status-mark.ts';
import { healthTexts } from '../ui/texts/common/health.ts';
import { familyTexts } from '../ui/texts/citizen/family.ts';
import { meTexts } from '../ui/texts/citizen/me.ts';
import { vaccineName } from '../ui/texts/common/vaccines.ts';
import { overrideOfficeTexts, overrideReasonTexts, overrideTexts } from '../ui/texts/authority/overrides.ts';
import { controls, theme } from '../ui/theme/theme.ts';

/**
 * What the person may see of themself. It comes from the server each time and is never stored on the phone, but for the full name, which
 * the phone alone has. Fires `kept` (CustomEvent of an OwnIdentity) when it was told.
 */
@customElement('sc-my-record')
export class MyRecord extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        container-type: inline-size;
      }
      section {
        display: grid;
        gap: 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
      }
      li > :nth-child(even) {
        text-align: end;
      }
      li .soft {
        font-size: 0.875rem;
      }
      /* Large letters on a narrow screen: what and when stand below each other. */
      @container (max-width: 17rem) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
        li > :nth-child(even) {
          text-align: start;
        }
      }
      .who {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        font-size: 1.125rem;
        font-weight: 600;
      }
      sc-status-mark {
        font-size: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) me: MeAnswer | null = null;
  @property({ attribute: false }) client!: ApiClient;
  /** The handle of the person; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  /** Who the person is, where this phone was told. */
  @property({ attribute: false }) identity: OwnIdentity | undefined;
  @state() private asking = false;
  @property({ type: Boolean }) loading = false;
  /** True where the server no longer takes the sign-in. */
  @property({ type: Boolean }) signedOut = false;
  readonly #texts = new Texts(this, meTexts);
  readonly #overrides = new Texts(this, overrideTexts);
  readonly #family = new Texts(this, familyTexts);
  readonly #health = new Texts(this, healthTexts);

  override render() {
    const { t } = this.#texts;
    const health = this.#health.t;
    const { me } = this;
    if (!me) {
      return html`<section class="card">
        <h2>${t.mine}</h2>
        <p class="soft">${this.loading ? t.loading : this.signedOut ? t.notLoadedSignedOut : t.notLoaded}</p>
      </section>`;
    }
    const at = (time: number) => dateTime(time, language());
    // Where another person has been is told to nobody: a list without any would read as if they had been nowhere.
    const isOwn = (me.persons?.find(({ id }) => id === me.person)?.relation ?? 'self') === 'self';
    const tests = me.tests.map(
      (test) =>
        html`<li>
          <strong>${health[test.result]}</strong><span>${ago(test.sampleTime, me.now, language())}</span>
          <span class="soft">${test.lab}</span><span class="soft">${at(test.sampleTime)}</span>
        </li>`,
    );
    const doses = me.doses.map(
      (dose) =>
        html`<li>
          <strong>${t.doseNumber(dose.number)}</strong><span>${dayText(dose.day)}</span>
          <span class="soft">${vaccineName(dose.product, language())}</span>
        </li>`,
    );
    const visits = me.visits.map(
      (visit) =>
        html`<li>
          <strong>${placeName(visit.site, visit.siteEn)}</strong
          ><span>${visit.onlyLeft ? t.onlyLeft(at(visit.at)) : at(visit.at)}</span
          ><span class="soft">${placeName(visit.zone, visit.zoneEn)}</span>
          ${
            visit.left === undefined || visit.onlyLeft
              ? nothing
              : html`<span class="soft">${t.leftAt(at(visit.left))}</span>`
          }
          ${visit.by ? html`<span class="soft">${t[`seenBy_${visit.by}`]}</span>` : nothing}
        </li>`,
    );
    return html`
      <section class="card">
        <h2>${isOwn ? t.mine : t.others}</h2>
        <p class="who">
          <span>${this.identity?.name ?? me.maskedName}</span
          ><sc-status-mark .colour=${me.status.colour}></sc-status-mark>
        </p>
        <p class="soft">${t.asOf(at(me.now))} ${t.wrongData}</p>
        ${this.#askIdentity()}
      </section>
      ${this.#override(me)} ${this.#list(t.tests, tests, t.noTests)} ${this.#list(t.doses, doses, t.noDoses)}
      ${isOwn ? this.#list(t.visits, visits, t.noVisits) : nothing}
    `;
  }

  #askIdentity() {
    if (this.identity) return nothing;
    const { t } = this.#family;
    if (!this.asking)
      return html`<button type="button" class="quiet" name="own-name" @click=${() => void this.#ask()}>
        ${t.identityAsk}
      </button>`;
    return html`<sc-own-identity
      .client=${this.client}
      .person=${this.person}
      @kept=${({ detail }: CustomEvent<OwnIdentity>) => this.#kept(detail)}
    ></sc-own-identity>`;
  }

  /** Neither on the phone nor to be had: nothing opens, and the button can be pressed again. */
  async #ask(): Promise<void> {
    this.asking = await import('./own-identity.ts').then(
      () => true,
      () => false,
    );
  }

  #kept(detail: OwnIdentity): void {
    this.asking = false;
    this.dispatchEvent(new CustomEvent<OwnIdentity>('kept', { detail }));
  }

  #override({ override }: MeAnswer) {
    if (!override) return nothing;
    const { t } = this.#overrides;
    const office = overrideOfficeTexts[language()][override.office] ?? override.office;
    return html`<section class="card" id="override">
      <h2>${t.mineHeading}</h2>
      <p class="who"><sc-status-mark .colour=${override.colour}></sc-status-mark></p>
      <p>${t.mineText(office, overrideReasonTexts[language()][override.reason])}</p>
      <p class="soft">
        ${t.mineSince} ${dateTime(override.since, language())} ${t.mineUntil}
        ${dateTime(override.until, language())}
      </p>
      <p class="soft">${t.mineAdvice}</p>
    </section>`;
  }

  #list(title: string, rows: unknown[], none: string) {
    return html`<section class="card">
      <h2>${title}</h2>
      ${
        rows.length > 0
          ? html`<ul>
              ${rows}
            </ul>`
          : html`<p class="soft">${none}</p>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-my-record': MyRecord;
  }
}
