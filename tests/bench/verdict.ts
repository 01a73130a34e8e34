// How long a person waits: from the moment the camera's file holds their code to the verdict on the glass and the voice.
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { DemoDistrict } from '../e2e/support/demo-district.ts';
import { GateBrowser } from '../e2e/support/gate-browser.ts';
import { pairTablet } from '../e2e/support/pair-tablet.ts';
import { Phone } from '../e2e/support/phone.ts';
import { projectFolder } from '../../tools/places.ts';
import { percentile, rounded } from './percentile.ts';

/** What the page notes of each presentation, ms since 1970. */
interface Seen {
  captured: number;
  painted: number;
  voice: number;
}

/** Gathers the page's own marks (kiosk-page.ts, sentry-shift.ts). */
async function watchMarks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const marks: Record<string, number[]> = {};
    Object.assign(globalThis, { benchMarks: marks });
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        (marks[name] ??= []).push(performance.timeOrigin + startTime);
      }
    }).observe({ type: 'mark', buffered: false });
  });
}

async function marksAfter(page: Page, shownAt: number): Promise<Seen> {
  // No function with a name of its own in here: what is sent to the page must stand alone.
  const handle = await page.waitForFunction(
    (after) => {
      const { benchMarks: marks } = globalThis as unknown as { benchMarks: Record<string, number[]> };
      const painted = marks['verdict-painted']?.find((time) => time > after);
      const voice = marks['voice-started']?.find((time) => time > after);
      const captured = marks['code-captured']?.find((time) => time > after);
      return painted && voice && captured ? { captured, painted, voice } : false;
    },
    shownAt,
    { timeout: 15_000, polling: 50 },
  );
  return (await handle.jsonValue()) as Seen;
}

/**
 * A thermometer before which somebody stands, on a port in the page: what the gate is measured with is on the same processor.
 * The page's own code is bundled for it, since the built app has no emulator but in its demo.
 */
async function plugThermometer(tablet: GateBrowser): Promise<void> {
  const bundled = await build({
    stdin: {
      contents: `
        import { FakePorts } from './src/serial/ports/emulated/fake-ports.ts';
        import { GyMcu90614Emulator } from './src/serial/drivers/gy-mcu90614/emulator.ts';
        const ports = new FakePorts();
        ports.plug(new GyMcu90614Emulator({ surface: 3484, ambient: 2500 }));
        // Web Serial's own events are fired at the port and bubble; here nothing comes or goes.
        const serial = Object.assign(new EventTarget(), { getPorts: () => ports.getPorts() });
        Object.defineProperty(navigator, 'serial', { value: serial });`,
      resolveDir: projectFolder,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
  });
  await tablet.page.addInitScript({ content: bundled.outputFiles[0]!.text });
}

/** `npm run bench -- verdict [--runs N] [--temperature]`: with a thermometer, or without one */
export default async function verdict(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: { runs: { type: 'string', default: '50' }, temperature: { type: 'boolean', default: false } },
  });
  const runs = Number(values.runs);
  const district = await DemoDistrict.start();
  const tablet = await GateBrowser.open();
  try {
    const { page } = tablet;
    await watchMarks(page);
    if (values.temperature) await plugThermometer(tablet);
    const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
    await pairTablet(page, district.url, code);
    if (values.temperature) await page.getByText(/测温 正常/).waitFor();
    const phones = await Promise.all(Array.from({ length: 6 }, () => Phone.of(district, 'valid')));
    // The first presentation warms up the decoder and the curve; it is shown and not counted.
    const waits: { painted: number; voice: number; fromCapture: number }[] = [];
    for (let run = 0; run <= runs; run++) {
      const shownAt = tablet.camera.show(await phones[run % phones.length]!.text());
      const seen = await marksAfter(page, shownAt).catch(async (fault: Error) => {
        const words = await page.locator('sc-kiosk-page').evaluate((kiosk) => kiosk.shadowRoot!.textContent);
        throw new Error(`No verdict at presentation ${run}. The screen says: ${words}`, { cause: fault });
      });
      if (run > 0) {
        waits.push({
          painted: seen.painted - shownAt,
          voice: seen.voice - shownAt,
          fromCapture: Math.max(seen.painted, seen.voice) - seen.captured,
        });
      }
      tablet.camera.show(null);
      await page.waitForTimeout(700);
    }
    const both = waits.map(({ painted, voice }) => Math.max(painted, voice));
    const part = (of: number[]) => ({
      p50: rounded(percentile(of, 0.5)),
      p95: rounded(percentile(of, 0.95)),
    });
    return {
      ...part(both),
      runs: waits.length,
      ...(values.temperature && { temperature: true }),
      painted: part(waits.map((wait) => wait.painted)),
      voice: part(waits.map((wait) => wait.voice)),
      fromCapture: part(waits.map((wait) => wait.fromCapture)),
    };
  } finally {
    await tablet.close();
    await district.stop();
  }
}
