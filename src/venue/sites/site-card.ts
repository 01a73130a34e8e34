import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { VenueAnswer } from '../../domain/api/api.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import { leastTold } from '../../domain/site/told-count.ts';
import { daysOf } from '../../domain/site/told-days.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { language, Texts } from '../../ui/language/languages.ts';
import { placeName } from '../../ui/language/place-names.ts';
import '../../ui/kit/tile/stat-tile.ts';
import { emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { Column, Series } from '../../ui/kit/chart/chart-data.ts';
import { rosterAddress } from '../rosters/roster-address.ts';
import { posterAddress } from '../posters/poster-address.ts';

/** One site: how many came, its posters, its sentries. */
@customElement('sc-site-card')
export class SiteCard extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      article {
        display: grid;
        gap: 14px;
      }
      .numbers {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
        gap: 12px;
      }
      .days {
        display: grid;
        gap: 4px;
      }
      h3 {
        font-size: 1rem;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
      }
      details {
        margin-block-start: 10px;
      }
      summary {
        min-height: 44px;
        padding-block: 10px;
        font-weight: 600;
        cursor: pointer;
      }
      .posters,
      .roster {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) site!: VenueAnswer['sites'][number];
  /** The server's time at the answer, UTC ms, and the ms since then. */
  @property({ attribute: false }) now = 0;
  @property({ attribute: false }) age = 0;
  @state() private pairing = false;
  /** Whether the settings of the sentries are open. */
  @state() private setting = false;
  readonly #texts = new Texts(this, venueTexts);

  override connectedCallback(): void {
    super.connectedCallback();
    // What draws charts and pairs sentries is not needed for the numbers and alarms that are read first.
    void import('../../ui/kit/chart/bar-chart.ts');
    void import('../sentries/pair-sentry.ts');
    void import('../sentries/site-sentries.ts');
  }

  override render() {
    const { t } = this.#texts;
    const { site } = this;
    const days = daysOf(site.days, this.now);
    const columns: Column[] = days.map(({ day }) => ({
      short: dayText(day).slice(5),
      long: dayText(day),
    }));
    const series: Series[] = [{ name: t.scansAndVisits, values: days.map(({ scans }) => scans), height: 64 }];
    const category = categoryTexts[language()][site.category] ?? site.category;
    return html`<article class="card">
      <div>
        <h2>${placeName(site.name, site.nameEn)}</h2>
        <p class="soft">${category} · ${placeName(site.subdistrict, site.subdistrictEn)} · ${site.address}</p>
      </div>
      <div class="numbers">
        <sc-stat-tile label=${t.today} value=${this.#told(site.today)}></sc-stat-tile>
        <sc-stat-tile label=${t.alertsToday} value=${this.#told(site.alertsToday)}></sc-stat-tile>
        <sc-stat-tile
          id="emergencies"
          label=${emergencyTexts[language()].today}
          value=${this.#told(site.emergenciesToday)}
          note=${emergencyTexts[language()].byHand}
        ></sc-stat-tile>
      </div>
      <div class="days">
        <sc-bar-chart
          caption=${t.days}
          untold=${t.fewer}
          reaches=${leastTold}
          .columns=${columns}
          .series=${series}
          .partial=${days.length - 1}
        ></sc-bar-chart>
      </div>
      <div>
        <h3>${t.codes}</h3>
        <div class="posters">
          ${this.#poster(0, t.wholeSite, site.codeUrl)}
          ${site.zones.map(({ zone, name, codeUrl }) => this.#poster(zone, name, codeUrl))}
        </div>
      </div>
      <div>
        <h3>${t.roster}</h3>
        <div class="roster">
          <a class="button quiet" href=${rosterAddress(this.site.site)}>${t.openRoster}</a>
        </div>
      </div>
      <div>
        <div class="head">
          <h3>${t.sentries}</h3>
          ${
            this.pairing
              ? nothing
              : html`<button type="button" class="quiet" @click=${() => (this.pairing = true)}>
                  ${t.pair}
                </button>`
          }
        </div>
        ${
          this.pairing
            ? html`<sc-pair-sentry
                .client=${this.client}
                .site=${site}
                .now=${this.now + this.age}
                @close=${() => (this.pairing = false)}
              ></sc-pair-sentry>`
            : nothing
        }
        <sc-site-sentries .sentries=${site.sentries} .now=${this.now}></sc-site-sentries>
        ${site.sentries.some(({ paired }) => paired) ? this.#settings() : nothing}
      </div>
    </article>`;
  }

  #settings() {
    return html`<details @toggle=${this.#openSettings}>
      <summary>${this.#texts.t.gateSettings}</summary>
      ${this.setting ? html`<sc-gate-settings .client=${this.client} site=${this.site.site}></sc-gate-settings>` : nothing}
    </details>`;
  }

  readonly #openSettings = (event: Event): void => {
    this.setting = (event.target as HTMLDetailsElement).open;
    if (this.setting) void import('../../ui/district/gate-settings.ts');
  };

  #told(number: number | null): string {
    return number === null ? this.#texts.t.fewer : count(number, language());
  }

  #poster(zone: number, name: string, codeUrl: string) {
    const { t } = this.#texts;
    return codeUrl
      ? html`<a class="button quiet" href=${posterAddress(this.site.site, zone)}>${name}</a>`
      : html`<span class="soft">${name}: ${t.noCode}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-site-card': SiteCard;
  }
}
