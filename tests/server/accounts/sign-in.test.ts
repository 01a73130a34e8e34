import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { boardTopic } from '../../../src/domain/api/api.ts';
import { accountKinds, longestSessionMs, type AccountKind } from '../../../src/domain/access/account.ts';
import { ask, signIn, TestDistrict, type Answer } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { fixturePassword } from '../support/fixtures.ts';
import { claimsOf, tokenWith } from '../support/tokens.ts';

const json = { 'Content-Type': 'application/json' };

type SignedIn = Answer<{ token: string; message: string; retryMs?: number }>;

/** A district of its own: PocketBase's limit by address is a minute's. */
function withDistrict() {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());
  const auth = <Body>(kind: string, path: string, body: object, headers: Record<string, string> = {}) =>
    ask<Body>(`${district.server.url}/api/collections/${kind}/${path}`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
  return {
    get district() {
      return district;
    },
    auth,
    enter: (kind: string, identity: string, password = fixturePassword, cookie = ''): Promise<SignedIn> =>
      auth(kind, 'auth-with-password', { identity, password }, cookie ? { Cookie: cookie } : {}),
    /** As if so much time had gone by for every lane. */
    later: (ms: number) => district.sql(`update sign_in_lanes set free = free - ${ms}`),
  };
}

const cookieOf = (answer: SignedIn) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

const identities: [AccountKind, string][] = [
  ['citizens', 'valid@test.example'],
  ['owners', 'owner-a@test.example'],
  ['staff', 'health@test.example'],
];
describe('addresses and guessing', () => {
  const at = withDistrict();

  for (const [kind, email] of identities) {
    it(`takes the address of one of the ${kind} in any case, with spaces and full-width letters`, async () => {
      for (const spelled of [email.toUpperCase(), ` ${email} `, email.replace('@', '＠'), email])
        assert.equal((await at.enter(kind, spelled)).status, 200, spelled);
      assert.equal((await at.enter(kind, `x${email}`)).status, 400);
    });
  }

  it('keeps addresses in small letters, and none twice, however it is written', async () => {
    await at.district.saveRecord('owners', {
      name: 'New',
      email: 'Mixed.Case@Test.example',
      password: fixturePassword,
    });
    const stored = await at.district.sql<string[]>(
      `select json_group_array(email) as found from owners where email like 'mixed%'`,
    );
    assert.deepEqual(stored, ['mixed.case@test.example']);
    const again = { name: 'Again', email: 'MIXED.case@test.EXAMPLE', password: fixturePassword };
    await assert.rejects(at.district.saveRecord('owners', again));
    await assert.rejects(
      at.district.sql(
        `update owners set email = 'Mixed.case@test.example' where email = 'owner-b@test.example'`,
      ),
      'the database itself says no',
    );
  });

  it('slows guessing down by the account, more and more, and the same where there is none', async () => {
    const waits: number[][] = [];
    for (const email of ['analyst@test.example', 'nobody@test.example']) {
      const statuses = [];
      for (let round = 0; round < 7; round++) {
        const { status, body } = await at.enter('staff', round % 2 ? email.toUpperCase() : email, 'wrong');
        statuses.push([status, body.message]);
      }
      assert.deepEqual(
        statuses.map(([status]) => status),
        [400, 400, 400, 400, 400, 429, 429],
        email,
      );
      const of = [];
      for (let round = 0; round < 9; round++) {
        const { body } = await at.enter('staff', email, 'wrong');
        of.push(Math.ceil(body.retryMs! / 15_000) * 15);
        await at.later(body.retryMs!);
        assert.equal((await at.enter('staff', email, 'wrong')).status, 400, `${email} ${round}`);
      }
      waits.push(of);
    }
    assert.deepEqual(waits[0], [15, 30, 60, 120, 240, 480, 900, 900, 900]);
    assert.deepEqual(waits[1], waits[0]);
  });

  it('answers a wrong password and an address that has no account with the same words', async () => {
    const [known, unknown] = [
      await at.enter('citizens', 'positive@test.example', 'wrong'),
      await at.enter('citizens', 'nobody-else@test.example', 'wrong'),
    ];
    assert.deepEqual([unknown.status, unknown.body], [known.status, known.body]);
    const [names, others] = [known, unknown].map(({ headers }) => [...headers.keys()].toSorted());
    assert.deepEqual(others, names);
    assert.equal(known.headers.get('set-cookie'), null);
  });
});

