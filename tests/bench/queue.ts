// How long one durable write of a scan takes on this disk: a person is released after it.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/browser.mjs';
import { projectFolder } from '../../tools/places.ts';
import { percentile, rounded } from './percentile.ts';

type Measure = (writes: number) => Promise<{ each: number[]; all: number }>;

/** `npm run bench -- queue [--writes N]` */
export default async function queue(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { writes: { type: 'string', default: '2000' } } });
  const { outputFiles } = await build({
    entryPoints: [join(projectFolder, 'tests/bench/queue-page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
    target: 'es2022',
  });
  const script = outputFiles[0]!.text;
  const server = createServer((request, response) => {
    const isScript = request.url === '/queue.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script src="/queue.js"></script>');
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
    const { each, all } = await page.evaluate(
      (writes) => (globalThis as unknown as { measure: Measure }).measure(writes),
      Number(values.writes),
    );
    await context.close();
    return {
      p50: rounded(percentile(each, 0.5)),
      p95: rounded(percentile(each, 0.95)),
      perSecond: Math.round((each.length * 1000) / all),
    };
  } finally {
    server.close();
    await rm(profile, { recursive: true, force: true });
  }
}
