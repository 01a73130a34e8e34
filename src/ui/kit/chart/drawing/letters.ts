// Text in a drawing does not wrap: what is too long for its place is cut with … before it is drawn.

const canvas = globalThis.document?.createElement('canvas').getContext('2d');

/** Px that a text takes in the charts' letters. @param size of the letters, px */
export function textWidth(text: string, size: number, weight = 400): number {
  if (!canvas) return text.length * size;
  canvas.font = `${weight} ${size}px system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif`;
  return canvas.measureText(text).width;
}

/** The text, or as much of its beginning as fits into `px`, with …; '' where not even one letter fits. */
export function fitted(text: string, px: number, size: number, weight = 400): string {
  if (textWidth(text, size, weight) <= px) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const cut = `${letters.slice(0, middle).join('')}…`;
    if (textWidth(cut, size, weight) <= px) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${letters.slice(0, low).join('')}…`;
}
