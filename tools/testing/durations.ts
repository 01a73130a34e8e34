// How long each test file took when it last ran here: the slowest begin first, so that the end does not wait for one of them.
import { statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from '../places.ts';

/** Test file, from the project's folder, to ms. */
export type Durations = Map<string, number>;

const remembered = join(projectFolder, '.cache', 'test-durations.json');

/** Files in the order of what they took, the slowest first; those that never ran here come first of all, by their size. */
export function slowestFirst(files: string[], durations: Durations): string[] {
  const size = new Map(files.map((file) => [file, statSync(join(projectFolder, file)).size]));
  const known = (file: string): number => durations.get(file) ?? Number.MAX_SAFE_INTEGER;
  return files.toSorted((a, b) => known(b) - known(a) || size.get(b)! - size.get(a)!);
}

/** What is remembered; nothing where that cannot be read. */
export async function readDurations(file = remembered): Promise<Durations> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, number>));
  } catch {
    return new Map();
  }
}

/** Remembers. */
export async function writeDurations(durations: Durations, file = remembered): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(Object.fromEntries(durations), null, 1));
}
