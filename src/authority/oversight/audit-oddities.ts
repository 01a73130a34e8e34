import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StaffRole } from '../../domain/access/rights.ts';
import { oddDays } from '../../domain/access/unusual.ts';
import type { AuditStateAnswer } from '../../domain/api/audit-api.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { auditTexts } from '../../ui/texts/authority/audit/audit.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { roleWords } from './audit-columns.ts';

interface Odd {
  /** '' where the account is not told. */
  id: string;
  name: string;
  roles: StaffRole[];
  what: string;
}

/** How many there are of all kinds. */
export function oddCount({
  searches,
  failures,
  nights,
  networks,
  linked,
  moved,
  outside,
  elsewhere,
  many,
}: AuditStateAnswer): number {
  return [searches, failures, nights, networks, linked, moved, outside, elsewhere, many].flat().length;
}

/** What is unusual, each kind with the rule by which it is found. */
@customElement('sc-audit-oddities')
export class AuditOddities extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
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
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
        gap: 2px 12px;
        align-items: center;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) state!: AuditStateAnswer;
  readonly #texts = new Texts(this, auditTexts);

  override render() {
    const { t } = this.#texts;
    const { searches, failures, nights, networks, linked, moved, outside, elsewhere, many } = this.state;
    const digits = (value: number) => count(value, language());
    const acts = (of: typeof linked) =>
      of.map(({ times, last, ...who }) => ({
        ...who,
        what: t.linkedRow(digits(times), dateTimeSeconds(last)),
      }));
    return html`<p class="soft">${t.oddNote}</p>
      ${this.#kind(
        'searches',
        t.searches,
        t.searchesRule,
        searches.map(({ name, roles, day, searches: made, refused }) => ({
          id: '',
          name,
          roles,
          what: t.searchesRow(dayText(day), digits(made), digits(refused)),
        })),
      )}
      ${this.#kind(
        'many',
        t.many,
        t.manyRule,
        many.map(({ day, searches: made, ...who }) => ({
          ...who,
          what: t.manyRow(dayText(day), digits(made)),
        })),
      )}
      ${this.#kind(
        'networks',
        t.networks,
        t.networksRule,
        networks.map(({ times, last, ...who }) => ({
          ...who,
          what: t.networksRow(digits(times), dateTimeSeconds(last)),
        })),
      )}
      ${this.#kind('linked', t.linked, t.linkedRule, acts(linked))}
      ${this.#kind('moved', t.moved, t.movedRule, acts(moved))}
      ${this.#kind('outside', t.outside, t.outsideRule, acts(outside))}
      ${this.#kind(
        'elsewhere',
        t.elsewhere,
        t.elsewhereRule,
        elsewhere.map(({ times, last, usual, others, ...who }) => ({
          ...who,
          what: t.elsewhereRow(
            usual,
            others.join(language() === 'en' ? ', ' : '、'),
            digits(times),
            dateTimeSeconds(last),
          ),
        })),
      )}
      ${this.#kind(
        'failures',
        t.failures,
        t.failuresRule,
        failures.map(({ failures: number, first, last, ended, ...who }) => ({
          ...who,
          what: `${t.failuresRow(digits(number), dateTimeSeconds(first), dateTimeSeconds(last))} · ${ended ? t.ended : t.notEnded}`,
        })),
      )}
      ${this.#kind(
        'nights',
        t.nights,
        t.nightsRule,
        nights.map(({ entries, nights: number, last, ...who }) => ({
          ...who,
          what: t.nightsRow(digits(entries), digits(number), dateTimeSeconds(last)),
        })),
      )}`;
  }

  #kind(id: string, title: string, rule: string, rows: readonly Odd[]) {
    const { t } = this.#texts;
    const from = addDays(localDay(this.state.now), 1 - oddDays);
    return html`<section class="card" id=${id}>
      <h2>${title}</h2>
      <p class="soft">${rule}</p>
      ${
        rows.length === 0
          ? html`<p>${t.none}</p>`
          : html`<ul>
              ${rows.map(
                (row) =>
                  html`<li>
                    <span><strong>${row.name || t.noName}</strong> ${roleWords(row.roles, language())}</span>
                    <span>${row.what}</span>
                    ${row.id ? html`<a href="#audit?who=staff:${row.id}&amp;from=${from}">${t.see}</a>` : nothing}
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-audit-oddities': AuditOddities;
  }
}
