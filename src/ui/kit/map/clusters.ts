/** A place on the map: an id, and where it is in degrees. */
export interface MapPoint {
  id: number;
  name: string;
  latitude: number;
  longitude: number;
}

/** Points that lie close to one another on the screen; `x` and `y` are their middle, px. */
export interface Cluster {
  x: number;
  y: number;
  points: MapPoint[];
}

/**
 * Gathers points into the squares of a grid. It takes as long as there are points, so tens of thousands are drawn anew within a
 * frame or two after each move of the map.
 * @param project where a point lies on the screen, px
 * @param size of the grid's squares, px
 * @param screen what is seen; what lies outside is left out
 */
export function clusters(
  points: readonly MapPoint[],
  project: (point: MapPoint) => { x: number; y: number },
  size: number,
  screen: { width: number; height: number },
): Cluster[] {
  const squares = new Map<number, { x: number; y: number; points: MapPoint[] }>();
  for (const point of points) {
    const { x, y } = project(point);
    if (x < 0 || y < 0 || x > screen.width || y > screen.height) continue;
    const key = Math.floor(y / size) * 10_000 + Math.floor(x / size);
    const square = squares.get(key);
    if (square) {
      square.x += x;
      square.y += y;
      square.points.push(point);
    } else squares.set(key, { x, y, points: [point] });
  }
  return [...squares.values()].map(({ x, y, points: gathered }) => ({
    x: x / gathered.length,
    y: y / gathered.length,
    points: gathered,
  }));
}
