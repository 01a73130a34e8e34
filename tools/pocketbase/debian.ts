// Takes PocketBase out of Debian unstable's package, through a private apt configuration: the system's own package
// sources, lists and installed packages stay untouched, and no root is needed.
import { access, chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runQuietly } from '../machine/quiet-command.ts';
import { isSupported, oldestVersion, versionIn } from './version.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

export interface DebianRequest {
  /** Path of the executable to write. */
  target: string;
  /** Base address of a Debian mirror; left out, the ones this system's own apt uses are tried. */
  mirror?: string | undefined;
  /** How long apt may stay without a first answer from the mirror, in ms. */
  patience?: number;
}

/** The mirrors in the output of `apt-get update --print-uris` that carry Debian itself, in order, each once. */
export function mirrorsIn(printedUris: string): string[] {
  const found = new Set<string>();
  for (const line of printedUris.split('\n')) {
    const address = /^'([^']+?)\/*\/dists\/[^']*\/InRelease'/.exec(line.trim())?.[1];
    // Security and other archives have no unstable suite, and other vendors are not Debian.
    if (address && address.endsWith('/debian')) found.add(address);
  }
  return [...found];
}

/** apt's sources line for Debian unstable: signed by Debian's keys, one architecture, only the list of packages. */
export function unstableSource(mirror: string, architecture: string): string {
  return `deb [signed-by=${keyring} arch=${architecture} target=Packages] ${mirror.replace(/\/+$/, '')} sid main\n`;
}

/**
 * Downloads the package `pocketbase` (its signature is checked by apt) and writes its executable to the target.
 * @returns the upstream version of the package, as in '0.40.4'.
 * @throws Error whose message says what failed; nothing is left at the target then.
 */
export async function downloadDebianPackage(request: DebianRequest): Promise<string> {
  for (const tool of ['/usr/bin/apt-get', '/usr/bin/dpkg-deb', keyring]) {
    await access(tool).catch(() => {
      throw new Error(`this system has no ${tool}: it is no Debian`);
    });
  }
  const mirrors = request.mirror ? [request.mirror] : await systemMirrors();
  if (mirrors.length === 0) {
    throw new Error("this system's apt sources name no Debian mirror; SITECODE_DEBIAN_MIRROR can name one");
  }
  const failures: string[] = [];
  for (const mirror of mirrors) {
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-apt-'));
    try {
      return await takeFrom(mirror, folder, request);
    } catch (error) {
      failures.push(`${mirror}: ${(error as Error).message}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new Error(failures.join('; '));
}

async function systemMirrors(): Promise<string[]> {
  return mirrorsIn(
    (await runQuietly('apt-get', ['update', '--print-uris', '-o', 'Debug::NoLocking=1'])).stdout,
  );
}

async function takeFrom(mirror: string, folder: string, request: DebianRequest): Promise<string> {
  const options = await privateApt(mirror, folder);
  const patience = request.patience ?? 20_000;
  // "Get:" and "Hit:" are apt's words for an answer that has begun to come.
  const expect = { firstOutput: /^(Get|Hit):/m, within: patience, atMost: 600_000 };
  await runQuietly('apt-get', [...options, 'update'], { cwd: folder, expect });
  const policy = (await runQuietly('apt-cache', [...options, 'policy', 'pocketbase'], { cwd: folder }))
    .stdout;
  const version = versionIn(/Candidate: *(.*)/.exec(policy)?.[1] ?? '');
  if (!version) throw new Error('its unstable suite has no package pocketbase for this machine');
  if (!isSupported(version))
    throw new Error(`its pocketbase is ${version}, ${oldestVersion} or newer is needed`);
  await runQuietly('apt-get', [...options, 'download', 'pocketbase'], { cwd: folder, expect });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (!archive) throw new Error('apt-get download wrote no package');
  await runQuietly('dpkg-deb', ['--extract', archive, 'unpacked'], { cwd: folder });
  await mkdir(dirname(request.target), { recursive: true });
  const unfinished = `${request.target}.${process.pid}.part`;
  await copyFile(join(folder, 'unpacked', 'usr', 'bin', 'base'), unfinished);
  await chmod(unfinished, 0o755);
  await rename(unfinished, request.target);
  return version;
}

async function privateApt(mirror: string, folder: string): Promise<string[]> {
  const architecture = (await runQuietly('dpkg', ['--print-architecture'])).stdout.trim();
  const sources = join(folder, 'sources.list');
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  await writeFile(sources, unstableSource(mirror, architecture));
  await writeFile(join(folder, 'status'), '');
  const settings = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=-',
    'Dir::Etc::Preferences=-',
    'Dir::Etc::PreferencesParts=-',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::State::Status=${join(folder, 'status')}`,
    `Dir::Cache=${join(folder, 'cache')}`,
    'Debug::NoLocking=1',
    'Acquire::Languages=none',
    'Acquire::PDiffs=false',
    'Acquire::Retries=0',
    'Acquire::http::Timeout=10',
    'Acquire::https::Timeout=10',
    'APT::Update::Error-Mode=any',
  ];
  // As root, apt would drop to a user that cannot read this private folder, and warn about it.
  if (process.getuid?.() === 0) settings.push('APT::Sandbox::User=root');
  return settings.flatMap((setting) => ['-o', setting]);
}
