import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { backUp } from '../../../tools/backup/backup.ts';
import { readRecipient } from '../../../tools/backup/seal.ts';
import { backUpKeys } from '../../../tools/keys/keys-backup.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { makePrivate } from '../../../tools/machine/private-files.ts';
import { freePort } from '../../../tools/pocketbase/server.ts';
import { fixturePassword } from '../support/fixtures.ts';
import { ask, TestDistrict } from '../support/district.ts';
import { scan, uploadAll } from '../support/scans.ts';

/** Everything below a folder that others than its owner may use in any way, with its mode; the folder itself too. */
async function openTo(folder: string, below: string[] = []): Promise<string[]> {
  for (const name of ['', ...(await readdir(folder, { recursive: true }))]) {
    const info = await lstat(join(folder, name)).catch(() => undefined);
    if (info && (info.mode & 0o077) !== 0) below.push(`${name || folder} ${(info.mode & 0o777).toString(8)}`);
  }
  return below;
}

describe('the files of a district', () => {
  const maskBefore = process.umask();
  let district: TestDistrict;
  let elsewhere: string;
  before(async () => {
    // The mask of most terminals: what is made with it, everybody reads.
    process.umask(0o022);
    district = await TestDistrict.open();
    elsewhere = await mkdtemp(join(tmpdir(), 'sitecode-private-test-'));
  });
  after(async () => {
    process.umask(maskBefore);
    await district.close();
    await rm(elsewhere, { recursive: true, force: true });
  });
  const secrets = () => join(district.folder, 'secrets');
  const data = () => join(district.folder, 'pb_data');

  it('are their user’s alone, whatever was done with the server', async () => {
    const token = await district.superuser();
    await uploadAll(await district.gate({ site: 1 }), [scan({ outcome: 'refuse' })]);
    await district.citizen('valid');
    await backUpKeys(district.folder, join(elsewhere, 'keys'));
    const made = await backUp({
      server: district.server.url,
      superuser: { email: 'root@test.example', password: fixturePassword },
      to: join(elsewhere, 'data'),
      recipient: await readRecipient(join(secrets(), 'backup-recipient.txt')),
    });
    const own = await ask(`${district.server.url}/api/backups`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: token },
      body: JSON.stringify({ name: 'sitecode_20261130_000000.zip' }),
    });
    assert.equal(own.status, 204, JSON.stringify(own.body));
    const names = (await readdir(data(), { recursive: true })).map((name) => relative('.', name));
    for (const name of ['data.db', 'data.db-wal', 'auxiliary.db', 'types.d.ts'])
      assert.ok(names.includes(name), `${name} of ${names.join(' ')}`);
    assert.ok(
      names.some((name) => name.startsWith('backups/') && name.endsWith('.zip')),
      names.join(' '),
    );
    assert.ok((await readdir(join(secrets(), 'day-keys'))).length > 0);
    for (const folder of [data(), secrets(), join(district.folder, 'root')])
      assert.deepEqual(await openTo(folder), []);
    assert.deepEqual(await openTo(elsewhere), []);
    await stat(made.path);
    await district.server.stop();
    assert.deepEqual(await openTo(data()), []);
  });

  describe('when others can read or write one', () => {
    before(() => district.server.stop());
    afterEach(() => makePrivate(district.folder));

    const opened: [string, string, number][] = [
      ['the database', 'pb_data/data.db', 0o644],
      ['the database, which its group may read', 'pb_data/data.db', 0o640],
      ['the database, which others may only write', 'pb_data/data.db', 0o602],
      ['the request log', 'pb_data/auxiliary.db', 0o604],
      ['the data folder', 'pb_data', 0o755],
      ['the data folder, which its group may enter', 'pb_data', 0o710],
      ['the folder of backups', 'pb_data/backups', 0o750],
      ['the keys’ folder', 'secrets', 0o755],
      ['the keyring', 'secrets/keyring.json', 0o640],
      ['the charter', 'secrets/charter.json', 0o620],
      ['the day keys’ folder', 'secrets/day-keys', 0o770],
      ['the root', 'root/root.json', 0o644],
    ];
    for (const [what, path, mode] of opened) {
      it(`the server does not start, and says how to close it: ${what} ${mode.toString(8)}`, async () => {
        const file = join(district.folder, path);
        await chmod(file, mode);
        const said = await district.restart().then(
          () => '',
          (error: Error) => error.message,
        );
        assert.ok(said.includes(`${file} has mode 0${mode.toString(8)}: chmod `), said);
        // As somebody at a terminal would: with the commands that were told, and nothing else.
        const commands = said.split('\n').flatMap((line) => /: (chmod \d+ \S+)/.exec(line)?.slice(1) ?? []);
        execFileSync('/bin/sh', ['-ec', commands.join('\n')]);
        await district.restart();
        await district.server.stop();
      });
    }

    it('also a single day’s key, and many files are counted', async () => {
      const [key] = await readdir(join(secrets(), 'day-keys'));
      await chmod(join(secrets(), 'day-keys', key!), 0o604);
      await assert.rejects(district.restart(), /day-keys\/\d{8}\.key has mode 0604: chmod 600/);
      await mkdir(join(data(), 'storage', 'a'), { recursive: true });
      for (const name of ['data.db', 'auxiliary.db', 'types.d.ts', 'storage', 'storage/a', '.'])
        await chmod(join(data(), name), 0o755);
      await assert.rejects(district.restart(), /and [1-9]\d* more: chmod -R go= .*pb_data/);
    });
  });

  /** PocketBase as somebody starts it by hand, with a mask of their own. */
  async function byHand(mask: string, ...words: string[]): Promise<string> {
    const pocketBase = await findPocketBase();
    const args = [
      'serve',
      `--http=127.0.0.1:${await freePort()}`,
      `--dir=${data()}`,
      `--hooksDir=${places.hooks}`,
      `--migrationsDir=${places.migrations}`,
      '--hooksWatch=false',
      '--automigrate=false',
      ...words,
    ];
    const child = spawn('/bin/sh', ['-c', `umask ${mask}; exec "$0" "$@"`, pocketBase, ...args], {
      env: {
        ...process.env,
        SITECODE_KEYRING: join(secrets(), 'keyring.json'),
        // Nobody is there: a server starts without its signer.
        SITECODE_SIGNER: `http://127.0.0.1:${await freePort()}`,
        SITECODE_PUBLIC: elsewhere,
        SITECODE_WITHOUT_SUPERUSER: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Server started')) child.kill('SIGTERM');
      });
    }
    const code = await new Promise((resolve) => child.once('close', resolve));
    return `${output}\nended with ${String(code)}`;
  }

  it('would be open to others under the mask it is started with: the server does not start', async () => {
    const said = await byHand('022', '--dev=false');
    assert.match(said, /Start it with "umask 077" before it \(UMask=0077 in a systemd unit\)/);
    assert.doesNotMatch(said, /Server started/);
    assert.deepEqual(await openTo(data()), []);
    assert.match(await byHand('077', '--dev=false'), /Server started/);
  });

  it('would be reached past the proxy where the server listens to more than loopback: it says so, loudly', async () => {
    const open = await byHand('077', '--dev=false', `--http=0.0.0.0:${await freePort()}`);
    assert.match(open, /WARNING[^]*listens on 0\.0\.0\.0:\d+[^]*docs\/proxy\/nginx\.conf[^]*Server started/);
    const closed = await byHand('077', '--dev=false');
    assert.match(closed, /Server started/);
    assert.doesNotMatch(closed, /WARNING/);
  });

  it('would be printed in development mode: the server does not start', async () => {
    const said = await byHand('077', '--dev');
    assert.match(said, /development mode.*Start it with --dev=false/);
    assert.doesNotMatch(said, /Server started/);
  });
});
