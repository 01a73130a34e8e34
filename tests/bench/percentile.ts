/** The value below which a share of all lies (nearest rank). @param share 0..1 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** Two decimals: more would claim a precision that no clock here has. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
