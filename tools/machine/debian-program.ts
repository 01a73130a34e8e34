// Finds a program that a test needs and a user does not: what is installed, else Debian's packages, unpacked into .cache and not
// installed, since some would be started as a service of the machine.
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { places } from '../places.ts';
import { reasonOf } from '../plain-error.ts';
import { onPath } from './on-path.ts';
import { runQuietly } from './quiet-command.ts';

export interface DebianProgram {
  name: string;
  /** Debian's packages: its own, and those of libraries that not every machine has. */
  packages: readonly string[];
  /** Where the program lies in them. */
  path: string;
  /** What ends with 0 when its libraries are there. */
  check: string[];
}

/** Where libraries lie in Debian's packages. */
const libraryFolders = ['usr/lib', 'lib'].flatMap((folder) =>
  ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((kind) => `${folder}/${kind}`),
);

/**
 * The path of the program: that of the PATH or of /usr/sbin, else the one in `.cache/<room>`, which is taken from Debian's packages
 * where it is not there yet; and where its libraries lie, for LD_LIBRARY_PATH.
 * @throws Error saying what is missing
 */
export async function findDebianProgram(
  program: DebianProgram,
  room: string,
): Promise<{ path: string; libraries: string }> {
  const installed = await onPath(program.name, `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin`);
  if (installed) return { path: installed, libraries: '' };
  const folder = join(places.cache, room, program.packages[0]!);
  const path = join(folder, program.path);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  const libraries = libraryFolders.map((part) => join(folder, part)).join(':');
  try {
    if (!isThere) await unpack(program, folder, room);
    await runQuietly('env', [`LD_LIBRARY_PATH=${libraries}`, path, ...program.check]);
  } catch (error) {
    throw new Error(
      `${program.name} is missing, and Debian's package of it cannot be used: ${reasonOf(error)}`,
      { cause: error },
    );
  }
  return { path, libraries };
}

async function unpack({ packages }: DebianProgram, folder: string, room: string): Promise<void> {
  await mkdir(join(places.cache, room), { recursive: true });
  const work = await mkdtemp(join(places.cache, room, '.work-'));
  try {
    const asRoot = process.getuid?.() === 0;
    const options = asRoot ? ['-o', 'APT::Sandbox::User=root'] : [];
    const download = () => runQuietly('apt-get', [...options, 'download', ...packages], { cwd: work });
    await download().catch(async (error: unknown) => {
      // A machine whose lists of packages are old or empty; only root may renew them.
      if (!asRoot) throw error;
      await runQuietly('apt-get', ['update']);
      await download();
    });
    const archives = (await readdir(work)).filter((name) => name.endsWith('.deb'));
    if (archives.length < packages.length) throw new Error('apt-get download did not write every package');
    for (const archive of archives)
      await runQuietly('dpkg-deb', ['--extract', archive, 'unpacked'], { cwd: work });
    await rm(folder, { recursive: true, force: true });
    await rename(join(work, 'unpacked'), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
