// How long verifying a credential and deciding by the standard policy takes, in Chromium.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { projectFolder } from '../../tools/places.ts';
import type { Measured } from './credentials-page.ts';
import { percentile, rounded } from './percentile.ts';

type Measure = (runs: number) => Promise<Measured>;

/** `npm run bench -- credentials [--runs N]` */
export default async function credentials(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { runs: { type: 'string', default: '500' } } });
  const { outputFiles } = await build({
    entryPoints: [join(projectFolder, 'tests/bench/credentials-page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
    target: 'es2022',
  });
  const script = outputFiles[0]!.text;
  const server = createServer((request, response) => {
    const isScript = request.url === '/credentials.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    // A page of its own process has a finer clock: 5 µs, not 100.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><script src="/credentials.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const browser = await chromium.launch({
      executablePath: await browserExecutable(),
      headless: true,
      args: browserArguments(),
    });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const measured = await page.evaluate(
        (runs) => (globalThis as unknown as { measure: Measure }).measure(runs),
        Number(values.runs),
      );
      return Object.fromEntries(
        Object.entries(measured).map(([kind, each]: [string, number[]]) => [
          kind,
          { p50: rounded(percentile(each, 0.5)), p95: rounded(percentile(each, 0.95)) },
        ]),
      );
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
  }
}
