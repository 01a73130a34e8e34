import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { boardTopic } from '../../../src/domain/api/api.ts';
import {
  grantSeen,
  invitationMs,
  unusedMs,
  type InvitationAnswer,
  type JoinAnswer,
  type StaffAccountsAnswer,
  type StaffRow,
} from '../../../src/domain/access/staff-account.ts';
import { ask, signIn, TestDistrict, type Answer } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { officialAccounts } from '../support/fixtures.ts';
import { waitUntil } from '../../support/wait-until.ts';

const password = 'vier lange Worte hier';

describe('accounts of the staff', () => {
  let district: TestDistrict;
  let administrator: string;
  let made = 0;
  before(async () => {
    district = await TestDistrict.open();
    administrator = await district.staff('administrator');
  });
  after(() => district.close());

  const list = async (token = administrator): Promise<StaffRow[]> =>
    (await district.get<StaffAccountsAnswer>('staff/accounts', token)).body.accounts;
  const one = async (email: string): Promise<StaffRow> => {
    const found = (await list()).find((row) => row.email === email);
    assert.ok(found, email);
    return found;
  };
  const act = (what: string, body: object, token = administrator): Promise<Answer<InvitationAnswer>> =>
    district.post(`staff/${what}`, body, token);
  const add = async (email: string, more: object = {}): Promise<InvitationAnswer> => {
    const number = `N${++made}`;
    const { status, body } = await act('add', {
      name: 'Somebody New',
      email,
      number,
      roles: ['support'],
      ...more,
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const join = (code: string, wanted = password): Promise<Answer<JoinAnswer>> =>
    district.post('invitation', { code, password: wanted });
  const enter = (email: string, wanted = password) =>
    ask<{ token: string; code?: string; reason?: string }>(
      `${district.server.url}/api/collections/staff/auth-with-password`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ identity: email, password: wanted }),
      },
    );
  const audited = (action: string): Promise<string[]> =>
    district.sql(
      `select json_group_array(actor || ' ' || subject) as found from (select * from audit where action = '${action}' order by seq)`,
    );

  it('are listed with roles, scope and whose key the charter has', async () => {
    const rows = await list();
    assert.equal(rows.length, 20);
    const own = await one('administrator@test.example');
    assert.ok(own.mine && own.official !== '' && own.state === 'active' && own.lastUsed > 0);
    const health = await one('health@test.example');
    assert.equal(health.id, officialAccounts[0]);
    assert.notEqual(health.official, '');
    const lab = await one('lab@test.example');
    assert.deepEqual([lab.state, lab.official, lab.mine, lab.subdistricts], ['invited', '', false, []]);
    assert.ok(!JSON.stringify(rows).includes('password'));
  });

  it('are made with an invitation, by which the person sets their own password, once', async () => {
    const { code, id, expiresAt } = await add('New.One@Test.example', { subdistricts: ['North'] });
    assert.ok(Math.abs(expiresAt - Date.now() - invitationMs) < 60_000);
    const row = await one('new.one@test.example');
    assert.deepEqual([row.id, row.state, row.subdistricts], [id, 'invited', ['North']]);
    assert.equal(row.invitedUntil, expiresAt);
    assert.equal((await enter('new.one@test.example')).status, 400, 'nobody has a password yet');
    assert.equal((await join(code, 'password1234')).code, 'password', 'and a common one is none');
    assert.equal((await join('ABCDE-ABCDE-ABCDE-ABCDE-ABCDE')).code, 'not-found');
    assert.equal((await join('too short')).code, 'malformed');
    const joined = await join(` ${code.toLowerCase()} `);
    assert.deepEqual([joined.status, joined.body.email], [200, 'new.one@test.example']);
    assert.equal((await join(code)).code, 'not-found', 'a second time');
    const { body } = await enter('new.one@test.example');
    const self = await district.get<{ subdistricts: string[] }>('staff/me', body.token);
    assert.deepEqual(self.body.subdistricts, ['North']);
    assert.equal((await one('new.one@test.example')).state, 'active');
    assert.equal(
      (await audited('account.add')).at(-1),
      `staff:${officialAccounts[1]} staff:${id} roles:support subdistricts:North`,
    );
    assert.deepEqual(await audited('account.join'), [`staff:${id} by invitation`]);
    const kept = await district.sql<string>(`select json_quote(group_concat(subject)) as found from audit`);
    assert.ok(
      !kept.includes(code.replaceAll('-', '')) && !kept.includes('new.one'),
      'no code and no address',
    );
  });

  it('take no address twice, no role or sub-district that is none, and no administrator who meets persons', async () => {
    const fields = async (more: object) => {
      const given = { name: 'A', number: 'A1', email: 'a@test.example', roles: ['support'], ...more };
      const { status, body } = await act('add', given);
      assert.equal(status, 400);
      return (body as unknown as { fields: { path: string; problem: string }[] }).fields;
    };
    assert.deepEqual(await fields({ email: 'LAB@test.example' }), [{ path: 'email', problem: 'taken' }]);
    assert.deepEqual(await fields({ roles: [] }), [{ path: 'roles', problem: 'missing' }]);
    assert.equal((await fields({ roles: ['superuser'] }))[0]!.problem, 'choice');
    assert.equal((await fields({ subdistricts: ['Elsewhere'] }))[0]!.problem, 'choice');
    for (const role of ['health', 'health-lead', 'tracer', 'case-officer'])
      assert.deepEqual(await fields({ roles: ['administrator', role] }), [
        { path: 'roles', problem: 'together' },
      ]);
  });

  it('have one open invitation at the most, and none that ran out', async () => {
    const first = await add('twice@test.example');
    const second = await act('invite', { id: first.id });
    assert.equal((await join(first.code)).code, 'not-found');
    await district.sql(`update staff_invitations set expires = 1 where account = '${first.id}'`);
    assert.equal((await one('twice@test.example')).invitedUntil, 0);
    assert.equal((await join(second.body.code)).code, 'not-found');
    const third = await act('invite', { id: first.id });
    assert.equal((await act('end', { id: first.id, reason: 'wrong' })).status, 200);
    assert.equal((await join(third.body.code)).code, 'not-found', 'nor one of an account that ended');
    assert.ok((await audited('account.invite')).some((entry) => entry.includes(first.id)));
  });

  it('change roles and scope at once, unless somebody else has changed them meanwhile', async () => {
    const email = 'changed@test.example';
    const { id, code } = await add(email);
    await join(code);
    const { token } = (await enter(email)).body;
    const events = await Events.open(district.server.url);
    assert.equal(await events.subscribe([boardTopic], token), 204);
    const seen = grantSeen(await one(email));
    const { number } = await one(email);
    const change = { id, name: 'Another Name', number, roles: ['lab'], subdistricts: [], seen };
    assert.equal((await act('change', change)).status, 200);
    assert.equal((await district.get('board', token)).code, 'not-allowed', 'at once');
    await waitUntil(() => events.closed, 'and what listened is cut');
    assert.equal((await act('change', { ...change, roles: ['auditor'] })).code, 'overtaken');
    assert.deepEqual((await one(email)).roles, ['lab']);
  });

  it('are locked and unlocked, signed out and ended; nobody comes in meanwhile', async () => {
    const email = 'leaver@test.example';
    const { id, code } = await add(email);
    await join(code);
    let { token } = (await enter(email)).body;
    assert.equal((await act('sign-out', { id })).status, 200);
    assert.equal((await district.get('staff/me', token)).code, 'sign-in');
    ({ token } = (await enter(email)).body);
    assert.equal((await act('lock', { id })).status, 200);
    assert.equal((await district.get('staff/me', token)).code, 'sign-in');
    const refused = await enter(email);
    assert.deepEqual([refused.status, refused.code, refused.body.reason], [403, 'not-allowed', 'locked']);
    assert.equal((await act('invite', { id })).code, 'overtaken');
    assert.equal((await one(email)).lockedFor, 'administrator');
    assert.equal((await act('unlock', { id })).status, 200);
    assert.equal((await enter(email)).status, 200);
    assert.equal((await act('end', { id, reason: 'because' })).code, 'malformed');
    assert.equal((await act('end', { id, reason: 'left' })).status, 200);
    assert.equal((await enter(email)).status, 400, 'its password is gone');
    const row = await one(email);
    assert.deepEqual([row.state, row.endReason, row.since > 0], ['ended', 'left', true]);
    for (const what of ['unlock', 'invite', 'lock', 'sign-out'])
      assert.equal((await act(what, { id })).code, 'overtaken', what);
    assert.equal(
      (await audited('account.end')).at(-1),
      `staff:${officialAccounts[1]} staff:${id} reason:left`,
    );
    for (const action of ['lock', 'unlock', 'sign-out'])
      assert.ok(
        (await audited(`account.${action}`)).some((entry) => entry.includes(id)),
        action,
      );
  });

  it('are never one’s own to change', async () => {
    const { id, name, roles } = await one('administrator@test.example');
    const acts: [string, object][] = [
      ['change', { name, number: 'X1', roles, subdistricts: [] }],
      ['lock', {}],
      ['unlock', {}],
      ['invite', {}],
      ['sign-out', {}],
      ['end', { reason: 'left' }],
    ];
    for (const [what, more] of acts)
      assert.equal((await act(what, { id, ...more })).code, 'not-allowed', what);
    for (const [what, more] of acts)
      assert.equal((await act(what, { id: 'nobody000000000', ...more })).code, 'not-found', what);
  });

  it('leave one of two administrators who end one another at one moment', async () => {
    const { id, token: a } = await district.newAdministrator('second@test.example');
    const { id: third, token: b } = await district.newAdministrator('third@test.example');
    const answers = await Promise.all([
      act('end', { id: third, reason: 'other' }, a),
      act('end', { id, reason: 'other' }, b),
    ]);
    assert.equal(answers.filter(({ status }) => status === 200).length, 1, JSON.stringify(answers));
    const states = [await one('second@test.example'), await one('third@test.example')];
    assert.equal(states.filter(({ state }) => state === 'ended').length, 1);
  });

  it('are those of an administrator’s own sub-districts, where they are of some', async () => {
    const { token: north } = await district.newAdministrator('north@test.example', ['North']);
    const { id } = await add('in-north@test.example', { subdistricts: ['North'] });
    const both = await add('in-both@test.example', { subdistricts: ['North', 'South'] });
    const emails = (await list(north)).map(({ email }) => email);
    assert.ok(emails.includes('in-north@test.example') && !emails.includes('in-both@test.example'));
    assert.ok(!emails.includes('health@test.example'));
    assert.equal((await act('lock', { id }, north)).status, 200);
    assert.equal((await act('lock', { id: both.id }, north)).code, 'not-found');
    assert.equal((await act('lock', { id: officialAccounts[0] }, north)).code, 'not-found');
    const wide = { name: 'W', number: 'W1', email: 'w@test.example', roles: ['administrator'] };
    assert.equal((await act('add', wide, north)).code, 'malformed', 'nor does it give more than it has');
    assert.equal((await act('add', { ...wide, subdistricts: ['South'] }, north)).code, 'malformed');
    assert.equal((await act('add', { ...wide, subdistricts: ['North'] }, north)).status, 200);
  });

  it('are locked after 90 days without use, but for the last that could let others in', async () => {
    const emails = ['lab@test.example', 'auditor@test.example', 'administrator@test.example'];
    const old = Date.now() - unusedMs - 60_000;
    await signIn(district.server.url, 'staff', 'auditor@test.example', 'test-password-1');
    await district.sql(`update staff_accounts set made_at = ${old}, last_used = iif(last_used > 0, ${old}, 0)
      where account in (select id from staff where email in ('${emails.join("','")}'))`);
    await district.sql(`update staff_accounts set ended_at = 1 where account in (select id from staff
      where roles like '%administrator%' and email <> 'administrator@test.example')`);
    await district.hourly(Date.now());
    assert.deepEqual(
      [(await one(emails[0]!)).lockedFor, (await one(emails[1]!)).lockedFor],
      ['unused', 'unused'],
    );
    assert.equal((await one(emails[2]!)).state, 'active');
    const { id } = await one(emails[1]!);
    assert.ok((await audited('account.lock')).includes(`server staff:${id} unused`));
    assert.equal((await act('unlock', { id })).status, 200);
    await district.hourly(Date.now());
    assert.equal((await one(emails[1]!)).state, 'active', 'its days begin anew');
  });
});
