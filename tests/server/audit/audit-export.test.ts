import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BundleAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type { OneWorkAnswer, WorkAskedAnswer } from '../../../src/domain/api/work-api.ts';
import { projectFolder } from '../../../tools/places.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

const day = 86_400_000;

describe('the audit log as a file', () => {
  let district: TestDistrict;
  let folder: string;
  let auditor: string;
  before(async () => {
    district = await TestDistrict.open();
    folder = await mkdtemp(join(tmpdir(), 'sitecode-audit-test-'));
    auditor = await district.staff('auditor');
    for (let index = 0; index < 5; index++) await district.pairingCode({ site: sites.mall });
    await district.hourly(Date.now());
  });
  after(async () => {
    await district.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function exported(name: string): Promise<string> {
    const asked = await district.post<WorkAskedAnswer>('work', { kind: 'export', list: 'audit' }, auditor);
    const { id } = asked.body.work;
    // The test's own limit ends it where the work never does.
    while ((await district.get<OneWorkAnswer>(`work/one?id=${id}`, auditor)).body.work.endedAt === 0);
    const path = join(folder, name);
    await writeFile(path, (await district.get<string>(`work/file?id=${id}`, auditor)).body);
    return path;
  }

  function verify(...args: string[]): { code: number | null; output: string } {
    const options = { cwd: projectFolder, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync('node', ['tools/run.mjs', 'verify-audit', ...args], options);
    return { code: status, output: stdout + stderr };
  }

  it('is verified by anybody, with the bundle that the district serves to all', async () => {
    const bundle = join(folder, 'bundle.json');
    await writeFile(bundle, JSON.stringify((await district.get<BundleAnswer>('bundle')).body));
    const { code, output } = verify(await exported('first.csv'), '--bundle', bundle);
    assert.equal(code, 0, output);
    assert.match(output, /The log holds\. Entries 1 to \d+: \d+ hashes are right, 1 heads fit/);
  });

  it('holds through entries that were sealed away, and has all that an earlier file had', async () => {
    const first = join(folder, 'first.csv');
    await district.hourly(Date.now() + 70 * day);
    // Two months on, the sign-in of then is over.
    auditor = await district.staff('auditor');
    assert.equal(await district.sql<number>('select json_quote(count(*)) as found from audit_parts'), 1);
    const { code, output } = verify(await exported('second.csv'), '--against', first);
    assert.equal(code, 0, output);
    const lines = (await readFile(first, 'utf8')).split('\n').length;
    const heads = Number(/(\d+) heads fit/.exec(output)![1]);
    assert.ok(heads >= lines - 5, output);
  });

  it('that was changed is named as such, and ends the command with 1', async () => {
    const path = join(folder, 'changed.csv');
    const text = await readFile(join(folder, 'first.csv'), 'utf8');
    await writeFile(
      path,
      text.replace(/\[3,(\d+),""staff/, '[3,$1,""owner').replace(/\[3,(\d+),""nobody/, '[3,$1,""x'),
    );
    const { code, output } = verify(path);
    assert.equal(code, 1);
    assert.match(output, /entry 3 was changed/);
  });

  it('is for the auditor alone, and on record', async () => {
    for (const role of ['administrator', 'health', 'data-officer'] as const) {
      const answer = await district.post(
        'work',
        { kind: 'export', list: 'audit' },
        await district.staff(role),
      );
      assert.equal(answer.code, 'not-allowed', role);
    }
    const asked = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'work.ask'`,
    );
    assert.ok(
      asked.some((subject) => /^work:\d+ export audit$/.test(subject)),
      asked.join(),
    );
  });
});
