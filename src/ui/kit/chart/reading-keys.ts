/**
 * Where a key moves what is read out, in a grid of `columns` × `rows` positions numbered row by row; null for a key that
 * moves nothing. In a single row the arrows up and down go forth and back too.
 */
export function nextPosition(key: string, at: number, columns: number, rows = 1): number | null {
  const last = columns * rows - 1;
  const column = at % columns;
  const row = Math.floor(at / columns);
  const down = rows === 1 ? -1 : columns;
  switch (key) {
    case 'ArrowLeft':
      return column > 0 ? at - 1 : at;
    case 'ArrowRight':
      return column < columns - 1 ? at + 1 : at;
    case 'ArrowUp':
      return inside(at - down, at, last);
    case 'ArrowDown':
      return inside(at + down, at, last);
    case 'Home':
      return row * columns;
    case 'End':
      return row * columns + columns - 1;
    default:
      return null;
  }
}

function inside(position: number, at: number, last: number): number {
  return position < 0 || position > last ? at : position;
}
