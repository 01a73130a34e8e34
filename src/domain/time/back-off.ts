/**
 * How long to wait before the next try of something that failed: doubles from `firstMs` to `longestMs`.
 * @param attempt how many tries have failed so far; 0 or less gives `firstMs`
 * @returns milliseconds: 1, 2, 4, 8, 16, 30, 30 ... seconds by default
 */
export function backOffMs(attempt: number, firstMs = 1000, longestMs = 30_000): number {
  const doublings = Math.min(Math.max(Math.floor(attempt), 0), 30);
  return Math.min(firstMs * 2 ** doublings, longestMs);
}
