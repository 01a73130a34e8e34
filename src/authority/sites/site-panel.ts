import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SiteAnswer } from '../../domain/api/site-api.ts';
import { categoryTexts, codeStateTexts, siteStatusTexts } from '../../domain/site/site-words.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { placeName, subdistrictOf } from '../../ui/language/place-names.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { siteListTexts } from '../../ui/texts/authority/sites.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** All of one site: what it is, its zones with their codes, how often it was scanned. */
@customElement('sc-site-panel')
export class SitePanel extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: 12px;
      }
      h2,
      td,
      th,
      dd {
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 8rem), 1fr));
        gap: 8px 12px;
        margin: 0;
      }
      dt {
        font-size: 0.8125rem;
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
      }
      h3 {
        font-size: 1rem;
      }
      summary {
        min-height: 44px;
        padding-block: 10px;
        font-weight: 600;
        cursor: pointer;
      }
      th,
      td {
        padding: 4px 8px;
      }
    `,
  ];

  @property({ attribute: false }) site!: SiteAnswer;
  @property({ attribute: false }) client!: ApiClient;
  /** Whether who is signed in may set how its sentries behave. */
  @property({ type: Boolean }) maySet = false;
  @state() private setting = false;
  readonly #texts = new Texts(this, siteListTexts);

  override render() {
    const { t } = this.#texts;
    const { row, zones, days, sentries } = this.site;
    const digits = (value: number) => count(value, language());
    const day = (value: number) => (value > 0 ? dayText(value) : t.never);
    const fields: [label: string, value: string][] = [
      [t.number, String(row.site)],
      [t.status, siteStatusTexts[language()][row.status]],
      [t.code, codeStateTexts[language()][row.code]],
      [t.category, categoryTexts[language()][row.category]],
      [t.subdistrict, subdistrictOf(row)],
      [t.sentries, digits(sentries)],
      [t.firstScan, day(row.firstScan)],
      [t.lastScan, day(row.lastScan)],
    ];
    return html`<section class="card">
      <h2>${placeName(row.name, row.nameEn)}</h2>
      <p>${row.address}</p>
      <dl>
        ${fields.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${
        this.maySet && sentries > 0 && row.status !== 'retired'
          ? html`<details @toggle=${this.#openSettings}>
              <summary>${t.gateSettings}</summary>
              ${
                this.setting
                  ? html`<sc-gate-settings .client=${this.client} site=${row.site}></sc-gate-settings>`
                  : nothing
              }
            </details>`
          : nothing
      }
      <h3>${t.ofZones}</h3>
      ${
        zones.length === 0
          ? html`<p class="soft">${t.noZones}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${t.zone}</th>
                  <th scope="col">${t.code}</th>
                </tr>
              </thead>
              <tbody>
                ${zones.map(
                  ({ name, nameEn, code }) =>
                    html`<tr>
                      <th scope="row">${placeName(name, nameEn)}</th>
                      <td>${codeStateTexts[language()][code]}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      <h3>${t.days}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">${t.day}</th>
            <th scope="col" class="number">${t.scans}</th>
            <th scope="col" class="number">${t.visits}</th>
          </tr>
        </thead>
        <tbody>
          ${days.toReversed().map(
            (each) =>
              html`<tr>
                <th scope="row">${dayText(each.day)}</th>
                <td class="number">${digits(each.scans)}</td>
                <td class="number">${digits(each.visits)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  readonly #openSettings = (event: Event): void => {
    this.setting = (event.target as HTMLDetailsElement).open;
    if (this.setting) void import('../../ui/district/gate-settings.ts');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-site-panel': SitePanel;
  }
}
