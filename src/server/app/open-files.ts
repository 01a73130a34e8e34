import { besideKeyring } from '../keys/keyring.ts';
import { os, type App } from '../vm/vm.ts';

/**
 * The data folder holds the secrets that tokens are made with, and the keys' folders what opens the rest: another user of the
 * machine who reads them makes an administrator's token. So nobody but the server's own user may read or write there.
 */

interface Open {
  path: string;
  /** Permission bits. */
  mode: number;
  isFolder: boolean;
}

/** What of group and others is refused: reading, writing, entering. */
const others = 0o077;
const shown = 5;

function look(path: string, found: Open[]): void {
  let info;
  try {
    info = os.stat(path);
  } catch {
    // Gone meanwhile, or a link to nothing.
    return;
  }
  const isFolder = info.isDir();
  const mode = Number(info.mode().perm());
  if ((mode & others) !== 0) found.push({ path, mode, isFolder });
}

/** Adds all that is open to others below a folder, itself included. Links are looked at, not followed. */
function walk(folder: string, found: Open[]): void {
  look(folder, found);
  for (const entry of os.readDir(folder)) {
    const path = `${folder}/${entry.name()}`;
    if (entry.isDir()) walk(path, found);
    else look(path, found);
  }
}

/** A path as a shell reads it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replace(/'/g, `'\\''`)}'`;
}

function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}

function refuse(found: readonly Open[], folders: readonly string[]): never {
  const lines = found
    .slice(0, shown)
    .map(
      ({ path, mode, isFolder }) =>
        `  ${path} has mode ${octal(mode)}: chmod ${isFolder ? 700 : 600} ${quoted(path)}`,
    );
  if (found.length > shown) {
    lines.push(`  and ${found.length - shown} more: chmod -R go= ${folders.map(quoted).join(' ')}`);
  }
  throw new Error(
    `Other users of this machine can read or change this district's data or keys. The server does not start until they cannot:\n${lines.join('\n')}`,
  );
}

/**
 * @throws Error naming the files of the data folder and of the keys' folders that others than their owner can read or write,
 * with their modes and the command that closes them; or saying that what the server writes would be so
 */
export function refuseOpenFiles(app: App): void {
  const data = app.dataDir();
  const root = besideKeyring('../root').replace(/[^/]+\/\.\.\//, '');
  // The root's folder is there until it was taken off the machine.
  const folders = [data, besideKeyring('') || '.', ...(isThere(root) ? [root] : [])];
  const found: Open[] = [];
  for (const folder of folders) walk(folder.replace(/(.)\/+$/, '$1'), found);
  if (found.length > 0) refuse(found, folders);
  refuseOpenMask(data);
}

function isThere(path: string): boolean {
  try {
    os.stat(path);
    return true;
  } catch {
    return false;
  }
}

/** Files that are made later, such as backups, get what the process' file mode creation mask leaves. */
function refuseOpenMask(folder: string): void {
  const probe = `${folder}/.sitecode-umask`;
  os.writeFile(probe, '', 0o666);
  const mode = Number(os.stat(probe).mode().perm());
  os.remove(probe);
  if ((mode & others) === 0) return;
  throw new Error(
    'What the server writes could be read by other users of this machine. Start it with "umask 077" before it (UMask=0077 in a systemd unit).',
  );
}
