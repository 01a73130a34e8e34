// The page that reads pictures, in real Chromium, with the folders' files beside it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../../tools/machine/browser.mjs';
import { projectFolder } from '../../../tools/places.ts';

const wasm = join(projectFolder, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');

/**
 * Opens the page and calls `work` with it.
 * @param files served as /0, /1, …
 */
export async function withReaders<Result>(
  files: string[],
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { outputFiles } = await build({
    absWorkingDir: projectFolder,
    entryPoints: ['tests/bench/qr/page.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    target: 'es2022',
    conditions: ['browser'],
  });
  const server = createServer((request, response) => {
    const answer = async (): Promise<[type: string, body: string | Buffer]> => {
      const { url = '/' } = request;
      if (url === '/page.js') return ['text/javascript', outputFiles[0]!.text];
      if (url === '/zxing_reader.wasm') return ['application/wasm', await readFile(wasm)];
      const file = files[Number(url.slice(1))];
      if (url !== '/' && file) return ['application/octet-stream', await readFile(file)];
      return [
        'text/html',
        '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
      ];
    };
    answer().then(
      ([type, body]) => response.setHeader('Content-Type', type).end(body),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: browserArguments(),
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'bench' in globalThis);
    return await work(page);
  } finally {
    await browser.close();
    server.close();
  }
}