describe('failures and known browsers', () => {
  const at = withDistrict();
  const failures = () =>
    at.district.sql<{ actor: string; subject: string }[]>(
      `select json_group_array(json_object('actor', actor, 'subject', subject)) as found from
       (select * from audit where action = 'sign-in.fail' order by seq)`,
    );

  it('counts what comes all at once as well', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => at.enter('staff', 'lab@test.example', 'wrong')),
    );
    assert.equal(all.filter(({ status }) => status === 400).length, 5);
    assert.equal(all.filter(({ code }) => code === 'too-many').length, 15);
  });

  it('keeps nobody out whose browser has been there: strangers wait alone', async () => {
    const first = await at.enter('staff', 'auditor@test.example');
    const cookie = cookieOf(first);
    assert.match(first.headers.get('set-cookie')!, /HttpOnly; SameSite=Strict/);
    for (let round = 0; round < 12; round++) await at.enter('staff', 'auditor@test.example', 'wrong');
    assert.equal(
      (await at.enter('staff', 'auditor@test.example')).status,
      429,
      'a stranger, with the right one too',
    );
    assert.equal((await at.enter('staff', 'AUDITOR@test.example', fixturePassword, cookie)).status, 200);
    // A cookie of another account, or one made up, is no way around.
    for (const other of [
      cookieOf(await at.enter('staff', 'tracer@test.example')),
      `${cookie}0`,
      'known_x=1.2',
    ])
      assert.equal(
        (await at.enter('staff', 'auditor@test.example', fixturePassword, other)).status,
        429,
        other,
      );
    // Nor is the browser's own a way to guess.
    for (let round = 0; round < 5; round++)
      assert.equal((await at.enter('staff', 'auditor@test.example', 'wrong', cookie)).status, 400);
    assert.equal((await at.enter('staff', 'auditor@test.example', fixturePassword, cookie)).status, 429);
    await at.later(24 * 3_600_000);
    assert.equal(
      (await at.enter('staff', 'auditor@test.example')).status,
      200,
      'no account is shut for good',
    );
  });

  it('forgets failures after the right password, and after a day', async () => {
    for (let round = 0; round < 4; round++) await at.enter('owners', 'owner-b@test.example', 'wrong');
    assert.equal((await at.enter('owners', 'owner-b@test.example')).status, 200);
    for (let round = 0; round < 5; round++)
      assert.equal((await at.enter('owners', 'owner-b@test.example', 'wrong')).status, 400);
    await at.district.hourly(Date.now() + 25 * 3_600_000);
    assert.equal(await at.district.sql('select count(*) as found from sign_in_lanes'), 0);
  });

  it('writes every failure down, without an address that no account has', async () => {
    const before = (await failures()).length;
    await at.enter('staff', 'inspector@test.example', 'wrong');
    await at.enter('citizens', 'valid@test.example', 'wrong');
    await at.enter('owners', 'secret-name@test.example', 'wrong');
    for (let round = 0; round < 6; round++) await at.enter('staff', 'ghost@test.example', 'wrong');
    const found = (await failures()).slice(before);
    assert.deepEqual(
      found.map(({ actor, subject }) => `${actor.split(':')[0]} ${subject}`),
      ['staff staff password', 'person citizens password', 'nobody owners password']
        .concat(Array.from({ length: 5 }, () => 'nobody staff password'))
        .concat('nobody staff too-many'),
    );
    assert.doesNotMatch(JSON.stringify(await failures()), /@|secret|ghost/);
    const lanes = await at.district.sql<string>(
      'select json_quote(group_concat(lane)) as found from sign_in_lanes',
    );
    assert.doesNotMatch(lanes, /@|ghost/);
  });
});

describe('tries at one time', () => {
  const at = withDistrict();
  before(async () => {
    // That of addresses is not what is tried here.
    await at.district.sql(
      `update _params set value = json_set(value, '$.rateLimits.enabled', json('false')) where id = 'settings'`,
    );
    await at.district.server.stop();
    await at.district.restart();
  });

  it('lets right passwords in that come all at once, and counts the wrong ones among them', async () => {
    const enter = (password?: string) => at.enter('staff', 'transfer@test.example', password);
    const all = await Promise.all(Array.from({ length: 24 }, () => enter()));
    assert.deepEqual(
      all.map(({ status }) => status),
      Array.from({ length: 24 }, () => 200),
    );
    for (let round = 0; round < 4; round++) assert.equal((await enter('wrong')).status, 400);
    // One more may be wrong: they look one after another, and the first right one forgives what was before.
    const late = await Promise.all(Array.from({ length: 10 }, () => enter()));
    assert.ok(late.every(({ status }) => status === 200));
  });

  it('gives a guesser who asks in parallel not one guess more, at any number of failures', async () => {
    const email = 'tracer@test.example';
    const burst = async (): Promise<number> => {
      const all = await Promise.all(Array.from({ length: 40 }, () => at.enter('staff', email, 'wrong')));
      assert.ok(all.every(({ status }) => [400, 429, 503].includes(status)));
      return all.filter(({ status }) => status === 400).length;
    };
    await at.enter('staff', email, 'wrong');
    await at.enter('staff', email, 'wrong');
    assert.equal(await burst(), 3, 'two of the five are gone');
    for (let round = 0; round < 3; round++) {
      await at.later(3_600_000);
      assert.equal(await burst(), 1);
    }
  });
});

