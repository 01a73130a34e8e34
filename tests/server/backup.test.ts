import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { localDay } from '../../src/domain/local-day.ts';
import { backUp, verifyCopy, type MadeBackup } from '../../tools/backup.ts';
import { foundDistrict } from '../../tools/charter.ts';
import { backUpKeys } from '../../tools/keys-backup.ts';
import { places } from '../../tools/places.ts';
import { findPocketBase } from '../../tools/pocketbase.ts';
import { restore } from '../../tools/restore.ts';
import { runConsoleCommand, startServer } from '../../tools/server.ts';
import type { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { ask, signIn, TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';
import { scans, uploadAll } from './support/scans.ts';

const superuser = { email: 'root@test.example', password: 'test-superuser-1' };

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
  });
  after(() => district.close());

  const data = () => join(elsewhere, 'data');
  const keys = () => join(elsewhere, 'keys');
  const make = () => backUp({ server: district.server.url, superuser, to: data() });
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
  });

  it('makes nothing durable by a zip that lies on the server alone', async () => {
    const headers = { Authorization: await token(), 'Content-Type': 'application/json' };
    const name = 'only_here.zip';
    const { status } = await ask(`${district.server.url}/api/backups`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name }),
    });
    assert.equal(status, 204);
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

  it('says no to a copy that is damaged, and leaves none behind', async () => {
    const bytes = await readFile(made.path);
    const damaged = join(elsewhere, 'damaged.zip');
    for (const [change, message] of [
      [(copy: Buffer) => copy.subarray(0, copy.length - 30), /no zip file|damaged/],
      [(copy: Buffer) => (copy.writeUInt8(copy[5000]! ^ 1, 5000), copy), /cannot be unpacked|damaged/],
      [() => Buffer.from('nothing'), /no zip file/],
    ] as [(copy: Buffer) => Buffer, RegExp][]) {
      await writeFile(damaged, change(Buffer.from(bytes)));
      await assert.rejects(verifyCopy(damaged), message);
    }
  });

  it('says plainly what stands in its way', async () => {
    const url = district.server.url;
    const wrong = { ...superuser, password: 'wrong-password' };
    await assert.rejects(backUp({ server: url, superuser: wrong, to: data() }), /refused \(signing in\)/);
    await assert.rejects(backUp({ server: 'http://127.0.0.1:9', superuser, to: data() }), /does not answer/);
    await assert.rejects(
      backUp({ server: url, superuser, to: join(district.folder, 'secrets', 'x') }),
      /holds keys/,
    );
    assert.equal((await readdir(data())).filter((name) => name.endsWith('.zip')).length, 1);
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
      const uploads = gates.map(async (one) => {
        let sent = 0;
        while (!load.stop) {
          assert.ok((await uploadAll(one, scans(50))).every((status) => status === 'stored'));
          sent += 50;
        }
        return sent;
      });
      const visiting = (async () => {
        const citizen = await district.citizen('valid');
        let count = 0;
        while (!load.stop) {
          const id = (++count).toString(16).padStart(16, '0');
          assert.equal(
            (await district.post('visit', { id, code: district.codes.mall }, citizen)).status,
            200,
          );
        }
        return count;
      })();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const backup = await make();
      await new Promise((resolve) => setTimeout(resolve, 300));
      load.stop = true;
      const sent = await Promise.all(uploads);
      const visits = await visiting;
      assert.ok(sent.every((count) => count > 0) && visits > 0);
      await backUpKeys(district.folder, keys());

      const to = join(district.folder, 'new-machine');
      const check = await restore({ zip: backup.path, keys: keys(), to });
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
    const zip = made.path;
    await mkdir(to);
    await writeFile(join(to, 'something'), '');
    await assert.rejects(restore({ zip, keys: keys(), to }), /not empty/);
    await rm(join(to, 'something'));
    await assert.rejects(restore({ zip, keys: data(), to }), /holds no keyring\.json/);
    await assert.rejects(restore({ zip: `${zip}x`, keys: keys(), to }), /cannot be read/);
    const foreign = join(elsewhere, 'foreign');
    await foundDistrict(foreign);
    await assert.rejects(restore({ zip, keys: join(foreign, 'secrets'), to }), /do not fit this backup/);
    const key = join(keys(), 'day-keys', `${localDay(Date.now())}.key`);
    const content = await readFile(key);
    await rm(key);
    await assert.rejects(restore({ zip, keys: keys(), to }), /Keys are missing.*of day \d{8}/);
    const without = await restore({ zip, keys: keys(), to, withoutLostKeys: true });
    assert.deepEqual(without.lostDays, [localDay(Date.now())]);
    await writeFile(key, content);
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
