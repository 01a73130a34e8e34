// Tells whether sources changed since the last build, by their content: a fresh checkout or a touched file with the same
// content is no change.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One SHA-256 (hex) over the names and contents of these files and of all files in these folders. */
export async function stampOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) await add(hash, path);
  return hash.digest('hex');
}

async function add(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (!info) {
    hash.update(`missing ${path}\0`);
  } else if (info.isDirectory()) {
    for (const name of (await readdir(path)).toSorted()) await add(hash, join(path, name));
  } else {
    hash.update(`${path}\0${info.size}\0`).update(await readFile(path));
  }
}

/** Whether the stamp file says `stamp` and every output is there. */
export async function isStampedAs(stampFile: string, stamp: string, outputs: string[]): Promise<boolean> {
  const found = await readFile(stampFile, 'utf8').catch(() => '');
  return found.trim() === stamp && outputs.every((path) => existsSync(path));
}

/** Notes that everything was built from the sources with this stamp. */
export async function writeStamp(stampFile: string, stamp: string): Promise<void> {
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, `${stamp}\n`);
}
