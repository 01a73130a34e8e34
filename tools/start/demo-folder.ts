// The demo district's data folder and how far its making got. Layout: pb_data (the database), secrets (the keyring and the charter), root (the demo's root keys),
// and one marker: `seeding` while the demo data is being made, `seeded` once it is whole. The marker names the form of the data and
// its scale: data of another form is made anew, of another scale it is left alone.
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { makePrivate } from '../machine/private-files.ts';

/** Raised when a demo that is kept could not be brought up to today, or lacks what pages speak of. */
const form = 3;

export class DemoFolder {
  readonly path: string;
  readonly database: string;

  constructor(path: string) {
    this.path = path;
    this.database = join(path, 'pb_data');
  }

  /** Whether the demo district is there, whole. */
  get isSeeded(): boolean {
    return existsSync(this.#marker('seeded'));
  }

  /** Whether its making was broken off. */
  get isUnfinished(): boolean {
    return !this.isSeeded && existsSync(this.#marker('seeding'));
  }

  /** Whether its demo was made by a version that filled it otherwise. */
  get isOfOtherForm(): boolean {
    return this.isSeeded && !this.#said().includes(`Form ${form},`);
  }

  /** @throws PlainError if a whole demo of another scale is there */
  refuseOtherScale(scale: string): void {
    const found = /, scale ([\w.]+)\./.exec(this.#said())?.[1];
    if (!this.isSeeded || found === undefined || found === scale) return;
    throw new PlainError(
      `${this.path} holds a demo of the scale "${found}". Throw it away with --reset, or name another folder: npm start -- ` +
        `--scale ${scale} --data DIR.`,
    );
  }

  #said(): string {
    return this.isSeeded ? readFileSync(this.#marker('seeded'), 'utf8') : '';
  }

  /** @throws PlainError if a database is there that no demo start made: it could be a real district's. */
  refuseForeign(): void {
    if (this.isSeeded || this.isUnfinished || !existsSync(this.database)) return;
    throw new PlainError(
      `${this.path} holds a database that no demo start made, perhaps a real district's. It is left as it is. ` +
        'Name another folder: npm start -- --data DIR.',
    );
  }

  /** Removes the demo's database, keyring and markers, nothing else. Call refuseForeign first. */
  async clear(): Promise<void> {
    await rm(this.database, { recursive: true, force: true });
    await rm(join(this.path, 'secrets'), { recursive: true, force: true });
    await rm(join(this.path, 'root'), { recursive: true, force: true });
    await rm(this.#marker('seeded'), { force: true });
    await rm(this.#marker('seeding'), { force: true });
  }

  /** Takes from other users of the machine what an earlier version left open: the server does not start on such a folder. */
  async close(): Promise<void> {
    for (const part of [this.database, join(this.path, 'secrets'), join(this.path, 'root')])
      await makePrivate(part);
  }

  /** Call before the first write into the database. */
  async beginSeeding(scale = 'demo'): Promise<void> {
    await writeFile(
      this.#marker('seeding'),
      `Demo data: while this file is called "seeding" it is not whole. Form ${form}, scale ${scale}.\n`,
      { mode: 0o600 },
    );
  }

  /** Call when the demo data is whole. */
  async endSeeding(): Promise<void> {
    await rename(this.#marker('seeding'), this.#marker('seeded'));
  }

  #marker(name: 'seeding' | 'seeded'): string {
    return join(this.path, name);
  }
}
