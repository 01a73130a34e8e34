import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { boardTopic, noticesCollection, type BoardAnswer } from '../domain/api.ts';
import { localDay } from '../domain/local-day.ts';
import type { ApiClient, ApiError } from '../sync/api-client.ts';
import { watch } from '../sync/realtime.ts';
import { dateTimeSeconds, weekday } from '../ui/clock.ts';
import { count, dayText } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { LiveFeed, type FeedPace } from '../ui/live-feed.ts';
import type { ReasonWords } from '../ui/reason-words.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { categoryTexts } from '../ui/texts/categories.ts';
import { controls, theme } from '../ui/theme.ts';
import './alarm-list.ts';
import { alarmSentence } from './alarm-list.ts';
import { AlarmNews } from './alarm-news.ts';
import './board-banner.ts';
import './board-charts.ts';
import { boardPageStyle } from './board-page-style.ts';
import './board-tiles.ts';
import './count-table.ts';
import './sentry-table.ts';
import './silent-sentries.ts';

/**
 * The district now. Fires `answered` (detail: the BoardAnswer) with all new numbers, and `refused` (detail: the ApiError)
 * when the server does not let this person see them.
 */
@customElement('sc-board-page')
export class BoardPage extends LitElement {
  static override styles = [theme, controls, boardPageStyle];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) words!: ReasonWords;
  /** Told of changes by this; the server's realtime when left out. */
  @property({ attribute: false }) listen?: (onChange: () => void) => Promise<() => void>;
  @property({ attribute: false }) pace: Partial<FeedPace> = {};
  @state() private announcement = '';
  readonly #texts = new Texts(this, authorityTexts);
  readonly #news = new AlarmNews();
  #feed: LiveFeed<BoardAnswer> | null = null;

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#feed ??= new LiveFeed(this, {
      ask: () => this.client.board(),
      listen:
        this.listen ?? ((changed) => watch(this.client, [boardTopic, `${noticesCollection}/*`], changed)),
      onAnswer: () => this.#answered(),
      onFault: (fault) => this.#failed(fault),
      pace: this.pace,
    });
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer: board } = feed;
    const today = board && !feed.stale ? board.now + feed.age : Date.now();
    return html`
      <div class="heading">
        <h1>${t.boardTitle}</h1>
        <p id="today">${t.today} <b>${dayText(localDay(today))}</b> ${weekday(today, language())}</p>
        ${board ? html`<p id="as-of" class="soft">${t.asOf(dateTimeSeconds(board.now))}</p>` : nothing}
      </div>
      <sc-board-banner
        .fault=${feed.fault}
        ?stale=${feed.stale}
        .asOf=${board?.now ?? null}
        .age=${feed.age}
      ></sc-board-banner>
      <p class="unseen" aria-live="polite">${this.announcement}</p>
      ${board ? this.#board(board) : feed.stale ? nothing : html`<p class="soft">${t.loading}</p>`}
    `;
  }

  #board(board: BoardAnswer) {
    return html`
      <sc-silent-sentries .sentries=${board.sentries} .now=${board.now}></sc-silent-sentries>
      <sc-board-tiles .board=${board}></sc-board-tiles>
      <div class="middle">
        <sc-board-charts .board=${board}></sc-board-charts>
        <section class="card alarms">
          <sc-alarm-list
            .alarms=${board.alarms}
            .words=${this.words}
            .fresh=${this.#news.fresh}
            @seen=${this.#markSeen}
          ></sc-alarm-list>
        </section>
        ${this.#tables(board)}
      </div>
      <section class="card">
        <sc-sentry-table .sentries=${board.sentries} .now=${board.now}></sc-sentry-table>
      </section>
    `;
  }

  #tables(board: BoardAnswer) {
    const { t } = this.#texts;
    const words = categoryTexts[language()];
    const bySecond = (a: { counts: number[] }, b: { counts: number[] }) => b.counts[1]! - a.counts[1]!;
    const categories = board.categories
      .map((row) => ({ name: words[row.category] ?? row.category, counts: [row.sites, row.scansToday] }))
      .sort(bySecond);
    const subdistricts = board.subdistricts
      .map((row) => ({ name: row.subdistrict, counts: [row.sites, row.scansToday, row.alertsToday] }))
      .sort(bySecond);
    return html`
      <div class="tables">
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
        alarmSentence(latest, this.words),
      );
    }
    this.dispatchEvent(new CustomEvent<BoardAnswer>('answered', { detail: board }));
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
