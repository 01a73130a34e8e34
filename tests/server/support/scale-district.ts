import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../../tools/build/build.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { startServer, type RunningServer } from '../../../tools/pocketbase/server.ts';
import { fillDemo } from '../../../tools/start/fill-demo.ts';
import { addTestDoors, ask, signIn, type Answer } from './district.ts';

/** A scan as its day's table holds it. */
export interface RowOfScan {
  site: number;
  t: number;
  chain: number;
  seq: number;
  device: number;
  pass: number;
  outcome: number;
  policy: number;
  detail: string;
}

/** A part of a demo district of real size, filled and served, with the tests' own doors. */
export class ScaleDistrict {
  private constructor(
    readonly folder: string,
    readonly server: RunningServer,
    /** What the filling told. */
    readonly printed: readonly string[],
  ) {}

  /** @param scale such as '0.01' */
  static async open(scale: string): Promise<ScaleDistrict> {
    const executable = await findPocketBase();
    await build(['server']);
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-scale-test-'));
    const hooksFolder = join(folder, 'hooks');
    await cp(places.demoHooks, hooksFolder, { recursive: true });
    await addTestDoors(hooksFolder);
    const folders = {
      executable,
      hooksFolder,
      databaseFolder: join(folder, 'pb_data'),
      publicFolder: folder,
      keyring: await foundDistrict(folder),
    };
    const printed: string[] = [];
    await fillDemo(folders, { scale, port: 8090, isNew: true, tell: (line) => printed.push(line) });
    return new ScaleDistrict(folder, await startServer(folders), printed);
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** @param select gives columns; answers its rows as objects */
  rows<Row>(columns: readonly (keyof Row & string)[], select: string): Promise<Row[]> {
    const pairs = columns.map((column) => `'${column}', ${column}`).join(', ');
    return this.door('sql', {
      query: `select json_group_array(json_object(${pairs})) as found from (${select})`,
    });
  }

  /** Asks one of the tests' own doors. */
  async door<Value>(name: string, body: object): Promise<Value> {
    const answer = await this.#post<Value>(`/test/${name}`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  }

  /** A route's answer to one of the demo's logins. @param kind citizens, owners or staff */
  async as<Body>(kind: string, email: string, route: string, body?: object): Promise<Body> {
    const token = await signIn(this.server.url, kind, email, 'demo-sitecode-2026');
    const path = `/api/sitecode/${route}`;
    const answer = body
      ? await this.#post<Body>(path, body, token)
      : await ask<Body>(this.server.url + path, { headers: { Authorization: token } });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  }

  scansOf(day: number): Promise<RowOfScan[]> {
    return this.rows<RowOfScan>(
      ['site', 't', 'chain', 'seq', 'device', 'pass', 'outcome', 'policy', 'detail'],
      `select * from scan_${day} order by device, seq`,
    );
  }

  #post<Body>(path: string, body: object, token?: string): Promise<Answer<Body>> {
    return ask<Body>(this.server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: token }) },
      body: JSON.stringify(body),
    });
  }
}
