import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardAnswer } from '../domain/api.ts';
import { localHour } from '../domain/local-day.ts';
import '../ui/bar-chart.ts';
import type { BarColumn, BarPanel } from '../ui/bar-chart.ts';
import { dayText } from '../ui/format.ts';
import { Texts } from '../ui/languages.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { controls, theme } from '../ui/theme.ts';

const colours = { scans: '#0b5f8a', visits: '#2e86b5', alerts: '#c25500' };

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
      h2 {
        margin-bottom: 6px;
      }
      section {
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) board!: BoardAnswer;
  readonly #texts = new Texts(this, authorityTexts);

  override render() {
    const { t } = this.#texts;
    const { hours, days, day, now } = this.board;
    const date = dayText(day);
    const byHour: BarColumn[] = hours.map((_, hour) => ({
      short: twoDigits(hour),
      long: `${date} ${twoDigits(hour)}:00–${twoDigits(hour + 1)}:00`,
    }));
    const byDay: BarColumn[] = days.map((each) => ({
      short: dayText(each.day).slice(5),
      long: dayText(each.day),
    }));
    const hourPanels: BarPanel[] = [
      { name: t.scans, values: hours.map(({ scans }) => scans), colour: colours.scans, height: 110 },
      { name: t.alerts, values: hours.map(({ alerts }) => alerts), colour: colours.alerts, height: 56 },
    ];
    const dayPanels: BarPanel[] = [
      { name: t.scans, values: days.map(({ scans }) => scans), colour: colours.scans, height: 80 },
      { name: t.visits, values: days.map(({ visits }) => visits), colour: colours.visits, height: 44 },
      { name: t.alerts, values: days.map(({ alerts }) => alerts), colour: colours.alerts, height: 44 },
    ];
    const today = days.findIndex((each) => each.day === day);
    return html`
      <section class="card">
        <h2>${t.hoursHeading} · ${date}</h2>
        <sc-bar-chart
          id="hours"
          caption="${t.hoursHeading} ${date}"
          .columns=${byHour}
          .panels=${hourPanels}
          .partial=${localHour(now)}
        ></sc-bar-chart>
      </section>
      <section class="card">
        <h2>${t.daysHeading}</h2>
        <sc-bar-chart
          id="days"
          caption=${t.daysHeading}
          .columns=${byDay}
          .panels=${dayPanels}
          .partial=${today < 0 ? null : today}
        ></sc-bar-chart>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-board-charts': BoardCharts;
  }
}
