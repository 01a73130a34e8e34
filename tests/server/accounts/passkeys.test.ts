import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { factorHeader } from '../../../src/domain/access/account.ts';
import type { FactorBegun, FactorConfirmed } from '../../../src/domain/access/second-factor.ts';
import { fromBase32, totp } from '../../../src/domain/access/totp.ts';
import {
  mostPasskeys,
  readAskedReason,
  type PasskeyBegun,
  type PasskeysAnswer,
} from '../../../src/domain/api/passkey-api.ts';
import { MadePasskey, type Change } from '../../support/samples/made-passkey.ts';
import { ask, TestDistrict, type Answer } from '../support/district.ts';
import { fixturePassword } from '../support/fixtures.ts';

type SignedIn = Answer<{ token: string; reason?: string }>;

describe('passkeys', () => {
  let district: TestDistrict;
  let origin: string;
  let token: string;
  let recovery: string[];
  let passkey: MadePasskey;
  before(async () => {
    district = await TestDistrict.open({ env: { SITECODE_SECOND_FACTOR: '' } });
    origin = `http://localhost:${district.port}`;
    passkey = new MadePasskey(origin, 'localhost');
    ({ token } = (await enter()).body);
  });
  after(() => district.close());

  const enter = (code = '', role = 'support'): Promise<SignedIn> =>
    ask(`${district.server.url}/api/collections/staff/auth-with-password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(code && { [factorHeader]: code }) },
      body: JSON.stringify({ identity: `${role}@test.example`, password: fixturePassword }),
    });
  /** What a sign-in with the password alone is asked for. */
  const asked = async () => {
    const { code, body } = await enter();
    assert.equal(code, 'second-factor');
    return readAskedReason(body.reason);
  };
  const begin = (code: string) => district.post<PasskeyBegun>('passkey/begin', { code }, token);
  const add = (made: { clientData: string; attestation: string }, name = 'Desk key') =>
    district.post<{ reason?: string }>('passkey/add', { name, ...made }, token);
  const list = async () => (await district.get<PasskeysAnswer>('passkeys', token)).body.passkeys;
  const challenge = async () => (await begin(recovery.pop()!)).body.challenge;
  const faults = (): Promise<string[]> =>
    district.sql(
      `select json_group_array(subject) as found from (select subject from audit where action = 'passkey.fail' order by seq)`,
    );
  /** As if nobody had guessed before: wrong ones are slowed down as wrong codes are. */
  const forget = () => district.sql('delete from sign_in_lanes');

  it('are added to a second factor that is there, with one of its codes', async () => {
    assert.equal((await begin('123456')).code, 'overtaken', 'none is there');
    const { secret } = (await district.post<FactorBegun>('factor/begin', {}, token)).body;
    const code = totp(fromBase32(secret), Date.now());
    const { body } = await district.post<FactorConfirmed>('factor/confirm', { code }, token);
    ({ token, recovery } = body);
    assert.equal(await asked(), null, 'no passkey yet');
    assert.equal((await begin(code)).code, 'second-factor', 'a code that was used');
    assert.equal((await begin('nothing')).code, 'malformed');
    await forget();
    const begun = await begin(recovery.pop()!);
    assert.deepEqual([begun.status, begun.body.rpId, begun.body.known], [200, 'localhost', []]);
    assert.equal((await add(passkey.make(begun.body.challenge))).status, 200);
    const [row] = await list();
    assert.deepEqual([row!.id, row!.name, row!.usedAt], [passkey.id, 'Desk key', 0]);
    assert.deepEqual((await begin(recovery.pop()!)).body.known, [passkey.id]);
  });

  it('are not added when they were made elsewhere, for another act, or with a challenge that is not open', async () => {
    const other = new MadePasskey(origin, 'localhost');
    const wrong: [string, Change][] = [
      ['origin', { origin: `http://localhost:1` }],
      ['origin', { isCrossOrigin: true }],
      ['domain', { rpId: 'code.example' }],
      ['type', { type: 'webauthn.get' }],
      ['presence', { flags: 0x40 }],
    ];
    for (const [reason, change] of wrong) {
      const refused = await add(other.make(await challenge(), change));
      assert.deepEqual([refused.code, refused.body.reason], ['key', reason], JSON.stringify(change));
    }
    const once = await challenge();
    assert.match((await add(other.make(once, { fmt: 'packed' }))).body.reason!, /attestation/);
    assert.equal((await add(other.make(once))).body.reason, 'challenge', 'used up by what was refused');
    const { challenge: ofSignIn } = (await asked())!;
    assert.equal((await add(other.make(ofSignIn))).body.reason, 'challenge', 'one that a sign-in was asked');
    assert.equal((await add(other.make('AAAA'))).body.reason, 'challenge');
    assert.equal((await add({ clientData: 'x', attestation: 'y' })).code, 'key');
    assert.equal((await list()).length, 1);
  });

  it('sign in, once for each challenge', async () => {
    const first = (await asked())!;
    assert.deepEqual(first.ids, [passkey.id]);
    const proof = passkey.sign(first.challenge);
    const { body, status } = await enter(proof);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal((await district.get('staff/me', body.token)).status, 200);
    assert.ok((await list())[0]!.usedAt > 0);
    const replayed = await enter(proof);
    assert.deepEqual([replayed.code, replayed.body.reason], ['second-factor', 'wrong']);
    assert.deepEqual(await faults(), ['challenge']);
    await forget();
  });

  it('are refused from another page, for another domain, unsigned, untouched, copied, late or of another account', async () => {
    const before = (await faults()).length;
    const other = new MadePasskey(origin, 'localhost');
    const wrong: [string, Change][] = [
      ['origin', { origin: 'https://code.example.evil' }],
      ['origin', { isCrossOrigin: true }],
      ['domain', { rpId: 'evil' }],
      ['type', { type: 'webauthn.create' }],
      ['presence', { flags: 0 }],
      ['form', { flags: 0x81 }],
      ['signature', { isForged: true }],
      ['counter', { count: 1 }],
      ['counter', { count: 0 }],
      ['unknown', { id: other.id }],
    ];
    for (const [, change] of wrong) {
      const { code, body } = await enter(passkey.sign((await asked())!.challenge, change));
      assert.deepEqual([code, body.reason], ['second-factor', 'wrong'], JSON.stringify(change));
      await forget();
    }
    assert.deepEqual(
      (await faults()).slice(before),
      wrong.map(([fault]) => fault),
    );
    const late = (await asked())!;
    await district.sql('update staff_challenges set expires = 1');
    assert.equal((await enter(passkey.sign(late.challenge))).body.reason, 'wrong');
    await forget();
    const open = (await asked())!;
    assert.equal(
      (await enter(passkey.sign(open.challenge), 'lab')).status,
      200,
      'has no factor, is asked none',
    );
    assert.equal((await enter(passkey.sign(open.challenge))).status, 200, 'and the challenge is open still');
    for (const text of ['passkey.', 'passkey.a.b.c', `passkey.${'A'.repeat(5000)}`]) {
      assert.equal((await enter(text)).body.reason, 'wrong');
      await forget();
    }
  });

  it('are removed by their holder, and all of them with a reset; others’ are not', async () => {
    assert.equal((await district.post('passkey/remove', { id: 'x' }, token)).code, 'not-found');
    const second = new MadePasskey(origin, 'localhost');
    // The authenticator's code stands in once the recovery codes are used up.
    await district.sql('update staff_factors set used_step = 0');
    await district.sql(`insert into staff_passkeys (id, account, name, point, count, made_at)
      select 'filler' || value, account, 'x', point, 0, 1 from staff_passkeys, json_each('[1,2,3,4,5,6,7,8]') where name = 'Desk key'`);
    assert.equal((await list()).length, mostPasskeys - 1);
    assert.equal((await add(second.make(await challenge()), 'Phone')).status, 200);
    assert.equal((await list()).length, mostPasskeys);
    assert.equal((await district.post('passkey/remove', { id: second.id }, token)).status, 200);
    assert.equal((await enter(second.sign((await asked())!.challenge))).body.reason, 'wrong');
    await forget();
    assert.deepEqual(
      await district.sql(
        `select json_group_array(action) as found from audit where action like 'passkey.%' and action <> 'passkey.fail'`,
      ),
      ['passkey.add', 'passkey.add', 'passkey.remove'],
    );
    await district.sql('delete from staff_passkeys');
    assert.equal(await asked(), null);
  });
});
