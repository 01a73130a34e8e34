import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import type { ApiFault } from '../../../src/domain/api/api.ts';
import type { PairAnswer, SentryPlace } from '../../../src/domain/api/gate/sentry-api.ts';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import { ChainKey } from '../../../src/store/records/chain-key.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { newSigningKey, type Keyring } from '../../../tools/keys/secrets.ts';
import { freePort, startServer, type RunningServer } from '../../../tools/pocketbase/server.ts';
import {
  copyMigratedDatabase,
  copyPrepared,
  type PreparedKind,
} from '../../../tools/testing/prepared-data.ts';
import { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import {
  custodianAccounts,
  fixturePassword,
  officialAccounts,
  people,
  type Fixtures,
  type PersonName,
} from './fixtures.ts';

/** What the tests' district is called by its charter. */
export const districtName = { 'zh-CN': '测试区', en: 'Test district' };

/** What the server answered. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
  /** The fault's code, where it is one. */
  code: string | undefined;
}

/** A real PocketBase with the hooks of a real district, the tests' doors and the tests' small district, all its own. */
export class TestDistrict {
  #paired = 0;
  #administrator: string | null = null;
  readonly #start: (from?: string, signer?: string) => Promise<RunningServer>;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly keyring: Keyring,
    readonly codes: Fixtures['codes'],
    start: (from?: string, signer?: string) => Promise<RunningServer>,
    public server: RunningServer,
  ) {
    this.#start = start;
  }

  /** @param options what is served as the app (an empty folder when left out), VMs kept ready, more environment */
  static async open(
    options: { publicFolder?: string; env?: Record<string, string>; hooksPool?: number } = {},
  ): Promise<TestDistrict> {
    const executable = await findPocketBase();
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-server-test-'));
    await copyPrepared(folder, preparedTestDistrict);
    const hooksFolder = join(folder, 'hooks');
    const keyringFile = await foundDistrict(folder);
    const port = await freePort();
    const start = (from = folder, signer?: string): Promise<RunningServer> =>
      startServer({
        ...(signer !== undefined && { signer }),
        executable,
        databaseFolder: join(from, 'pb_data'),
        hooksFolder,
        publicFolder: options.publicFolder ?? folder,
        ...(options.env && { env: options.env }),
        ...(options.hooksPool && { hooksPool: options.hooksPool }),
        keyring: from === folder ? keyringFile : join(from, 'secrets', 'keyring.json'),
        port,
      });
    const server = await start();
    const keyring = JSON.parse(await readFile(keyringFile, 'utf8')) as Keyring;
    const { codes } = JSON.parse(await readFile(fixturesFile(folder), 'utf8')) as Fixtures;
    return new TestDistrict(folder, port, keyring, codes, start, server);
  }

  /** Ends the server as a power cut would. */
  kill(): Promise<void> {
    return this.server.kill();
  }

  /** Starts the server again, at the same address and on the same data. @param signer address of one that is there or will be */
  async restart(signer?: string): Promise<void> {
    this.server = await this.#start(undefined, signer);
  }

  /** Starts a server at the same address on another machine's folder, as a restore made it. The one before is ended. */
  async moveTo(folder: string): Promise<void> {
    this.server = await this.#start(folder);
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** GET of a route under /api/sitecode/. */
  get<Body>(route: string, token?: string): Promise<Answer<Body>> {
    return ask<Body>(`${this.server.url}/api/sitecode/${route}`, { headers: headersOf(token) });
  }

  /** POST to a route under /api/sitecode/. */
  post<Body>(route: string, body: unknown, token?: string): Promise<Answer<Body>> {
    return post<Body>(this.server.url, `/api/sitecode/${route}`, body, token);
  }

  /** The value of one SELECT that gives a JSON text, or the number of rows another statement changed. */
  async sql<Value>(query: string): Promise<Value> {
    const answer = await post<Value>(this.server.url, '/test/sql', { query });
    if (answer.status !== 200) throw new Error(`${query}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Saves a new record as a route or an import would, with PocketBase's hooks. */
  async saveRecord(collection: string, values: object): Promise<void> {
    const answer = await post(this.server.url, '/test/save', { collection, values });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  /** Runs the hourly job as if it were `now`. */
  async hourly(now: number): Promise<void> {
    const { status } = await post(this.server.url, '/test/hourly', { now });
    if (status !== 200) throw new Error(`The hourly job failed: ${status}`);
  }

  /** A collection like a scan's, open to everybody, and /api/batch: what the ingest is measured against. */
  prepareBench(): Promise<void> {
    return this.door('bench-prepare', {});
  }

  /** Runs the minutely job as if it were `now`. */
  async minutely(now: number): Promise<void> {
    const { status } = await post(this.server.url, '/test/minutely', { now });
    if (status !== 200) throw new Error(`The minutely job failed: ${status}`);
  }

  /** SQLite's "synchronous" of the connection that writes: 1 outlives a killed process, 2 a power cut as well. */
  async commitSafety(): Promise<number> {
    return (await post<number>(this.server.url, '/test/commit-safety', {})).body;
  }

  /** The number of a person (record id) on a day. */
  async personNumber(person: string, day: number): Promise<number> {
    return (await post<number>(this.server.url, '/test/person', { person, day })).body;
  }

  /** Asks one of the tests' own doors (test.pb.js). */
  async door<Value>(name: string, body: object): Promise<Value> {
    const answer = await post<Value>(this.server.url, `/test/${name}`, body);
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The record id of a person. */
  personId(name: PersonName): Promise<string> {
    return this.sql<string>(
      `select json_quote(r.person) as found from account_persons r join citizens a on a.id = r.account
       where a.email = '${name}@test.example' and r.relation = 'self'`,
    );
  }

  /** The record id of a person's own account. */
  accountId(name: PersonName): Promise<string> {
    return this.sql<string>(
      `select json_quote(id) as found from citizens where email = '${name}@test.example'`,
    );
  }

  /** Has a person's account stand for another. @returns the handle */
  async guard(guardian: PersonName, person: PersonName, id: string): Promise<string> {
    const values = { account: await this.accountId(guardian), person: await this.personId(person) };
    await this.saveRecord('account_persons', {
      id,
      ...values,
      relation: 'child',
      since: Date.now(),
      basis: 'birth',
    });
    return id;
  }

  citizen(name: PersonName): Promise<string> {
    return signIn(this.server.url, 'citizens', `${name}@test.example`);
  }

  owner(letter: 'a' | 'b'): Promise<string> {
    return signIn(this.server.url, 'owners', `owner-${letter}@test.example`);
  }

  staff(role: StaffRole): Promise<string> {
    return signIn(this.server.url, 'staff', `${role}@test.example`);
  }

  /** One more administrator, as a superuser or an import makes one: the first second of a district cannot be made by a page. */
  async newAdministrator(email: string, subdistricts: string[] = []): Promise<{ id: string; token: string }> {
    const its = {
      name: 'Another One',
      roles: ['administrator'],
      ...(subdistricts.length > 0 && { subdistricts }),
    };
    await this.saveRecord('staff', { email, password: fixturePassword, ...its });
    const id = await this.sql<string>(`select json_quote(id) as found from staff where email = '${email}'`);
    return { id, token: await signIn(this.server.url, 'staff', email) };
  }

  /** A new superuser's token. */
  async superuser(): Promise<string> {
    const email = 'root@test.example';
    await this.saveRecord('_superusers', { email, password: fixturePassword });
    return signIn(this.server.url, '_superusers', email);
  }

  /** A pairing code made by the administrator. */
  async pairingCode(gate: { site: number; zone?: number; name?: string }): Promise<string> {
    const name = gate.name ?? `Gate ${++this.#paired}`;
    const asked = { zone: 0, ...gate, name };
    this.#administrator ??= await this.staff('administrator');
    const make = () => this.post<{ code: string }>('venue/pairing-code', asked, this.#administrator!);
    let answer = await make();
    // A test may have ended the administrator's sign-ins, or taken them away with a step of the schema.
    if (answer.code === 'sign-in') {
      this.#administrator = await this.staff('administrator');
      answer = await make();
    }
    if (answer.status !== 200) throw new Error(`No pairing code: ${JSON.stringify(answer.body)}`);
    return answer.body.code;
  }

  /** A newly paired sentry, with a chain of its own. @param key of a device that was paired before */
  async gate(gate: { site: number; zone?: number; name?: string }, key?: ChainKey): Promise<SimulatedSentry> {
    return SimulatedSentry.pair(this.server.url, await this.pairingCode(gate), key);
  }

  /** What pairing a new device answers. */
  async pair(code: string): Promise<PairAnswer> {
    const { point: key } = await ChainKey.make();
    return (await this.post<PairAnswer>('sentry/pair', { code, key })).body;
  }

  /** A newly paired sentry's token and place. */
  async sentry(gate: {
    site: number;
    zone?: number;
    name?: string;
  }): Promise<{ token: string; place: SentryPlace }> {
    const { pairing } = await this.gate(gate);
    return { token: pairing.token, place: pairing.sentry };
  }
}

const fixturesFile = (folder: string): string => join(folder, 'fixtures.json');

/** The tests' small district, made once and copied: hooks with the tests' doors, keys, and a database with the fixtures. */
const preparedTestDistrict: PreparedKind = {
  kind: 'test-district',
  sources: [places.migrations, places.hooks, fileURLToPath(new URL('.', import.meta.url))],
  // Its people's results are some hours old when they are made.
  oldestMs: 20 * 60_000,
  make: makeTestDistrict,
};

async function makeTestDistrict(folder: string): Promise<void> {
  const hooksFolder = join(folder, 'hooks');
  await cp(places.hooks, hooksFolder, { recursive: true });
  await addTestDoors(hooksFolder);
  const keyring = await foundDistrict(folder, {
    demo: false,
    name: districtName,
    accounts: officialAccounts,
    custodians: custodianAccounts.map((account, index) => ({
      ...newSigningKey(index + 1),
      account,
      name: `Custody officer ${index + 1}`,
    })),
  });
  const databaseFolder = join(folder, 'pb_data');
  await copyMigratedDatabase(databaseFolder);
  const executable = await findPocketBase();
  const server = await startServer({
    executable,
    databaseFolder,
    hooksFolder,
    publicFolder: folder,
    keyring,
  });
  const made = await post<Fixtures>(server.url, '/test/fixtures', { people: people(Date.now()) });
  await server.stop();
  if (made.status !== 200) throw new Error(`No fixtures: ${JSON.stringify(made.body)}`);
  await writeFile(fixturesFile(folder), JSON.stringify(made.body));
}

/** Puts the doors of test.pb.js into a folder of hooks. */
export async function addTestDoors(hooksFolder: string): Promise<void> {
  await copyFile(new URL('test.pb.js', import.meta.url), join(hooksFolder, 'test.pb.js'));
  await bundle({
    entryPoints: [new URL('vm-side.ts', import.meta.url).pathname],
    outfile: join(hooksFolder, 'test.js'),
    bundle: true,
    format: 'cjs',
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
}

function headersOf(token: string | undefined): Record<string, string> {
  return token ? { Authorization: token } : {};
}

/** Asks once; a body that is no JSON is answered as text. */
export async function ask<Body>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Text it is.
  }
  const { code } = (body ?? {}) as Partial<ApiFault>;
  return { status: response.status, headers: response.headers, body: body as Body, code };
}

function post<Body>(url: string, path: string, body: unknown, token?: string): Promise<Answer<Body>> {
  return ask<Body>(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headersOf(token) },
    body: JSON.stringify(body),
  });
}

/** A token by e-mail and password. */
export async function signIn(
  url: string,
  collection: string,
  identity: string,
  password = fixturePassword,
): Promise<string> {
  const answer = await post<{ token: string }>(url, `/api/collections/${collection}/auth-with-password`, {
    identity,
    password,
  });
  if (answer.status !== 200) throw new Error(`${identity} cannot sign in: ${JSON.stringify(answer.body)}`);
  return answer.body.token;
}