describe('sessions', () => {
  const at = withDistrict();

  const sessions: [string, string, number][] = identities.map(([kind, email]) => [
    kind,
    email,
    longestSessionMs[kind] / 1000,
  ]);
  sessions.push(['_superusers', 'root@test.example', 12 * 3600]);
  before(async () => {
    await at.district.superuser();
  });
  for (const [kind, email, longest] of sessions) {
    it(`ends a session of the ${kind} ${longest / 3600} hours after its sign-in, however often it is renewed`, async () => {
      await at.later(24 * 3_600_000);
      const token = await signIn(at.district.server.url, kind, email);
      const start = Number(claimsOf(token)['since']);
      assert.ok(Math.abs(start - Date.now() / 1000) < 30);
      const renew = (old: string) =>
        at.auth<{ token: string }>(kind, 'auth-refresh', {}, { Authorization: old });
      const now = Math.floor(Date.now() / 1000);
      const older = await tokenWith(at.district, kind, token, { since: now - longest + 100 });
      const renewed = await renew(older);
      assert.equal(renewed.status, 200);
      const end = Number(claimsOf(renewed.body.token)['exp']);
      assert.ok(end > now + 50 && end <= now + 100, `ends in ${end - now} s`);
      assert.equal(claimsOf(renewed.body.token)['since'], now - longest + 100);
      const over = await tokenWith(at.district, kind, token, { since: now - longest - 1 });
      assert.deepEqual([(await renew(over)).status, (await renew(over)).code], [401, 'sign-in']);
      // A token of before: a whole life before its end.
      const life = await at.district.sql<number>(
        `select options->>'$.authToken.duration' as found from _collections where name = '${kind}'`,
      );
      const former = await tokenWith(at.district, kind, token, { since: undefined, exp: now + 60 });
      const next = await renew(former);
      if (life > longest) assert.equal(next.status, 401, 'older than a session may be');
      else {
        assert.equal(claimsOf(next.body.token)['since'], now + 60 - life);
        assert.ok(Number(claimsOf(next.body.token)['exp']) <= now + 60 - life + longest);
      }
      const fixed = await tokenWith(at.district, kind, token, { since: undefined, refreshable: false });
      assert.equal((await renew(fixed)).status, 401);
    });
  }

  it('cuts the live connection of a session that is over', async () => {
    const token = await signIn(at.district.server.url, 'staff', 'health@test.example');
    const events = await Events.open(at.district.server.url);
    assert.equal(await events.subscribe([boardTopic], token), 204);
    await at.district.minutely(Date.now() + 11 * 3_600_000);
    assert.equal(events.closed, false);
    await at.district.minutely(Date.now() + 13 * 3_600_000);
    await events.ended(5000);
    assert.equal(events.closed, true);
  });

  it('leaves no other door of PocketBase’s open', async () => {
    const token = await signIn(at.district.server.url, 'staff', 'health@test.example');
    for (const kind of [...accountKinds, 'sentries']) {
      const doors: [string, object][] = [
        ['request-otp', { email: 'health@test.example' }],
        ['auth-with-otp', { otpId: 'x', password: '123456' }],
        ['auth-with-oauth2', { provider: 'google', code: 'x', codeVerifier: 'x', redirectURL: 'x' }],
        ['impersonate/abcdefghijklmno', { duration: 0 }],
      ];
      for (const [path, body] of doors) {
        const { status } = await at.auth(kind, path, body, { Authorization: token });
        assert.ok(status === 403 || status === 400 || status === 404, `${kind} ${path}: ${status}`);
      }
    }
    const superuser = await signIn(at.district.server.url, '_superusers', 'root@test.example');
    for (const kind of [...accountKinds, '_superusers']) {
      const id = await at.district.sql<string>(`select json_quote(id) as found from ${kind} limit 1`);
      const lasting = await at.auth<object>(
        kind,
        `impersonate/${id}`,
        { duration: 10_000_000 },
        { Authorization: superuser },
      );
      assert.deepEqual([lasting.status, 'token' in lasting.body], [403, false], kind);
    }
    const change = await at.auth(
      'staff',
      'request-email-change',
      { newEmail: 'x@test.example' },
      { Authorization: token },
    );
    assert.deepEqual([change.status, change.code], [403, 'not-allowed']);
    const confirmed = await at.auth('staff', 'confirm-email-change', { token: 'x', password: 'x' });
    assert.ok(confirmed.status === 400 || confirmed.status === 403);
  });
});
