import { onPath } from './on-path.ts';
import { underPrivateMask } from './private-files.ts';

/**
 * What it writes is for its user alone. On Linux it ends with us even if we are killed outright: the kernel sends it SIGTERM
 * then (setpriv, of util-linux, sets that and becomes the child itself, as the shell that sets the mask does).
 */
export async function tiedToUs(executable: string, args: string[]): Promise<[string, string[]]> {
  const setpriv = process.platform === 'linux' ? await onPath('setpriv') : undefined;
  return setpriv
    ? underPrivateMask(setpriv, ['--pdeathsig', 'TERM', executable, ...args])
    : underPrivateMask(executable, args);
}
