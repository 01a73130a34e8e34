import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MeAnswer } from '../domain/api.ts';
import { ago, dateTime, dayText } from '../ui/format.ts';
import { language, Texts } from '../ui/languages.ts';
import '../ui/status-mark.ts';
import { healthTexts } from '../ui/texts/health.ts';
import { meTexts } from '../ui/texts/me.ts';
import { overrideOfficeTexts, overrideReasonTexts, overrideTexts } from '../ui/texts/overrides.ts';
import { controls, theme } from '../ui/theme.ts';

/** What the person may see of themself. It comes from the server each time and is never stored on the phone. */
@customElement('sc-my-record')
export class MyRecord extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--gap);
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
        grid-template-columns: 1fr auto;
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
  @property({ type: Boolean }) loading = false;
  readonly #texts = new Texts(this, meTexts);
  readonly #overrides = new Texts(this, overrideTexts);
  readonly #health = new Texts(this, healthTexts);

  override render() {
    const { t } = this.#texts;
    const health = this.#health.t;
    const { me } = this;
    if (!me) {
      return html`<section class="card">
        <h2>${t.mine}</h2>
        <p class="soft">${this.loading ? t.loading : t.notLoaded}</p>
      </section>`;
    }
    const at = (time: number) => dateTime(time, language());
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
          <span class="soft">${dose.product}</span>
        </li>`,
    );
    const visits = me.visits.map(
      (visit) =>
        html`<li>
          <strong>${visit.site}</strong><span>${at(visit.at)}</span><span class="soft">${visit.zone}</span>
        </li>`,
    );
    return html`
      <section class="card">
        <h2>${t.mine}</h2>
        <p class="who">
          <span>${me.name}</span><sc-status-mark .colour=${me.status.colour}></sc-status-mark>
        </p>
        <p class="soft">${t.asOf(at(me.now))} ${t.wrongData}</p>
      </section>
      ${this.#override(me)} ${this.#list(t.tests, tests, t.noTests)} ${this.#list(t.doses, doses, t.noDoses)}
      ${this.#list(t.visits, visits, t.noVisits)}
    `;
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
