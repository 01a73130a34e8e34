// Looks at a page as it stands: text, contrast and names (axe), keyboard.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type * as inPage from './in-page.ts';

type InPage = typeof inPage;

let source: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./in-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'inPage',
    target: 'es2022',
  });
  return `${axe}\n${outputFiles[0]!.text}\nglobalThis.inPage = inPage;`;
}

/** Calls one of in-page.ts in the page. */
export async function ask<K extends keyof InPage>(
  page: Page,
  name: K,
  ...args: Parameters<InPage[K]>
): Promise<Awaited<ReturnType<InPage[K]>>> {
  // One way there and back for each question: a walk asks tens of thousands.
  const question = `"inPage" in globalThis
    ? Promise.resolve(inPage.${name}(...${JSON.stringify(args)})).then((answer) => ({ answer })) : null`;
  const asking = () => page.evaluate<{ answer: Awaited<ReturnType<InPage[K]>> } | null>(question);
  let told = await asking();
  if (!told) {
    await page.evaluate(await (source ??= bundle()));
    told = await asking();
  }
  return told!.answer;
}

/** The levels that are asked for: WCAG 2.2, A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds, each as a line. */
export async function axeFaults(page: Page): Promise<string[]> {
  await ask(page, 'focusedName');
  const options = { runOnly: tags, resultTypes: ['violations'] };
  const results: AxeResults = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, any }) => {
      const detail = any[0]?.message ?? '';
      return `${id} (${help}): ${target.flat().join(' ')} ${html.slice(0, 120)} ${detail}`;
    }),
  );
}

/** A size of the screen, px, and of the letters. */
export interface Size {
  width: number;
  height: number;
  /** Percent of the browser's own. */
  text: 100 | 200;
}

export async function resize(page: Page, { width, height, text }: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(
    `(async () => {
      document.documentElement.style.fontSize = '${text}%';
      // Twice: what measures itself draws again after the first.
      for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    })()`,
  );
}

/** More stops than any page has. */
const mostStops = 150;

/** Walks through the page with the Tab key and answers with what is wrong on the way. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const faults = new Set<string>();
  const expected = await ask(page, 'tabStops');
  const walked: number[] = [];
  // A little past the end, so that the round closes wherever it began. A date's year, month and day are stops of one field.
  for (let step = 0, fields = 0; step < mostStops && fields < expected.length + 3; step++) {
    await page.keyboard.press('Tab');
    const { number, fault } = await ask(page, 'focusedStop');
    const isSame = number === walked.at(-1);
    walked.push(number);
    if (isSame) continue;
    fields++;
    if (fault) faults.add(fault);
  }
  const order = walked.filter((number, index) => number !== 0 && number !== walked[index - 1]);
  for (const { number, name } of expected)
    if (!order.includes(number)) faults.add(`Tab never reaches ${name}`);
  const nameOf = (number: number) =>
    expected.find((stop) => stop.number === number)?.name ?? 'something else';
  for (const [index, number] of order.entries()) {
    const at = expected.findIndex((stop) => stop.number === number);
    const next = order[index + 1];
    if (at < 0) faults.add(`Tab reaches what is no stop, after ${nameOf(order[index - 1] ?? 0)}`);
    else if (next !== undefined && next !== expected[(at + 1) % expected.length]!.number)
      faults.add(`Tab goes from ${nameOf(number)} to ${nameOf(next)}: another order than the page`);
  }
  return [...faults];
}
