// What a district of real size holds, planned beside PocketBase's VM and handed to it as files.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as others } from 'node:timers/promises';
import { readCharter, tracingKey, type SignedCharter } from '../../src/domain/bundle/charter.ts';
import type { BoxKey } from '../../src/domain/custody/identity.ts';
import { IdentitySealer } from '../../src/credentials/custody/sealed-identity.ts';
import type { Identity } from '../../src/domain/custody/identity.ts';
import { Batches, type Unsealed } from '../../src/server/demo/load/batch.ts';
import { peopleOf, planDistrict } from '../../src/server/demo/plan.ts';
import { daysToPlay } from '../../src/server/demo/play/days-to-play.ts';
import type { Scale } from '../../src/server/demo/scale.ts';
import { nameKey } from '../../src/server/places/pinyin.ts';
import { SignerKeys, type SignerFile } from '../../src/signer/keys.ts';
import { signerFolder } from '../keys/secrets.ts';
import { PlainError } from '../plain-error.ts';
import { newDayKey, planWalkers } from './plan-walkers.ts';
import { codeSigner } from './sign-code.ts';

/** A private folder with one list a file, as src/server/demo/load/planned-folder.ts reads it. */
export class Plan {
  readonly folder = mkdtempSync(join(tmpdir(), 'sitecode-plan-'));
  readonly #days: number[];
  #files = 0;
  readonly #scale: Scale;
  readonly #keyring: string;

  /** Lists whose identities are not sealed yet, and what seals them. */
  #unsealed: { name: string; rows: unknown[][] }[] = [];
  #sealer!: IdentitySealer;
  readonly #dayKeys = new Map<number, string>();

  private constructor(scale: Scale, keyring: string, now: number) {
    this.#scale = scale;
    this.#keyring = keyring;
    this.#days = daysToPlay(scale, now);
  }

  /** Writes all but the days. @param keyring the path of the district's */
  static async make(scale: Scale, keyring: string): Promise<Plan> {
    const now = Date.now();
    const plan = new Plan(scale, keyring, now);
    await plan.#writeDistrict(now);
    return plan;
  }

  async #writeDistrict(now: number): Promise<void> {
    const keyring = this.#keyring;
    const key = await sealingKey(keyring);
    // With one agreement for all.
    this.#sealer = await IdentitySealer.begin(key);
    // As the signer would, which asks for each of 100,000 people by HTTP.
    const keysFile = readFileSync(join(signerFolder(keyring), 'keys.json'), 'utf8');
    const { siteCode } = JSON.parse(keysFile) as SignerFile;
    const keys = new SignerKeys(keysFile);
    const seals = {
      generation: key.generation,
      seal: (person: string, identity: Identity) => ({ person, identity }),
      idNumberIndex: (idNumber: string) => keys.index('id-number', idNumber),
      phoneIndex: (phone: string) => keys.index('phone', phone),
    };
    const batches = new Batches(({ table, rows }) => this.#write(table, rows));
    planDistrict(batches, this.#scale, now, { sign: codeSigner(siteCode), nameKey, seals });
    for (const day of this.#days) {
      this.#dayKeys.set(day, newDayKey(dirname(keyring), day));
      this.#begin(listOf(day));
    }
  }

  /** Seals who is planned, then writes the people of each day; ends early when `ends` says so. */
  async writeRest(ends: AbortSignal): Promise<void> {
    for (const { name, rows } of this.#unsealed.splice(0)) {
      if (ends.aborted) return;
      this.#put(name, await Promise.all(rows.map((row) => Promise.all(row.map(this.#sealed)))));
      this.#ended(name);
    }
    for (const day of this.#days) {
      if (ends.aborted) return;
      planWalkers(day, this.#dayKeys.get(day)!, peopleOf(this.#scale), (rows) =>
        this.#write(listOf(day), rows),
      );
      this.#ended(listOf(day));
      // The server's lines are read in between.
      await others();
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(list: string, rows: unknown[]): void {
    const name = `${String(++this.#files).padStart(5, '0')}-${list}`;
    if (list !== 'persons') return this.#put(name, rows);
    // Its place among the lists, in whose order they are read.
    this.#begin(name);
    this.#put(name, []);
    this.#unsealed.push({ name, rows: rows as unknown[][] });
  }

  #put(name: string, rows: unknown[]): void {
    writeFileSync(join(this.folder, `${name}.json`), JSON.stringify(rows), { mode: 0o600 });
  }

  readonly #sealed = (value: unknown): unknown =>
    isUnsealed(value) ? this.#sealer.seal(value.person, value.identity) : value;

  /** A mark stands there as long as the list is not whole. */
  #begin(name: string): void {
    writeFileSync(join(this.folder, `${name}.begun`), '', { mode: 0o600 });
  }

  #ended(name: string): void {
    rmSync(join(this.folder, `${name}.begun`));
  }
}

function isUnsealed(value: unknown): value is Unsealed {
  return typeof value === 'object' && value !== null && 'identity' in value;
}

/** The tracing key of the district's charter. @throws PlainError where it names none */
async function sealingKey(keyring: string): Promise<BoxKey> {
  const path = join(dirname(keyring), 'charter.json');
  const { signed } = JSON.parse(await readFile(path, 'utf8')) as { signed: SignedCharter };
  const key = tracingKey(readCharter(signed.body));
  if (!key) throw new PlainError(`${path} names no tracing key: make this demo anew with --reset.`);
  return key;
}

function listOf(day: number): string {
  return `walkers_${day}`;
}
