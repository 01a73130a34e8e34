// Runs in the browser: writes scans one by one with the sentry's own queue and notes how long each took.
import { openDeviceDatabase } from '../../src/store/device-database.ts';
import { ScanQueue } from '../../src/store/scan-queue.ts';

/** @returns ms of each durable write, and of all together */
async function measure(writes: number): Promise<{ each: number[]; all: number }> {
  const queue = await ScanQueue.open(await openDeviceDatabase(`bench-${crypto.randomUUID()}`));
  const each: number[] = [];
  const begin = performance.now();
  for (let write = 0; write < writes; write++) {
    const start = performance.now();
    await queue.add(
      {
        t: Date.now(),
        site: 1,
        zone: 0,
        pass: '0123456789abcdef',
        outcome: 'admit',
        reasons: [],
        body: 3668,
        surface: 3400,
        ambient: 2500,
        policy: 1,
        showing: 'A'.repeat(91),
        boot: '00000000',
        mono: write,
      },
      `0123456789abcdef.${write}`,
    );
    each.push(performance.now() - start);
  }
  return { each, all: performance.now() - begin };
}

Object.assign(globalThis, { measure });
