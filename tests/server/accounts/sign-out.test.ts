import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { boardTopic } from '../../../src/domain/api/api.ts';
import { longestSessionMs, type AccountKind } from '../../../src/domain/access/account.ts';
import { ask, signIn, TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { claimsOf, tokenWith } from '../support/tokens.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** An account of each kind, and what it may ask. */
const accounts: [AccountKind, string, string][] = [
  ['citizens', 'valid@test.example', 'me'],
  ['owners', 'owner-a@test.example', 'venue'],
  ['staff', 'health@test.example', 'board'],
];

describe('signing out', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const refresh = (kind: string, token: string) =>
    ask<{ token: string }>(`${district.server.url}/api/collections/${kind}/auth-refresh`, {
      method: 'POST',
      headers: { Authorization: token },
    });
  const signOut = (token: string) => district.post('sign-out', {}, token);
  const kept = () => district.sql<number>('select json_quote(count(*)) as found from ended_sign_ins');

  for (const [kind, email, path] of accounts) {
    it(`ends a sign-in of the ${kind} with every token of it, and no other`, async () => {
      const [left, other] = [
        await signIn(district.server.url, kind, email),
        await signIn(district.server.url, kind, email),
      ];
      const renewed = (await refresh(kind, left)).body.token;
      assert.equal(claimsOf(renewed)['sid'], claimsOf(left)['sid'], 'a renewed token is of the same sign-in');
      assert.equal((await district.get(path, left)).status, 200);
      assert.equal((await signOut(renewed)).status, 200);
      for (const token of [left, renewed]) {
        assert.equal((await district.get(path, token)).code, 'sign-in');
        assert.equal((await refresh(kind, token)).code, 'sign-in');
        assert.equal((await signOut(token)).code, 'sign-in', 'there is nothing left to end');
      }
      assert.equal((await district.get(path, other)).status, 200);
      assert.equal((await refresh(kind, other)).status, 200);
    });
  }

  it('cuts what listened with it', async () => {
    const token = await signIn(district.server.url, 'staff', 'health@test.example');
    const events = await Events.open(district.server.url);
    assert.equal(await events.subscribe([boardTopic], token), 204);
    await signOut(token);
    await waitUntil(() => events.closed, 'the connection is cut');
    const owner = await signIn(district.server.url, 'owners', 'owner-a@test.example');
    await signOut(owner);
    const again = await Events.open(district.server.url);
    assert.equal(await again.subscribe(['PB_CONNECT'], owner), 401);
    again.close();
  });

  it('ends a sign-in of a former version, whose tokens have no number', async () => {
    const token = await tokenWith(
      district,
      'citizens',
      await signIn(district.server.url, 'citizens', 'old@test.example'),
      { sid: undefined },
    );
    assert.equal((await district.get('me', token)).status, 200);
    assert.equal((await signOut(token)).status, 200);
    assert.equal((await district.get('me', token)).code, 'sign-in');
  });

  it('is on record for staff alone', async () => {
    const entries = await district.sql<string[]>(
      `select json_group_array(actor || ' ' || subject) as found from audit where action = 'session.end'`,
    );
    assert.ok(
      entries.length > 0 && entries.every((entry) => /^staff:\w+ this one$/.test(entry)),
      entries.join(),
    );
  });

  it('is remembered, without saying whose it was, until no token can be valid any more', async () => {
    const token = await signIn(district.server.url, 'owners', 'owner-b@test.example');
    const before = await kept();
    await signOut(token);
    assert.equal(await kept(), before + 1);
    const text = await district.sql<string>(
      `select json_quote(group_concat(hash)) as found from ended_sign_ins`,
    );
    assert.ok(
      !text.includes(String(claimsOf(token)['sid'])) && !text.includes(String(claimsOf(token)['id'])),
    );
    await district.hourly(Date.now() + longestSessionMs.owners - 3_600_000);
    assert.equal(await kept(), before + 1);
    await district.hourly(Date.now() + longestSessionMs.citizens + 3_600_000);
    assert.equal(await kept(), 0);
  });
});
