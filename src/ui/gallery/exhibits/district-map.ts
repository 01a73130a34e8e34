import { html } from 'lit';
import { readOutlines } from '../../../domain/site/outlines.ts';
import '../../kit/map/district-map.ts';
import type { MapPoint } from '../../kit/map/clusters.ts';
import type { Exhibit } from '../exhibit.ts';
import { said, sampleNumbers, subdistricts } from '../samples.ts';

const names = [
  '望江街道',
  '梧桐街道',
  '南桥街道',
  '石库街道',
  '书院街道',
  '北塘街道',
  '长汀街道',
  '国际博览中心滨江综合开发区街道',
];
const [west, south, wide, high] = [121.46, 31.24, 0.018, 0.024];

/** Eight crooked fields in two rows: no real place. */
const outlines = readOutlines({
  type: 'FeatureCollection',
  features: names.map((name, index) => {
    const corner = (column: number, row: number) => [
      west + wide * (column + 0.18 * Math.sin(3 * column + 5 * row)),
      south + high * (row + 0.16 * Math.sin(4 * column + 2 * row)),
    ];
    const [column, row] = [index % 4, Math.floor(index / 4)];
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ].map(([x, y]) => corner(column + x!, row + y!));
    return { type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [ring] } };
  }),
});

const areas = (values: readonly (number | null)[]) =>
  names.map((name, index) => ({
    name,
    label: subdistricts()[index]!,
    value: values[index] ?? null,
    href: '#district-map',
  }));

const places: MapPoint[] = sampleNumbers(69_445 * 2, 1_000_000, 11).reduce<MapPoint[]>(
  (made, value, index, all) => {
    if (index % 2 === 1)
      made.push({
        id: made.length + 1,
        name: `${made.length + 1}`,
        longitude: west + (4 * wide * all[index - 1]!) / 1e6,
        latitude: south + (2 * high * value) / 1e6,
      });
    return made;
  },
  [],
);

const map = (values: readonly (number | null)[], points: readonly MapPoint[] = []) =>
  html`<sc-district-map
    caption=${said('各街道今日扫码', 'Scans today by sub-district')}
    definition=${said('本区所有哨兵当日记录的扫码次数。', 'All scans that the district’s sentries recorded today.')}
    unit=${said('次', 'times')}
    valueName=${said('扫码', 'Scans')}
    .outlines=${outlines}
    .areas=${areas(values)}
    .points=${points}
  ></sc-district-map>`;

export const exhibit: Exhibit = {
  name: 'district-map',
  title: { 'zh-CN': '辖区地图', en: 'Map of the district' },
  states: [
    { name: 'usual', render: () => map([18_211, 9_911, 7_430, 12_022, 8_807, 0, null, 9_156]) },
    {
      name: 'many: 69,445 places',
      render: () => map([8_204, 9_911, 7_430, 10_022, 8_807, 6_911, 9_004, 9_156], places),
    },
    { name: 'one value, two places', render: () => map([3], places.slice(40, 42)) },
    { name: 'zeros', render: () => map(names.map(() => 0)) },
    {
      name: 'no outlines',
      render: () =>
        html`<sc-district-map
          caption=${said('各街道今日扫码', 'Scans today by sub-district')}
          .areas=${areas([1, 2, 3])}
        ></sc-district-map>`,
    },
    {
      name: 'empty',
      render: () =>
        html`<sc-district-map
          caption=${said('各街道今日扫码', 'Scans today by sub-district')}
        ></sc-district-map>`,
    },
  ],
};
