import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { needBuilt } from '../../../tools/testing/built.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { underPrivateMask } from '../../../tools/machine/private-files.ts';
import { startServer } from '../../../tools/pocketbase/server.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { detailAt } from '../../../src/domain/scan/sealed-record.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { healthyFacts, scan, uploadAll } from '../support/scans.ts';

describe('the schema’s steps', () => {
  let folder: string;
  let executable: string;
  let steps: string[];
  before(async () => {
    executable = await findPocketBase();
    await needBuilt(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-migrations-test-'));
    steps = (await readdir(places.migrations)).filter((name) => name.endsWith('.js')).toSorted();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Runs `migrate ...` on the test's database and says yes to its question. */
  function migrate(...words: string[]): Promise<string> {
    return migrateIn(folder, ...words);
  }

  function migrateIn(of: string, ...words: string[]): Promise<string> {
    const args = ['migrate', ...words, '--dir', join(of, 'pb_data'), '--hooksDir', places.hooks];
    args.push('--migrationsDir', places.migrations, '--automigrate=false', '--dev=false');
    const child = spawn(...underPrivateMask(executable, args), { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end('y\n');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
    });
  }

  it('are numbered, so that they run in the order they were written', () => {
    assert.ok(steps.length > 10);
    for (const step of steps) assert.match(step, /^\d{10}_[a-z_]+\.js$/);
  });

  it('go up, all down, and up again', async () => {
    const up = await migrate('up');
    for (const step of steps) assert.ok(up.includes(`Applied ${step}`), step);
    const down = await migrate('down', String(steps.length));
    for (const step of steps) assert.ok(down.includes(`Reverted ${step}`), step);
    const again = await migrate('up');
    for (const step of steps) assert.ok(again.includes(`Applied ${step}`), step);
  });

  it('go down one by one from a database that was in use, and up again', { timeout: 240_000 }, async () => {
    const keyring = await foundDistrict(folder);
    const server = await startServer({
      executable,
      databaseFolder: join(folder, 'pb_data'),
      hooksFolder: places.hooks,
      publicFolder: folder,
      keyring,
    });
    assert.equal((await fetch(`${server.url}/api/sitecode/bundle`)).status, 200);
    await server.stop();
    for (const step of steps.toReversed()) {
      assert.ok((await migrate('down', '1')).includes(`Reverted ${step}`), step);
    }
    await migrate('up');
  });

  it(
    'keep the scans of the days there are, and give their tables what later scans need',
    { timeout: 240_000 },
    async () => {
      const first = steps.findIndex((name) => name.endsWith('_scan_facts.js'));
      assert.ok(first > 0);
      const district = await TestDistrict.open();
      try {
        const gate = await district.gate({ site: sites.mall });
        const t = Date.now() - 60_000;
        const table = `scan_${localDay(t)}`;
        const facts = (): Promise<(string | null)[]> =>
          district.sql(
            `select json_group_array(detail->>${detailAt.facts}) as found from (select detail from ${table} order by t)`,
          );
        const sent = [scan({ t }), scan({ t: t + 1, facts: healthyFacts })];
        assert.deepEqual(await uploadAll(gate, sent), ['stored', 'stored']);
        assert.deepEqual(
          (await facts()).map((one) => one !== null),
          [false, true],
        );

        await district.server.stop();
        const said = await migrateIn(district.folder, 'down', String(steps.length - first));
        assert.ok(said.includes(`Reverted ${steps[first]}`), said);
        await migrateIn(district.folder, 'up');
        await district.restart();

        assert.deepEqual(await facts(), [null, null]);
        // The way down forgot the devices' keys, so this one is paired anew.
        const again = await district.gate({ site: sites.mall });
        assert.deepEqual(await uploadAll(again, [scan({ t: t + 2, facts: healthyFacts })]), ['stored']);
        assert.notEqual((await facts())[2], null);
      } finally {
        await district.close();
      }
    },
  );
});
