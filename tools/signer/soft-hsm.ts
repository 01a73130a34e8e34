// Finds SoftHSM for the tests of the signer with a token: what is installed, else Debian's package.
import { existsSync } from 'node:fs';
import { onPath } from '../machine/on-path.ts';
import { runQuietly } from '../machine/quiet-command.ts';
import { PlainError, reasonOf } from '../plain-error.ts';

const module = '/usr/lib/softhsm/libsofthsm2.so';

/** Paths of softhsm2-util and of the library. @throws PlainError saying what is missing */
export async function findSoftHsm(): Promise<{ util: string; module: string }> {
  const installed = await onPath('softhsm2-util');
  if (installed && existsSync(module)) return { util: installed, module };
  try {
    await runQuietly('apt-get', ['update']);
    await runQuietly('apt-get', ['install', '--yes', '--no-install-recommends', 'softhsm2']);
  } catch (error) {
    throw new PlainError(`SoftHSM is missing: ${reasonOf(error)}\nAs root: apt-get install softhsm2`);
  }
  const util = await onPath('softhsm2-util');
  if (!util) throw new PlainError('SoftHSM was installed, and softhsm2-util is not on the PATH.');
  return { util, module };
}
