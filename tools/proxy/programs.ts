// Finds nginx and Caddy for the tests of their configurations: what is installed, else Debian's packages, unpacked and not installed,
// since an installed one would be started as a service of the machine.
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../machine/on-path.ts';
import { places } from '../places.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { runQuietly } from '../machine/quiet-command.ts';

interface Program {
  name: string;
  /** Debian's package. */
  package: string;
  /** Where the program lies in it. */
  path: string;
  /** What ends with 0 when its libraries are there. */
  check: string[];
}

const programs = {
  nginx: { name: 'nginx', package: 'nginx', path: 'usr/sbin/nginx', check: ['-v'] },
  caddy: { name: 'caddy', package: 'caddy', path: 'usr/bin/caddy', check: ['version'] },
} satisfies Record<string, Program>;

export type ProxyProgram = keyof typeof programs;

/**
 * The path of the program: that of the PATH or of /usr/sbin, else the one in .cache/proxy, which is taken from Debian's package
 * where it is not there yet.
 * @throws PlainError saying what is missing
 */
export async function findProxy(kind: ProxyProgram): Promise<string> {
  const program: Program = programs[kind];
  const installed = await onPath(program.name, `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin`);
  if (installed) return installed;
  const folder = join(places.cache, 'proxy', program.package);
  const path = join(folder, program.path);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  try {
    if (!isThere) await unpack(program, folder);
    await runQuietly(path, program.check);
  } catch (error) {
    throw new PlainError(
      `${program.name} is missing, and Debian's package of it cannot be used: ${reasonOf(error)}\n` +
        `As root: apt-get install ${program.package}, then stop it (systemctl disable --now ${program.name}).`,
    );
  }
  return path;
}

async function unpack(program: Program, folder: string): Promise<void> {
  await mkdir(join(places.cache, 'proxy'), { recursive: true });
  const work = await mkdtemp(join(places.cache, 'proxy', '.work-'));
  try {
    const asRoot = process.getuid?.() === 0;
    const options = asRoot ? ['-o', 'APT::Sandbox::User=root'] : [];
    const download = () => runQuietly('apt-get', [...options, 'download', program.package], { cwd: work });
    await download().catch(async (error: unknown) => {
      // A machine whose lists of packages are old or empty; only root may renew them.
      if (!asRoot) throw error;
      await runQuietly('apt-get', ['update']);
      await download();
    });
    const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get download wrote no package');
    await runQuietly('dpkg-deb', ['--extract', archive, 'unpacked'], { cwd: work });
    await rm(folder, { recursive: true, force: true });
    await rename(join(work, 'unpacked'), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
