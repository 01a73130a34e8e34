import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';
import { paperBy } from '../support/sealed-persons.ts';
import { momentOf, storeScan } from '../support/stored-scans.ts';

const day = 86_400_000;

interface Entry {
  seq: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  held: string;
  hash: string;
}

describe('the audit log', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const entries = () =>
    district.sql<Entry[]>(
      `select json_group_array(json_object('seq', seq, 'at', at, 'actor', actor, 'action', action, 'subject', subject,
       'held', held, 'hash', hash)) as found from (select * from audit order by seq)`,
    );

  it('has sign-ins of staff, pairing codes, pairings and passes, each chained to the one before', async () => {
    const staff = await district.staff('administrator');
    await district.sentry({ site: sites.mall, name: 'Gate' });
    await district.sentry({ site: sites.mall, name: 'Gate' });
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    await district.post('pass', { holderKey }, await district.citizen('valid'));
    assert.ok(staff);
    const found = await entries();
    const actions = found.map(({ action }) => action);
    for (const action of [
      'staff.sign-in',
      'pairing-code.make',
      'sentry.pair',
      'sentry.revoke',
      'pass.issue',
    ]) {
      assert.ok(actions.includes(action), action);
    }
    let before = '';
    found.forEach((entry, index) => {
      assert.equal(entry.seq, index + 1);
      const { seq, at, actor, action, subject, held } = entry;
      const text = JSON.stringify([seq, at, actor, action, subject, before, ...(held === '' ? [] : [held])]);
      assert.equal(entry.hash, createHash('sha256').update(text).digest('hex'), 'anybody can follow it');
      before = entry.hash;
    });
  });

  it('holds no personal value, and no id that leads to a citizen without the keys', async () => {
    const ids = await district.sql<string[]>(
      'select json_group_array(id) as found from (select id from persons union select id from citizens)',
    );
    const text = JSON.stringify(await entries());
    for (const id of ids) assert.ok(!text.includes(id));
    assert.ok(!text.includes('张') && !text.includes('@'));
  });

  it('does not write down who failed to be let in as signed in', async () => {
    const signedIn = async () => (await entries()).filter(({ action }) => action === 'staff.sign-in').length;
    const before = await signedIn();
    await assert.rejects(district.staff('owner' as 'auditor'));
    const { status } = await fetch(`${district.server.url}/api/collections/staff/auth-with-password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ identity: 'auditor@test.example', password: 'wrong' }),
    });
    assert.equal(status, 400);
    assert.equal(await signedIn(), before);
  });

  it('can neither be changed nor shortened, even by SQL', async () => {
    await assert.rejects(district.sql(`update audit set actor = 'nobody'`));
    await assert.rejects(district.sql('delete from audit where seq = 1'));
    assert.ok((await entries()).length > 0);
  });

  it('is whole when many write at once', async () => {
    const token = await district.staff('administrator');
    const before = (await entries()).length;
    const asks = Array.from({ length: 12 }, (_, index) =>
      district.post('venue/pairing-code', { site: 1, zone: 0, name: `Gate ${index}` }, token),
    );
    for (const { status } of await Promise.all(asks)) assert.equal(status, 200);
    const after = await entries();
    assert.equal(after.length, before + 12);
    assert.deepEqual(
      after.map(({ seq }) => seq),
      after.map((_, index) => index + 1),
    );
  });
});

describe('what is kept, and how long', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const tables = () =>
    district.sql<string[]>(
      `select json_group_array(name) as found from
       (select name from sqlite_master where type = 'table' and name glob '*_2[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'
        order by name)`,
    );
  const mall = () => district.sql<string>('select json_quote(id) as found from sites where number = 1');

  it('tables of the coming days are made ahead', async () => {
    await district.hourly(Date.now());
    const found = await tables();
    for (const ahead of [0, 1, 2]) {
      const name = addDays(localDay(Date.now()), ahead);
      for (const kind of ['scan', 'visit', 'pass', 'person'])
        assert.ok(found.includes(`${kind}_${name}`), `${kind}_${name}`);
    }
  });

  it('scans, visits and notices go after fourteen days; the counts stay', async () => {
    const today = localDay(Date.now());
    const oldest = addDays(today, -14);
    for (const one of [oldest, addDays(oldest, 1)]) {
      await district.door('open-day', { day: one });
      await storeScan(district, { t: momentOf(one) });
      const values = { t: momentOf(one), site: await mall(), sentryName: 'Gate', outcome: 'refuse' };
      await district.saveRecord('notices', values);
    }
    await district.sql(`insert into stat_day (day, site, scans) values (${oldest}, 1, 1)`);
    await district.hourly(Date.now());
    assert.ok((await tables()).includes(`scan_${oldest}`));
    await district.hourly(Date.now() + day);
    const found = await tables();
    assert.ok(!found.some((name) => name.endsWith(String(oldest))));
    assert.ok(found.includes(`scan_${addDays(oldest, 1)}`));
    assert.equal(await district.sql<number>('select json_quote(sum(scans)) as found from stat_day'), 1);
    assert.equal(await district.sql<number>('select json_quote(count(*)) as found from notices'), 1);
  });

  it('what leads from a pass on paper to a person goes fourteen days after the paper ended', async () => {
    const made = await paperBy(district, 'pass', {}, idNumberOf('valid'), await district.citizen('valid'));
    assert.equal(made.status, 200);
    const left = () => district.sql<number>('select json_quote(count(*)) as found from papers');
    await district.hourly(Date.now() + 104 * day);
    assert.equal(await left(), 1);
    await district.hourly(Date.now() + 105 * day + 3_600_000);
    assert.equal(await left(), 0);
  });

  it('pairing codes that nobody used go', async () => {
    await district.pairingCode({ site: sites.mall });
    await district.hourly(Date.now() + 3_600_000);
    assert.equal(await district.sql<number>('select json_quote(count(*)) as found from pairing_codes'), 0);
  });
});
