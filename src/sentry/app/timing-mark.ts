/**
 * Notes a moment in the browser's performance timeline, where `npm run bench -- verdict` and developer tools read it. The
 * mark before it is dropped: a kiosk runs for weeks, and the timeline keeps everything that is not cleared.
 * @param at ms on performance.now()'s clock; now when left out.
 */
export function timingMark(
  name: 'code-captured' | 'verdict-painted' | 'voice-started',
  at: number = performance.now(),
): void {
  performance.clearMarks(name);
  performance.mark(name, { startTime: at });
}
