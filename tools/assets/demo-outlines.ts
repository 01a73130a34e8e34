// Draws invented outlines of the demo's sub-districts around where its sites are: `npx tsx tools/assets/demo-outlines.ts` writes the
// file that the demo's map shows. Every place belongs to the sub-district whose middle is nearest, and borders wind a little.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narrow } from '../../src/server/demo/places/areas.ts';
import { middles, subdistricts } from '../../src/server/demo/places/place-names.ts';
import { isCommand, places } from '../places.ts';
import { runCommand } from '../plain-error.ts';

type Point = [x: number, y: number];

/** How far the district goes beyond its outermost middles, degrees of latitude. */
const beyond = 0.0105;

/** The outlines as GeoJSON; the same every time. */
export function demoOutlines(): object {
  const flat = middles.map(([latitude, longitude]): Point => [longitude * narrow, latitude]);
  const boundary = around(flat);
  return {
    type: 'FeatureCollection',
    features: flat.map((middle, index) => {
      let cell = boundary;
      for (const other of flat) if (other !== middle) cell = nearerTo(cell, middle, other);
      const ring = winding(cell).map(([x, y]) => [round(x / narrow), round(y)]);
      return {
        type: 'Feature',
        properties: { name: subdistricts[index] },
        geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] },
      };
    }),
  };
}

/** A round district: a polygon of many corners around all middles. */
function around(points: readonly Point[]): Point[] {
  const centre: Point = [
    points.reduce((sum, [x]) => sum + x, 0) / points.length,
    points.reduce((sum, [, y]) => sum + y, 0) / points.length,
  ];
  const corners = 24;
  return Array.from({ length: corners }, (_, index): Point => {
    const angle = (index / corners) * 2 * Math.PI;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const reach = Math.max(...points.map(([x, y]) => (x - centre[0]) * dx + (y - centre[1]) * dy));
    return [centre[0] + dx * (reach + beyond), centre[1] + dy * (reach + beyond)];
  });
}

/** The part of a convex polygon that is nearer to `own` than to `other`. */
function nearerTo(polygon: readonly Point[], own: Point, other: Point): Point[] {
  const [nx, ny] = [other[0] - own[0], other[1] - own[1]];
  const limit = (nx * (own[0] + other[0]) + ny * (own[1] + other[1])) / 2;
  const over = ([x, y]: Point) => nx * x + ny * y - limit;
  return polygon.flatMap((point, index) => {
    const next = polygon[(index + 1) % polygon.length]!;
    const [a, b] = [over(point), over(next)];
    const kept: Point[] = a <= 0 ? [point] : [];
    if ((a < 0 && b > 0) || (a > 0 && b < 0)) {
      const at = a / (a - b);
      kept.push([point[0] + at * (next[0] - point[0]), point[1] + at * (next[1] - point[1])]);
    }
    return kept;
  });
}

/** Puts corners into each side, moved a little across it: both neighbours move a shared side alike. */
function winding(polygon: readonly Point[]): Point[] {
  return polygon.flatMap((from, index) => {
    const to = polygon[(index + 1) % polygon.length]!;
    const isTurned = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1]);
    const [a, b] = isTurned ? [to, from] : [from, to];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const pieces = Math.max(1, Math.round(length / 0.002));
    const inner = Array.from({ length: pieces - 1 }, (_, piece): Point => {
      const at = (piece + 1) / pieces;
      const [x, y] = [a[0] + at * (b[0] - a[0]), a[1] + at * (b[1] - a[1])];
      const aside = 0.00028 * Math.sin(round(x) * 90_000 + round(y) * 70_000);
      return [x + (aside * (a[1] - b[1])) / length, y + (aside * (b[0] - a[0])) / length];
    });
    return [from, ...(isTurned ? inner.toReversed() : inner)];
  });
}

/** Five digits: a metre. */
function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

export const demoOutlinesFile = join(places.source, 'server', 'demo', 'places', 'outlines.geojson');

if (isCommand(import.meta.url))
  await runCommand(async () => {
    await writeFile(demoOutlinesFile, `${JSON.stringify(demoOutlines())}\n`);
    console.log(`Written: ${demoOutlinesFile}`);
  });
