// What an official commands from afar is done by a real tablet at once, and not with its next report. How fast: `npm run bench -- command`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitUntil } from '../support/wait-until.ts';
import { CommandedGate } from './support/commanded-gate.ts';

/** How often a sentry reports by itself, ms (src/sync/heartbeat.ts). */
const reportMs = 30_000;

let gate: CommandedGate;

before(async () => {
  gate = await CommandedGate.open();
  await gate.pair();
});

after(async () => {
  await gate?.close();
});

/** Gives a command right after a report, waits for what it does, and looks whether the sentry asked out of turn. */
async function atOnce(kind: 'lock' | 'unlock' | 'wipe', done: () => Promise<void>): Promise<void> {
  const known = gate.beats.length;
  await waitUntil(() => gate.beats.length > known, 'a report');
  const last = gate.beats.at(-1)!;
  const before = gate.beats.length;
  await gate.give(kind);
  await done();
  const next = gate.beats[before]!;
  assert.ok(
    next - last < reportMs - 1000,
    `the report that brought the ${kind} came ${next - last} ms later`,
  );
}

test('a lock is done and said at once: the screen says so, and the server hears it', async () => {
  await atOnce('lock', () => gate.shows(true));
  await gate.heard('lock');
  await gate.tablet.page.reload();
  await gate.shows(true);
});

test('a lock given while the tablet has no network is done as soon as it has one', async () => {
  await gate.give('unlock');
  await gate.shows(false);
  await gate.tablet.context.setOffline(true);
  // It notices with its next report.
  await gate.tablet.page
    .locator('sc-status-strip')
    .getByText('离线运行')
    .waitFor({ timeout: 3 * reportMs });
  await gate.give('lock');
  assert.equal(
    await gate.district.sql<number>(
      `select count(*) as found from command_targets t join commands c on c.id = t.command
       where t.device = ${gate.device} and t.state = 'pending' and c.kind = 'lock'`,
    ),
    1,
    'nobody has done it',
  );
  await gate.tablet.context.setOffline(false);
  await gate.shows(true);
  await gate.heard('lock');
});

test('a wipe that two officials agreed on takes pairing and rules away at once', async () => {
  await gate.tablet.page.reload();
  await gate.shows(true);
  const { device } = gate;
  await atOnce('wipe', () => gate.isWiped());
  await gate.heard('wipe', device);
  const kept = await gate.tablet.page.evaluate(async () => {
    const found: string[] = [];
    const buckets = (
      navigator as unknown as {
        storageBuckets?: {
          keys(): Promise<string[]>;
          open(name: string): Promise<{ indexedDB: IDBFactory }>;
        };
      }
    ).storageBuckets;
    const factories = [indexedDB];
    for (const name of (await buckets?.keys()) ?? []) factories.push((await buckets!.open(name)).indexedDB);
    for (const factory of factories)
      for (const { name } of await factory.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const asked = factory.open(name!);
          asked.addEventListener('success', () => resolve(asked.result));
          asked.addEventListener('error', () => reject(asked.error!));
        });
        for (const store of database.objectStoreNames) {
          const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
            const asked = database.transaction(store).objectStore(store).getAllKeys();
            asked.addEventListener('success', () => resolve(asked.result));
            asked.addEventListener('error', () => reject(asked.error!));
          });
          found.push(...keys.map(String));
        }
        database.close();
      }
    return found;
  });
  assert.ok(kept.includes('chainKey'), 'the tablet keeps the key that its chains are signed with');
  for (const gone of ['pairing', 'bundle', 'word', 'denyList', 'roster'])
    assert.ok(!kept.includes(gone), `${gone} is still there: ${kept.join(' ')}`);
});
