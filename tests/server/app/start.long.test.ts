import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { changeSignerIssuers } from '../../../tools/keys/issuer-keys.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { newSigningKey, openHalf, readSignerFile, type Keyring } from '../../../tools/keys/secrets.ts';
import { runConsoleCommand, startServer } from '../../../tools/pocketbase/server.ts';
import { ask, TestDistrict } from '../support/district.ts';

describe('a server’s start', () => {
  let folder: string;
  let executable: string;
  let founded: Keyring;
  before(async () => {
    executable = await findPocketBase();
    await needBuilt(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-start-test-'));
    founded = JSON.parse(await readFile(await foundDistrict(folder), 'utf8')) as Keyring;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function startWith(keyring: unknown): Promise<void> {
    const path = join(folder, 'secrets', 'keyring.json');
    await writeFile(path, typeof keyring === 'string' ? keyring : JSON.stringify(keyring));
    const server = await startServer({
      executable,
      databaseFolder: join(folder, 'pb_data'),
      hooksFolder: places.hooks,
      publicFolder: folder,
      keyring: path,
    });
    await server.stop();
  }

  const wrong: [string, () => unknown, RegExp][] = [
    ['is no JSON', () => '{', /cannot be read/],
    ['lacks its issuers', () => ({ ...founded, issuers: undefined }), /a key lacks/],
    ['lacks the key of the server’s statement', () => ({ ...founded, word: undefined }), /a key lacks/],
    ['has a record key of another length', () => ({ ...founded, recordKey: 'short' }), /recordKey/],
    ['holds a key of identities', () => ({ ...founded, personKey: 'x'.repeat(32) }), /of an earlier version/],
    ['lacks the key of the audit log', () => ({ ...founded, auditKey: '' }), /auditKey is missing/],
    [
      'has halves of two keys',
      () => {
        const { publicKey } = newSigningKey(1);
        return { ...founded, ingest: { ...founded.ingest, publicKey } };
      },
      /ingest key: its public half is of another private half/,
    ],
    [
      'has an issuer that the charter does not name',
      () => ({ ...founded, issuers: [...founded.issuers, openHalf(newSigningKey(2))] }),
      /charter does not name the keyring's issuer 2 key: have the root sign a new charter/,
    ],
    [
      'has a statement key that the charter does not name',
      () => ({ ...founded, word: openHalf(newSigningKey(1)) }),
      /charter does not name the keyring's statement key/,
    ],
    [
      'signs its word with the key of its site codes, which the charter names for those alone',
      () => ({ ...founded, word: founded.siteCode }),
      /charter does not name the keyring's statement key/,
    ],
  ];
  wrong.push([
    'still holds a key that signs',
    () => ({ ...founded, word: newSigningKey(1) }),
    /of an earlier version: keys that sign lie in it. Give them to the signer/,
  ]);
  for (const [what, keyring, message] of wrong) {
    it(`fails, and says why, when the keyring ${what}`, async () => {
      await assert.rejects(startWith(keyring()), message);
    });
  }

  it('fails when its signer holds another key than the charter names', async () => {
    const path = join(folder, 'secrets', 'keyring.json');
    const before = (await readSignerFile(path)).issuers;
    await changeSignerIssuers(path, () => [newSigningKey(1)]);
    await assert.rejects(startWith(founded), /signer does not hold the issuer 1 key/);
    await changeSignerIssuers(path, () => before);
  });

  it('fails, and says why, without a charter or with one that is not whole', async () => {
    const path = join(folder, 'secrets', 'charter.json');
    const whole = await readFile(path, 'utf8');
    await rename(path, `${path}.away`);
    await assert.rejects(startWith(founded), /charter\.json, the district’s charter, cannot be read/);
    await writeFile(path, whole.slice(0, 100));
    await assert.rejects(startWith(founded), /charter\.json, the district’s charter, cannot be read/);
    await rename(`${path}.away`, path);
  });

  it('fails with the demo’s database under a charter of a real district', async () => {
    const district = await TestDistrict.open();
    try {
      await district.sql('update district set demo = true');
      await district.server.stop();
      await assert.rejects(
        district.restart(),
        /charter says that this is no demo district, and the database is that of the demo/,
      );
    } finally {
      await district.close();
    }
  });

  it('fails without a superuser, and tells how to make one: by the command, which needs no server', async () => {
    const real = await mkdtemp(join(tmpdir(), 'sitecode-start-superuser-'));
    try {
      const folders = {
        executable,
        databaseFolder: join(real, 'pb_data'),
        hooksFolder: places.hooks,
        publicFolder: real,
        keyring: await foundDistrict(real, { demo: false, name: { 'zh-CN': '真区', en: 'Real' } }),
        env: { SITECODE_WITHOUT_SUPERUSER: '' },
      };
      await assert.rejects(startServer(folders), /There is no superuser yet.*superuser create/);
      for (const other of ['0', 'true'])
        await assert.rejects(
          startServer({ ...folders, env: { SITECODE_WITHOUT_SUPERUSER: other } }),
          /There is no superuser yet/,
        );
      await runConsoleCommand(folders, 0, ['superuser', 'create', 'root@test.example', 'a long password 1']);
      const server = await startServer(folders);
      assert.doesNotMatch(server.output(), /no superuser|pbinstall/);
      await server.stop();
    } finally {
      await rm(real, { recursive: true, force: true });
    }
  });

  it('of the demo needs no superuser', async () => {
    const path = join(folder, 'secrets', 'keyring.json');
    await writeFile(path, JSON.stringify(founded));
    const server = await startServer({
      executable,
      databaseFolder: join(folder, 'pb_data'),
      hooksFolder: places.hooks,
      publicFolder: folder,
      keyring: path,
      env: { SITECODE_WITHOUT_SUPERUSER: '' },
    });
    await server.stop();
  });

  it('makes no demo of an empty database whose root has signed that it is none', async () => {
    const real = await mkdtemp(join(tmpdir(), 'sitecode-start-real-'));
    try {
      const folders = {
        executable,
        databaseFolder: join(real, 'pb_data'),
        hooksFolder: places.demoHooks,
        publicFolder: real,
        keyring: await foundDistrict(real, { demo: false, name: { 'zh-CN': '真区', en: 'Real' } }),
      };
      await assert.rejects(
        runConsoleCommand(folders, 8090, ['seed-demo']),
        /signed that it is no demo: nothing was changed/,
      );
      // The demo's hooks by mistake: its routes answer nobody.
      const server = await startServer(folders);
      assert.equal((await ask(`${server.url}/api/sitecode/demo/cast`)).code, 'not-demo');
      await server.stop();
    } finally {
      await rm(real, { recursive: true, force: true });
    }
  });

  it('succeeds with a sound keyring and its charter', async () => {
    await startWith(founded);
  });
});
