import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardAnswer } from '../domain/api.ts';
import { localHour } from '../domain/local-day.ts';
import { duration } from '../ui/clock.ts';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { backlogMs } from '../ui/sentry-health.ts';
import '../ui/stat-tile.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { theme } from '../ui/theme.ts';
import { totalSentries } from './sentry-rows.ts';

/** The district's day in seven numbers, every digit of them. */
@customElement('sc-board-tiles')
export class BoardTiles extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
        gap: 12px;
      }
      @media (max-width: 1150px) {
        :host {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: 8px;
        }
        sc-stat-tile:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) board!: BoardAnswer;
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const { board } = this;
    const digits = (value: number) => count(value, language());
    const hour = board.hours[localHour(board.now)];
    const sentries = totalSentries(board.sentries, board.now);
    const down = sentries.silent + sentries.never;
    const backlog = sentries.queue > 0 && sentries.oldestMs > backlogMs;
    return html`
      <sc-stat-tile
        id="scans"
        label=${t.scansToday}
        value=${digits(board.scans)}
        note=${t.thisHour(digits(hour?.scans ?? 0))}
      ></sc-stat-tile>
      <sc-stat-tile
        id="visits"
        label=${t.visitsToday}
        value=${digits(board.visits)}
        note=${t.byPhone}
      ></sc-stat-tile>
      <sc-stat-tile
        id="alerts"
        label=${t.alertsToday}
        value=${digits(board.alerts)}
        note=${t.thisHour(digits(hour?.alerts ?? 0))}
      ></sc-stat-tile>
      <sc-stat-tile id="refused" label=${t.refusedToday} value=${digits(board.refused)}></sc-stat-tile>
      <sc-stat-tile id="sites" label=${t.sitesActive} value=${digits(board.sites)}></sc-stat-tile>
      <sc-stat-tile
        id="online"
        label=${t.sentriesOnline}
        value=${digits(sentries.online)}
        unit=${t.ofSentries(digits(sentries.total))}
        tone=${sentries.silent > 0 ? 'attention' : 'plain'}
        note=${
          sentries.total === 0
            ? t.noSentries
            : down === 0
              ? t.allOnline
              : [
                  sentries.silent > 0 ? t.silent(digits(sentries.silent)) : '',
                  sentries.never > 0 ? t.never(digits(sentries.never)) : '',
                ]
                  .filter(Boolean)
                  .join(t.comma)
        }
      ></sc-stat-tile>
      <sc-stat-tile
        id="queue"
        label=${t.queueTile}
        value=${digits(sentries.queue)}
        tone=${backlog ? 'attention' : 'plain'}
        note=${
          sentries.queue === 0
            ? t.queueEmpty
            : t.queueOn(sentries.queueing, digits(sentries.queueing), duration(sentries.oldestMs, language()))
        }
      ></sc-stat-tile>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-tiles': BoardTiles;
  }
}
