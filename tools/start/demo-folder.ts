// The demo district's data folder and how far its making got. Layout: pb_data (the database), secrets (the keyring and the charter), root (the demo's root keys),
// and one marker: `seeding` while the demo data is being made, `seeded` once it is whole.
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';

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

  /** Call before the first write into the database. */
  async beginSeeding(): Promise<void> {
    await writeFile(
      this.#marker('seeding'),
      'The demo data is being made. With this file here it is not whole.\n',
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
