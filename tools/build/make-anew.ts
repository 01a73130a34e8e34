import { mkdir, rename, rm } from 'node:fs/promises';

/**
 * Lets `make` fill an empty folder beside `folder`, then puts it in `folder`'s place. If it fails, what was there before
 * stays: a mistake in a source file does not take away the last build that worked.
 */
export async function makeAnew(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.${process.pid}.new`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await make(unfinished);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
