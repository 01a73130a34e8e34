const alphabet = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The middle of a geohash's cell: degrees of latitude and longitude. */
export function geohashMiddle(geohash: string): [latitude: number, longitude: number] {
  const ranges: [[number, number], [number, number]] = [
    [-180, 180],
    [-90, 90],
  ];
  [...geohash]
    .flatMap((letter) => [16, 8, 4, 2, 1].map((bit) => (alphabet.indexOf(letter) & bit) !== 0))
    .forEach((isUpper, at) => {
      const range = ranges[at % 2]!;
      range[isUpper ? 0 : 1] = (range[0] + range[1]) / 2;
    });
  const [[west, east], [south, north]] = ranges;
  return [(south + north) / 2, (west + east) / 2];
}
