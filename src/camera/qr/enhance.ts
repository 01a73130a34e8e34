// Pictures made easier to read for a decoder that looks for dark and light: what light, lens and sensor took from a code.
import type { Luma } from './luma.ts';

/** Contrast is measured by squares of so many pixels: for each pixel by itself it takes longer, and reads no more. */
const square = 4;
/** Noise alone must not be made to look like a pattern: so much deviation counts as none. */
const quiet = 2;
/** How far from the middle grey what differs by one standard deviation is put. */
const gain = 48;

/** Sums over all squares in reach of each; at the picture's edge over those that are there. */
function sumsAround(values: Float64Array, columns: number, rows: number, reach: number): Float64Array {
  const along = new Float64Array(values.length);
  for (let y = 0; y < rows; y++) {
    const from = y * columns;
    let sum = 0;
    for (let x = 0; x < Math.min(reach, columns); x++) sum += values[from + x]!;
    for (let x = 0; x < columns; x++) {
      if (x + reach < columns) sum += values[from + x + reach]!;
      if (x - reach > 0) sum -= values[from + x - reach - 1]!;
      along[from + x] = sum;
    }
  }
  const all = new Float64Array(values.length);
  for (let x = 0; x < columns; x++) {
    let sum = 0;
    for (let y = 0; y < Math.min(reach, rows); y++) sum += along[y * columns + x]!;
    for (let y = 0; y < rows; y++) {
      if (y + reach < rows) sum += along[(y + reach) * columns + x]!;
      if (y - reach > 0) sum -= along[(y - reach - 1) * columns + x]!;
      all[y * columns + x] = sum;
    }
  }
  return all;
}

/**
 * The same contrast everywhere: shadows, glare, dim and pale codes.
 * @param reach how far around contrast is measured, px: some modules of a code. Rounded to whole squares.
 */
export function evenContrast({ data, width, height }: Luma, reach: number): Luma {
  const columns = Math.ceil(width / square);
  const rows = Math.ceil(height / square);
  const [sums, squares, counts] = [0, 0, 0].map(() => new Float64Array(columns * rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / square) * columns;
    for (let x = 0; x < width; x += square) {
      let sum = 0;
      let ofSquares = 0;
      let count = 0;
      for (const end = Math.min(x + square, width); x + count < end; count++, at++) {
        const value = data[at]!;
        sum += value;
        ofSquares += value * value;
      }
      const to = row + x / square;
      sums[to]! += sum;
      squares[to]! += ofSquares;
      counts[to]! += count;
    }
  }
  const around = (values: Float64Array) => sumsAround(values, columns, rows, Math.round(reach / square));
  const [sum, ofSquares, count] = [around(sums), around(squares), around(counts)];
  const offsets = new Float32Array(columns * rows);
  const factors = new Float32Array(columns * rows);
  for (let at = 0; at < offsets.length; at++) {
    const mean = sum[at]! / count[at]!;
    factors[at] = gain / (Math.sqrt(Math.max(0, ofSquares[at]! / count[at]! - mean * mean)) + quiet);
    offsets[at] = 128 - mean * factors[at]!;
  }
  const even = new Uint8ClampedArray(data.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, of = Math.floor(y / square) * columns; x < width; x += square, of++) {
      const offset = offsets[of]!;
      const factor = factors[of]!;
      for (const end = at + Math.min(square, width - x); at < end; at++)
        even[at] = data[at]! * factor + offset;
    }
  }
  return { data: new Uint8Array(even.buffer), width, height };
}

/** Each pixel the mean of the nine around it (at the edge as it was): of a sensor's noise a third is left. */
export function smooth({ data, width, height }: Luma): Luma {
  const smoothed = data.slice();
  for (let y = 1; y < height - 1; y++) {
    let at = y * width + 1;
    const column = (place: number): number => data[place - width]! + data[place]! + data[place + width]!;
    let [before, here] = [column(at - 1), column(at)];
    for (const end = (y + 1) * width - 1; at < end; at++) {
      const after = column(at + 1);
      smoothed[at] = (before + here + after) / 9;
      [before, here] = [here, after];
    }
  }
  return { data: smoothed, width, height };
}

/** Half as high, each pixel the mean of two: a code that leans far away to the side looks more like a square then. */
export function squeeze({ data, width, height }: Luma): Luma {
  const rows = height >> 1;
  const squeezed = new Uint8Array(width * rows);
  for (let y = 0, to = 0; y < rows; y++)
    for (let from = 2 * y * width, end = from + width; from < end; from++)
      squeezed[to++] = (data[from]! + data[from + width]!) >> 1;
  return { data: squeezed, width, height: rows };
}
