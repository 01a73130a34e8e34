import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { AuditCheck } from '../../../src/server/audit/audit-parts.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { runConsoleCommand } from '../../../tools/pocketbase/server.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

const day = 86_400_000;

describe('the command check-audit', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    for (let index = 0; index < 5; index++) await district.pairingCode({ site: sites.mall });
  });
  after(() => district.close());

  const run = async () =>
    runConsoleCommand(
      {
        executable: await findPocketBase(),
        databaseFolder: join(district.folder, 'pb_data'),
        hooksFolder: join(district.folder, 'hooks'),
        keyring: join(district.folder, 'secrets', 'keyring.json'),
      },
      0,
      ['check-audit'],
    );

  it('ends with 0 when every entry holds, also while the server runs, and with 1 when one does not', async () => {
    const entries = await district.sql<number>('select json_quote(count(*)) as found from audit');
    assert.match(await run(), new RegExp(`The audit log holds: ${entries} entries, 0 sealed parts`));
    await district.sql('drop trigger audit_no_update');
    await district.sql(`update audit set subject = 'another' where seq = 3`);
    // Any code but 0 makes runConsoleCommand throw.
    await assert.rejects(run(), /"check-audit" of PocketBase failed[^]*does not hold from entry 3 on/);
  });
});

describe('old entries of the audit log', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    for (let index = 0; index < 5; index++) await district.pairingCode({ site: sites.mall });
  });
  after(() => district.close());

  const check = () => district.door<AuditCheck>('audit-check', {});
  const count = (table: string) => district.sql<number>(`select json_quote(count(*)) as found from ${table}`);

  it('are sealed after the month after theirs, in one row for many, and the chain goes through them', async () => {
    const entries = await count('audit');
    assert.ok(entries > 5);
    assert.deepEqual(await check(), { entries, parts: 0, wrong: null });
    await district.hourly(Date.now() + 20 * day);
    assert.equal(await count('audit_parts'), 0, 'not in the month after');
    await district.hourly(Date.now() + 70 * day);
    assert.equal(await count('audit_parts'), 1);
    assert.equal(await count('audit'), 1, 'the last one stays: the next is chained to it');
    assert.deepEqual(await check(), { entries, parts: 1, wrong: null });
    await district.pairingCode({ site: sites.mall });
    assert.equal((await check()).wrong, null);
    assert.ok((await check()).entries > entries, 'and its numbers go on');
    const sealed = await district.sql<string>('select json_quote(sealed) as found from audit_parts');
    assert.ok(!sealed.includes('pairing-code'), 'a copy of the database does not tell what is in them');
  });

  it('can be neither changed nor removed, and no entry goes that is not sealed', async () => {
    await assert.rejects(district.sql(`update audit_parts set after = ''`));
    await assert.rejects(district.sql('delete from audit_parts'));
    await assert.rejects(district.sql('delete from audit'));
  });

  it('that somebody changes all the same are found', async () => {
    await district.sql('drop trigger audit_parts_no_update');
    const [sealed, last] = await district.sql<[string, number]>(
      'select json_array(sealed, last) as found from audit_parts',
    );
    const wrong = async (change: string) => {
      await district.sql(`update audit_parts set ${change}`);
      return (await check()).wrong;
    };
    assert.equal(await wrong(`sealed = 'A' || substr(sealed, 2)`), 1);
    assert.equal(await wrong(`sealed = '${sealed}', last = last - 1`), 1);
    assert.equal(await wrong(`last = ${last}`), null);
    await district.sql('drop trigger audit_no_update');
    await district.sql(`update audit set actor = 'nobody' where seq = ${last + 1}`);
    assert.equal((await check()).wrong, last + 1);
  });
});
