import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoCastAnswer } from '../../../src/domain/api/demo-api.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import {
  freePort,
  runConsoleCommand,
  startServer,
  type RunningServer,
} from '../../../tools/pocketbase/server.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { copyDemoDistrict } from '../../../tools/testing/prepared-data.ts';

const superuser = { identity: 'superuser@demo.example', password: 'only in a test, for a minute' };

/** The built app and the demo district on a real PocketBase, in a folder of its own. */
export class DemoDistrict {
  readonly #executable: string;
  readonly #keyring: string;

  private constructor(
    readonly folder: string,
    readonly port: number,
    executable: string,
    keyring: string,
    public server: RunningServer,
  ) {
    this.#executable = executable;
    this.#keyring = keyring;
  }

  /** @param options.superuser true where the test changes records of the database by `change` */
  static async start(options: { superuser?: boolean } = {}): Promise<DemoDistrict> {
    const executable = await findPocketBase();
    await needBuilt(['server', 'app']);
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-e2e-'));
    const port = await freePort();
    const keyring = await copyDemoDistrict(folder);
    const folders = { executable, databaseFolder: join(folder, 'pb_data'), keyring };
    if (options.superuser)
      await runConsoleCommand(folders, port, ['superuser', 'upsert', superuser.identity, superuser.password]);
    const server = await startServer({ ...folders, port });
    return new DemoDistrict(folder, port, executable, keyring, server);
  }

  get url(): string {
    return this.server.url;
  }

  /** Ends the server as a power cut would. */
  kill(): Promise<void> {
    return this.server.kill();
  }

  /** Starts it again at the same address, on the same data. */
  async restart(): Promise<void> {
    this.server = await startServer({
      executable: this.#executable,
      databaseFolder: join(this.folder, 'pb_data'),
      keyring: this.#keyring,
      port: this.port,
    });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async cast(): Promise<DemoCastAnswer> {
    const answer = await fetch(`${this.url}/api/sitecode/demo/cast`);
    if (!answer.ok)
      throw new Error(`The demo's cast could not be had: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as DemoCastAnswer;
  }

  /** Asks a route as one of the demo's accounts. @param face whose first login is used */
  async signIn(face: 'me' | 'venue' | 'authority', role?: string): Promise<string> {
    const { logins } = await this.cast();
    const login = logins.find((each) => each.face === face && (role === undefined || each.role === role));
    if (!login) throw new Error(`The demo's cast has no login for ${face} ${role ?? ''}.`);
    const collection = { me: 'citizens', venue: 'owners', authority: 'staff' }[face];
    const answer = await fetch(`${this.url}/api/collections/${collection}/auth-with-password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ identity: login.email, password: login.password }),
    });
    if (!answer.ok) throw new Error(`${login.email} cannot sign in: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { token: string }).token;
  }

  /** Calls a route under /api/sitecode/. Throws on any refusal. */
  async ask<T>(path: string, token: string | null, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/api/sitecode/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** The ids of records of the database. @param filter in PocketBase's own language */
  async records(collection: string, filter: string): Promise<string[]> {
    const query = new URLSearchParams({ filter, perPage: '200', fields: 'id', sort: 'id' });
    const { items } = (await this.#asSuperuser('GET', `${collection}/records?${query}`)) as {
      items: { id: string }[];
    };
    return items.map(({ id }) => id);
  }

  /** Changes a record of the database. */
  async change(collection: string, id: string, fields: object): Promise<void> {
    await this.#asSuperuser('PATCH', `${collection}/records/${id}`, fields);
  }

  async #asSuperuser(method: string, path: string, body?: object): Promise<unknown> {
    this.#token ??= (
      (await this.#api('POST', '_superusers/auth-with-password', superuser)) as { token: string }
    ).token;
    return this.#api(method, path, body, this.#token);
  }

  #token: string | undefined;

  async #api(method: string, path: string, body?: object, token?: string): Promise<unknown> {
    const answer = await fetch(`${this.url}/api/collections/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}
