import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Approval, ApprovalsAnswer } from '../../../src/domain/access/approval.ts';
import {
  toldMs,
  type AccountToldAnswer,
  type InvitationAnswer,
  type StaffAccountsAnswer,
  type StaffRow,
} from '../../../src/domain/access/staff-account.ts';
import type { FactorBegun } from '../../../src/domain/access/second-factor.ts';
import { fromBase32, totp } from '../../../src/domain/access/totp.ts';
import { TestDistrict, type Answer } from '../support/district.ts';
import { officialAccounts } from '../support/fixtures.ts';

const reason = 'Asked for it in person, badge seen';
type Given = InvitationAnswer & { approval?: number; reason?: string };

describe('an account that is in use', () => {
  let district: TestDistrict;
  let first: string;
  let second: string;
  let secondId: string;
  /** Somebody who has signed in, and their id. */
  let holder: string;
  let id: string;

  before(async () => {
    district = await TestDistrict.open();
    first = await district.staff('administrator');
    holder = await district.staff('support');
    id = (await one('support@test.example')).id;
  });
  after(() => district.close());

  const list = async (token = first): Promise<StaffRow[]> =>
    (await district.get<StaffAccountsAnswer>('staff/accounts', token)).body.accounts;
  const one = async (email: string, token = first): Promise<StaffRow> =>
    (await list(token)).find((row) => row.email === email)!;
  const act = (what: string, body: object, token = first): Promise<Answer<Given>> =>
    district.post(`staff/${what}`, body, token);
  const invite = (token = first, more: object = { reason }) => act('invite', { id, ...more }, token);
  const decide = (kind: string, approval: number | undefined, token: string, confirm = true) =>
    district.post('approval/decide', { kind, id: String(approval), confirm }, token);
  const told = async (token: string) =>
    (await district.get<AccountToldAnswer>('account/told', token)).body.told;
  const waiting = async (token: string): Promise<Approval[]> =>
    (await district.get<ApprovalsAnswer>('approvals', token)).body.approvals.filter(
      ({ state }) => state === 'waiting',
    );
  const audited = (action: string): Promise<string[]> =>
    district.sql(
      `select json_group_array(actor || ' ' || subject) as found from (select * from audit where action = '${action}' order by seq)`,
    );
  it('is opened by nobody where there is one administrator alone, who is told what to do', async () => {
    for (const { status, code, body } of [await invite()])
      assert.deepEqual([status, code, body.reason], [403, 'not-allowed', 'alone']);
    assert.equal((await one('support@test.example')).invitedUntil, 0);
    assert.deepEqual(await waiting(first), []);
  });

  it('gets no invitation before another administrator agrees, and then one, by who asked', async () => {
    ({ id: secondId, token: second } = await district.newAdministrator('second@test.example'));
    assert.equal((await invite(first, {})).code, 'malformed', 'a reason is needed');
    assert.equal((await invite(first, { reason: 'abc' })).code, 'malformed');
    const asked = await invite();
    assert.equal(asked.status, 200);
    assert.equal(asked.body.code, undefined, 'no invitation yet');
    assert.equal((await invite()).code, 'not-allowed', 'it waits already');
    const row = await one('support@test.example');
    assert.deepEqual([row.waits, row.invitedUntil, row.leaveUntil], [['account-invite'], 0, 0]);
    const [shown] = await waiting(second);
    assert.deepEqual(
      [shown!.subject.kind, shown!.reason, shown!.mine, (shown!.subject as { email: string }).email],
      ['account-invite', reason, false, 'support@test.example'],
    );
    const { approval } = asked.body;
    assert.equal((await decide('account-invite', approval, first)).code, 'not-allowed', 'never who asked');
    assert.equal(
      (await decide('account-invite', approval, holder)).code,
      'not-allowed',
      'nor who has no right',
    );
    assert.equal((await decide('account-invite', approval, second)).status, 200);
    assert.ok((await one('support@test.example')).leaveUntil > Date.now());
    assert.equal((await one('support@test.example', second)).leaveUntil, 0);
    const other = await invite(second);
    assert.equal(other.body.code, undefined, 'who agreed has no leave of their own');
    await district.post('approval/withdraw', { id: String(other.body.approval) }, second);
    const { body } = await invite(first, {});
    assert.match(body.code, /^(?:[A-Z0-9]{5}-){4}/);
    assert.equal((await invite(first)).body.code, undefined, 'once');
    assert.deepEqual(await audited('account.allow'), [
      `staff:${officialAccounts[1]} staff:${id} confirmed:staff:${secondId}`,
    ]);
    assert.equal((await audited('account.invite')).at(-1), `staff:${officialAccounts[1]} staff:${id} by two`);
    await district.sql(`update approvals set state = 'withdrawn' where state = 'waiting'`);
  });

  it('tells its holder who asked and who agreed, until they have read it', async () => {
    const me = () => district.get<{ untold: boolean }>('staff/me', holder);
    assert.equal((await me()).body.untold, true);
    const [entry] = await told(holder);
    assert.deepEqual(
      [entry!.what, entry!.askedBy, entry!.decidedBy, entry!.seen],
      ['account-invite', 'Staff administrator', 'Another One', false],
    );
    assert.deepEqual(await told(second), [], 'and nobody else');
    await district.post('account/told', { upTo: entry!.id }, second);
    assert.equal((await me()).body.untold, true);
    assert.equal((await district.post('account/told', { upTo: 'x' }, holder)).code, 'malformed');
    assert.equal((await district.post('account/told', { upTo: entry!.id }, holder)).status, 200);
    assert.equal((await me()).body.untold, false);
    assert.equal((await told(holder))[0]!.seen, true);
  });

  it('loses its second factor by two alone, at once, with every sign-in', async () => {
    const token = await district.staff('lab');
    const { id: lab } = await one('lab@test.example');
    const ask = () => act('factor-reset', { id: lab, reason });
    assert.equal((await ask()).code, 'overtaken', 'it has none');
    const { secret } = (await district.post<FactorBegun>('factor/begin', {}, token)).body;
    const code = totp(fromBase32(secret), Date.now());
    const own = (await district.post<{ token: string }>('factor/confirm', { code }, token)).body.token;
    const { approval } = (await ask()).body;
    assert.ok((await one('lab@test.example')).factorSince > 0, 'not yet');
    assert.equal((await district.get('staff/me', own)).status, 200);
    assert.equal((await decide('factor-reset', approval, second)).status, 200);
    assert.equal((await one('lab@test.example')).factorSince, 0);
    assert.equal((await district.get('staff/me', own)).code, 'sign-in');
    assert.equal((await told(await district.staff('lab')))[0]!.what, 'factor-reset');
    assert.deepEqual(await audited('factor.reset'), [
      `staff:${officialAccounts[1]} staff:${lab} confirmed:staff:${secondId}`,
    ]);
  });

  it('is left as it is where the other declines, nobody decides in time, or who asked may no longer', async () => {
    const declined = (await invite()).body.approval;
    assert.equal((await decide('account-invite', declined, second, false)).status, 200);
    assert.equal((await one('support@test.example')).leaveUntil, 0);
    const late = (await invite()).body.approval;
    await district.sql(`update approvals set expires = 1 where id = ${late}`);
    assert.equal((await decide('account-invite', late, second)).code, 'overtaken');
    await district.minutely(Date.now());
    const third = await district.newAdministrator('third@test.example');
    const { approval } = (await invite(third.token)).body;
    assert.equal((await act('lock', { id: third.id })).status, 200);
    assert.equal(
      (await decide('account-invite', approval, second)).code,
      'not-allowed',
      'who asked is locked',
    );
    assert.equal((await one('support@test.example')).leaveUntil, 0);
    assert.equal((await decide('account-invite', approval, second, false)).status, 200);
  });

  it('that ended or was locked meanwhile is opened by nobody', async () => {
    await district.staff('transfer');
    const { id: gone } = await one('transfer@test.example');
    const ask = () => act('invite', { id: gone, reason });
    const locked = (await ask()).body.approval;
    await act('lock', { id: gone });
    assert.equal((await decide('account-invite', locked, second)).code, 'overtaken');
    await act('unlock', { id: gone });
    assert.equal((await decide('account-invite', locked, second)).status, 200);
    await act('end', { id: gone, reason: 'left' });
    assert.equal((await ask()).code, 'overtaken', 'and the leave is gone with it');
    assert.equal(await district.sql<number>('select json_quote(count(*)) as found from staff_leave'), 0);
  });

  it('of a sub-district is decided on by who deals with it, and of the whole district by nobody of less', async () => {
    const north = await district.newAdministrator('north@test.example', ['North']);
    const { approval } = (await invite()).body;
    assert.equal((await decide('account-invite', approval, north.token)).code, 'not-found');
    assert.ok(!(await waiting(north.token)).some(({ id: its }) => its === String(approval)));
    await decide('account-invite', approval, second, false);
  });

  it('keeps leave for a day, and what was told for its time', async () => {
    await decide('account-invite', (await invite()).body.approval, second);
    await district.sql('update staff_leave set expires = 1');
    assert.equal((await invite()).body.code, undefined, 'leave that ran out is none');
    await district.hourly(Date.now());
    const count = (table: string) =>
      district.sql<number>(`select json_quote(count(*)) as found from ${table}`);
    assert.equal(await count('staff_leave'), 0);
    assert.ok((await count('staff_told')) > 0);
    await district.hourly(Date.now() + toldMs + 60_000);
    assert.equal(await count('staff_told'), 0);
  });
});
