import { html } from 'lit';
import '../../kit/chart/line-chart.ts';
import type { Exhibit } from '../exhibit.ts';
import { days, said, sampleNumbers, subdistricts } from '../samples.ts';

const coverage = (seed: number) => sampleNumbers(14, 300, seed).map((value) => 0.65 + value / 1000);
const percent = (value: number) => `${Math.round(value * 100)}%`;

export const exhibit: Exhibit = {
  name: 'line-chart',
  title: { 'zh-CN': '折线图', en: 'Line chart' },
  states: [
    {
      name: 'usual, today not over',
      render: () =>
        html`<sc-line-chart
          caption=${said('十四天扫码', 'Scans of fourteen days')}
          definition=${said('哨兵扫码与场所码到访，均为次数。', 'Scans at sentries and visits by site code, counted each time.')}
          unit=${said('次', 'times')}
          .columns=${days}
          .series=${[
            { name: said('扫码', 'Scans'), values: sampleNumbers(14, 99_828, 3) },
            { name: said('到访', 'Visits'), values: sampleNumbers(14, 40_000, 4) },
          ]}
          .partial=${13}
        ></sc-line-chart>`,
    },
    {
      name: 'many: eight lines, shares',
      render: () =>
        html`<sc-line-chart
          caption=${said('各街道覆盖率', 'Coverage by sub-district')}
          .columns=${days}
          .format=${percent}
          .series=${subdistricts().map((name, index) => ({ name, values: coverage(index + 1) }))}
        ></sc-line-chart>`,
    },
    {
      name: 'gaps where it is not known, zeros, one point by itself',
      render: () =>
        html`<sc-line-chart
          caption=${said('警报', 'Alarms')}
          .columns=${days}
          .series=${[
            {
              name: said('警报', 'Alarms'),
              values: [0, 0, 3, null, null, 5, null, 2, 0, 0, 1, 4, null, 2],
            },
          ]}
        ></sc-line-chart>`,
    },
    {
      name: 'one value',
      render: () =>
        html`<sc-line-chart
          caption=${said('首日', 'The first day')}
          .columns=${days.slice(0, 1)}
          .series=${[{ name: said('扫码', 'Scans'), values: [99_828] }]}
        ></sc-line-chart>`,
    },
    { name: 'empty', render: () => html`<sc-line-chart caption=${said('警报', 'Alarms')}></sc-line-chart>` },
  ],
};
