interface Point {
  x: number;
  y: number;
}

/** A QR code that was read in a picture. */
export interface FoundCode {
  text: string;
  /** True when its middle lies in the middle of the picture, where the screen shows the frame to hold a code in. */
  inFrame: boolean;
}

/** How much of the picture's shorter side the frame takes, about what the screen draws (sentry/app/kiosk-page.ts). */
const frameShare = 0.6;

/**
 * A code with its place in the picture.
 * @param corners in pixels, of the picture of this size
 */
export function foundCode(
  text: string,
  corners: readonly Point[],
  { width, height }: { width: number; height: number },
): FoundCode {
  const middle = (at: 'x' | 'y'): number =>
    corners.reduce((sum, corner) => sum + corner[at], 0) / corners.length;
  const reach = (Math.min(width, height) * frameShare) / 2;
  const inFrame = Math.abs(middle('x') - width / 2) <= reach && Math.abs(middle('y') - height / 2) <= reach;
  return { text, inFrame };
}
