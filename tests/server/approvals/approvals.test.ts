import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { approvalMs, type Approval, type ApprovalsAnswer } from '../../../src/domain/access/approval.ts';
import { staffRoles } from '../../../src/domain/access/rights.ts';
import type { CommandAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { signIn, TestDistrict } from '../support/district.ts';
import { fixturePassword, sites } from '../support/fixtures.ts';

describe('what takes two officials', () => {
  let district: TestDistrict;
  let asker: string;
  let second: string;
  const devices: number[] = [];
  before(async () => {
    district = await TestDistrict.open({ env: { SITECODE_ONE_OFFICIAL_SENTRIES: '2' } });
    asker = await district.staff('administrator');
    second = await district.staff('urban-management');
    for (const name of ['One', 'Two', 'Three', 'Four'])
      devices.push((await district.sentry({ site: sites.mall, name })).place.device);
  });
  after(() => district.close());

  const give = async (to: number[], kind: string, token = asker) =>
    (
      await district.post<CommandAnswer & { code: string }>(
        'fleet/command',
        { devices: to, kind, reason: 'Stolen tablets', hours: 5 },
        token,
      )
    ).body;
  const list = async (token = second): Promise<Approval[]> =>
    (await district.get<ApprovalsAnswer>('approvals', token)).body.approvals;
  const decide = (id: number, confirm: boolean, token = second) =>
    district.post('approval/decide', { kind: 'command', id: String(id), confirm }, token);
  const given = () => district.sql<number>('select count(*) as found from commands');
  const audited = () =>
    district.sql<string[]>(
      `select json_group_array(action || ' ' || substr(actor, 1, 5) || ' ' || subject) as found
       from (select * from audit where action glob 'approval.*' order by seq)`,
    );

  it('a wipe waits, is seen by others with its object, number and reason, and is done when one confirms', async () => {
    const { id, approval, devices: count } = await give([devices[0]!], 'wipe');
    assert.deepEqual([id, count, await given()], [null, 1, 0]);
    const [waiting] = await list();
    assert.deepEqual(waiting!.subject, {
      kind: 'command',
      command: 'wipe',
      devices: 1,
      sites: ['Mall'],
      hours: 5,
    });
    assert.deepEqual(
      [waiting!.reason, waiting!.askedBy, waiting!.state, waiting!.mine],
      ['Stolen tablets', 'Staff administrator', 'waiting', false],
    );
    assert.equal((await list(asker))[0]!.mine, true);
    assert.equal((await give([devices[0]!], 'wipe')).code, 'not-allowed', 'not twice');
    assert.equal((await decide(approval!, true, asker)).code, 'not-allowed', 'not the one who asked');
    assert.equal(await given(), 0);
    assert.equal((await decide(approval!, true)).status, 200);
    const command = await district.sql<string[]>(
      `select json_array(kind, reason, staff, (approved_by <> '' and approved_by <> staff_id)) as found from commands`,
    );
    assert.deepEqual(command, ['wipe', 'Stolen tablets', 'Staff administrator', 1]);
    assert.equal((await decide(approval!, true)).code, 'overtaken', 'once');
    assert.equal(await given(), 1);
    const [done] = await list();
    assert.deepEqual([done!.state, done!.decidedBy], ['confirmed', 'Staff urban-management']);
  });

  it('commands to more sentries than the setting says wait, also in slices', async () => {
    const before = await given();
    assert.notEqual((await give(devices.slice(0, 2), 'lock')).id, null);
    assert.notEqual((await give(devices.slice(0, 2), 'unlock')).id, null, 'the same two again');
    const slice = await give([devices[2]!], 'lock');
    assert.deepEqual([slice.id, await given()], [null, before + 2]);
    assert.equal((await decide(slice.approval!, false)).status, 200);
    assert.equal(await given(), before + 2, 'declined is not done');
    const all = await give(devices, 'restart');
    assert.equal((await decide(all.approval!, true)).status, 200);
    assert.equal(await given(), before + 3);
  });

  it('another account of the right role decides, and nobody else', async () => {
    const { approval } = await give([devices[3]!], 'wipe');
    const deciding = ['urban-management', 'administrator', 'fleet-operator'];
    for (const role of staffRoles.filter((each) => !deciding.includes(each)))
      // Who approves other things is not told that there is this one.
      assert.match(
        (await decide(approval!, true, await district.staff(role))).code!,
        /^not-(allowed|found)$/,
        role,
      );
    for (const token of [await district.owner('a'), await district.citizen('valid'), undefined])
      assert.equal(
        (
          await district.post(
            'approval/decide',
            { kind: 'command', id: String(approval), confirm: true },
            token,
          )
        ).code,
        'sign-in',
      );
    assert.deepEqual(await list(await district.staff('tracer')), []);
    assert.equal((await district.get('approvals', await district.staff('analyst'))).code, 'not-allowed');
    const values = {
      name: 'Other',
      roles: ['administrator'],
      email: 'other@test.example',
      password: fixturePassword,
    };
    await district.saveRecord('staff', values);
    const other = await signIn(district.server.url, 'staff', 'other@test.example');
    assert.equal((await decide(approval!, true, other)).status, 200);
  });

  it('what nobody decides on in time, or who asked takes back, is over', async () => {
    const late = (await give([devices[1]!], 'wipe')).approval!;
    await district.sql(`update approvals set expires = ${Date.now() - 1} where id = ${late}`);
    assert.equal((await list()).find(({ id }) => id === String(late))!.state, 'expired');
    assert.equal((await decide(late, true)).code, 'overtaken');
    await district.minutely(Date.now());
    const back = (await give([devices[1]!], 'wipe')).approval!;
    assert.equal(
      (await district.post('approval/withdraw', { id: String(back) }, second)).code,
      'not-allowed',
    );
    assert.equal((await district.post('approval/withdraw', { id: String(back) }, asker)).status, 200);
    assert.equal((await decide(back, true)).code, 'overtaken');
    const [waiting] = (await list()).filter(({ state }) => state === 'waiting');
    assert.equal(waiting, undefined);
    const { askedAt, expires } = (await list())[0]!;
    assert.equal(expires - askedAt, approvalMs);
  });

  it('what is no longer possible, or was asked by somebody who left, is not done', async () => {
    const { approval } = await give([devices[2]!], 'wipe');
    await district.sql(`update sentries set revoked = 1 where device = ${devices[2]}`);
    assert.equal((await decide(approval!, true)).code, 'not-found');
    await district.sql(`update sentries set revoked = 0 where device = ${devices[2]}`);
    await district.sql(`update staff set roles = '["analyst"]' where email = 'administrator@test.example'`);
    const before = await given();
    assert.equal((await decide(approval!, true)).code, 'not-allowed');
    assert.equal(await given(), before);
    assert.equal((await decide(approval!, false)).status, 200);
  });

  it('is on record from the asking to the end', async () => {
    const rows = await audited();
    assert.equal(rows[0], 'approval.ask staff approval:1 command wipe count:1');
    assert.equal(rows[1], 'approval.confirm staff approval:1 command wipe count:1');
    for (const action of ['decline', 'withdraw'])
      assert.ok(rows.some((each) => each.startsWith(`approval.${action} staff`)));
    assert.ok(rows.some((each) => each.startsWith('approval.expire serve')));
    assert.doesNotMatch(rows.join(), /Stolen/);
  });
});

describe('what one official commands alone', () => {
  it('is no more when they ask many times in one moment', async () => {
    const district = await TestDistrict.open({ env: { SITECODE_ONE_OFFICIAL_SENTRIES: '2' } });
    try {
      const token = await district.staff('administrator');
      const devices: number[] = [];
      for (let index = 0; index < 8; index++)
        devices.push((await district.sentry({ site: sites.mall, name: `Gate of ${index}` })).place.device);
      const answers = await Promise.all(
        devices.map((device) =>
          district.post<CommandAnswer>(
            'fleet/command',
            { devices: [device], kind: 'lock', reason: 'Stolen tablets', hours: 5 },
            token,
          ),
        ),
      );
      assert.ok(answers.every(({ status }) => status === 200));
      assert.equal(answers.filter(({ body }) => body.id !== null).length, 2);
      assert.equal(answers.filter(({ body }) => body.approval !== null).length, 6);
      assert.equal(await district.sql<number>('select count(*) as found from command_targets'), 2);
    } finally {
      await district.close();
    }
  });
});
