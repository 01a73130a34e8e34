import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardAnswer } from '../../domain/api/api.ts';
import { dayOrHourText } from '../../domain/time/day-or-hour.ts';
import { localHour } from '../../domain/time/local-day.ts';
import '../../ui/kit/chart/bar-chart.ts';
import type { Column, Series } from '../../ui/kit/chart/chart-data.ts';
import { dayText } from '../../ui/language/format.ts';
import { Texts } from '../../ui/language/languages.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { sitesLink } from './board-links.ts';

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** Today by hour, and the last two weeks by day. */
@customElement('sc-board-charts')
export class BoardCharts extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 520px), 1fr));
        gap: var(--gap);
      }
      section {
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) board!: BoardAnswer;
  /** The part of the district that who looks is of, in words. */
  @property() scope = '';
  readonly #texts = new Texts(this, authorityTexts);
  readonly #board = new Texts(this, boardTexts);

  override render() {
    const { t } = this.#texts;
    const words = this.#board.t;
    const { hours, days, day, now } = this.board;
    const date = dayText(day);
    const hour = localHour(now);
    const byHour: Column[] = hours.map((_, each) => ({
      short: twoDigits(each),
      long: `${date} ${twoDigits(each)}:00–${twoDigits(each + 1)}:00`,
      ...(each <= hour && { href: sitesLink({ scansOn: dayOrHourText(day, each) }) }),
    }));
    const byDay: Column[] = days.map((each) => ({
      short: dayText(each.day).slice(5),
      long: dayText(each.day),
      href: sitesLink({ scansOn: dayOrHourText(each.day) }),
    }));
    // What is yet to come is not known, and not 0.
    const known = (values: number[]) => values.map((value, each) => (each > hour ? null : value));
    const hourSeries: Series[] = [
      { name: t.scans, values: known(hours.map(({ scans }) => scans)), height: 110 },
      { name: t.alerts, values: known(hours.map(({ alerts }) => alerts)), height: 56 },
    ];
    const daySeries: Series[] = [
      { name: t.scans, values: days.map(({ scans }) => scans), height: 80 },
      { name: t.visits, values: days.map(({ visits }) => visits), height: 44 },
      { name: t.alerts, values: days.map(({ alerts }) => alerts), height: 44 },
    ];
    const today = days.findIndex((each) => each.day === day);
    return html`
      ${
        // An account of some sub-districts is told no hours.
        hours.length === 0 ? this.#noHours() : this.#hours(byHour, hourSeries, hour, date)
      }
      <section class="card">
        <sc-bar-chart
          id="days"
          level="2"
          caption=${t.daysHeading}
          definition=${words.daysDefinition}
          unit=${words.times}
          .columns=${byDay}
          .series=${daySeries}
          .partial=${today < 0 ? null : today}
        ></sc-bar-chart>
      </section>
    `;
  }

  #noHours() {
    return html`<section class="card" id="no-hours">
      <h2>${this.#texts.t.hoursHeading}</h2>
      <p class="soft">${this.#board.t.noHours(this.scope)}</p>
    </section>`;
  }

  #hours(columns: Column[], series: Series[], hour: number, date: string) {
    return html`<section class="card">
      <sc-bar-chart
        id="hours"
        level="2"
        caption="${this.#texts.t.hoursHeading} · ${date}"
        definition=${this.#board.t.hoursDefinition}
        unit=${this.#board.t.times}
        .columns=${columns}
        .series=${series}
        .partial=${hour}
      ></sc-bar-chart>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-charts': BoardCharts;
  }
}
