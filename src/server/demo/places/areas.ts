import type { Chance } from '../random.ts';
import { middles } from './place-names.ts';

/** A degree of longitude against one of latitude, at the demo's latitude. */
export const narrow = Math.cos((31.27 * Math.PI) / 180);
/** Borders wind by half of this around the line between two middles (tools/assets/demo-outlines.ts); degrees of latitude. */
const apart = 0.0006;

/** A position inside the outline of a sub-district, most of them near its middle: degrees of latitude and longitude. */
export function positionIn(area: number, chance: Chance): [latitude: number, longitude: number] {
  const [latitude, longitude] = middles[area]!;
  // Two throws together: the middle is likelier.
  const off = (width: number): number => (chance.next() + chance.next() - 1) * width;
  for (;;) {
    const found: [number, number] = [latitude + off(0.009), longitude + off(0.011)];
    if (isInside(area, found)) return found;
  }
}

/** Whether a position is nearer to this middle than to any other, by more than borders wind. */
function isInside(area: number, position: readonly [number, number]): boolean {
  const own = middles[area]!;
  return middles.every((other, index) => {
    if (index === area) return true;
    const [x, y] = [(other[1] - own[1]) * narrow, other[0] - own[0]];
    const length = Math.hypot(x, y);
    const along = ((position[1] - own[1]) * narrow * x + (position[0] - own[0]) * y) / length;
    return along < length / 2 - apart;
  });
}
