import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountKinds, type AccountKind } from '../../../src/domain/access/account.ts';
import { signIn, TestDistrict } from '../support/district.ts';
import { fixturePassword } from '../support/fixtures.ts';
import { claimsOf } from '../support/tokens.ts';

describe('passwords', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const change = (token: string | undefined, old: string, wanted: string) =>
    district.post<{ token: string; reason?: string }>('password', { old, new: wanted }, token);

  const emails: Record<AccountKind, string> = {
    citizens: 'valid@test.example',
    owners: 'owner-a@test.example',
    staff: 'health@test.example',
  };
  for (const kind of accountKinds) {
    it(`one of the ${kind} changes the own one, which ends every other session`, async () => {
      const url = district.server.url;
      const [here, elsewhere] = [
        await signIn(url, kind, emails[kind]),
        await signIn(url, kind, emails[kind]),
      ];
      const wanted = 'leaking-umbrella-9';
      const answer = await change(here, fixturePassword, wanted);
      assert.equal(answer.status, 200);
      assert.equal((await change(elsewhere, wanted, 'another-teapot-77')).code, 'sign-in');
      assert.equal((await change(here, wanted, 'another-teapot-77')).code, 'sign-in');
      const { token } = answer.body;
      assert.equal(claimsOf(token)['since'], claimsOf(here)['since'], 'the session is as old as before');
      assert.equal((await change(token, wanted, wanted)).body.reason, 'same');
      await assert.rejects(signIn(url, kind, emails[kind]));
      await signIn(url, kind, emails[kind], wanted);
      const rows = await district.sql<string[]>(
        `select json_group_array(actor) as found from audit where action = 'password.change' and subject = '${kind}'`,
      );
      assert.deepEqual(
        rows.map((actor) => actor.split(':')[0]),
        [{ citizens: 'person', owners: 'owner', staff: 'staff' }[kind]],
      );
    });
  }

  const bad: [string, string][] = [
    ['short-one', 'short'],
    ['x'.repeat(12), 'pattern'],
    ['abc123abc123', 'pattern'],
    ['123456789012', 'pattern'],
    ['qwertyuiopas', 'pattern'],
    ['password1234', 'common'],
    ['P@ssw0rd2026!', 'common'],
    ['passwordpassword', 'common'],
    ['Liverpool-2026', 'common'],
    ['my-inspector-7', 'own'],
    ['字'.repeat(10) + '山水风月花鸟鱼虫天地人和春夏秋', 'long'],
  ];
  it('takes none from staff that is short, common, a row, or one’s own name', async () => {
    const token = await district.staff('inspector');
    for (const [wanted, reason] of bad) {
      const { code, body } = await change(token, fixturePassword, wanted);
      assert.deepEqual([code, body.reason], ['password', reason], wanted);
      const values = {
        roles: ['inspector'],
        name: 'Inspector',
        email: 'inspector@other.example',
        password: wanted,
      };
      await assert.rejects(district.saveRecord('staff', values), wanted);
    }
    assert.equal((await change(token, fixturePassword, 'four-rusty-kettles')).status, 200);
  });

  it('slows guessing at the present one down, and writes it down', async () => {
    const token = await district.staff('analyst');
    for (let round = 0; round < 5; round++) {
      const { code, body } = await change(token, 'wrong', 'four-rusty-kettles');
      assert.deepEqual([code, body.reason], ['password', 'wrong']);
    }
    assert.equal((await change(token, fixturePassword, 'four-rusty-kettles')).code, 'too-many');
    const rows = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'password.fail'`,
    );
    assert.deepEqual(rows, [...Array.from({ length: 5 }, () => 'staff password'), 'staff too-many']);
    // Who holds the session cannot make the person wait at the sign-in.
    await district.staff('analyst');
  });

  it('is for people who are signed in', async () => {
    assert.equal((await change(undefined, fixturePassword, 'four-rusty-kettles')).code, 'sign-in');
    const { token } = await district.sentry({ site: 1 });
    assert.equal((await change(token, fixturePassword, 'four-rusty-kettles')).code, 'sign-in');
  });
});
