// How many photos of QR codes the sentry's chain reads, and each decoder alone.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainError } from '../../tools/plain-error.ts';
import { withReaders } from './qr/browser.ts';
import { figuresOf, readers, type Seen } from './qr/figures.ts';
import type { Bench, Readings } from './qr/page.ts';

const pictures = /\.(png|jpe?g|webp|gif|bmp)$/i;
/** Of each reader so many frames without a code are timed. */
const idleFrames = 60;

/** What a picture holds, by the file beside it: its text, or its bytes as letters of one byte each. */
async function truthOf(picture: string): Promise<string | null> {
  const { dir, name } = parse(picture);
  for (const [extension, encoding] of [
    ['.txt', 'utf8'],
    ['.bin', 'latin1'],
  ] as const) {
    const file = join(dir, `${name}${extension}`);
    if (existsSync(file)) return readFile(file, encoding);
  }
  return null;
}

async function picturesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw new PlainError(
      `The folder ${folder} cannot be read: name folders with pictures and the texts beside them.`,
    );
  });
  return names
    .filter((name) => pictures.test(name))
    .map((name) => join(folder, name))
    .toSorted();
}

/** `npm run bench -- qr DIR... [--missed]`: with `--missed` it names the pictures that our chain does not read. */
export default async function qr(options: string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args: options,
    allowPositionals: true,
    options: { missed: { type: 'boolean', default: false } },
  });
  const files = (await Promise.all(positionals.map(picturesIn))).flat();
  if (files.length === 0)
    throw new PlainError(
      'Which pictures? npm run bench -- qr DIR... (images, each with its text in NAME.txt or NAME.bin)',
    );
  return withReaders(files, async (page) => {
    const native: Seen[] = [];
    const at720p: Seen[] = [];
    let readUnverified = 0;
    for (const [index, file] of files.entries()) {
      const readings = await page.evaluate(
        (address) => (globalThis as unknown as { bench: Bench }).bench.readAt(address),
        `/${index}`,
      );
      const truth = await truthOf(file);
      const same = (one: Readings): Seen => ({ readings: comparable(one), truth: truth && plain(truth) });
      native.push(same(readings.native));
      at720p.push(same(readings.at720p));
      if (truth === null && readings.native.ours.texts.length > 0) readUnverified++;
      const isRead = native.at(-1)!.readings.ours.texts.includes(plain(truth ?? ''));
      if (values.missed && truth !== null && !isRead) console.error(`not read: ${file}`);
    }
    const idle = await page.evaluate(
      (count) => (globalThis as unknown as { bench: Bench }).bench.idle(count),
      idleFrames,
    );
    const all = (seen: Seen[]) =>
      Object.fromEntries(readers.map((reader) => [reader, figuresOf(reader, seen, idle[reader])]));
    return { images: files.length, readUnverified, ...all(native), at720p: all(at720p) };
  });
}

/** A text file ends its last line or not, and with one sign or two. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '');
}

function comparable(readings: Readings): Readings {
  return Object.fromEntries(
    Object.entries(readings).map(([name, { texts, ms }]) => [name, { texts: texts.map(plain), ms }]),
  ) as Readings;
}
