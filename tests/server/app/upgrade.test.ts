import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { BoardAnswer, MeAnswer } from '../../../src/domain/api/api.ts';
import type { OverridesAnswer } from '../../../src/domain/api/official-api.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { makeCustody } from '../../../tools/keys/custody.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { startServer, type RunningServer } from '../../../tools/pocketbase/server.ts';
import { addTestDoors, ask, signIn } from '../support/district.ts';
import { tracingKeyOf } from '../support/sealed-persons.ts';

/** A demo district as the version of November 2026 (30da628) made it; `node tools/run.mjs keep-district` made this of it. */
const kept = fileURLToPath(new URL('../../fixtures/district-2026-11', import.meta.url));
const password = 'demo-sitecode-2026';
/** What it had of people, and by what handles the first guardian's phone knows those it shows. */
const people = { persons: 307, accounts: 7, handles: ['9jxho4pi7h7ru0g', 'oco0g2pi6j2pshf'] };

describe('a district of an earlier version', () => {
  let folder: string;
  let server: RunningServer;
  let options: Parameters<typeof startServer>[0];
  before(async () => {
    const executable = await findPocketBase();
    await needBuilt(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-upgrade-test-'));
    const databaseFolder = join(folder, 'pb_data');
    const hooksFolder = join(folder, 'hooks');
    await mkdir(databaseFolder);
    const database = gunzipSync(await readFile(join(kept, 'data.db.gz')));
    await writeFile(join(databaseFolder, 'data.db'), database, { mode: 0o600 });
    // Git keeps no modes: whatever is of a district is its user's alone.
    await cp(join(kept, 'secrets'), join(folder, 'secrets'), { recursive: true });
    await promisify(execFile)('chmod', ['-R', 'go=', folder]);
    await cp(places.demoHooks, hooksFolder, { recursive: true });
    await addTestDoors(hooksFolder);
    // As every start of the new version does it: the root signs a new charter where the old one would run out.
    const keyring = await foundDistrict(folder);
    options = { executable, databaseFolder, hooksFolder, publicFolder: folder, keyring };
    server = await startServer(options);
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function get<Body>(route: string, token: string): Promise<Body> {
    const answer = await ask<Body>(`${server.url}/api/sitecode/${route}`, {
      headers: { Authorization: token },
    });
    assert.equal(answer.status, 200, `${route}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  async function sql<Value>(query: string): Promise<Value> {
    const answer = await ask<Value>(`${server.url}/test/sql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    assert.equal(answer.status, 200, `${query}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  it('has taken every step of the schema when it has started', async () => {
    const steps = (await readdir(places.migrations)).filter((name) => name.endsWith('.js'));
    const taken = await sql<string[]>('select json_group_array(file) as found from _migrations');
    assert.deepEqual(
      steps.filter((step) => !taken.includes(step)),
      [],
    );
  });

  it('lets its citizens in, and knows them', async () => {
    const me = await get<MeAnswer>(
      'me',
      await signIn(server.url, 'citizens', 'valid@demo.example', password),
    );
    assert.match(me.maskedName, /\*/);
    assert.equal(me.doses.length, 3);
  });

  it('parts persons from accounts: each keeps the id that was both, and so whatever leads to it', async () => {
    const count = (what: string) => sql<number>(`select count(*) as found from ${what}`);
    assert.equal(await count('persons'), people.persons);
    assert.equal(
      await count(`persons where source = 'before' and sealedName <> '' and idIndex <> ''`),
      people.persons,
    );
    // Nobody could sign in as the three hundred who had no address.
    assert.equal(await count('citizens'), people.accounts);
    assert.equal(
      await count(`account_persons where relation = 'self' and account = person`),
      people.accounts,
    );
    for (const table of ['tests', 'doses', 'overrides']) {
      assert.ok((await count(table)) > 0, table);
      assert.equal(await count(`${table} where person not in (select id from persons)`), 0, table);
    }
  });

  it('goes on showing a guardian’s phone those it knows, by the handles it has stored', async () => {
    const token = await signIn(server.url, 'citizens', 'valid@demo.example', password);
    const me = await get<MeAnswer>('me', token);
    assert.deepEqual(
      me.persons!.map(({ relation }) => relation),
      ['self', 'child', 'elder'],
    );
    assert.deepEqual(
      me
        .persons!.slice(1)
        .map(({ id }) => id)
        .toSorted(),
      people.handles,
    );
    for (const handle of people.handles) {
      const other = await get<MeAnswer>(`me?person=${handle}`, token);
      assert.equal(other.doses.length > 0, true);
      assert.deepEqual(other.visits, []);
    }
    const basis = `select json_group_array(basis) as found from (select distinct basis from account_persons where relation <> 'self')`;
    assert.deepEqual(await sql(basis), ['before']);
  });

  it('lets every official in, and shows the board of all its sites and sentries', async () => {
    const emails = await sql<string[]>('select json_group_array(email) as found from staff');
    assert.ok(emails.length >= 8);
    for (const email of emails) await signIn(server.url, 'staff', email, password);
    const board = await get<BoardAnswer>(
      'board',
      await signIn(server.url, 'staff', 'health@demo.example', password),
    );
    const { total, unpaired } = board.sentries.totals;
    assert.equal(total + unpaired, await sql<number>('select count(*) as found from sentries'));
    assert.ok(board.sites > 100);
    assert.equal(board.days.length, 14);
  });

  it('still has the override that waited for a second official', async () => {
    const token = await signIn(server.url, 'staff', 'health@demo.example', password);
    const { overrides } = await get<OverridesAnswer>('overrides', token);
    assert.ok(overrides.length > 0);
  });

  it('seals its identities to the tracing key once the charter names it, and destroys the key of before', async () => {
    const count = (what: string) => sql<number>(`select count(*) as found from ${what}`);
    const old = join(folder, 'secrets', 'identity-keys', '1.key');
    assert.ok(existsSync(old), 'it lies apart from the keyring');
    const keyring = await readFile(join(folder, 'secrets', 'keyring.json'), 'utf8');
    assert.ok(!keyring.includes('personKey'));
    const { tracing } = await makeCustody(join(folder, 'root'), Date.now());
    const path = join(folder, 'secrets', 'charter.json');
    const charter = JSON.parse(await readFile(path, 'utf8')) as { signed: { body: string } };
    const { generation, publicKey } = tracing[0]!;
    const point = base64url(fromHex(publicKey));
    const tracingKeys = [{ id: generation, point, notBefore: 0, notAfter: Date.now() + 1e10 }];
    charter.signed.body = JSON.stringify({ ...(JSON.parse(charter.signed.body) as object), tracingKeys });
    await writeFile(path, JSON.stringify(charter));
    await server.stop();
    server = await startServer(options);
    for (let minutes = 0; minutes < 50 && existsSync(old); minutes++) {
      const body = JSON.stringify({ now: Date.now() });
      const headers = { 'Content-Type': 'application/json' };
      await ask(`${server.url}/test/minutely`, { method: 'POST', headers, body });
    }
    assert.ok(!existsSync(old));
    assert.equal(await count(`persons where sealedName || sealedIdNumber || sealedPhone <> ''`), 0);
    assert.equal(await count(`persons where keyGeneration = ${generation}`), people.persons);
    const key = await tracingKeyOf(folder);
    const [id, sealed] = await sql<[string, string]>(
      `select json_array(p.id, p.sealedIdentity) as found from persons p join account_persons r on r.person = p.id
       join citizens c on c.id = r.account where c.email = 'valid@demo.example' and r.relation = 'self'`,
    );
    assert.equal((await openIdentity(key, id, sealed)).name, '林晓岚');
  });
});
