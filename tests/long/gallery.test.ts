// Every exhibit of the gallery in real Chromium, in both languages: text at 200 % and on 320 px, axe with WCAG 2.2 AA, the
// keyboard. Each is photographed into .data/gallery, to be looked at by people. SITECODE_EXHIBIT, a name, walks that one alone.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments, headlessExecutable } from '../../tools/machine/browser.mjs';
import { build } from '../../tools/build/build.ts';
import { places, projectFolder } from '../../tools/places.ts';
import { ask, axeFaults, keyboardFaults, resize, type Size } from '../e2e/pages/checks.ts';
import { serveFolder } from '../e2e/support/folder-server.ts';

const exhibitFolder = join(places.source, 'ui', 'gallery', 'exhibits');
const only = process.env['SITECODE_EXHIBIT'];
const exhibits = (await readdir(exhibitFolder))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !only || name === only)
  .toSorted();

const photographs = join(projectFolder, '.data', 'gallery');
const languages = ['zh-CN', 'en'] as const;
const sizes: Size[] = [
  { width: 320, height: 640, text: 100 },
  { width: 320, height: 640, text: 200 },
  { width: 1280, height: 800, text: 100 },
  { width: 1280, height: 800, text: 200 },
];
/** Tab walks a page where its order may go wrong: on a phone in one language, on a desk in the other. */
const walked = { 'zh-CN': 320, en: 1280 };

let browser: Browser;
let server: Awaited<ReturnType<typeof serveFolder>>;
/** Every custom element that was met on the way. */
const met = new Set<string>();

before(async () => {
  await build(['gallery']);
  server = await serveFolder(places.gallery);
  browser = await chromium.launch({
    executablePath: await headlessExecutable(),
    headless: true,
    args: browserArguments(),
  });
  await mkdir(photographs, { recursive: true });
});
after(async () => {
  await browser?.close();
  server?.close();
});

describe('the gallery', { concurrency: languages.length }, () => {
  for (const language of languages) {
    describe(`in ${language}`, { concurrency: 1 }, () => {
      for (const name of exhibits) it(name, () => walk(name, language));
    });
  }
});

it('shows every element of the kit', { skip: only !== undefined }, async () => {
  const kit = join(places.source, 'ui', 'kit');
  const files = (await readdir(kit, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(kit, name), 'utf8')));
  const declared = sources.flatMap((source) =>
    [...source.matchAll(/@customElement\('([^']+)'\)/g)].map((found) => found[1]!),
  );
  assert.ok(declared.length > 0);
  assert.deepEqual(
    declared.filter((name) => !met.has(name)),
    [],
    'each needs an exhibit in src/ui/gallery/exhibits that shows it',
  );
});

it('loads an exhibit when it is looked at, not before', { skip: only !== undefined }, async () => {
  const page = await browser.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(`${server.url}/`);
  await page.locator('sc-gallery nav a').first().waitFor();
  const [first] = exhibits;
  const chunk = (url: string) => url.includes(`/assets/${first}-`);
  assert.ok(!loaded.some(chunk), `${first} was loaded with the page`);
  await page.locator('sc-gallery nav a').first().click();
  await page.locator(`[data-exhibit="${first}"]`).first().waitFor();
  assert.ok(loaded.some(chunk));
  await page.close();
});

async function walk(name: string, language: (typeof languages)[number]): Promise<void> {
  const page = await browser.newPage({ locale: language });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  try {
    await page.goto(`${server.url}/?bare&lang=${language}#${name}`);
    await page.locator('[data-exhibit]').first().waitFor({ timeout: 10_000 });
    const apart = await page
      .locator('a[href*="/"]')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href')!).filter((to) => to.startsWith('#')),
      );
    for (const address of [`#${name}`, ...apart.filter((to) => to.startsWith(`#${name}/`))]) {
      // A page of its own: what one state has opened does not lie over the next.
      await page.goto('about:blank');
      await page.goto(`${server.url}/?bare&lang=${language}${address}`);
      // A dialog lies above the page and leaves its place without a size.
      await page.locator('[data-state]').first().waitFor({ state: 'attached', timeout: 10_000 });
      faults.push(...(await look(page, address.slice(1), language)));
    }
  } finally {
    await page.close();
  }
  if (faults.length > 0) assert.fail(`${faults.length} faults:\n${[...new Set(faults)].join('\n')}`);
}

async function look(page: Page, what: string, language: (typeof languages)[number]): Promise<string[]> {
  const faults: string[] = [];
  for (const size of sizes) {
    const at = `${what} ${size.width} px ${size.text} %`;
    await resize(page, size);
    await ask(page, 'settled');
    faults.push(...(await ask(page, 'textFaults')).map((fault) => `${at}: ${fault}`));
    const file = `${what.replaceAll(/[^\w-]+/g, '-')}.${language}.${size.width}.${size.text}.png`;
    await page.screenshot({ path: join(photographs, file), fullPage: true });
    if (size.text !== 100) continue;
    faults.push(...(await axeFaults(page)).map((fault) => `${at}: ${fault}`));
    if (size.width === walked[language])
      faults.push(...(await keyboardFaults(page)).map((fault) => `${at}: ${fault}`));
  }
  for (const element of await ask(page, 'elementNames')) met.add(element);
  return faults;
}
