import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { places, projectFolder } from '../../../tools/places.ts';

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
}
const publicFolder = join(projectFolder, 'public');
const manifest = JSON.parse(await readFile(join(publicFolder, 'manifest.webmanifest'), 'utf8')) as {
  start_url: string;
  icons: Icon[];
  shortcuts: { url: string; icons: Icon[] }[];
};

/** Width and height of a PNG, from its header. */
async function pngSize(path: string): Promise<string> {
  const bytes = await readFile(path);
  assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG', path);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
  it('names pictures that are there, in the sizes it says', async () => {
    for (const { src, sizes, type } of [
      ...manifest.icons,
      ...manifest.shortcuts.flatMap(({ icons }) => icons),
    ]) {
      const path = join(publicFolder, src);
      if (type === 'image/png') assert.equal(await pngSize(path), sizes, src);
      else assert.match(await readFile(path, 'utf8'), /^<svg /, src);
    }
  });

  it('has what a launcher asks for: 192 and 512, as drawn and to be cut to a shape', () => {
    const has = (purpose: string, sizes: string) =>
      manifest.icons.some((icon) => icon.purpose === purpose && icon.sizes === sizes);
    for (const purpose of ['any', 'maskable']) {
      for (const sizes of ['192x192', '512x512']) assert.ok(has(purpose, sizes), `${purpose} ${sizes}`);
    }
  });

  it('starts and shortcuts at pages that exist', () => {
    for (const url of [manifest.start_url, ...manifest.shortcuts.map((shortcut) => shortcut.url)]) {
      assert.ok(existsSync(join(places.source, url, 'index.html')), url);
    }
  });
});
