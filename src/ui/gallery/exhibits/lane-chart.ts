import { html } from 'lit';
import '../../kit/chart/lane-chart.ts';
import type { Lane } from '../../kit/chart/lane-chart.ts';
import type { Exhibit } from '../exhibit.ts';
import { names, said, sampleNumbers } from '../samples.ts';

const hourMs = 3_600_000;
/** 07:00 of 2026-11-27 in Shanghai. */
const start = Date.UTC(2026, 10, 26, 23);
const at = (hour: number) => start + (hour - 7) * hourMs;
const kinds = () => [
  said('写字楼 3 层', 'Office, 3rd floor'),
  said('望江商场 A 区', 'Wangjiang Mall, zone A'),
  said('便利店', 'Corner shop'),
];

const lanes: Lane[] = [
  {
    name: '2026-0117',
    spans: [
      { kind: 0, from: at(8), to: at(11.8) },
      { kind: 1, from: at(12.4), to: at(15.5), isEndAssumed: true },
      { kind: 2, from: at(18), to: at(18.4) },
    ],
  },
  { name: names[1]!, spans: [{ kind: 0, from: at(8.2), to: at(17.5), isEndAssumed: true }] },
  { name: names[4]!, spans: [{ kind: 1, from: at(15), to: at(16.1) }] },
  { name: names[0]!, spans: [] },
];

export const exhibit: Exhibit = {
  name: 'lane-chart',
  title: { 'zh-CN': '泳道图', en: 'Lanes of time' },
  states: [
    {
      name: 'usual, some ends assumed',
      render: () =>
        html`<sc-lane-chart
          caption=${said('2026-11-27 同时同地', 'Same place, same time, 2026-11-27')}
          definition=${said('按哨兵扫码与到访推算的停留。', 'Stays worked out from scans at sentries and visits.')}
          .kinds=${kinds()}
          .lanes=${lanes}
          .from=${at(7)}
          .to=${at(20)}
        ></sc-lane-chart>`,
    },
    {
      name: 'one stay over three days',
      render: () =>
        html`<sc-lane-chart
          caption=${said('三天', 'Three days')}
          .kinds=${kinds().slice(0, 1)}
          .lanes=${[{ name: names[2]!, spans: [{ kind: 0, from: at(10), to: at(50) }] }]}
          .from=${at(7)}
          .to=${at(79)}
        ></sc-lane-chart>`,
    },
    {
      name: 'many: forty persons',
      render: () =>
        html`<sc-lane-chart
          caption=${said('四十人', 'Forty persons')}
          .kinds=${kinds()}
          .lanes=${sampleNumbers(40, 8, 5).map((hour, index) => ({
            name: `${said('人员', 'Person')} ${index + 1}`,
            spans: [
              { kind: index % 3, from: at(8 + hour), to: at(9.5 + hour), isEndAssumed: index % 4 === 0 },
            ],
          }))}
          .from=${at(7)}
          .to=${at(20)}
        ></sc-lane-chart>`,
    },
    {
      name: 'empty',
      render: () => html`<sc-lane-chart caption=${said('同时同地', 'Same place')}></sc-lane-chart>`,
    },
  ],
};
