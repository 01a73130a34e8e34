import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { boardTopic, deskTopic } from '../../../src/domain/api/api.ts';
import { factorHeader } from '../../../src/domain/access/account.ts';
import type { FactorAnswer, FactorBegun, FactorConfirmed } from '../../../src/domain/access/second-factor.ts';
import { fromBase32, totp } from '../../../src/domain/access/totp.ts';
import { ask, TestDistrict, type Answer } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { fixturePassword, officialAccounts } from '../support/fixtures.ts';

type SignedIn = Answer<{ token: string; reason?: string }>;

/** What each route says whose sessions have no second factor. */
const closed = [
  'GET trays',
  'GET work',
  'GET board',
  'GET fleet',
  'GET policy',
  'GET approvals',
  'GET staff/accounts',
  'POST staff/add',
  'POST fleet/command',
];

describe('a second factor', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open({ env: { SITECODE_SECOND_FACTOR: '' } });
  });
  after(() => district.close());

  const enter = (role: string, code = '', cookie = ''): Promise<SignedIn> =>
    ask(`${district.server.url}/api/collections/staff/auth-with-password`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(code && { [factorHeader]: code }),
        ...(cookie && { Cookie: cookie }),
      },
      body: JSON.stringify({ identity: `${role}@test.example`, password: fixturePassword }),
    });
  const begin = (token: string) => district.post<FactorBegun>('factor/begin', {}, token);
  const confirm = (code: string, token: string) =>
    district.post<FactorConfirmed & { reason?: string }>('factor/confirm', { code }, token);
  const codeOf = (secret: string) => totp(fromBase32(secret), Date.now());
  /** As if the code that was used last had been of long ago. */
  const later = (role: string) =>
    district.sql(`update staff_factors set used_step = 0 where account =
      (select id from staff where email = '${role}@test.example')`);
  const audited = (action: string): Promise<string[]> =>
    district.sql(
      `select json_group_array(actor || ' ' || subject) as found from (select * from audit where action = '${action}' order by seq)`,
    );

  /** Sets up the second factor of a role's account. */
  async function secure(role: string): Promise<{ secret: string; recovery: string[]; token: string }> {
    const { token } = (await enter(role)).body;
    const { secret } = (await begin(token)).body;
    const { status, body } = await confirm(codeOf(secret), token);
    assert.equal(status, 200, JSON.stringify(body));
    return { secret, ...body };
  }

  it('is set up before an account can do anything else', async () => {
    const { token } = (await enter('administrator')).body;
    for (const route of closed) {
      const [method, path] = route.split(' ') as [string, string];
      const answer = await (method === 'GET' ? district.get(path, token) : district.post(path, {}, token));
      assert.deepEqual([answer.status, answer.code], [403, 'second-factor'], route);
      assert.equal((answer.body as { reason: string }).reason, 'missing');
    }
    const events = await Events.open(district.server.url);
    for (const topic of [boardTopic, deskTopic])
      assert.equal(await events.subscribe([topic], token), 403, topic);
    events.close();
    const me = await district.get<{ secondFactor: string }>('staff/me', token);
    assert.equal(me.body.secondFactor, 'missing');
    assert.deepEqual((await district.get<FactorAnswer>('factor', token)).body, {
      state: 'missing',
      since: 0,
      recoveryLeft: 0,
    });
  });

  it('takes a code of the secret that was begun last, and ends every session that showed none', async () => {
    const [{ token }, other] = [(await enter('support')).body, (await enter('support')).body];
    assert.equal((await confirm('123456', token)).code, 'overtaken', 'nothing was begun');
    const first = (await begin(token)).body;
    const { secret, address } = (await begin(token)).body;
    assert.ok(address.startsWith('otpauth://totp/') && address.includes(secret));
    assert.equal((await confirm('12345', token)).code, 'malformed');
    const wrong = await confirm(codeOf(first.secret), token);
    assert.deepEqual([wrong.status, wrong.code, wrong.body.reason], [401, 'second-factor', 'wrong']);
    const { body } = await confirm(codeOf(secret), token);
    assert.equal(new Set(body.recovery).size, 10);
    assert.equal((await district.get('board', body.token)).status, 200);
    for (const old of [token, other.token])
      assert.equal((await district.get('staff/me', old)).code, 'sign-in');
    assert.equal((await begin(body.token)).code, 'overtaken', 'one is set up');
    const { recoveryLeft, state } = (await district.get<FactorAnswer>('factor', body.token)).body;
    assert.deepEqual([recoveryLeft, state], [10, 'set']);
    const kept = await district.sql<string>(
      `select json_quote((select group_concat(sealed) from staff_factors) || (select group_concat(hash) from staff_recovery)) as found`,
    );
    assert.ok(!kept.includes(secret) && !body.recovery.some((code) => kept.includes(code)));
    assert.ok((await audited('factor.set')).length > 0);
  });

  it('is asked for at each sign-in, and a code is good once', async () => {
    const { secret } = await secure('inspector');
    const asked = await enter('inspector');
    assert.deepEqual([asked.status, asked.code, asked.body.reason], [401, 'second-factor', 'asked']);
    assert.equal(asked.headers.get('set-cookie'), null, 'no browser is known by its password alone');
    assert.equal((asked.body as object as { token?: string }).token, undefined);
    await later('inspector');
    const code = codeOf(secret);
    const { status, body } = await enter('inspector', code);
    assert.equal(status, 200);
    assert.equal((await district.get('board', body.token)).status, 200);
    const again = await enter('inspector', code);
    assert.deepEqual([again.code, again.body.reason], ['second-factor', 'wrong']);
    assert.equal((await enter('inspector', 'not a code')).body.reason, 'wrong');
    assert.ok((await audited('factor.fail')).some((entry) => entry.endsWith('second-factor')));
    const refreshed = await ask<{ token: string }>(
      `${district.server.url}/api/collections/staff/auth-refresh`,
      {
        method: 'POST',
        headers: { Authorization: body.token },
      },
    );
    assert.equal(refreshed.status, 200, 'a session goes on without another code');
  });

  it('is replaced by each of the recovery codes once', async () => {
    const { recovery } = await secure('tracer');
    assert.equal((await enter('tracer', recovery[3]!.toLowerCase())).status, 200);
    assert.equal((await enter('tracer', recovery[3])).code, 'second-factor');
    const { token } = (await enter('tracer', recovery[0])).body;
    assert.equal((await district.get<FactorAnswer>('factor', token)).body.recoveryLeft, 8);
    assert.equal((await audited('factor.recovery')).length, 2);
    const other = await secure('analyst');
    assert.equal((await enter('analyst', recovery[1])).code, 'second-factor', 'of another account');
    assert.equal((await enter('analyst', other.recovery[1])).status, 200);
  });

  it('is guessed slowly, by the account; a browser that is known there does not wait', async () => {
    const { secret } = await secure('lab');
    await later('lab');
    const first = await enter('lab', codeOf(secret));
    const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
    const said = [];
    for (let round = 0; round < 7; round++) said.push((await enter('lab', '000000')).status);
    assert.deepEqual(said, [401, 401, 401, 401, 401, 429, 429]);
    await later('lab');
    assert.equal((await enter('lab', codeOf(secret))).code, 'too-many', 'also with the right one');
    assert.equal((await enter('lab', codeOf(secret), cookie)).status, 200);
    assert.equal((await enter('lab')).body.reason, 'asked', 'the password itself is not held up');
  });

  it('is nobody’s own to reset, and of nobody who is not there; set up anew once it is gone', async () => {
    const administrator = await secure('administrator');
    const { token: before } = await secure('health');
    const reason = 'Lost the phone, badge seen';
    const reset = (id: string) => district.post('staff/factor-reset', { id, reason }, administrator.token);
    assert.equal((await reset(officialAccounts[1])).code, 'not-allowed', 'one’s own');
    assert.equal((await reset('nobody')).code, 'not-found');
    // By two of them alone: tests/server/staff/by-two.test.ts.
    const alone = await reset(officialAccounts[0]);
    assert.deepEqual([alone.code, (alone.body as { reason: string }).reason], ['not-allowed', 'alone']);
    assert.equal((await district.get('board', before)).status, 200);
    await district.sql(`delete from staff_factors where account = '${officialAccounts[0]}'`);
    const { token } = (await enter('health')).body;
    assert.equal((await district.get('board', token)).code, 'second-factor');
    await secure('health');
  });

  it('is nobody’s whose secret was put into another’s row', async () => {
    const { secret } = await secure('dispatcher');
    await secure('transfer');
    await district.sql(`update staff_factors set sealed = (select sealed from staff_factors where account =
      (select id from staff where email = 'dispatcher@test.example')), used_step = 0 where account =
      (select id from staff where email = 'transfer@test.example')`);
    assert.notEqual((await enter('transfer', codeOf(secret))).status, 200);
  });

  it('is optional where a trial says so, and asked for all the same once it is there', async () => {
    const trial = await TestDistrict.open();
    try {
      const token = await trial.staff('health');
      assert.equal((await trial.get('board', token)).status, 200);
      assert.equal((await trial.get<FactorAnswer>('factor', token)).body.state, 'optional');
      const { secret } = (await trial.post<FactorBegun>('factor/begin', {}, token)).body;
      assert.equal((await trial.post('factor/confirm', { code: codeOf(secret) }, token)).status, 200);
      await assert.rejects(trial.staff('health'), /second-factor/);
    } finally {
      await trial.close();
    }
  });
});
