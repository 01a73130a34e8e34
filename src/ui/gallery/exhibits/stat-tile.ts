import { html } from 'lit';
import { language } from '../../language/languages.ts';
import '../../kit/tile/stat-tile.ts';
import type { Exhibit } from '../exhibit.ts';

const said = (zh: string, en: string): string => (language() === 'en' ? en : zh);

export const exhibit: Exhibit = {
  name: 'stat-tile',
  title: { 'zh-CN': '数字', en: 'One number' },
  states: [
    {
      name: 'usual',
      render: () =>
        html`<sc-stat-tile label=${said('今日扫码', 'Scans today')} value="99,828"></sc-stat-tile>`,
    },
    {
      name: 'attention',
      render: () =>
        html`<sc-stat-tile
          tone="attention"
          label=${said('失联哨兵', 'Silent sentries')}
          value="12"
          note=${said('其中 3 台超过一天', '3 of them for more than a day')}
          href="#stat-tile/attention"
          linkText=${said('查看列表', 'See the list')}
        ></sc-stat-tile>`,
    },
    {
      name: 'zero and unknown',
      render: () =>
        html`<sc-stat-tile label=${said('警报', 'Alarms')} value="0"></sc-stat-tile>
          <sc-stat-tile label=${said('电量', 'Battery')} value="—"></sc-stat-tile>`,
    },
  ],
};
