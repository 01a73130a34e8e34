// What tests need built: `npm test` builds it once before them, and to look whether sources changed takes a fifth of a second.
import { build, type BuildPart } from '../build/build.ts';

const named = 'SITECODE_BUILT';

/** Builds what is not built, and tells the processes that are started from here on. */
export async function buildForTests(parts: BuildPart[]): Promise<void> {
  await build(parts);
  process.env[named] = parts.join(' ');
}

/** Builds what is not built, where nobody said that it is. */
export async function needBuilt(parts: BuildPart[]): Promise<void> {
  const there = (process.env[named] ?? '').split(' ');
  await build(parts.filter((part) => !there.includes(part)));
}
