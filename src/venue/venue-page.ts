import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { noticesCollection, type VenueAnswer } from '../domain/api.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { watch } from '../sync/realtime.ts';
import { dateTimeSeconds } from '../ui/clock.ts';
import { District } from '../ui/district.ts';
import { Texts } from '../ui/languages.ts';
import { LiveFeed, type FeedPace } from '../ui/live-feed.ts';
import { venueTexts } from '../ui/texts/venue.ts';
import { controls, theme } from '../ui/theme.ts';
import './alarm-banner.ts';
import { findPoster, readPosterAddress } from './poster-address.ts';
import './poster-page.ts';
import { SeenAlarms } from './seen-alarms.ts';
import './site-alarms.ts';
import './site-card.ts';

/** Counts of a site change slowly, alarms come by realtime: an alarm waits for nothing. */
export const venuePace: Partial<FeedPace> = { poll: 20_000, gather: 250, stale: 60_000 };

/** An owner's sites now: counts, alarms, sentries, posters. Fires `refused` when the server no longer knows the sign-in. */
@customElement('sc-venue-page')
export class VenuePage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .page {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        padding: 16px max(16px, calc(50vw - 624px));
      }
      .sites,
      .columns {
        display: grid;
        gap: 16px;
      }
      .alarms {
        order: -1;
      }
      @media (min-width: 960px) {
        .alarms {
          order: 0;
        }
        .columns {
          display: grid;
          grid-template-columns: minmax(0, 3fr) minmax(320px, 2fr);
          gap: 16px;
          align-items: start;
        }
      }
      .stale {
        border: 2px solid var(--red-deep);
      }
      @media print {
        sc-alarm-banner {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** Told of changes by this; the server's realtime when left out. */
  @property({ attribute: false }) listen?: (onChange: () => void) => Promise<() => void>;
  @property({ attribute: false }) pace = venuePace;
  @property({ attribute: false }) seen = new SeenAlarms();
  /** The part of the address after the `#`, with it. */
  @state() private hash = location.hash;
  readonly #texts = new Texts(this, venueTexts);
  #feed: LiveFeed<VenueAnswer> | null = null;
  #district!: District;
  readonly #moved = () => {
    this.hash = location.hash;
    scrollTo(0, 0);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
    document.title = this.#texts.t.title;
  }

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#district ??= new District(this.client, () => this.requestUpdate());
    this.#feed ??= new LiveFeed<VenueAnswer>(this, {
      ask: () => this.client.venue(),
      listen: this.listen ?? ((onChange) => watch(this.client, `${noticesCollection}/*`, onChange)),
      onAnswer: () => void this.#district.keepUpWith(this.#feed!.answer!.alarms),
      onFault: (fault) => {
        if (fault.code === 'sign-in') this.dispatchEvent(new Event('refused'));
      },
      pace: this.pace,
    });
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const venue = feed.answer;
    const unseen = venue ? this.seen.unseen(venue.alarms, venue.now) : [];
    document.title = unseen.length > 0 ? `(${unseen.length}) ${t.alarmNow} · ${t.title}` : t.title;
    const poster = readPosterAddress(this.hash);
    return html`
      <sc-alarm-banner
        .alarms=${unseen}
        .words=${this.#district.words}
        @seen=${() => this.#markSeen()}
      ></sc-alarm-banner>
      ${this.#staleness()}
      ${
        venue
          ? poster
            ? html`<sc-poster-page .poster=${findPoster(venue, poster)}></sc-poster-page>`
            : this.#sites(venue, new Set(unseen.map(({ id }) => id)))
          : feed.fault
            ? nothing
            : html`<p class="page soft">${t.loading}</p>`
      }
    `;
  }

  #staleness() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    if (!feed.stale) return nothing;
    return html`<div class="page">
      <div class="card stale" role="alert">
        <strong>${feed.fault && feed.fault.code !== 'offline' ? t.fault : t.silent}</strong>
        ${feed.answer ? html`<p>${t.staleText(dateTimeSeconds(feed.answer.now))}</p>` : nothing}
      </div>
    </div>`;
  }

  #sites(venue: VenueAnswer, fresh: ReadonlySet<string>) {
    const { t } = this.#texts;
    const feed = this.#feed!;
    if (venue.sites.length === 0) return html`<p class="page">${t.noSites}</p>`;
    return html`<div class="page">
      <p class="soft">${t.asOf(dateTimeSeconds(venue.now))}<br />${t.whatCounts}</p>
      <div class="columns">
        <div class="sites">
          ${venue.sites.map(
            (site) =>
              html`<sc-site-card
                .client=${this.client}
                .site=${site}
                .now=${venue.now}
                .age=${feed.age}
                @code-made=${() => feed.changed()}
              ></sc-site-card>`,
          )}
        </div>
        <section class="card alarms">
          <sc-site-alarms
            .alarms=${venue.alarms}
            .words=${this.#district.words}
            .fresh=${fresh}
          ></sc-site-alarms>
        </section>
      </div>
    </div>`;
  }

  #markSeen(): void {
    this.seen.markSeen(this.#feed!.answer!.alarms);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-venue-page': VenuePage;
  }
}
