import { html } from 'lit';
import '../../kit/chart/matrix-chart.ts';
import type { Exhibit } from '../exhibit.ts';
import { days, hours, said, sampleNumbers, scansByHour, subdistricts } from '../samples.ts';

const categories = () =>
  said(
    '商场,超市,写字楼,学校,医院,地铁站',
    'Malls,Supermarkets,Offices,Schools,Hospitals,Metro stations',
  ).split(',');

export const exhibit: Exhibit = {
  name: 'matrix-chart',
  title: { 'zh-CN': '矩阵图', en: 'Matrix' },
  states: [
    {
      name: 'usual: sub-district × category',
      render: () =>
        html`<sc-matrix-chart
          caption=${said('各街道各类场所码', 'Site codes by sub-district and category')}
          definition=${said('截至 2026-11-30 在用的场所码。', 'Site codes in use on 2026-11-30.')}
          unit=${said('个', 'codes')}
          rowHead=${said('街道', 'Sub-district')}
          .columns=${categories().map((name) => ({ short: name, long: name }))}
          .rows=${subdistricts().map((name, index) => ({ name, values: sampleNumbers(6, 1_400, index + 1) }))}
        ></sc-matrix-chart>`,
    },
    {
      name: 'many: fourteen days × hours',
      render: () =>
        html`<sc-matrix-chart
          caption=${said('十四天每小时扫码', 'Scans by day and hour')}
          unit=${said('次', 'times')}
          rowHead=${said('日期', 'Day')}
          .columns=${hours.map(({ short }) => ({ short, long: `${short}:00` }))}
          .rows=${days.map(({ long }, index) => ({
            name: long,
            values: scansByHour.map((value) => (index === 5 ? null : Math.round(value * (1 + index / 20)))),
          }))}
        ></sc-matrix-chart>`,
    },
    {
      name: 'one value, zeros and what is not known',
      render: () =>
        html`<sc-matrix-chart
          caption=${said('缺项', 'Gaps')}
          rowHead=${said('街道', 'Sub-district')}
          .columns=${[said('扫码设备', 'Device'), said('测温', 'Thermometer')].map((name) => ({ short: name, long: name }))}
          .rows=${[
            { name: subdistricts()[0]!, values: [0, null] },
            { name: subdistricts()[1]!, values: [0, 1] },
          ]}
        ></sc-matrix-chart>`,
    },
    {
      name: 'empty',
      render: () => html`<sc-matrix-chart caption=${said('缺项', 'Gaps')}></sc-matrix-chart>`,
    },
  ],
};
