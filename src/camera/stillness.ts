import type { Luma } from './qr/luma.ts';

/** Pixels of a cell's side. */
const cellSize = 16;
/** Of a cell, every so many-th pixel of a row and every so many-th row is looked at: 32 of 256, which averages a sensor's noise out. */
const stepX = 2;
const stepY = 4;
/**
 * A cell has changed when its brightness did by more than this, of 255, beyond what the whole picture did (a lamp's flicker, a
 * cloud), or the difference between its neighbouring pixels: a code on grey is as bright as the grey.
 */
const leastChange = 10;
/** So many cells make a movement: of a code 60 pixels wide, there are sixteen. */
const leastCells = 3;

/** Tells whether anything moves before a camera, at a tenth of what looking for a code costs. */
export class Stillness {
  #cells = new Float32Array(0);
  #size = '';

  /** @returns true when the picture differs from the one before; true of the first */
  moved(luma: Luma): boolean {
    const cells = cellsOf(luma);
    const before = this.#cells;
    const size = `${luma.width}x${luma.height}`;
    const isComparable = size === this.#size;
    this.#cells = cells;
    this.#size = size;
    if (!isComparable) return true;
    let shift = 0;
    for (let index = 0; index < cells.length; index += 2) shift += cells[index]! - before[index]!;
    shift /= Math.max(1, cells.length / 2);
    let changed = 0;
    for (let index = 0; index < cells.length; index += 2) {
      const light = Math.abs(cells[index]! - before[index]! - shift);
      const texture = Math.abs(cells[index + 1]! - before[index + 1]!);
      if ((light > leastChange || texture > leastChange) && ++changed >= leastCells) return true;
    }
    // What creeps (the sun) is followed; what moves more slowly than this from frame to frame, nobody holds up to a camera.
    return false;
  }
}

/** Of each cell its mean brightness, then the mean difference between neighbours in a row. */
function cellsOf({ data, width, height }: Luma): Float32Array<ArrayBuffer> {
  const columns = Math.floor(width / cellSize);
  const rows = Math.floor(height / cellSize);
  const cells = new Float32Array(columns * rows * 2);
  for (let row = 0; row < rows; row++) {
    for (let y = row * cellSize; y < (row + 1) * cellSize; y += stepY) {
      let at = y * width;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        let difference = 0;
        let before = data[at]!;
        for (const end = at + cellSize; at < end; at += stepX) {
          const pixel = data[at]!;
          sum += pixel;
          difference += pixel > before ? pixel - before : before - pixel;
          before = pixel;
        }
        const index = (row * columns + column) * 2;
        cells[index]! += sum;
        cells[index + 1]! += difference;
      }
    }
  }
  const looked = (cellSize / stepX) * (cellSize / stepY);
  for (let index = 0; index < cells.length; index++) cells[index]! /= looked;
  return cells;
}
