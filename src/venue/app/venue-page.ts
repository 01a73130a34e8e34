import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { noticesCollection, type VenueAnswer } from '../../domain/api/api.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { watch } from '../../sync/realtime.ts';
import { District } from '../../ui/district/district.ts';
import { Texts } from '../../ui/language/languages.ts';
import { LiveFeed, type FeedPace } from '../../ui/device/live-feed.ts';
import { OverlayEntry } from '../../ui/overlay/overlay-entry.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import '../alarms/alarm-banner.ts';
import { findPoster, readPosterAddress } from '../posters/poster-address.ts';
import { readRosterAddress } from '../rosters/roster-address.ts';
import { SeenAlarms } from '../alarms/seen-alarms.ts';
import '../alarms/site-alarms.ts';
import '../../ui/kit/shell/page-shell.ts';
import '../sites/own-sites.ts';

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
        container-type: inline-size;
      }
      sc-page {
        max-width: calc(78rem + 32px);
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      .alarms {
        order: -1;
      }
      @container (min-width: 60rem) {
        .alarms {
          order: 0;
        }
        .columns {
          display: grid;
          grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr);
          gap: 16px;
          align-items: start;
        }
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
  /** While a poster lies over the sites. */
  #poster: OverlayEntry | null = null;
  readonly #moved = () => {
    this.hash = location.hash;
    this.#openPoster('link');
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
    // What draws and reads back a poster is not needed for the numbers and alarms that are read first.
    void import('../posters/poster-page.ts');
    // Loaded anew with a poster open, or opened at its address.
    this.#openPoster(OverlayEntry.isHere ? 'link' : 'alone');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
    document.title = this.#texts.t.title;
    void this.#poster?.leave();
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
    const roster = readRosterAddress(this.hash);
    if (roster !== null) void import('../rosters/roster-page.ts');
    return html`
      <sc-alarm-banner
        .alarms=${unseen}
        .words=${this.#district.words}
        @seen=${() => this.#markSeen()}
      ></sc-alarm-banner>
      ${
        venue
          ? html`${
                poster
                  ? html`<sc-poster-page
                      .poster=${findPoster(venue, poster)}
                      @close=${() => this.#poster?.leave()}
                    ></sc-poster-page>`
                  : nothing
              }
              ${
                roster === null
                  ? nothing
                  : html`<sc-roster-page
                      .client=${this.client}
                      .site=${roster}
                      @refused=${() => this.dispatchEvent(new Event('refused'))}
                    ></sc-roster-page>`
              }
              <div ?hidden=${poster !== null || roster !== null}>
                ${this.#sites(venue, new Set(unseen.map(({ id }) => id)))}
              </div>`
          : html`<sc-page heading=${t.yourSites} .fault=${feed.fault}>
              ${feed.fault ? nothing : html`<p class="soft">${t.loading}</p>`}
            </sc-page>`
      }
    `;
  }

  /** A poster is an overlay with an address of its own: it can be kept, sent and loaded anew. */
  #openPoster(way: 'link' | 'alone'): void {
    if (this.#poster || !readPosterAddress(this.hash)) return;
    this.#poster = OverlayEntry.enter({
      way,
      heading: () => this.renderRoot.querySelector('sc-poster-page'),
      closesOnEscape: true,
      onLeave: () => {
        this.#poster = null;
        // The address itself changes a moment later.
        this.hash = '';
      },
    });
    scrollTo(0, 0);
  }

  #sites(venue: VenueAnswer, fresh: ReadonlySet<string>) {
    const { t } = this.#texts;
    const feed = this.#feed!;
    return html`<sc-page
      heading=${t.yourSites}
      definition=${venue.sites.length === 0 ? t.noSites : t.whatCounts}
      .asOf=${venue.now}
      .fault=${feed.fault}
      .staleFor=${feed.stale ? feed.age : 0}
    >
      ${
        venue.sites.length === 0
          ? nothing
          : html`<div class="columns">
              <sc-own-sites
                .client=${this.client}
                .sites=${venue.sites}
                .now=${venue.now}
                .age=${feed.age}
                @code-made=${() => feed.changed()}
              ></sc-own-sites>
              <section class="card alarms">
                <sc-site-alarms
                  .alarms=${venue.alarms}
                  .words=${this.#district.words}
                  .fresh=${fresh}
                ></sc-site-alarms>
              </section>
            </div>`
      }
    </sc-page>`;
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
