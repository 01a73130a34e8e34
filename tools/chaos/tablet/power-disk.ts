import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlainError, reasonOf } from '../../plain-error.ts';
import { until } from '../wait.ts';

const run = promisify(execFile);

/** What had the disk open needs a moment to end, ms. */
const releaseMs = 20_000;

/**
 * EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (linux/fs/ext4/ext4.h): from now on nothing more reaches the disk, and what lay in
 * memory alone, journal included, never does. Perl is part of every Debian; Node makes no such call.
 */
const shutDown = `my $how = pack('L', 2); open(my $at, '<', $ARGV[0]) or die $!; ioctl($at, 0x8004587D, $how) or die $!;`;

/**
 * A disk of its own (ext4 in a file) whose power can be cut. What it stands for is a disk without a write cache of its own: what the
 * file system handed to it stays.
 */
export class PowerDisk {
  readonly #image: string;

  private constructor(
    readonly folder: string,
    image: string,
  ) {
    this.#image = image;
  }

  /** @throws PlainError where this user may not mount */
  static async mount(megabytes: number): Promise<PowerDisk> {
    const base = await mkdtemp(join(tmpdir(), 'sitecode-power-'));
    const disk = new PowerDisk(join(base, 'disk'), join(base, 'image'));
    try {
      await mkdir(disk.folder);
      await run('truncate', ['-s', `${megabytes}M`, disk.#image]);
      await run('mkfs.ext4', ['-q', '-F', disk.#image]);
      await disk.#mount();
    } catch (error) {
      await rm(base, { recursive: true, force: true });
      throw new PlainError(
        `A disk in a file cannot be mounted here: ${reasonOf(error).trim()}\n` +
          'This kind needs Linux, ext4 (e2fsprogs) and the right to mount through a loop device (root).',
      );
    }
    return disk;
  }

  /** Cuts the power: nothing more reaches the disk. */
  async cut(): Promise<void> {
    await run('perl', ['-e', shutDown, this.folder]);
  }

  /** The power comes back: the disk is mounted anew, as it was when it was cut. What had it open has ended by then. */
  async restore(): Promise<void> {
    if (!(await until(() => this.#mountAnew(), releaseMs, 100)))
      throw new PlainError(`${this.folder} is still in use: the disk cannot be mounted anew.`);
  }

  /** Another mount namespace that was made meanwhile keeps the dead file system alive: mounting gives that one again until it is gone. */
  async #mountAnew(): Promise<boolean> {
    if (!(await this.#unmount())) return false;
    await this.#mount();
    try {
      await writeFile(join(this.folder, 'alive'), '');
      return true;
    } catch {
      return false;
    }
  }

  async remove(): Promise<void> {
    await until(() => this.#unmount(), releaseMs, 50);
    await rm(join(this.folder, '..'), { recursive: true, force: true });
  }

  #mount(): Promise<unknown> {
    return run('mount', ['-t', 'ext4', '-o', 'loop', this.#image, this.folder]);
  }

  #unmount(): Promise<boolean> {
    return run('umount', [this.folder]).then(
      () => true,
      () => false,
    );
  }
}
