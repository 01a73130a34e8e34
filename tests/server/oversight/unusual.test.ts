import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TraysAnswer } from '../../../src/domain/access/approval.ts';
import {
  atOnceMs,
  habitActs,
  manySearches,
  movesToldMs,
  oddDays,
} from '../../../src/domain/access/unusual.ts';
import type { AuditStateAnswer } from '../../../src/domain/api/audit-api.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';

const halfMinute = 30_000;

describe('what is unusual', () => {
  let district: TestDistrict;
  let auditor: string;
  before(async () => {
    district = await TestDistrict.open();
    auditor = await district.staff('auditor');
  });
  after(() => district.close());

  const state = async (): Promise<AuditStateAnswer> =>
    (await district.get<AuditStateAnswer>('audit/state', auditor)).body;
  const id = (role: string) =>
    district.sql<string>(`select json_quote(id) as found from staff where email = '${role}@test.example'`);
  const networks = async () => (await state()).networks.map(({ name, times }) => [name, times]);
  /** As if the sign-ins so far had been made on another network, and used so long ago. */
  const elsewhere = (network: string, agoMs = 0) =>
    district.sql(
      `update staff_sessions set network = '${network}', seen = ${Date.now() - agoMs}
       where account <> (select id from staff where email = 'auditor@test.example')`,
    );

  it('is a sign-in while another network uses the account, and no other', async () => {
    await district.staff('inspector');
    await district.staff('inspector');
    assert.deepEqual(await networks(), [], 'one network');
    await elsewhere('', 0);
    await district.staff('inspector');
    assert.deepEqual(await networks(), [], 'a network that is not known');
    await elsewhere('203.0.*.*', atOnceMs + halfMinute);
    await district.staff('inspector');
    assert.deepEqual(await networks(), [], 'one that was in use long ago');
    await elsewhere('203.0.*.*', atOnceMs - halfMinute);
    await district.staff('lab');
    assert.deepEqual(await networks(), [], 'of another account');
    await district.staff('inspector');
    assert.deepEqual(await networks(), [['Staff inspector', 1]]);
    const entry = await district.sql<string>(
      `select json_quote(actor || ' ' || subject) as found from audit where action = 'session.networks'`,
    );
    assert.equal(entry, `staff:${await id('inspector')} networks:2`, 'no address, not the beginning of one');
  });

  it('is many searches on a day, from the threshold on, until the days that are told are over', async () => {
    const [health, lead] = [await id('health'), await id('health-lead')];
    const today = localDay(Date.now());
    const row = (day: number, who: string, searches: number) => `(${day}, '${who}', ${searches}, 0)`;
    await district.sql(`insert into person_searches (day, official, searches, refused) values
      ${row(today, health, manySearches)}, ${row(addDays(today, -1), health, manySearches - 1)},
      ${row(today, lead, manySearches - 1)}, ${row(addDays(today, 1 - oddDays), lead, manySearches + 5)},
      ${row(addDays(today, -oddDays), lead, manySearches + 6)}`);
    const { many, searches } = await state();
    assert.deepEqual(
      many.map(({ name, searches: made }) => [name, made]),
      [
        ['Staff health', manySearches],
        ['Staff health-lead', manySearches + 5],
      ],
    );
    assert.deepEqual(searches, [], 'nobody was refused');
  });

  it('is a sign-in that is used from another network, told once in a quarter of an hour', async () => {
    const token = await district.staff('transfer');
    const moved = async () => (await state()).moved.map(({ name, times }) => [name, times]);
    const network = (change: string) =>
      district.sql(
        `update staff_sessions set ${change} where account = (select id from staff where email = 'transfer@test.example')`,
      );
    await district.get('staff/me', token);
    assert.deepEqual(await moved(), [], 'the same');
    await network(`network = '203.0.*.*'`);
    assert.equal((await district.get('staff/me', token)).status, 200, 'nobody is refused');
    assert.deepEqual(await moved(), [['Staff transfer', 1]]);
    await district.get('staff/me', token);
    await network(`network = '198.51.*.*'`);
    await district.get('staff/me', token);
    assert.deepEqual(await moved(), [['Staff transfer', 1]], 'to and fro fills no log');
    await network(`network = '198.51.*.*', moved_at = ${Date.now() - movesToldMs - halfMinute}`);
    await district.get('staff/me', token);
    assert.deepEqual(await moved(), [['Staff transfer', 2]]);
    await network(`network = ''`);
    await district.get('staff/me', token);
    assert.deepEqual(await moved(), [['Staff transfer', 2]], 'from a network that is not known');
  });

  it('is to ask for a site of another sub-district than the account is for, once a day', async () => {
    const outside = async () => (await state()).outside.map(({ name, times }) => [name, times]);
    await district.sql(`update staff set subdistricts = '["North"]' where email = 'dispatcher@test.example'`);
    const token = await district.staff('dispatcher');
    const [inside, other] = await district.sql<[number, number]>(
      `select json_array((select number from sites where subdistrict = 'North' limit 1),
        (select number from sites where subdistrict <> 'North' limit 1)) as found`,
    );
    const look = (site: number, by = token) => district.get(`sites/one?site=${site}`, by);
    assert.equal((await look(inside)).status, 200);
    assert.equal((await look(9999)).code, 'not-found');
    assert.deepEqual(await outside(), [], 'one’s own, and none that there is');
    for (let time = 0; time < 3; time++) assert.equal((await look(other)).code, 'not-found');
    assert.equal((await look(other, await district.staff('support'))).status, 200);
    assert.deepEqual(await outside(), [['Staff dispatcher', 1]]);
  });

  it('is counted for who sees the audit log, and for nobody else', async () => {
    const trays = async (token: string) => (await district.get<TraysAnswer>('trays', token)).body;
    const { unusual } = await trays(auditor);
    const { nights, failures } = await state();
    // Two networks, one that moved, one outside, and today's searches; at night the tests' own work is counted as well.
    assert.equal(unusual, 4 + nights.length + failures.length);
    assert.equal((await trays(await district.staff('support'))).unusual, undefined);
  });

  it('is work in another sub-district than always before', async () => {
    const administrator = await district.staff('administrator');
    const found = async () =>
      (await state()).elsewhere.map(({ name, usual, others, times }) => [name, usual, others, times]);
    const [north, south] = await district.sql<[number, number]>(
      `select json_array((select number from sites where subdistrict = 'North' and status = 'active' limit 1),
        (select number from sites where subdistrict = 'South' and status = 'active' limit 1)) as found`,
    );
    await district.sql('drop trigger audit_no_update');
    const make = async (site: number) => {
      const asked = { site, zone: 0, name: 'Gate' };
      assert.equal((await district.post('venue/pairing-code', asked, administrator)).status, 200);
    };
    /** As if all so far had been days ago. */
    const later = () => district.sql(`update audit set at = at - ${oddDays + 1} * 86400000`);
    for (let time = 1; time < habitActs; time++) await make(north);
    await later();
    await make(south);
    assert.deepEqual(await found(), [], 'no habit yet');
    const idOf = (site: number) => `(select id from sites where number = ${site})`;
    await district.sql(
      `update audit set subject = 'site:' || ${idOf(north)} || ' zone:' where subject like 'site:' || ${idOf(south)} || ' %'`,
    );
    await later();
    await make(north);
    assert.deepEqual(await found(), [], 'the habit itself');
    await make(south);
    assert.deepEqual(await found(), [['Staff administrator', 'North', ['South'], 1]]);
    await later();
    await make(south);
    assert.deepEqual(await found(), [], 'who was in two before has no one habit');
  });
});
