import { html } from 'lit';
import '../../kit/chart/bar-chart.ts';
import type { Exhibit } from '../exhibit.ts';
import { days, hours, said, sampleNumbers, scansByHour, subdistricts } from '../samples.ts';

const columnsOf = (names: readonly string[]) => names.map((name) => ({ short: name, long: name }));
const definition = () =>
  said('本区所有哨兵当日记录的扫码次数。', 'All scans that the district’s sentries recorded on the day.');

export const exhibit: Exhibit = {
  name: 'bar-chart',
  title: { 'zh-CN': '柱形图', en: 'Bar chart' },
  states: [
    {
      name: 'usual, the day not over',
      render: () =>
        html`<sc-bar-chart
          caption=${said('今日每小时', 'Today by hour')}
          definition=${definition()}
          unit=${said('次', 'times')}
          .columns=${hours.map((hour, index) => (index > 17 ? hour : { ...hour, href: '#bar-chart' }))}
          .series=${[
            { name: said('扫码', 'Scans'), values: scansByHour, height: 110 },
            { name: said('警报', 'Alarms'), values: sampleNumbers(24, 4), height: 56 },
          ]}
          .partial=${17}
        ></sc-bar-chart>`,
    },
    {
      name: 'grouped, by sub-district, long names',
      render: () =>
        html`<sc-bar-chart
          layout="grouped"
          caption=${said('各街道场所码申领与首次扫码', 'Codes applied for and first scanned, by sub-district')}
          unit=${said('个', 'codes')}
          columnHead=${said('街道', 'Sub-district')}
          .columns=${columnsOf(subdistricts())}
          .series=${[
            {
              name: said('申领', 'Applied for'),
              values: [8_204, 9_911, 7_430, 10_022, 8_807, 6_911, 9_004, 9_156],
            },
            {
              name: said('首次扫码', 'First scanned'),
              values: [8_001, 9_420, 7_102, 9_655, null, 6_800, 8_704, 0],
            },
          ]}
        ></sc-bar-chart>`,
    },
    {
      name: 'stacked, five parts',
      render: () =>
        html`<sc-bar-chart
          layout="stacked"
          caption=${said('十四天的核验结果', 'Verdicts of fourteen days')}
          unit=${said('次', 'times')}
          .columns=${days}
          .series=${[
            said('放行', 'Admitted'),
            said('人工处理', 'Attended'),
            said('劝返', 'Refused'),
            said('应急放行', 'Let in by hand'),
            said('未判定', 'Undecided'),
          ].map((name, index) => ({ name, values: sampleNumbers(14, 90_000 / 4 ** index, index + 1) }))}
          .partial=${13}
        ></sc-bar-chart>`,
    },
    {
      name: 'one value',
      render: () =>
        html`<sc-bar-chart
          caption=${said('首日', 'The first day')}
          .columns=${days.slice(0, 1)}
          .series=${[{ name: said('扫码', 'Scans'), values: [99_828] }]}
        ></sc-bar-chart>`,
    },
    {
      name: 'zeros, and days that are not known',
      render: () =>
        html`<sc-bar-chart
          caption=${said('警报', 'Alarms')}
          .columns=${days}
          .series=${[
            {
              name: said('警报', 'Alarms'),
              values: days.map((_, index) => (index > 3 && index < 7 ? null : 0)),
            },
          ]}
        ></sc-bar-chart>`,
    },
    {
      name: 'many: a quarter of days',
      render: () =>
        html`<sc-bar-chart
          caption=${said('一季度每日扫码', 'Scans by day, a quarter')}
          .columns=${Array.from({ length: 92 }, (_, index) => {
            const day = new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10);
            return { short: day.slice(5), long: day };
          })}
          .series=${[{ name: said('扫码', 'Scans'), values: sampleNumbers(92, 120_000, 9) }]}
        ></sc-bar-chart>`,
    },
    {
      name: 'empty',
      render: () => html`<sc-bar-chart caption=${said('今日每小时', 'Today by hour')}></sc-bar-chart>`,
    },
  ],
};
