import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { backUp } from '../../../tools/backup/backup.ts';
import { readRecipient, recipientFile } from '../../../tools/backup/seal.ts';
import { backUpKeys } from '../../../tools/keys/keys-backup.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { restore } from '../../../tools/backup/restore.ts';
import { runConsoleCommand } from '../../../tools/pocketbase/server.ts';
import { countRecords } from '../../../tools/simulate/count-records.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scans, uploadAll } from '../support/scans.ts';

const superuser = { email: 'root@test.example', password: 'test-superuser-1' };

describe('a server that was restored from an old backup', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    const folders = {
      executable: await findPocketBase(),
      databaseFolder: join(district.folder, 'pb_data'),
      keyring: join(district.folder, 'secrets', 'keyring.json'),
      hooksFolder: places.hooks,
    };
    await runConsoleCommand(folders, 0, ['superuser', 'upsert', superuser.email, superuser.password]);
  });
  after(() => district.close());

  const sent = new Map<string, { seq: number; t: number }[]>();
  async function record(gate: SimulatedSentry, count: number, t: number): Promise<void> {
    const before = gate.queue.next;
    const found = await uploadAll(
      gate,
      scans(count, { site: gate.pairing.sentry.site }).map((scan, index) => ({ ...scan, t: t + index })),
    );
    assert.ok(found.every((status) => status === 'stored'));
    const list = sent.get(gate.queue.chain) ?? [];
    for (let index = 0; index < count; index++) list.push({ seq: before + index, t: t + index });
    sent.set(gate.queue.chain, list);
  }

  it('ends complete: sentries send again what came after the backup, and nothing twice', async () => {
    const t = Date.now() - 600_000;
    const gates = [await district.gate({ site: sites.mall }), await district.gate({ site: sites.shop })];
    for (const gate of gates) await record(gate, 40, t);
    const elsewhere = join(district.folder, 'elsewhere');
    await backUpKeys(district.folder, join(elsewhere, 'keys'));
    const recipient = await readRecipient(join(district.folder, 'secrets', recipientFile));
    const to = join(elsewhere, 'data');
    const made = await backUp({ server: district.server.url, superuser, to, recipient });
    await backUpKeys(district.folder, join(elsewhere, 'keys'));
    for (const gate of gates) {
      await gate.beat();
      assert.equal(gate.queue.held.length, 0, 'what is in the backup is let go of');
    }
    for (const gate of gates) await record(gate, 25, t + 100_000);
    for (const gate of gates) {
      await gate.beat();
      assert.deepEqual([gate.queue.waiting.length, gate.queue.held.length], [0, 25]);
    }

    // The machine is lost. Another takes its place, with the backup.
    await district.kill();
    const machine = join(district.folder, 'another-machine');
    await restore({ backup: made.path, keys: join(elsewhere, 'keys'), to: machine });
    await rm(join(district.folder, 'pb_data'), { recursive: true });
    await district.moveTo(machine);

    const before = await countRecords(district, sent);
    assert.deepEqual(before, { lost: 50, doubled: 0 });
    for (const gate of gates) {
      await gate.beat();
      assert.equal(gate.queue.waiting.length, 25);
      while (gate.queue.waiting.length > 0) await gate.upload(10);
    }
    assert.deepEqual(await countRecords(district, sent), { lost: 0, doubled: 0 });
    const counted = await district.sql<number>('select json_quote(sum(scans)) as found from stat_day');
    assert.equal(counted, 130);
    // A sentry that hears the same again has nothing more to send.
    for (const gate of gates) {
      await gate.beat();
      assert.deepEqual([gate.queue.waiting.length, gate.queue.held.length], [0, 25]);
    }
  });
});
