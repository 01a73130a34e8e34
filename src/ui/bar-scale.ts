/**
 * The top of an axis for counts up to `highest`: the least of a few round numbers times a power of ten that holds it, so
 * that the bars fill most of the height. Even from 2 on, so that its half is a whole number too.
 */
export function axisTop(highest: number): number {
  if (!(highest > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = (power === 1 ? [2, 4, 6, 8, 10] : [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]).find(
    (each) => each * power >= highest,
  );
  // Rounded, because 1.2 times a power of ten is not exact.
  return Math.round((step ?? 10) * power);
}

/** Every how many columns a label is drawn, so that labels of `labelWidth` stay apart. Both in px. */
export function labelStep(columnWidth: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((labelWidth + 6) / Math.max(1, columnWidth)));
}
