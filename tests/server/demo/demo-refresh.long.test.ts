import assert from 'node:assert/strict';
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build as bundle } from 'esbuild';
import type { BoardAnswer, MeAnswer } from '../../../src/domain/api/api.ts';
import type { DemoCastAnswer } from '../../../src/domain/api/demo-api.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { runConsoleCommand, startServer, type RunningServer } from '../../../tools/pocketbase/server.ts';
import { ask, signIn } from '../support/district.ts';

const hour = 3_600_000;
const daysAway = 5;

describe('a demo that was left alone for days', () => {
  let folder: string;
  let server: RunningServer;
  before(async () => {
    const executable = await findPocketBase();
    await needBuilt(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-demo-refresh-test-'));
    const hooksFolder = join(folder, 'hooks');
    await cp(places.demoHooks, hooksFolder, { recursive: true });
    await copyFile(new URL('../support/demo-at.pb.js', import.meta.url), join(hooksFolder, 'demo-at.pb.js'));
    await bundle({
      entryPoints: [new URL('../support/demo-at.ts', import.meta.url).pathname],
      outfile: join(hooksFolder, 'demo-at.js'),
      bundle: true,
      format: 'cjs',
      target: 'es2020',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      logLevel: 'silent',
    });
    const folders = {
      executable,
      databaseFolder: join(folder, 'pb_data'),
      hooksFolder,
      publicFolder: folder,
      keyring: await foundDistrict(folder),
      env: { SITECODE_TEST_NOW: String(Date.now() - daysAway * 24 * hour) },
    };
    await runConsoleCommand(folders, 8090, ['seed-demo-at']);
    server = await startServer(folders);
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = <Body>(route: string, token?: string) =>
    ask<Body>(`${server.url}/api/sitecode/${route}`, { headers: token ? { Authorization: token } : {} });
  async function sampleAge(person: string): Promise<number> {
    const token = await signIn(server.url, 'citizens', `${person}@demo.example`, 'demo-sitecode-2026');
    const { status } = (await get<MeAnswer>('me', token)).body;
    return (Date.now() - status.sampleTime!) / hour;
  }
  async function board(): Promise<BoardAnswer> {
    const token = await signIn(server.url, 'staff', 'health@demo.example', 'demo-sitecode-2026');
    return (await get<BoardAnswer>('board', token)).body;
  }

  it('has old tests and empty days before anybody looks at its cast', async () => {
    assert.ok((await sampleAge('valid')) > daysAway * 24);
    const { days } = await board();
    assert.equal(days[days.length - 2]!.scans, 0);
    assert.ok(days[0]!.scans > 0);
  });

  it('is brought up to today when its cast is asked for', async () => {
    assert.equal((await get<DemoCastAnswer>('demo/cast')).status, 200);
    assert.ok((await sampleAge('valid')) < 12);
    assert.ok((await sampleAge('old-test')) > 72);
    const { days, alarms } = await board();
    for (const { day, scans } of days.slice(0, -1)) {
      assert.ok(scans >= 300 && scans <= 400, `${day}: ${scans} scans`);
    }
    assert.ok(alarms.some(({ t }) => t > Date.now() - 48 * hour));
  });

  it('is brought up to today once', async () => {
    const before = await board();
    await Promise.all(Array.from({ length: 4 }, () => get('demo/cast')));
    assert.deepEqual((await board()).days, before.days);
    assert.ok((await sampleAge('valid')) > 9);
  });
});
