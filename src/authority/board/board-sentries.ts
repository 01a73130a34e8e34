import { consume } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { boardTopic, type BoardSentriesAnswer } from '../../domain/api/api.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { watch } from '../../sync/realtime.ts';
import { LiveFeed } from '../../ui/device/live-feed.ts';
import { clientContext, type FeedWays } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/table/data-table.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { sentryTable } from '../fleet/sentry-columns.ts';

/** The board's table of all sentries, for those who may not open the page of the fleet. The page around it tells of faults and of age. */
@customElement('sc-board-sentries')
export class BoardSentriesTable extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @property({ attribute: false }) feed: FeedWays = {};
  readonly #texts = new Texts(this, authorityTexts);
  #feed: LiveFeed<BoardSentriesAnswer> | null = null;

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#feed ??= new LiveFeed(this, {
      ask: () => this.client.boardSentries(),
      listen: this.feed.listen ?? ((changed) => watch(this.client, boardTopic, changed)),
      onAnswer: () => undefined,
      onFault: () => undefined,
      pace: this.feed.pace ?? {},
    });
  }

  override render() {
    const { answer } = this.#feed!;
    if (!answer) return html`<p class="soft">${this.#texts.t.loading}</p>`;
    return html`<sc-data-table
      .spec=${sentryTable(answer.now, language())}
      .rows=${answer.sentries}
    ></sc-data-table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-sentries': BoardSentriesTable;
  }
}
