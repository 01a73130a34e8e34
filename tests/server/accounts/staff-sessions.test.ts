import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deskTopic } from '../../../src/domain/api/api.ts';
import type { SignInsAnswer } from '../../../src/domain/access/sign-in-list.ts';
import { ask, TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { fixturePassword } from '../support/fixtures.ts';
import { claimsOf, tokenWith } from '../support/tokens.ts';
import { waitUntil } from '../../support/wait-until.ts';

const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('sign-ins of the staff', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  /** @param address whom the proxy on this machine names */
  const enter = async (role: string, address = '203.0.113.9'): Promise<string> => {
    const url = `${district.server.url}/api/collections/staff/auth-with-password`;
    const { body } = await ask<{ token: string }>(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': firefox, 'X-Real-IP': address },
      body: JSON.stringify({ identity: `${role}@test.example`, password: fixturePassword }),
    });
    return body.token;
  };
  /** As from the network that it was signed in on: from another one the sign-in is listed as there. */
  const list = async (token: string) => {
    const headers = { Authorization: token, 'X-Real-IP': '203.0.113.9' };
    const url = `${district.server.url}/api/sitecode/sign-ins`;
    return (await ask<SignInsAnswer>(url, { headers })).body.signIns;
  };
  const refresh = (token: string) =>
    ask<{ token: string; code?: string }>(`${district.server.url}/api/collections/staff/auth-refresh`, {
      method: 'POST',
      headers: { Authorization: token },
    });

  it('are listed to whose they are, with the kind of browser and the beginning of the address', async () => {
    const [old, own] = [await enter('tracer', '2001:db8:7::9'), await enter('tracer')];
    await enter('analyst');
    const rows = await list(own);
    assert.equal(rows.length, 2);
    const mine = rows.find((row) => row.mine)!;
    assert.deepEqual(
      [mine.browser, mine.network, mine.id],
      ['Firefox · Windows', '203.0.*.*', claimsOf(own)['sid']],
    );
    const other = rows.find((row) => !row.mine)!;
    assert.deepEqual([other.network, other.id], ['2001:db8:*', claimsOf(old)['sid']]);
    const kept = await district.sql<string>(
      `select json_quote(group_concat(network || browser)) as found from staff_sessions`,
    );
    assert.ok(!kept.includes('113') && !kept.includes('140'), kept);
  });

  it('are renewed as what they are', async () => {
    const token = await enter('inspector');
    await district.sql('update staff_sessions set seen = 1');
    const { body } = await refresh(token);
    assert.equal(claimsOf(body.token)['sid'], claimsOf(token)['sid']);
    const [row] = await list(body.token);
    assert.ok(row!.mine && row!.seen > 1);
  });

  it('end one by one, with their tokens and what listened; the others go on', async () => {
    const [lost, own] = [await enter('health'), await enter('health')];
    const events = await Events.open(district.server.url);
    const going = await Events.open(district.server.url);
    assert.equal(await events.subscribe([deskTopic], lost), 204);
    assert.equal(await going.subscribe([deskTopic], own), 204);
    const id = claimsOf(lost)['sid'];
    assert.equal((await district.post('sign-ins/end', { id }, own)).status, 200);
    await waitUntil(() => events.closed, 'the connection of the one that ended');
    assert.equal(going.closed, false);
    assert.equal((await district.get('staff/me', lost)).code, 'sign-in');
    assert.equal((await refresh(lost)).code, 'sign-in');
    const again = await Events.open(district.server.url);
    assert.equal(await again.subscribe([deskTopic], lost), 401);
    for (const each of [again, going]) each.close();
    assert.equal((await district.get('staff/me', own)).status, 200);
    assert.equal((await district.post('sign-ins/end', { id }, own)).code, 'not-found', 'a second time');
    assert.equal((await district.post('sign-ins/end', { id: 7 }, own)).code, 'malformed');
  });

  it('are nobody else’s to end', async () => {
    const [one, another] = [await enter('lab'), await enter('dispatcher')];
    assert.equal(
      (await district.post('sign-ins/end', { id: claimsOf(another)['sid'] }, one)).code,
      'not-found',
    );
    assert.equal((await district.get('staff/me', another)).status, 200);
  });

  it('end all but the one that asks, and at a changed password', async () => {
    const [a, b, own] = [await enter('auditor'), await enter('auditor'), await enter('auditor')];
    const { body } = await district.post<{ ended: number }>('sign-ins/end-others', {}, own);
    assert.equal(body.ended, 2);
    for (const token of [a, b]) assert.equal((await district.get('staff/me', token)).code, 'sign-in');
    await enter('auditor');
    const changed = await district.post<{ token: string }>(
      'password',
      { old: fixturePassword, new: 'vier lange Worte hier' },
      own,
    );
    assert.deepEqual(
      (await list(changed.body.token)).map(({ mine }) => mine),
      [true],
    );
    const actions = await district.sql<number>(
      `select json_quote(count(*)) as found from audit where action = 'session.end'`,
    );
    assert.ok(actions > 0);
  });

  it('end by signing out', async () => {
    const token = await enter('transfer');
    assert.equal((await district.post('sign-out', {}, token)).status, 200);
    assert.equal((await district.get('staff/me', token)).code, 'sign-in');
  });

  it('of a former version’s token go on without being listed', async () => {
    const token = await tokenWith(district, 'staff', await enter('support'), { sid: undefined });
    assert.equal((await district.get('staff/me', token)).status, 200);
    assert.deepEqual(
      (await list(token)).map(({ mine }) => mine),
      [false],
    );
    const { body } = await refresh(token);
    assert.equal((await district.get('staff/me', body.token)).status, 200);
  });
});
