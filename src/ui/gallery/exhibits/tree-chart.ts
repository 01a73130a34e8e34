import { html } from 'lit';
import '../../kit/chart/tree-chart.ts';
import type { TreeItem } from '../../kit/chart/tree-rows.ts';
import type { Exhibit } from '../exhibit.ts';
import { names, said, sampleNumbers } from '../samples.ts';

const small = (): TreeItem[] => [
  { id: 'a', parent: null, name: '2026-0117', detail: said('11-25 发现', 'found 11-25') },
  { id: 'b', parent: 'a', name: names[1]!, detail: said('同一区域', 'same zone') },
  { id: 'c', parent: 'a', name: names[4]!, detail: said('同一家庭', 'same household') },
  { id: 'd', parent: 'c', name: names[5]!, detail: said('同一闸机 40 秒', 'same gate, 40 s') },
  { id: 'e', parent: 'd', name: names[0]! },
];

const numbers = sampleNumbers(500, 1_000_000, 7);
const large: TreeItem[] = numbers.map((value, index) => ({
  id: String(index),
  parent: index === 0 ? null : String(Math.floor((value / 1_000_001) * Math.min(index, 60))),
  name: `2026-${String(index + 1).padStart(4, '0')}`,
}));

export const exhibit: Exhibit = {
  name: 'tree-chart',
  title: { 'zh-CN': '树形图', en: 'Tree' },
  states: [
    {
      name: 'usual, names from the shortest to the longest',
      render: () =>
        html`<sc-tree-chart
          caption=${said('传播关系', 'Who was met by whom')}
          definition=${said('仅为推断，需人工判定。', 'Inferred only; an officer classifies.')}
          .items=${small()}
        ></sc-tree-chart>`,
    },
    {
      name: 'one',
      render: () =>
        html`<sc-tree-chart
          caption=${said('传播关系', 'Contacts')}
          .items=${small().slice(0, 1)}
        ></sc-tree-chart>`,
    },
    {
      name: 'many: five hundred',
      render: () =>
        html`<sc-tree-chart caption=${said('五百人', 'Five hundred')} .items=${large}></sc-tree-chart>`,
    },
    {
      name: 'empty',
      render: () => html`<sc-tree-chart caption=${said('传播关系', 'Contacts')}></sc-tree-chart>`,
    },
  ],
};
