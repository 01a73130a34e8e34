/**
 * The outlines of a district's sub-districts, as a district brings them: GeoJSON (RFC 7946), a FeatureCollection of Polygons
 * and MultiPolygons, each with the property `name`, the sub-district as its sites name it.
 */
export interface Outlines {
  areas: readonly Outline[];
}

export interface Outline {
  name: string;
  polygons: readonly Polygon[];
}

/** Rings: the first is the outside, others are holes. */
export type Polygon = readonly Ring[];
/** Positions in degrees, longitude first; the last is the first again. */
export type Ring = readonly (readonly [longitude: number, latitude: number])[];

/** Bytes of the file; a hundred sub-districts with 300 positions each take a third. */
export const mostOutlineBytes = 1 << 20;
export const mostAreas = 200;
export const mostPositions = 50_000;

/** What is wrong with a file of outlines, in a sentence that says where. */
export class OutlineFault extends Error {}

/** @throws OutlineFault */
export function readOutlines(value: unknown): Outlines {
  const { type, features } = object(value, 'The file');
  if (type !== 'FeatureCollection' || !Array.isArray(features))
    throw new OutlineFault('The file is no FeatureCollection of GeoJSON.');
  if (features.length === 0 || features.length > mostAreas)
    throw new OutlineFault(`There are ${features.length} features; 1 to ${mostAreas} are allowed.`);
  let positions = 0;
  const names = new Set<string>();
  const areas = features.map((feature, index): Outline => {
    const where = `Feature ${index + 1}`;
    const { properties, geometry } = object(feature, where);
    const { name } = object(properties, `${where}: its properties`);
    if (typeof name !== 'string' || name.trim() === '' || name.length > 100)
      throw new OutlineFault(`${where} has no name of 1 to 100 characters.`);
    if (names.has(name)) throw new OutlineFault(`${where}: there are two of the name "${name}".`);
    names.add(name);
    const polygons = polygonsOf(geometry, `${where} (${name})`);
    for (const ring of polygons.flat()) positions += ring.length;
    if (positions > mostPositions)
      throw new OutlineFault(`There are more than ${mostPositions} positions: simplify the outlines.`);
    return { name, polygons };
  });
  return { areas };
}

function polygonsOf(geometry: unknown, where: string): Polygon[] {
  const { type, coordinates } = object(geometry, `${where}: its geometry`);
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    throw new OutlineFault(`${where} is a ${String(type)}; only Polygon and MultiPolygon are areas.`);
  const polygons = list(type === 'Polygon' ? [coordinates] : coordinates, where);
  return polygons.map((polygon) => list(polygon, where).map((ring) => ringOf(ring, where)));
}

function ringOf(value: unknown, where: string): Ring {
  const ring = list(value, where).map((position): [number, number] => {
    const [longitude, latitude] = list(position, where);
    if (!within(longitude, 180) || !within(latitude, 90))
      throw new OutlineFault(
        `${where}: ${JSON.stringify(position)} is no longitude and latitude in degrees.`,
      );
    return [longitude, latitude];
  });
  const [first, last] = [ring[0]!, ring[ring.length - 1]!];
  if (ring.length < 4 || first[0] !== last[0] || first[1] !== last[1])
    throw new OutlineFault(`${where}: a ring has four positions or more and ends where it began.`);
  return ring;
}

function within(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= -most && value <= most;
}

function list(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new OutlineFault(`${where}: its coordinates are not nested as GeoJSON has them.`);
  return value;
}

function object(value: unknown, what: string): { [key: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new OutlineFault(`${what} is no JSON object.`);
  return value as { [key: string]: unknown };
}
