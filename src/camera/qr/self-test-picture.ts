import type { Luma } from './luma.ts';

/** What the picture says. */
export const selfTestText = 'SELF TEST';

/** A QR code of version 1 with that text: a row a word, the leftmost module in bit 20. */
const rows =
  '1fc17f 105f41 174b5d 17585d 17575d 104941 1fd57f 001900 0bd7da 03019c 177c20 0ebfdb 1c65fc 001cd7 1fcb2d 105a61 1750e7 1755f0 1747af 10530e 1fc99e'
    .split(' ')
    .map((row) => Number.parseInt(row, 16));

const modulePixels = 8;
const border = 4;

/** A picture that every working decoder can read: tells at start whether this browser's decoder does. */
export function selfTestPicture(): Luma {
  const size = (rows.length + 2 * border) * modulePixels;
  const data = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    const row = rows[Math.floor(y / modulePixels) - border] ?? 0;
    for (let x = 0; x < size; x++) {
      const column = Math.floor(x / modulePixels) - border;
      const dark = column >= 0 && column < rows.length && (row >> (rows.length - 1 - column)) & 1;
      data[y * size + x] = dark ? 30 : 220;
    }
  }
  return { data, width: size, height: size };
}
