import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { needBuilt } from '../../../tools/testing/built.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { startServer, type RunningServer } from '../../../tools/pocketbase/server.ts';
import { addTestDoors, ask, signIn } from '../support/district.ts';
import { fixturePassword } from '../support/fixtures.ts';

const step = '1780000090_emails_without_case.js';
/** Steps after it that a server of today needs to start, and that have nothing to do with addresses. */
const needed = ['1780000180_paper_owner_key.js'];

describe('addresses of former versions', () => {
  let folder: string;
  let start: (migrationsFolder: string) => Promise<RunningServer>;
  before(async () => {
    const executable = await findPocketBase();
    await needBuilt(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-emails-test-'));
    const hooksFolder = join(folder, 'hooks');
    await cp(places.hooks, hooksFolder, { recursive: true });
    await addTestDoors(hooksFolder);
    const keyring = await foundDistrict(folder, { demo: false, name: { 'zh-CN': '区', en: 'District' } });
    const databaseFolder = join(folder, 'pb_data');
    start = (migrationsFolder) =>
      startServer({
        executable,
        databaseFolder,
        hooksFolder,
        publicFolder: folder,
        keyring,
        migrationsFolder,
      });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('become small letters; those that clash are named and stay two accounts', async () => {
    const before = join(folder, 'migrations');
    await cp(places.migrations, before, { recursive: true });
    for (const name of await readdir(before))
      if (name >= step && !needed.includes(name)) await rm(join(before, name));
    const door = async <T>(server: RunningServer, name: string, body: object): Promise<T> => {
      const answer = await ask<T>(`${server.url}/test/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body;
    };
    let server = await start(before);
    const emails = {
      a: 'one@test.example',
      b: 'two@test.example',
      c: 'three@test.example',
      d: 'four@test.example',
    };
    for (const [name, email] of Object.entries(emails))
      await door(server, 'save', {
        collection: 'owners',
        values: { name, email, password: fixturePassword },
      });
    const sql = <T>(query: string) => door<T>(server, 'sql', { query });
    const changes = { a: 'One@Test.Example', b: 'Same@test.example', c: 'SAME@test.example' };
    for (const [name, email] of Object.entries(changes))
      await sql(`update owners set email = '${email}' where name = '${name}'`);
    await server.stop();

    server = await start(places.migrations);
    try {
      assert.deepEqual(
        await sql(`select json_group_array(email) as found from (select email from owners order by name)`),
        ['one@test.example', 'Same@test.example', 'SAME@test.example', 'four@test.example'],
      );
      const ids = await sql<Record<string, string>>(
        'select json_group_object(name, id) as found from owners',
      );
      const said = server
        .output()
        .split('\n')
        .filter((line) => line.includes('one e-mail address'));
      assert.ok(said.length >= 1);
      for (const line of said) {
        assert.ok(line.includes(ids['b']!) && line.includes(ids['c']!));
        assert.doesNotMatch(line, /@/);
      }
      const idOf = async (email: string) =>
        (
          JSON.parse(
            Buffer.from((await signIn(server.url, 'owners', email)).split('.')[1]!, 'base64url').toString(),
          ) as { id: string }
        ).id;
      assert.equal(await idOf('ONE@test.example'), ids['a']);
      assert.equal(await idOf('Same@test.example'), ids['b']);
      assert.equal(await idOf('SAME@test.example'), ids['c']);
      await assert.rejects(idOf('same@test.example'), 'nobody is signed in to one of two');
    } finally {
      await server.stop();
    }
  });
});
