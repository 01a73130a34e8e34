// How long it takes to seal a scan and have it on this disk twice: a person is released after that.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { projectFolder } from '../../tools/places.ts';
import { percentile, rounded } from './percentile.ts';
import type { QueueFigures } from './queue-page.ts';

type Measure = (writes: number, fills: boolean) => Promise<QueueFigures>;

/**
 * `npm run bench -- queue [--writes N] [--no-fill]`. The baseline is one strict write of the record in the clear to a bare
 * database, in the same run, by turns.
 */
export default async function queue(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: {
      writes: { type: 'string', default: '2000' },
      'no-fill': { type: 'boolean', default: false },
    },
  });
  const { outputFiles } = await build({
    entryPoints: [
      join(projectFolder, 'tests/bench/queue-page.ts'),
      join(projectFolder, 'src/store/journal/journal-worker.ts'),
    ],
    outdir: '/',
    entryNames: '[name]',
    bundle: true,
    format: 'esm',
    write: false,
    target: 'es2022',
  });
  // The page asks for its worker by the name of the source.
  const scripts = new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
  const server = createServer((request, response) => {
    const script = scripts.get(basename(request.url ?? '').replace(/\.(ts|js)$/, ''));
    response.setHeader('Content-Type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? '<!doctype html><script type="module" src="/queue-page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const profile = await mkdtemp(join(tmpdir(), 'sitecode-bench-'));
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: await browserExecutable(),
      headless: true,
      args: browserArguments(),
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'measure' in globalThis);
    const { each, baseline, all, fill, copies } = await page.evaluate(
      ([writes, fills]) => (globalThis as unknown as { measure: Measure }).measure(writes, fills),
      [Number(values.writes), !values['no-fill']] as const,
    );
    await context.close();
    if (copies !== 'ok ok') throw new Error(`The queue did not write both copies: ${copies}.`);
    return {
      p50: rounded(percentile(each, 0.5)),
      p95: rounded(percentile(each, 0.95)),
      perSecond: Math.round((each.length * 1000) / all),
      baselineP50: rounded(percentile(baseline, 0.5)),
      baselineP95: rounded(percentile(baseline, 0.95)),
      ...(fill !== null && { fill100k: rounded(fill / 1000) }),
    };
  } finally {
    server.close();
    await rm(profile, { recursive: true, force: true });
  }
}
