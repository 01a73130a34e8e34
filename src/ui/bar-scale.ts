/**
 * The top of an axis for counts up to `highest`: the least of 1, 2, 4, 5, 6, 8 or 10 times a power of ten that holds it.
 * Even from 2 on, so that its half is a whole number too.
 */
export function axisTop(highest: number): number {
  if (!(highest > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = (power === 1 ? [2, 4, 6, 8, 10] : [1, 2, 4, 5, 6, 8, 10]).find(
    (each) => each * power >= highest,
  );
  return (step ?? 10) * power;
}

/** Every how many columns a label is drawn, so that labels of `labelWidth` stay apart. Both in px. */
export function labelStep(columnWidth: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((labelWidth + 6) / Math.max(1, columnWidth)));
}
