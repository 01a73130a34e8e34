// Draws the app's icons as PNG from their SVG: `node tools/run.mjs icons`, once after a change of public/icons/*.svg.
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArguments, browserExecutable } from '../machine/browser.mjs';
import { isCommand, projectFolder } from '../places.ts';
import { runCommand } from '../plain-error.ts';

const folder = join(projectFolder, 'public', 'icons');
/** What launchers ask for: Android 192 and 512, with a ground of their own ("maskable") or as drawn; iOS takes 192. */
const drawings = [
  { svg: 'icon.svg', png: 'icon-192.png', size: 192 },
  { svg: 'icon.svg', png: 'icon-512.png', size: 512 },
  { svg: 'icon-maskable.svg', png: 'icon-maskable-192.png', size: 192 },
  { svg: 'icon-maskable.svg', png: 'icon-maskable-512.png', size: 512 },
];

/** Draws all icons. @returns the files written */
export async function drawIcons(): Promise<string[]> {
  const browser = await chromium.launch({
    executablePath: await browserExecutable(),
    args: browserArguments(),
  });
  try {
    const written: string[] = [];
    for (const { svg, png, size } of drawings) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      const drawing = await readFile(join(folder, svg), 'utf8');
      await page.setContent(`<style>html,body{margin:0}svg{display:block}</style>${drawing}`);
      const file = join(folder, png);
      await writeFile(file, await page.screenshot({ omitBackground: true }));
      await page.close();
      written.push(file);
    }
    return written;
  } finally {
    await browser.close();
  }
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    for (const file of await drawIcons()) console.log(relative(projectFolder, file));
  });
}
