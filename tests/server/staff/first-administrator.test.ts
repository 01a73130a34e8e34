import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { invitationMs, type JoinAnswer } from '../../../src/domain/access/staff-account.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { runConsoleCommand } from '../../../tools/pocketbase/server.ts';
import { signIn, TestDistrict } from '../support/district.ts';

describe('the command add-administrator', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  /** Runs it beside the running server. */
  const run = async (...words: string[]): Promise<string> =>
    runConsoleCommand(
      {
        executable: await findPocketBase(),
        databaseFolder: join(district.folder, 'pb_data'),
        hooksFolder: places.hooks,
        publicFolder: district.folder,
        keyring: join(district.folder, 'secrets', 'keyring.json'),
        signer: district.server.signer!.url,
      },
      district.port,
      ['add-administrator', ...words],
    );
  const counted = (): Promise<{ accounts: number; invitations: number; entries: number }> =>
    district.sql(`select json_object('accounts', (select count(*) from staff),
      'invitations', (select count(*) from staff_invitations),
      'entries', (select count(*) from audit)) as found`);

  it('makes an administrator of the whole district and prints an invitation that works once', async () => {
    const said = await run('First.One@Test.example', 'Wang', 'Xiaoming');
    assert.match(said, /An administrator's account was made for first\.one@test\.example\./);
    assert.ok(said.includes(`http://127.0.0.1:${district.port}/authority/#join`), said);
    const code = /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/m.exec(said)?.[0];
    assert.ok(code, said);
    const [row] = await district.sql<{ name: string; roles: string; its: string; expires: number }[]>(
      `select json_group_array(json_object('name', s.name, 'roles', s.roles, 'its', coalesce(s.subdistricts, ''),
        'expires', i.expires)) as found
       from staff s join staff_invitations i on i.account = s.id where s.email = 'first.one@test.example'`,
    );
    assert.deepEqual([row!.name, row!.roles], ['Wang Xiaoming', '["administrator"]']);
    assert.ok(['', 'null', '[]'].includes(row!.its), row!.its);
    assert.ok(Math.abs(row!.expires - Date.now() - invitationMs) < 60_000);
    const entry = await district.sql<string>(
      `select json_quote(actor || ' ' || subject) as found from audit where action = 'account.add' order by seq desc limit 1`,
    );
    assert.match(entry, /^server staff:\w{15} roles:administrator subdistricts:all by command$/);
    const password = 'vier lange Worte hier';
    const joined = await district.post<JoinAnswer>('invitation', { code, password });
    assert.deepEqual([joined.status, joined.body.email], [200, 'first.one@test.example']);
    assert.equal((await district.post('invitation', { code, password })).code, 'not-found');
    const token = await signIn(district.server.url, 'staff', joined.body.email, password);
    assert.equal((await district.get('staff/accounts', token)).status, 200);
  });

  it('refuses an address that has an account, in whatever case, and says that nothing was made', async () => {
    await run('second@test.example', 'Second One');
    const before = await counted();
    for (const address of ['second@test.example', 'SECOND@test.example', 'lab@test.example'])
      await assert.rejects(
        run(address, 'Somebody Else'),
        /"add-administrator .*" of PocketBase failed[^]*There is an account of \S+ already: nothing was made\./,
      );
    assert.deepEqual(await counted(), before);
  });

  it('says how it is called where something is missing or is no address, and makes nothing', async () => {
    const before = await counted();
    const wrong = [
      [],
      ['third@test.example'],
      ['third@test.example', '  '],
      ['no address', 'Third One'],
      ['third@', 'Third One'],
      ['third@test.example', 'x'.repeat(101)],
    ];
    for (const words of wrong)
      await assert.rejects(run(...words), /Say who: add-administrator EMAIL NAME/, words.join(' '));
    assert.deepEqual(await counted(), before);
  });
});
