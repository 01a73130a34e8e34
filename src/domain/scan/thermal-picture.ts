/**
 * The picture of a thermal array: finds the face, and its hottest spot. It is no clinical thermometer (its maker lets it be
 * ±2 °C off). All temperatures are whole centi-degrees Celsius.
 */

/** One picture, row by row from the top left as the device sends it. */
export interface ThermalPicture {
  width: number;
  height: number;
  /** width × height temperatures. */
  pixels: Int16Array;
  /** The device's own temperature. */
  ambient: number;
  /** UTC ms. */
  at: number;
}

/** Where a face is, and how warm. */
export interface ThermalFace {
  /** The hottest spot's temperature, one pixel's as it was measured, and its place in `pixels`. */
  max: number;
  hottest: number;
  /** How many pixels the face has. */
  size: number;
  /** The box around it, pixels from the top left; right and bottom are part of it. */
  box: { left: number; top: number; right: number; bottom: number };
}

/** Skin is at least this warm, and no skin warmer. */
const skin = { min: 3000, max: 4300 };
/** And so much warmer than the device, or it is the wall of a hot room. */
const aboveAmbient = 150;
/** A face three metres from the widest array still has so many pixels; one hot or broken pixel is none. */
const fewestPixels = 4;
/** More than this part of the picture is no face but a wall in the sun, or a hand on the lens. */
const mostOfPicture = 0.7;
/** A pixel so much warmer than all its neighbours is broken, or a spark: no skin changes so fast. */
const spike = 150;

/** The greatest face of the picture; null when there is none. */
export function faceOf(picture: ThermalPicture): ThermalFace | null {
  const { pixels, ambient } = picture;
  const least = Math.max(skin.min, Math.min(ambient + aboveAmbient, 3400));
  const seen = new Uint8Array(pixels.length);
  let best: number[] = [];
  for (let at = 0; at < pixels.length; at++) {
    if (seen[at] || pixels[at]! < least) continue;
    const region = regionFrom(picture, at, least, seen);
    // A cup of tea is as large as a far face, but hotter than any.
    const isHot = region.filter((pixel) => pixels[pixel]! > skin.max).length * 4 > region.length;
    if (!isHot && region.length > best.length) best = region;
  }
  if (best.length < fewestPixels || best.length > pixels.length * mostOfPicture) return null;
  const hottest = best
    .filter((at) => pixels[at]! <= skin.max && !isSpike(picture, at))
    .reduce((a, b) => (a < 0 || pixels[b]! > pixels[a]! ? b : a), -1);
  if (hottest < 0) return null;
  const columns = best.map((at) => at % picture.width);
  const rows = best.map((at) => Math.floor(at / picture.width));
  return {
    max: pixels[hottest]!,
    hottest,
    size: best.length,
    box: {
      left: Math.min(...columns),
      right: Math.max(...columns),
      top: Math.min(...rows),
      bottom: Math.max(...rows),
    },
  };
}

/** The warm pixels that hang together with this one; marks them as seen. */
function regionFrom(picture: ThermalPicture, start: number, least: number, seen: Uint8Array): number[] {
  const region = [start];
  seen[start] = 1;
  for (let next = 0; next < region.length; next++) {
    for (const at of neighbours(picture, region[next]!)) {
      if (seen[at] || picture.pixels[at]! < least) continue;
      seen[at] = 1;
      region.push(at);
    }
  }
  return region;
}

function isSpike(picture: ThermalPicture, at: number): boolean {
  return neighbours(picture, at).every((other) => picture.pixels[at]! - picture.pixels[other]! > spike);
}

/** Above, below, left and right, where there is a pixel. */
function neighbours({ width, height }: ThermalPicture, at: number): number[] {
  const column = at % width;
  const around: number[] = [];
  if (column > 0) around.push(at - 1);
  if (column < width - 1) around.push(at + 1);
  if (at >= width) around.push(at - width);
  if (at < width * (height - 1)) around.push(at + width);
  return around;
}
