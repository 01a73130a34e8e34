import { expect } from '@open-wc/testing';
import { clusters, type MapPoint } from '../../../../src/ui/kit/map/clusters.ts';

const point = (id: number, longitude: number, latitude: number): MapPoint => ({
  id,
  name: `${id}`,
  latitude,
  longitude,
});
const project = ({ longitude, latitude }: MapPoint) => ({ x: longitude, y: latitude });
const screen = { width: 100, height: 100 };

describe('places on the map', () => {
  it('are gathered where they lie close, in their middle', () => {
    const found = clusters([point(1, 10, 10), point(2, 20, 12), point(3, 80, 80)], project, 50, screen);
    expect(found.map(({ x, y, points }) => [x, y, points.map(({ id }) => id)])).to.deep.equal([
      [15, 11, [1, 2]],
      [80, 80, [3]],
    ]);
  });

  it('are left out where they are not seen', () => {
    expect(clusters([point(1, -5, 10), point(2, 20, 101)], project, 50, screen)).to.deep.equal([]);
  });

  it('lose nobody among 69,445', () => {
    const all = Array.from({ length: 69_445 }, (_, id) => point(id, (id * 37) % 100, (id * 61) % 100));
    const found = clusters(all, project, 20, screen);
    expect(found).to.have.length(25);
    expect(found.reduce((sum, { points }) => sum + points.length, 0)).to.equal(69_445);
  });
});
