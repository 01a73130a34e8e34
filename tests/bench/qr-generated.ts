// The readers on codes that are hard to read, drawn from a fixed seed: anybody can run it.
import { parseArgs } from 'node:util';
import { withReaders } from './qr/browser.ts';
import { figuresOf, readers, type ReaderName, type Seen } from './qr/figures.ts';
import type { Bench } from './qr/page.ts';

const idleFrames = 60;

/** `npm run bench -- qr-generated [--each N]`: so many pictures of each kind; all are of the camera's size. */
export default async function qrGenerated(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { each: { type: 'string', default: '12' } } });
  return withReaders([], async (page) => {
    const seen: Seen[] = [];
    const byKind: Record<string, Record<ReaderName, number>> = {};
    for (;;) {
      const next = await page.evaluate(
        (each) => (globalThis as unknown as { bench: Bench }).bench.readGenerated(each),
        Number(values.each),
      );
      if (!next) break;
      const { kind, truth, at720p } = next;
      seen.push({ readings: at720p, truth });
      const counts = (byKind[kind] ??= { ours: 0, zxingWasm: 0, zxingBrowser: 0 });
      for (const reader of readers) if (at720p[reader].texts.includes(truth)) counts[reader]++;
    }
    const idle = await page.evaluate(
      (count) => (globalThis as unknown as { bench: Bench }).bench.idle(count),
      idleFrames,
    );
    const all = Object.fromEntries(readers.map((reader) => [reader, figuresOf(reader, seen, idle[reader])]));
    return { images: seen.length, readUnverified: 0, ...all, at720p: all, byKind };
  });
}
