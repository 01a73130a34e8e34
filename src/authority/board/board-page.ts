import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRight } from '../../domain/access/rights.ts';
import { boardTopic, type BoardAnswer } from '../../domain/api/api.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import { localDay } from '../../domain/time/local-day.ts';
import type { ApiClient, ApiError } from '../../sync/api-client.ts';
import { watch } from '../../sync/realtime.ts';
import { weekday } from '../../ui/language/clock.ts';
import { count, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import '../../ui/kit/shell/page-shell.ts';
import type { PageView } from '../../ui/kit/shell/page-shell.ts';
import { LiveFeed } from '../../ui/device/live-feed.ts';
import { scopeWords } from '../../ui/language/scope-words.ts';
import { subdistrictOf } from '../../ui/language/place-names.ts';
import {
  clientContext,
  districtContext,
  feedContext,
  staffContext,
  type DistrictSeen,
  type FeedWays,
} from '../../ui/kit/shell/context.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import './alarm-list.ts';
import { alarmSentence } from './alarm-list.ts';
import './alarms-view.ts';
import { AlarmNews } from './alarm-news.ts';
import { sitesLink } from './board-links.ts';
import './board-charts.ts';
import { boardPageStyle } from './board-page-style.ts';
import './board-map.ts';
import './board-tiles.ts';
import './count-table.ts';
import './board-sentries.ts';
import './signer-away.ts';
import './silent-sentries.ts';
import './worst-sentries.ts';

/**
 * The district now. Fires `refused` (detail: the ApiError) when the server does not let this person see it.
 */
@customElement('sc-board-page')
export class BoardPage extends LitElement {
  static override styles = [theme, controls, boardPageStyle];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: districtContext, subscribe: true })
  @property({ attribute: false })
  district!: DistrictSeen;
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @consume({ context: feedContext })
  @property({ attribute: false })
  feed: FeedWays = {};
  @state() private announcement = '';
  readonly #texts = new Texts(this, authorityTexts);
  readonly #board = new Texts(this, boardTexts);
  readonly #address = new PageAddress(this);
  readonly #news = new AlarmNews();
  #feed: LiveFeed<BoardAnswer> | null = null;

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#feed ??= new LiveFeed(this, {
      ask: () => this.client.board(),
      listen: this.feed.listen ?? ((changed) => watch(this.client, boardTopic, changed)),
      onAnswer: () => this.#answered(),
      onFault: (fault) => this.#failed(fault),
      pace: this.feed.pace ?? {},
    });
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer: board } = feed;
    return html`<sc-page
      heading=${t.boardTitle}
      definition=${this.#board.t.definition}
      .asOf=${board?.now ?? null}
      .fault=${feed.fault}
      .staleFor=${feed.stale ? feed.age : 0}
      .views=${board ? this.#views(board) : []}
    >
      <p class="unseen" aria-live="polite">${this.announcement}</p>
      ${board ? this.#shown(board) : feed.fault ? nothing : html`<p class="soft">${t.loading}</p>`}
    </sc-page>`;
  }

  #views({ sentries: { totals } }: BoardAnswer): PageView[] {
    const { t } = this.#board;
    return [
      { id: '', text: t.view_overview },
      { id: 'alarms', text: t.view_alarms },
      { id: 'sentries', text: t.view_sentries, count: totals.total + totals.unpaired },
    ];
  }

  #shown(board: BoardAnswer) {
    switch (this.#address.one('view')) {
      case 'alarms':
        return html`<section class="card">
          <sc-alarms-view .alarms=${board.alarms} .words=${this.district.words}></sc-alarms-view>
        </section>`;
      case 'sentries':
        return html`<section class="card">
          <sc-board-sentries .feed=${this.feed}></sc-board-sentries>
        </section>`;
      default:
        return this.#overview(board);
    }
  }

  #overview(board: BoardAnswer) {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const today = feed.stale ? Date.now() : board.now + feed.age;
    const showsFleet = hasRight(this.staff?.roles ?? [], 'fleet.see');
    return html`
      <p id="today">${t.today} <b>${dayText(localDay(today))}</b> ${weekday(today, language())}</p>
      <sc-signer-away .since=${board.signerAway ?? null} .now=${board.now}></sc-signer-away>
      <sc-silent-sentries
        .sentries=${board.sentries.silent}
        .number=${board.sentries.totals.silent}
        .now=${board.now}
        ?showsList=${showsFleet}
      ></sc-silent-sentries>
      <sc-board-tiles .board=${board} ?showsFleet=${showsFleet}></sc-board-tiles>
      <div class="middle">
        <sc-board-charts .board=${board} scope=${scopeWords(this.staff)}></sc-board-charts>
        <section class="card alarms">
          <sc-alarm-list
            .alarms=${board.alarms}
            .words=${this.district.words}
            .fresh=${this.#news.fresh}
            @seen=${this.#markSeen}
          ></sc-alarm-list>
        </section>
        ${this.#tables(board)}
      </div>
      <section class="card">
        <sc-worst-sentries
          .sentries=${board.sentries}
          now=${board.now}
          ?showsFleet=${showsFleet}
        ></sc-worst-sentries>
      </section>
    `;
  }

  #tables(board: BoardAnswer) {
    const { t } = this.#texts;
    const words = categoryTexts[language()];
    const bySecond = (a: { counts: number[] }, b: { counts: number[] }) => b.counts[1]! - a.counts[1]!;
    const categories = board.categories
      .map((row) => ({
        name: words[row.category] ?? row.category,
        counts: [row.sites, row.scansToday],
        href: sitesLink({ category: row.category }),
      }))
      .sort(bySecond);
    const subdistricts = board.subdistricts
      .map((row) => ({
        name: subdistrictOf(row),
        counts: [row.sites, row.scansToday, row.alertsToday],
        href: sitesLink({ subdistrict: row.subdistrict }),
      }))
      .sort(bySecond);
    return html`
      <div class="tables">
        <section class="card map">
          <sc-board-map .subdistricts=${board.subdistricts}></sc-board-map>
        </section>
        <section class="card">
          <sc-count-table
            id="categories"
            caption=${t.categoriesHeading}
            .columns=${[t.category, t.sites, t.scansToday]}
            .rows=${categories}
          ></sc-count-table>
        </section>
        <section class="card">
          <sc-count-table
            id="subdistricts"
            caption=${t.subdistrictsHeading}
            .columns=${[t.subdistrict, t.sites, t.scansToday, t.alertsToday]}
            .rows=${subdistricts}
          ></sc-count-table>
        </section>
      </div>
    `;
  }

  #answered(): void {
    const board = this.#feed!.answer!;
    const [latest, ...others] = this.#news.take(board.alarms);
    const number = others.length + 1;
    if (latest) {
      this.announcement = this.#texts.t.announceAlarm(
        number,
        count(number, language()),
        alarmSentence(latest, this.district.words),
      );
    }
    this.district.keepUpWith(board.alarms);
  }

  #failed(fault: ApiError): void {
    if (fault.code === 'sign-in' || fault.code === 'not-allowed') {
      this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
    }
  }

  #markSeen(): void {
    this.#news.markSeen();
    this.announcement = '';
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-page': BoardPage;
  }
}
