const alphabet = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The geohash of a position in degrees: bits of longitude and latitude in turn, five to a character. */
export function geohash(latitude: number, longitude: number, length: number): string {
  const ranges: [[number, number], [number, number]] = [
    [-180, 180],
    [-90, 90],
  ];
  let text = '';
  let bits = 0;
  for (let bit = 0; bit < length * 5; bit++) {
    const range = ranges[bit % 2]!;
    const middle = (range[0] + range[1]) / 2;
    const upper = (bit % 2 === 0 ? longitude : latitude) >= middle;
    range[upper ? 0 : 1] = middle;
    bits = bits * 2 + (upper ? 1 : 0);
    if (bit % 5 === 4) {
      text += alphabet[bits]!;
      bits = 0;
    }
  }
  return text;
}
