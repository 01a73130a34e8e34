import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ask, TestDistrict } from '../support/district.ts';

describe('what nobody gets', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  it('takes no token that was changed, and none of a person who was removed', async () => {
    const token = await district.citizen('old');
    const [head, claims, signature] = token.split('.') as [string, string, string];
    const other = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), exp: 4e9 }),
    ).toString('base64url');
    assert.equal((await district.get('me', token)).status, 200);
    assert.equal((await district.get('me', `${head}.${other}.${signature}`)).code, 'sign-in');
    assert.equal((await district.get('me', 'nonsense')).code, 'sign-in');
    await district.sql(`delete from citizens where email = 'old@test.example'`);
    assert.equal((await district.get('me', token)).code, 'sign-in');
  });

  it('gives what is sealed in no answer that signs a person in', async () => {
    const { body } = await ask<{ record: object }>(
      `${district.server.url}/api/collections/citizens/auth-refresh?expand=account_persons_via_account.person`,
      { method: 'POST', headers: { Authorization: await district.citizen('valid') } },
    );
    for (const hidden of [
      'sealedIdentity',
      'sealedName',
      'sealedIdNumber',
      'sealedPhone',
      'idIndex',
      'password',
      'tokenKey',
      'expand',
    ])
      assert.ok(!(hidden in body.record), hidden);
  });

  it('keeps superusers to this machine, and batches off', async () => {
    const settings = await district.sql<{ superuserIPs: string[]; batch: { enabled: boolean } }>(
      `select value as found from _params where id = 'settings'`,
    );
    assert.deepEqual(settings.superuserIPs, ['127.0.0.0/8', '::1']);
    const { status } = await ask(`${district.server.url}/api/batch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ requests: [] }),
    });
    assert.equal(status, 403);
  });

  it('lets nobody flood people with mail', async () => {
    const statuses = [];
    for (let round = 0; round < 7; round++) {
      const { status } = await ask(`${district.server.url}/api/collections/citizens/request-password-reset`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: 'nobody@test.example' }),
      });
      statuses.push(status);
    }
    assert.deepEqual(statuses, [204, 204, 204, 204, 204, 429, 429]);
  });

  it('answers every refusal in one shape', async () => {
    const { status, body } = await district.get('me');
    assert.equal(status, 401);
    assert.deepEqual(Object.keys(body as object).toSorted(), ['code', 'message']);
    const missing = await district.get('nothing');
    assert.deepEqual([missing.status, missing.code], [404, 'not-found']);
  });
});
