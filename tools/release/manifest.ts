// What every file of the built app hashes to: written beside them at the end of each build. The same sources give the same text.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { manifestName, signatureName, type ReleaseManifest } from '../../src/domain/signing/release.ts';

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** @param folder the app as it is served */
export async function manifestOf(folder: string, version: string): Promise<string> {
  const files: ReleaseManifest['files'] = {};
  const names = (await readdir(folder, { recursive: true })).toSorted();
  for (const name of names) {
    const path = join(folder, name);
    if (name === manifestName || name === signatureName || !(await stat(path)).isFile()) continue;
    files[relative(folder, path).split(sep).join('/')] = sha256(await readFile(path));
  }
  return `${JSON.stringify({ version, files } satisfies ReleaseManifest, null, 1)}\n`;
}

export async function writeManifest(folder: string, version: string): Promise<void> {
  await writeFile(join(folder, manifestName), await manifestOf(folder, version));
}
