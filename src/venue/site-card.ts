import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { VenueAnswer } from '../domain/api.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { count } from '../ui/format.ts';
import { language, Texts } from '../ui/languages.ts';
import '../ui/stat-tile.ts';
import { categoryTexts } from '../ui/texts/categories.ts';
import { venueTexts } from '../ui/texts/venue.ts';
import { controls, theme } from '../ui/theme.ts';
import './day-bars.ts';
import './pair-sentry.ts';
import { posterAddress } from './poster-address.ts';
import './site-sentries.ts';

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
      .posters {
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
  readonly #texts = new Texts(this, venueTexts);

  override render() {
    const { t } = this.#texts;
    const { site } = this;
    const category = categoryTexts[language()][site.category] ?? site.category;
    return html`<article class="card">
      <div>
        <h2>${site.name}</h2>
        <p class="soft">${category} · ${site.subdistrict} · ${site.address}</p>
      </div>
      <div class="numbers">
        <sc-stat-tile
          label=${t.today}
          value=${site.today === null ? t.fewer : count(site.today, language())}
        ></sc-stat-tile>
        <sc-stat-tile label=${t.alertsToday} value=${count(site.alertsToday, language())}></sc-stat-tile>
      </div>
      <div class="days">
        <h3>${t.days}</h3>
        <sc-day-bars .days=${site.days}></sc-day-bars>
      </div>
      <div>
        <h3>${t.codes}</h3>
        <div class="posters">
          ${this.#poster(0, t.wholeSite, site.codeUrl)}
          ${site.zones.map(({ zone, name, codeUrl }) => this.#poster(zone, name, codeUrl))}
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
      </div>
    </article>`;
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
