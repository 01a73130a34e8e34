import { expect } from '@open-wc/testing';
import { OutlineFault, readOutlines } from '../../../src/domain/site/outlines.ts';

const square = [
  [
    [121, 31],
    [122, 31],
    [122, 32],
    [121, 31],
  ],
];
const feature = (name: unknown, geometry: unknown = { type: 'Polygon', coordinates: square }) => ({
  type: 'Feature',
  properties: { name },
  geometry,
});
const file = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

describe('the outlines of a district', () => {
  it('are polygons by the name of the sub-district', () => {
    const multi = { type: 'MultiPolygon', coordinates: [square, square] };
    const { areas } = readOutlines(file(feature('望江街道'), feature('梧桐街道', multi)));
    expect(areas.map(({ name, polygons }) => [name, polygons.length])).to.deep.equal([
      ['望江街道', 1],
      ['梧桐街道', 2],
    ]);
  });

  const wrong: [what: string, value: unknown, says: RegExp][] = [
    ['no object', [], /The file is no JSON object/],
    ['another type', { type: 'Topology' }, /no FeatureCollection/],
    ['nothing in it', file(), /There are 0 features; 1 to 200/],
    ['too many', file(...Array.from({ length: 201 }, (_, index) => feature(`${index}`))), /201 features/],
    ['no name', file(feature('')), /Feature 1 has no name/],
    ['a name twice', file(feature('a'), feature('a')), /Feature 2: there are two of the name "a"/],
    ['a line', file(feature('a', { type: 'LineString', coordinates: [] })), /is a LineString/],
    [
      'an open ring',
      file(feature('a', { type: 'Polygon', coordinates: [square[0]!.slice(0, 3)] })),
      /ends where/,
    ],
    [
      'latitude first',
      file(
        feature('a', {
          type: 'Polygon',
          coordinates: [
            [
              [31, 121],
              [31, 122],
              [32, 122],
              [31, 121],
            ],
          ],
        }),
      ),
      /\[31,121\] is no longitude and latitude/,
    ],
    [
      'a text for a number',
      file(feature('a', { type: 'Polygon', coordinates: [[['1', 2]]] })),
      /no longitude/,
    ],
    ['too little nesting', file(feature('a', { type: 'Polygon', coordinates: [121, 31] })), /nested/],
    [
      'too many positions',
      file(feature('a', { type: 'Polygon', coordinates: [Array.from({ length: 50_001 }, () => [0, 0])] })),
      /more than 50000 positions/,
    ],
  ];
  for (const [what, value, says] of wrong)
    it(`with ${what} are refused`, () => expect(() => readOutlines(value)).to.throw(OutlineFault, says));
});
