import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { VenueAnswer } from '../../domain/api/api.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { sentryProblems, sentryState } from '../../domain/fleet/sentry-health.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { placeName } from '../../ui/language/place-names.ts';
import { ownSitesTexts } from '../../ui/texts/venue/sites.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import './site-card.ts';

type Site = VenueAnswer['sites'][number];

/** So many stand below one another, each with all it has; more are a list, from which one is opened. */
const mostCards = 8;

/** An owner's sites: a chain may have hundreds. Fires `code-made` when a pairing code was made. */
@customElement('sc-own-sites')
export class OwnSites extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .cards {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) sites: readonly Site[] = [];
  /** The server's time at the answer, UTC ms, and the ms since then. */
  @property({ attribute: false }) now = 0;
  @property({ attribute: false }) age = 0;
  readonly #texts = new Texts(this, ownSitesTexts);
  readonly #venue = new Texts(this, venueTexts);
  readonly #address = new PageAddress(this);

  override willUpdate(): void {
    // Most owners have a few sites, and need no table.
    if (this.sites.length > mostCards) {
      void import('../../ui/kit/table/data-table.ts');
      void import('../../ui/kit/table/list-detail.ts');
    }
  }

  override render() {
    if (this.sites.length <= mostCards)
      return html`<div class="cards">${this.sites.map((site) => this.#card(site))}</div>`;
    const open = this.sites.find(({ site }) => String(site) === this.#address.one(openName));
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <sc-data-table .spec=${this.#spec()} .rows=${this.sites}></sc-data-table>
      ${open ? html`<div slot="panel">${this.#card(open)}</div>` : ''}
    </sc-list-detail>`;
  }

  #card(site: Site) {
    return html`<sc-site-card
      .client=${this.client}
      .site=${site}
      .now=${this.now}
      .age=${this.age}
      @code-made=${() => this.dispatchEvent(new Event('code-made'))}
    ></sc-site-card>`;
  }

  #spec(): TableSpec<Site> {
    const { t } = this.#texts;
    const words = categoryTexts[language()];
    const told = (value: number | null): string =>
      value === null ? this.#venue.t.fewer : count(value, language());
    const categoryOf = ({ category }: Site): string => words[category] ?? category;
    const nameOf = (site: Site): string => placeName(site.name, site.nameEn);
    const areaOf = (site: Site): string => placeName(site.subdistrict, site.subdistrictEn);
    const isTroubled = (site: Site): boolean =>
      site.sentries.some((sentry) => sentryProblems(sentry, this.now).length > 0);
    const onlineOf = ({ sentries }: Site): number =>
      sentries.filter((sentry) => sentryState(sentry) === 'online').length;
    const byText = (text: (site: Site) => string) => (a: Site, b: Site) =>
      text(a).localeCompare(text(b), language());
    const byNumber = (value: (site: Site) => number | null) => (a: Site, b: Site) =>
      (value(a) ?? 0) - (value(b) ?? 0);
    return {
      name: 'own-sites',
      title: t.title,
      usualSort: 'name',
      opens: true,
      key: ({ site }) => String(site),
      rowName: nameOf,
      findIn: (site) => [site.name, site.nameEn ?? '', site.address, areaOf(site)].join(' '),
      findHint: t.findHint,
      isMarked: isTroubled,
      columns: [
        { id: 'name', title: t.site, isName: true, cell: nameOf, compare: byText(nameOf) },
        { id: 'subdistrict', title: t.subdistrict, cell: areaOf, compare: byText(areaOf) },
        { id: 'category', title: t.category, cell: categoryOf, compare: byText(categoryOf), isExtra: true },
        {
          id: 'today',
          title: t.today,
          isNumber: true,
          cell: ({ today }) => told(today),
          compare: byNumber(({ today }) => today),
        },
        {
          id: 'alarms',
          title: t.alarms,
          isNumber: true,
          cell: ({ alertsToday }) => told(alertsToday),
          compare: byNumber(({ alertsToday }) => alertsToday),
        },
        {
          id: 'sentries',
          title: t.sentries,
          cell: (site) =>
            site.sentries.length === 0
              ? t.noSentry
              : t.online(count(onlineOf(site), language()), count(site.sentries.length, language())),
          compare: byNumber((site) => onlineOf(site) - site.sentries.length),
        },
      ],
      filters: [
        {
          id: 'state',
          title: t.attention,
          options: [
            { value: 'problem', text: t.problem },
            { value: 'fine', text: t.fine },
          ],
          matches: (site, value) => isTroubled(site) === (value === 'problem'),
        },
        {
          id: 'category',
          title: t.category,
          isMultiple: true,
          options: [...new Set(this.sites.map(({ category }) => category))].map((value) => ({
            value,
            text: words[value] ?? value,
          })),
          matches: (site, value) => site.category === value,
        },
      ],
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-sites': OwnSites;
  }
}
