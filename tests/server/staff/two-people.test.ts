import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AuditStateAnswer } from '../../../src/domain/api/audit-api.ts';
import type {
  InvitationAnswer,
  StaffAccountsAnswer,
  StaffRow,
} from '../../../src/domain/access/staff-account.ts';
import { linkedMs } from '../../../src/domain/access/unusual.ts';
import { signIn, TestDistrict, type Answer } from '../support/district.ts';

const password = 'vier lange Worte hier';
const reason = 'Asked for it in person, badge seen';

describe('what takes two officials takes two people', () => {
  let district: TestDistrict;
  let first: string;
  let second: { id: string; token: string };
  let third: { id: string; token: string };
  /** An account that decides on what others ask, and its codes. */
  let id = '';
  let codes: string[] = [];

  before(async () => {
    district = await TestDistrict.open();
    first = await district.staff('administrator');
  });
  after(() => district.close());

  const act = (
    what: string,
    body: object,
    token = first,
  ): Promise<Answer<InvitationAnswer & { reason?: string }>> => district.post(`staff/${what}`, body, token);
  const fields = (answer: Answer<unknown>) =>
    (answer.body as { fields?: { path: string; problem: string }[] }).fields?.map(
      ({ path, problem }) => `${path} ${problem}`,
    );
  const one = async (email: string, token = first): Promise<StaffRow> =>
    (await district.get<StaffAccountsAnswer>('staff/accounts', token)).body.accounts.find(
      (row) => row.email === email,
    )!;
  const add = (email: string, number: string, roles: string[], token = first) =>
    act('add', { name: 'Somebody New', email, number, roles }, token);
  const join = (code: string, more?: string) =>
    district.post('invitation', { code, password, ...(more && { second: more }) });
  const linked = async () => {
    const { body } = await district.get<AuditStateAnswer>('audit/state', await district.staff('auditor'));
    return body.linked.map(({ name, times }) => [name, times]);
  };
  /** Has an act of two asked by one and confirmed by the other. */
  async function together(asker: string, decider: string): Promise<Answer<{ reason?: string }>> {
    const { id: account } = await one('support@test.example');
    const asked = await district.post<{ approval: number }>('staff/invite', { id: account, reason }, asker);
    assert.equal(asked.status, 200, JSON.stringify(asked.body));
    const given = { kind: 'account-invite', id: String(asked.body.approval), confirm: true };
    const answer = await district.post<{ reason?: string }>('approval/decide', given, decider);
    await district.sql(`update approvals set state = 'withdrawn' where state = 'waiting'`);
    await district.sql('delete from staff_leave');
    return answer;
  }

  it('one administrator alone makes nobody who decides on anything, and may make others', async () => {
    for (const role of [
      'administrator',
      'health-lead',
      'tracer',
      'fleet-operator',
      'data-officer',
      'policy-officer',
    ]) {
      const refused = await add(`${role}-2@test.example`, 'N1', [role]);
      assert.deepEqual([refused.code, refused.body.reason], ['not-allowed', 'alone'], role);
      assert.equal(await one(`${role}-2@test.example`), undefined, 'nothing was made');
    }
    const { body } = await add('clerk-2@test.example', 'n-1', ['desk-clerk']);
    assert.equal(body.half, 0);
    const { number, secondCode } = await one('clerk-2@test.example');
    assert.deepEqual([number, secondCode], ['N1', '']);
    assert.equal((await join(body.code)).status, 200);
    second = await district.newAdministrator('second@test.example');
    third = await district.newAdministrator('third@test.example');
  });

  it('one person has one account, by staff number, however it is typed, until it has ended', async () => {
    assert.deepEqual(fields(await add('twice@test.example', ' Ｎ 1', ['lab'])), ['number taken']);
    for (const wrong of ['', 'N', 'N/1', 'x'.repeat(21)])
      assert.equal(fields(await add('twice@test.example', wrong, ['lab']))!.length, 1, wrong);
    const row = await one('clerk-2@test.example');
    const change = { id: row.id, name: row.name, roles: row.roles };
    assert.deepEqual(fields(await act('change', { ...change, number: 'N2' })), ['number fixed']);
    const unnamed = await one('lab@test.example');
    const naming = { id: unnamed.id, name: unnamed.name, roles: unnamed.roles };
    assert.deepEqual(fields(await act('change', { ...naming, number: 'N1' })), ['number taken']);
    assert.equal((await act('change', { ...naming, number: 'N3' })).status, 200);
    await act('end', { id: row.id, reason: 'left' });
    assert.equal((await add('again@test.example', 'N1', ['lab'])).status, 200, 'who left and came back');
  });

  it('an account that decides is entered with codes of two administrators, and neither comes in alone', async () => {
    const made = await add('lead-2@test.example', 'N4', ['health-lead']);
    assert.equal(made.body.half, 1);
    ({ id } = made.body);
    assert.equal((await one('lead-2@test.example')).secondCode, 'others');
    assert.equal((await one('lead-2@test.example', second.token)).secondCode, 'mine');
    const own = await act('second-code', { id });
    assert.deepEqual([own.code, own.body.reason], ['not-allowed', 'own-code']);
    assert.deepEqual(fields(await join(made.body.code)), ['second missing']);
    assert.deepEqual(fields(await join(made.body.code, made.body.code)), ['second used']);
    const more = await act('second-code', { id }, second.token);
    assert.deepEqual([more.status, more.body.half, more.body.expiresAt], [200, 2, made.body.expiresAt]);
    assert.equal((await one('lead-2@test.example')).secondCode, 'given');
    assert.equal((await join(more.body.code)).code, 'not-found', 'the second alone');
    assert.equal((await join(more.body.code, made.body.code)).code, 'not-found', 'nor in each other’s place');
    codes = [made.body.code, more.body.code];
    const newer = await act('invite', { id }, second.token);
    assert.equal((await join(codes[0]!, codes[1])).code, 'not-found', 'a newer first makes both worthless');
    assert.deepEqual(fields(await join(newer.body.code, codes[1])), ['second used']);
    assert.equal((await act('second-code', { id }, second.token)).code, 'not-allowed');
    const last = await act('second-code', { id }, first);
    assert.equal((await join(newer.body.code, last.body.code)).status, 200);
    assert.equal((await act('second-code', { id }, first)).code, 'overtaken', 'nothing is open any more');
    const said = await district.sql<string[]>(
      `select json_group_array(action || ' ' || subject) as found from audit
       where action in ('account.second-code', 'account.join') and (subject like '%${id}%' or actor = 'staff:${id}')`,
    );
    assert.deepEqual(said, [
      `account.second-code staff:${id}`,
      `account.second-code staff:${id}`,
      'account.join by two codes',
    ]);
  });

  it('who is to decide from now on comes in anew, also into an account that is in use', async () => {
    const token = await district.staff('dispatcher');
    const row = await one('dispatcher@test.example');
    const change = { id: row.id, name: row.name, number: 'N5' };
    assert.deepEqual((await act('change', { ...change, roles: ['dispatcher', 'lab'] })).body, {});
    assert.equal((await district.get('staff/me', token)).status, 200, 'other roles shut nobody out');
    const { body } = await act('change', { ...change, roles: ['dispatcher', 'health-lead'] });
    assert.equal(body.half, 1);
    assert.equal((await district.get('staff/me', token)).code, 'sign-in');
    await assert.rejects(district.staff('dispatcher'), /cannot sign in/);
    assert.deepEqual(fields(await join(body.code)), ['second missing']);
    const more = await act('second-code', { id: row.id }, third.token);
    assert.equal((await join(body.code, more.body.code)).status, 200);
    const fewer = await act('change', { ...change, roles: ['dispatcher'] });
    assert.deepEqual(fewer.body, {}, 'who decides on less goes on');
    await signIn(district.server.url, 'staff', 'dispatcher@test.example', password);
  });

  it('two accounts of one staff number are one person: the second half is refused, and nothing is done', async () => {
    const number = (value: string) =>
      district.sql(`update staff_accounts set staff_number = '${value}' where account = '${second.id}'`);
    const own = (await one('administrator@test.example')).id;
    await district.staff('support');
    await district.sql(`update staff_accounts set staff_number = 'N9' where account = '${own}'`);
    await number('N9');
    const refused = await together(first, second.token);
    assert.deepEqual([refused.code, refused.body.reason], ['not-allowed', 'one-person']);
    assert.deepEqual(await district.sql('select json_group_array(account) as found from staff_leave'), []);
    const code = await add('lead-3@test.example', 'N10', ['health-lead']);
    const same = await act('second-code', { id: code.body.id }, second.token);
    assert.deepEqual([same.code, same.body.reason], ['not-allowed', 'own-code'], 'nor is the second code');
    await number('');
    assert.equal((await together(first, second.token)).status, 200, 'an account that names nobody');
    assert.deepEqual(await linked(), []);
  });

  it('so it is with a colour set by hand', async () => {
    const [health, lead] = [await district.staff('health'), await district.staff('health-lead')];
    const ids = [await one('health@test.example'), await one('health-lead@test.example')].map(
      (row) => row.id,
    );
    const now = Date.now();
    await district.saveRecord('overrides', {
      id: 'overrideoftwo01',
      person: await district.personId('valid'),
      colour: 'red',
      reason: 'close-contact',
      state: 'requested',
      requestedBy: ids[0],
      requestedAt: now,
      validUntil: now + 86_400_000,
    });
    const decide = (confirm: boolean) =>
      district.post<{ reason?: string }>(
        'approval/decide',
        { kind: 'override', id: 'overrideoftwo01', confirm },
        lead,
      );
    await district.sql(
      `update staff_accounts set staff_number = 'N20' where account in ('${ids.join("','")}')`,
    );
    assert.equal((await decide(true)).body.reason, 'one-person');
    assert.equal((await decide(false)).status, 200, 'declining takes nobody else');
    assert.equal((await district.get('staff/me', health)).status, 200);
  });

  it('an act of two accounts of which one let the other in lately is done, and told to the auditor', async () => {
    const made = await add('fourth@test.example', 'N11', ['administrator'], second.token);
    const more = await act('second-code', { id: made.body.id }, third.token);
    await join(made.body.code, more.body.code);
    const fourth = await signIn(district.server.url, 'staff', 'fourth@test.example', password);
    assert.equal((await together(first, fourth)).status, 200);
    assert.deepEqual(await linked(), [], 'the first had no part in it');
    assert.equal((await together(fourth, second.token)).status, 200);
    assert.equal((await together(third.token, fourth)).status, 200);
    assert.deepEqual((await linked()).toSorted(), [
      ['Another One', 1],
      ['Somebody New', 1],
    ]);
    await district.sql(
      `update staff_accounts set codes_at = ${Date.now() - linkedMs - 60_000} where account = '${made.body.id}'`,
    );
    assert.equal((await together(fourth, second.token)).status, 200);
    assert.equal((await linked()).length, 2, 'not for ever');
  });
});
