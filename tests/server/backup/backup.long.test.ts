import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fromBufferPromise } from 'yauzl';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { auditHeadsFile, backUp, verifyPlain, type MadeBackup } from '../../../tools/backup/backup.ts';
import {
  identityIn,
  newSealingPair,
  readIdentities,
  readRecipient,
  unseal,
} from '../../../tools/backup/seal.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { backUpKeys } from '../../../tools/keys/keys-backup.ts';
import { places } from '../../../tools/places.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { restore } from '../../../tools/backup/restore.ts';
import { runConsoleCommand, startServer } from '../../../tools/pocketbase/server.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { ask, signIn, TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scans, uploadAll } from '../support/scans.ts';

const superuser = { email: 'root@test.example', password: 'test-superuser-1' };

/** Every occurrence of a text replaced by another one as long. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at)) bytes.write(to, at);
  return bytes;
}

describe('backup and restore', () => {
  let district: TestDistrict;
  let elsewhere: string;
  let gate: SimulatedSentry;
  before(async () => {
    district = await TestDistrict.open();
    elsewhere = join(district.folder, 'elsewhere');
    const folders = {
      executable: await findPocketBase(),
      databaseFolder: join(district.folder, 'pb_data'),
      keyring: join(district.folder, 'secrets', 'keyring.json'),
      hooksFolder: places.hooks,
    };
    await runConsoleCommand(folders, 0, ['superuser', 'upsert', superuser.email, superuser.password]);
    gate = await district.gate({ site: sites.mall });
    await backUpKeys(district.folder, keys());
  });
  after(() => district.close());

  const data = () => join(elsewhere, 'data');
  const keys = () => join(elsewhere, 'keys');
  const recipientPath = () => join(district.folder, 'secrets', 'backup-recipient.txt');
  const make = async () =>
    backUp({
      server: district.server.url,
      superuser,
      to: data(),
      recipient: await readRecipient(recipientPath()),
    });
  const chainOf = (one: SimulatedSentry) =>
    district.sql<number>(`select json_quote(chain) as found from chains where id = '${one.queue.chain}'`);
  const durable = async (one: SimulatedSentry) =>
    district.sql<number>(
      `select json_quote(coalesce((select last from chain_durable where chain = ${await chainOf(one)}), 0)) as found`,
    );
  const token = () => signIn(district.server.url, '_superusers', superuser.email, superuser.password);

  let made: MadeBackup;
  it('makes records durable that are in a verified copy elsewhere, and only those', async () => {
    await uploadAll(gate, scans(120));
    assert.equal(await durable(gate), 0);
    made = await make();
    assert.equal(await durable(gate), 120);
    await uploadAll(gate, scans(5));
    assert.equal(await durable(gate), 120);
    assert.ok(existsSync(made.path));
    assert.equal((await stat(made.path)).mode & 0o777, 0o600);
    const left = await ask<unknown[]>(`${district.server.url}/api/backups`, {
      headers: { Authorization: await token() },
    });
    assert.deepEqual(left.body, [], 'the server’s own zip is gone');
    const marks = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'backup.durable'`,
    );
    assert.ok(marks[0]!.endsWith(made.sha256));
    const { seq, hash } = made.audit!;
    assert.equal(
      await district.sql<string>(`select json_quote(hash) as found from audit where seq = ${seq}`),
      hash,
    );
    const kept = await readFile(join(data(), auditHeadsFile), 'utf8');
    assert.equal(kept, `${basename(made.path)} ${seq} ${hash}\n`);
  });

  it('makes nothing durable by a zip that lies on the server alone', async () => {
    const headers = { Authorization: await token(), 'Content-Type': 'application/json' };
    const name = 'sitecode_20261101_000000.zip';
    const create = (asked: string) =>
      ask(`${district.server.url}/api/backups`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ name: asked }),
      });
    // Names as the dashboard and the schedule give them: nothing would ever seal these.
    for (const own of ['pb_backup_sitecode_20261101000000.zip', '@auto_pb_backup_x.zip', 'only_here.zip', ''])
      assert.equal((await create(own)).status, 400, own);
    const backups = join(district.folder, 'pb_data', 'backups');
    assert.deepEqual(
      (await readdir(backups).catch(() => [])).filter((file) => file.endsWith('.zip')),
      [],
    );
    assert.equal((await create(name)).status, 204);
    assert.equal(await durable(gate), 120);
    const declare = (body: object, authorization = headers.Authorization) =>
      ask(`${district.server.url}/api/sitecode/backup/durable`, {
        method: 'POST',
        headers: { ...headers, Authorization: authorization },
        body: JSON.stringify(body),
      });
    const sha256 = '0'.repeat(64);
    const heads = [{ chain: await chainOf(gate), last: 124 }];
    const refused: [object, string][] = [
      [{ name: 'other.zip', heads, sha256 }, 'not-found'],
      [{ name, heads, sha256 }, 'not-allowed'],
      [{ name, heads: [], sha256 }, 'not-allowed'],
      [{ name, heads: [{ chain: 1 }], sha256 }, 'malformed'],
      [{ name, heads, sha256: 'x' }, 'malformed'],
    ];
    for (const [body, code] of refused) assert.equal((await declare(body)).code, code, JSON.stringify(body));
    const whole = { name, heads: [{ ...heads[0]!, last: 125 }], sha256 };
    for (const role of ['administrator', 'auditor'] as const)
      assert.equal((await declare(whole, await district.staff(role))).code, 'sign-in');
    assert.equal(await durable(gate), 120);
    assert.equal((await declare(whole)).status, 200);
    assert.equal(await durable(gate), 125);
  });

  it('is sealed: nothing of it can be read but with the key that lies with the keys', async () => {
    const sealed = await readFile(made.path);
    assert.ok(made.path.endsWith('.zip.age'));
    for (const clear of ['PK\u0003\u0004', 'data.db', 'SQLite format 3'])
      assert.ok(!sealed.includes(clear), clear);
    const target = join(elsewhere, 'unsealed.zip');
    const other = await newSealingPair();
    await assert.rejects(unseal(made.path, target, [other.identity]), /sealed to another key/);
    assert.ok(!existsSync(target));
    await unseal(made.path, target, await readIdentities(identityIn(keys())));
    assert.equal((await stat(target)).mode & 0o777, 0o600);
    assert.equal((await readFile(target)).subarray(0, 2).toString(), 'PK');
    const text = (path: string) => readFile(path, 'utf8');
    const identity = (await text(identityIn(keys()))).trim();
    for (const name of await readdir(join(district.folder, 'secrets')))
      assert.ok(
        !(await text(join(district.folder, 'secrets', name)).catch(() => '')).includes(identity),
        name,
      );
    assert.equal((await stat(identityIn(keys()))).mode & 0o777, 0o600);
  });

  it('says no to a copy that is damaged, sealed or not, and leaves none behind', async () => {
    const identities = await readIdentities(identityIn(keys()));
    const plain = join(elsewhere, 'unsealed.zip');
    const bytes = await readFile(plain);
    const damaged = join(elsewhere, 'damaged.zip');
    // Within what is packed: a bit of a file's date, for one, is no damage to what is in it (tests/tools/backup/unzip.test.ts).
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    const within: number[] = [];
    for await (const entry of zip.eachEntry()) {
      if (!/^(data|auxiliary)\.db$/.test(entry.fileName)) continue;
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry);
      within.push(fileDataStart + (entry.compressedSize >> 1));
    }
    assert.equal(within.length, 2);
    const changes: [(copy: Buffer) => Buffer, RegExp][] = [
      [(copy) => copy.subarray(0, copy.length - 30), /no zip file|damaged/],
      ...within.map((place): [(copy: Buffer) => Buffer, RegExp] => [
        // Several bytes: one bit may be among those that pad a block, which stand for nothing.
        (copy) => (copy.fill(copy[place]! ^ 0xff, place, place + 16), copy),
        /cannot be unpacked/,
      ]),
      [(copy) => renamed(copy, 'data.db', 'dbta.da'), /holds no data\.db/],
      [() => Buffer.from('nothing'), /no zip file/],
    ];
    for (const [change, message] of changes) {
      await writeFile(damaged, change(Buffer.from(bytes)));
      await assert.rejects(verifyPlain(damaged, elsewhere), message);
    }
    const sealed = await readFile(made.path);
    const target = join(elsewhere, 'never.zip');
    for (const change of [
      (copy: Buffer) => copy.subarray(0, copy.length - 1),
      (copy: Buffer) => copy.subarray(0, 70_000),
      ...Array.from({ length: 40 }, (_, index) => (copy: Buffer) => {
        const place = index < 20 ? index * 10 : Math.floor((copy.length / 41) * index);
        copy.writeUInt8(copy[place]! ^ 1, place);
        return copy;
      }),
    ]) {
      await writeFile(damaged, change(Buffer.from(sealed)));
      await assert.rejects(unseal(damaged, target, identities), PlainError);
      assert.ok(!existsSync(target), 'nothing is left of what was not whole');
    }
    await rm(plain);
  });

  it('makes no second pair of keys where the private half of the first is missing', async () => {
    const second = join(elsewhere, 'second-vault');
    await assert.rejects(backUpKeys(district.folder, second), /private half is not in/);
    await mkdir(second, { recursive: true });
    await writeFile(identityIn(second), await readFile(identityIn(keys())));
    await backUpKeys(district.folder, second);
    await assert.rejects(readRecipient(identityIn(second)), /belongs to the keys’ backup/);
    await rm(second, { recursive: true });
  });

  it('says plainly what stands in its way', async () => {
    const url = district.server.url;
    const wrong = { ...superuser, password: 'wrong-password' };
    const recipient = await readRecipient(recipientPath());
    const asked = { server: url, superuser, to: data(), recipient };
    await assert.rejects(backUp({ ...asked, superuser: wrong }), /refused \(signing in\)/);
    await assert.rejects(backUp({ ...asked, server: 'http://127.0.0.1:9' }), /does not answer/);
    for (const among of [join(district.folder, 'secrets', 'x'), keys()])
      await assert.rejects(backUp({ ...asked, to: among }), /holds keys/);
    await assert.rejects(readRecipient(join(elsewhere, 'none')), /Run keys-backup first/);
    assert.equal((await readdir(data())).filter((name) => name.includes('.zip')).length, 1);
  });

  it('keeps the keys apart', async () => {
    await assert.rejects(backUpKeys(district.folder, data()), /Keys go to another place/);
    await assert.rejects(backUpKeys(district.folder, join(data(), 'keys')), /Keys go to another place/);
    await assert.rejects(
      backUpKeys(district.folder, join(district.folder, 'pb_data', 'keys')),
      /Keys go to another place/,
    );
    await assert.rejects(backUpKeys(elsewhere, keys()), /no district's folder/);
    const { missing, removed } = await backUpKeys(district.folder, keys());
    assert.deepEqual([missing, removed], [[], []]);
    for (const name of ['keyring.json', 'charter.json', `day-keys/${localDay(Date.now())}.key`])
      assert.equal((await stat(join(keys(), name))).mode & 0o777, 0o600, name);
  });

  it('lets go of a deleted day’s key in the keys’ backup too, and of no other', async () => {
    const old = 20260101;
    await district.door('open-day', { day: old });
    await backUpKeys(district.folder, keys());
    assert.ok(existsSync(join(keys(), 'day-keys', `${old}.key`)));
    await district.hourly(Date.now());
    const { removed } = await backUpKeys(district.folder, keys());
    assert.deepEqual(removed, [`day-keys/${old}.key`]);
    assert.ok(!existsSync(join(keys(), 'day-keys', `${old}.key`)));
    // One that vanished otherwise stays.
    const lost = join(keys(), 'day-keys', '20260102.key');
    await writeFile(lost, 'x');
    assert.deepEqual((await backUpKeys(district.folder, keys())).missing, ['day-keys/20260102.key']);
    assert.ok(existsSync(lost));
    await rm(lost);
  });

  it(
    'restores under load to a new machine: everything up to the backup, and the server starts',
    { timeout: 120_000 },
    async () => {
      const gates = [
        gate,
        await district.gate({ site: sites.shop }),
        await district.gate({ site: sites.school }),
      ];
      const load = { stop: false };
      /** What was taken so far. */
      const taken = { scans: gates.map(() => 0), visits: 0 };
      const uploads = gates.map(async (one, index) => {
        while (!load.stop) {
          const { site } = one.pairing.sentry;
          assert.ok((await uploadAll(one, scans(50, { site }))).every((status) => status === 'stored'));
          taken.scans[index]! += 50;
        }
      });
      const visiting = (async () => {
        const citizen = await district.citizen('valid');
        while (!load.stop) {
          const id = (taken.visits + 1).toString(16).padStart(16, '0');
          assert.equal(
            (await district.post('visit', { id, code: district.codes.mall }, citizen)).status,
            200,
          );
          taken.visits++;
        }
      })();
      const isMore = (than: typeof taken) =>
        taken.visits > than.visits && taken.scans.every((count, index) => count > than.scans[index]!);
      const stands = () => ({ scans: [...taken.scans], visits: taken.visits });
      await waitUntil(
        () => isMore({ scans: gates.map(() => 0), visits: 0 }),
        'visits and scans of every gate',
      );
      const backup = await make();
      const then = stands();
      await waitUntil(() => isMore(then), 'more of them after the backup');
      load.stop = true;
      await Promise.all([...uploads, visiting]);
      await backUpKeys(district.folder, keys());

      const to = join(district.folder, 'new-machine');
      const check = await restore({ backup: backup.path, keys: keys(), to });
      assert.deepEqual([check.integrity, check.keys, check.lostDays], ['ok', null, []]);
      assert.deepEqual(check.heads, backup.heads);
      for (const name of ['keyring.json', `day-keys/${localDay(Date.now())}.key`])
        assert.equal((await stat(join(to, 'secrets', name))).mode & 0o777, 0o600);

      const server = await startServer({
        executable: await findPocketBase(),
        databaseFolder: join(to, 'pb_data'),
        keyring: join(to, 'secrets', 'keyring.json'),
        hooksFolder: join(district.folder, 'hooks'),
        publicFolder: district.folder,
      });
      try {
        const sql = async <T>(query: string) =>
          (
            await ask<T>(`${server.url}/test/sql`, {
              method: 'POST',
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify({ query }),
            })
          ).body;
        const day = localDay(Date.now());
        for (const one of gates) {
          const chain = await chainOf(one);
          const durableTo = await durable(one);
          assert.ok(durableTo > 0, 'the backup was declared durable on the old machine');
          const [last, stored, distinct] = await sql<number[]>(
            `select json_array((select last from chain_stretches where chain = ${chain} and first = 1), count(*),
             count(distinct seq)) as found from scan_${day} where chain = ${chain}`,
          );
          assert.deepEqual([stored, distinct], [last, last], 'every record up to the backup, once');
          assert.ok(last! >= durableTo, 'and at least what was declared');
        }
        const counted = await sql<number[]>(
          `select json_array((select sum(scans) from stat_day), (select count(*) from scan_${day}),
           (select sum(visits) from stat_day), (select count(*) from visit_${day})) as found`,
        );
        assert.equal(counted[0], counted[1]);
        assert.equal(counted[2], counted[3]);
        // Old tokens and keys serve on: a citizen sees their visits, a sentry uploads.
        const me = await ask<{ visits: unknown[] }>(`${server.url}/api/sitecode/me`, {
          headers: { Authorization: await signIn(server.url, 'citizens', 'valid@test.example') },
        });
        assert.ok(me.body.visits.length > 0);
      } finally {
        await server.stop();
      }
    },
  );

  it('refuses a restore that would not work, and leaves nothing half done', async () => {
    const to = join(district.folder, 'another-machine');
    const backup = made.path;
    await mkdir(to);
    await writeFile(join(to, 'something'), '');
    await assert.rejects(restore({ backup, keys: keys(), to }), /not empty/);
    await rm(join(to, 'something'));
    await assert.rejects(restore({ backup, keys: data(), to }), /holds no keyring\.json/);
    await assert.rejects(restore({ backup: `${backup}x`, keys: keys(), to }), /cannot be read/);
    const foreign = join(elsewhere, 'foreign');
    await foundDistrict(foreign);
    const foreignKeys = join(foreign, 'secrets');
    await assert.rejects(restore({ backup, keys: foreignKeys, to }), /private key that opens sealed backups/);
    const identity = identityIn(keys());
    await assert.rejects(restore({ backup, keys: foreignKeys, identity, to }), /do not fit this backup/);
    const key = join(keys(), 'day-keys', `${localDay(Date.now())}.key`);
    const content = await readFile(key);
    await rm(key);
    await assert.rejects(restore({ backup, keys: keys(), to }), /Keys are missing.*of day \d{8}/);
    const without = await restore({ backup, keys: keys(), to, withoutLostKeys: true });
    assert.deepEqual(without.lostDays, [localDay(Date.now())]);
    await writeFile(key, content);
    const restored = await readdir(join(to, 'secrets'));
    assert.ok(restored.includes('backup-recipient.txt') && !restored.includes('backup-identity.txt'));
    const beside = (await readdir(district.folder)).filter((name) => name.startsWith('.another-machine'));
    assert.deepEqual(beside, []);
  });

  it('holds no key in the data’s backup', async () => {
    const secrets = JSON.stringify(district.keyring)
      .match(/[\w-]{32,}/g)!
      .filter((text) => !text.startsWith('04'));
    const dayKey = (
      await readFile(join(district.folder, 'secrets', 'day-keys', `${localDay(Date.now())}.key`), 'utf8')
    ).trim();
    const database = await readFile(join(district.folder, 'another-machine', 'pb_data', 'data.db'));
    for (const secret of [dayKey, ...secrets]) assert.ok(!database.includes(secret));
  });
});
