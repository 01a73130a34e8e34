import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardAnswer } from '../../domain/api/api.ts';
import { dayOrHourText } from '../../domain/time/day-or-hour.ts';
import { localHour } from '../../domain/time/local-day.ts';
import { duration } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { backlogMs } from '../../domain/fleet/sentry-health.ts';
import '../../ui/kit/tile/stat-tile.ts';
import { emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { theme } from '../../ui/theme/theme.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { alarmsLink, sentriesLink, sitesLink } from './board-links.ts';

/** The district's day in eight numbers, every digit of them. */
@customElement('sc-board-tiles')
export class BoardTiles extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(8, minmax(0, 1fr));
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
  /** True for who may open the list of sentries. */
  @property({ type: Boolean }) showsFleet = false;
  readonly #board = new Texts(this, boardTexts);
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const { board } = this;
    const emergency = emergencyTexts[language()];
    const digits = (value: number) => count(value, language());
    const hour = board.hours[localHour(board.now)];
    const sentries = board.sentries.totals;
    const day = dayOrHourText(board.day);
    const down = sentries.silent + sentries.never;
    const backlog = sentries.queue > 0 && sentries.oldestMs > backlogMs;
    return html`
      <sc-stat-tile
        id="scans"
        href=${sitesLink({ scansOn: day })}
        linkText=${this.#board.t.list}
        label=${t.scansToday}
        value=${digits(board.scans)}
        note=${hour ? t.thisHour(digits(hour.scans)) : ''}
      ></sc-stat-tile>
      <sc-stat-tile
        id="visits"
        href=${sitesLink({ visitsOn: day })}
        linkText=${this.#board.t.list}
        label=${t.visitsToday}
        value=${digits(board.visits)}
        note=${t.byPhone}
      ></sc-stat-tile>
      <sc-stat-tile
        id="alerts"
        href=${alarmsLink({ day })}
        linkText=${this.#board.t.list}
        label=${t.alertsToday}
        value=${digits(board.alerts)}
        note=${hour ? t.thisHour(digits(hour.alerts)) : ''}
      ></sc-stat-tile>
      <sc-stat-tile
        id="refused"
        href=${alarmsLink({ day, outcome: 'refuse' })}
        linkText=${this.#board.t.list}
        label=${t.refusedToday}
        value=${digits(board.refused)}
      ></sc-stat-tile>
      <sc-stat-tile
        id="emergencies"
        href=${sitesLink({ emergenciesOn: day })}
        linkText=${this.#board.t.list}
        label=${emergency.today}
        value=${digits(board.emergencies)}
        note=${emergency.byHand}
      ></sc-stat-tile>
      <sc-stat-tile
        id="sites"
        href=${sitesLink({ status: 'active' })}
        linkText=${this.#board.t.list}
        label=${t.sitesActive}
        value=${digits(board.sites)}
      ></sc-stat-tile>
      <sc-stat-tile
        id="online"
        href=${sentriesLink(this.showsFleet, sentries.silent > 0 ? 'silent' : null)}
        linkText=${this.#board.t.list}
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
        href=${sentriesLink(this.showsFleet, 'waiting')}
        linkText=${this.#board.t.list}
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
