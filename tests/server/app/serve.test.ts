import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { boardTopic } from '../../../src/domain/api/api.ts';
import { bodyBytes } from '../../../src/domain/api/route.ts';
import { bodiesAtOnce, foreignBody } from '../../../src/server/http/request-limits.ts';
import { ask, TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { fixturePassword, sites } from '../support/fixtures.ts';
import { headOf, RawConnection, statusOf } from '../support/raw-request.ts';
import { scan, uploadAll } from '../support/scans.ts';

/** Longer than any time-out under test, on a busy machine. */
const patience = 60_000;

describe('how the server serves', () => {
  let district: TestDistrict;
  let superuser: string;
  before(async () => {
    district = await TestDistrict.open();
    superuser = await district.superuser();
  });
  after(() => district.close());

  const json = { 'Content-Type': 'application/json' };
  function send(path: string, init: RequestInit = {}, token?: string) {
    const headers = { ...json, ...(token && { Authorization: token }) };
    return ask(district.server.url + path, { ...init, headers });
  }

  it('takes no statement for the database, from a superuser neither', async () => {
    for (const path of ['/api/sql', '/api/sql/', '/api/%73ql', '//api/sql']) {
      for (const token of [undefined, superuser]) {
        const init = {
          method: 'POST',
          body: JSON.stringify({ query: 'select 1' }),
          redirect: 'manual' as const,
        };
        const { status, headers } = await send(path, init, token);
        // A path with two strokes is led to its plain spelling, which is not there.
        assert.ok(
          status === 404 || (path.startsWith('//') && status >= 300 && status < 400),
          `${path}: ${status}`,
        );
        if (status === 404) assert.equal(headers.get('cache-control'), 'no-store');
      }
    }
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      assert.equal((await send('/api/sql', { method }, superuser)).status, 404, method);
  });

  it('lets no cache keep what PocketBase’s own routes answer, errors included', async () => {
    const password = (identity: string, secret: string) => ({
      method: 'POST',
      body: JSON.stringify({ identity, password: secret }),
    });
    const citizen = await district.citizen('valid');
    const answers: [string, RequestInit, string | undefined, number][] = [
      ['/api/health', {}, undefined, 200],
      ['/api/collections/notices/records', {}, citizen, 403],
      ['/api/collections/notices/records', {}, superuser, 200],
      [`/api/collections/citizens/records/${await district.accountId('valid')}`, {}, citizen, 403],
      [`/api/collections/persons/records/${await district.personId('valid')}`, {}, citizen, 403],
      [
        '/api/collections/citizens/auth-with-password',
        password('valid@test.example', fixturePassword),
        undefined,
        200,
      ],
      ['/api/collections/citizens/auth-with-password', password('valid@test.example', 'x'), undefined, 400],
      ['/api/collections/citizens/auth-refresh', { method: 'POST' }, citizen, 200],
      ['/api/collections/citizens/auth-refresh', { method: 'POST' }, undefined, 401],
      ['/api/collections/citizens/auth-methods', {}, undefined, 200],
      ['/api/files/token', { method: 'POST' }, citizen, 200],
      ['/api/files/token', { method: 'POST' }, undefined, 401],
      ['/api/files/citizens/none/none.png', {}, undefined, 404],
      ['/api/realtime', { method: 'POST', body: '{}' }, undefined, 400],
      ['/api/collections/nothing/records', {}, undefined, 404],
      ['/api/collections/citizens/records', { method: 'POST', body: '{' }, undefined, 400],
      ['/api/settings', {}, superuser, 200],
      ['/api/settings', {}, undefined, 401],
      ['/api/collections', {}, superuser, 200],
      ['/api/logs', {}, superuser, 200],
      ['/api/backups', {}, superuser, 200],
      ['/api/backups', {}, undefined, 401],
      ['/api/batch', { method: 'POST', body: '{}' }, undefined, 403],
      [
        '/api/collections/citizens/auth-with-password',
        { method: 'POST', body: 'x'.repeat(foreignBody + 1) },
        undefined,
        413,
      ],
      ['/api/sitecode/nothing', {}, undefined, 404],
      ['/api/nothing', {}, undefined, 404],
      ['/api/sitecode/me', {}, undefined, 401],
    ];
    for (const [path, init, token, expected] of answers) {
      const { status, headers } = await send(path, init, token);
      assert.equal(status, expected, `${init.method ?? 'GET'} ${path}`);
      assert.equal(headers.get('cache-control'), 'no-store', `${init.method ?? 'GET'} ${path}: ${status}`);
    }
    const listening = new AbortController();
    const realtime = await fetch(`${district.server.url}/api/realtime`, { signal: listening.signal });
    assert.equal(realtime.headers.get('cache-control'), 'no-store');
    listening.abort();
  });

  it('refuses a long body on every route, whoever sends it, as soon as it is too long', async () => {
    const routes = [
      '/api/collections/citizens/auth-with-password',
      '/api/collections/staff/records',
      '/api/collections/citizens/request-password-reset',
      '/api/collections/import',
      '/api/realtime',
      '/api/batch',
      '/api/settings',
      '/api/backups',
      '/api/backups/upload',
      '/api/crons/none',
    ];
    for (const path of routes) {
      const said = await RawConnection.open(district.port);
      // The length alone is enough: not a byte of it is sent.
      said.write(headOf(path, foreignBody + 1, `Authorization: ${superuser}\r\nConnection: close\r\n`));
      assert.equal(statusOf(await said.untilEnd(patience)), 413, path);
    }
    const own = await RawConnection.open(district.port);
    own.write(headOf('/api/sitecode/policy/draft', bodyBytes.draft + 1, 'Connection: close\r\n'));
    assert.equal(statusOf(await own.untilEnd(patience)), 413);
    const unsaid = await RawConnection.open(district.port);
    const chunk = `${(16_384).toString(16)}\r\n${'x'.repeat(16_384)}\r\n`;
    unsaid.write(
      headOf('/api/collections/citizens/auth-with-password', undefined, 'Connection: close\r\n') +
        chunk.repeat(8) +
        '0\r\n\r\n',
    );
    assert.ok([400, 413].includes(statusOf(await unsaid.untilEnd(patience))));
  });

  describe('and for how long', { concurrency: true }, () => {
    it('ends heads and bodies that do not come to their end', async () => {
      const began = [
        'POST /api/sitecode/site-code HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ',
        headOf('/api/sitecode/site-code', 100) + '{"code":',
        headOf('/api/sitecode/site-code') + '5\r\n{"cod',
        headOf('/api/collections/citizens/auth-with-password', 100) + '{"identity":',
        headOf('/api/realtime', 100) + '{',
        headOf('/api/nothing', 100) + '{',
        headOf('/api/sql', 100) + '{',
      ];
      const ends = await Promise.all(
        began.map(async (text) => {
          const slow = (await RawConnection.open(district.port)).write(text);
          return statusOf(await slow.untilEnd(patience));
        }),
      );
      for (const [at, status] of ends.entries()) assert.notEqual(status, 200, began[at]);
      assert.equal(ends[1], 408);
    });

    it('ends a body that comes byte by byte, however patient its sender is', async () => {
      const slow = (await RawConnection.open(district.port)).write(headOf('/api/sitecode/site-code', 10_000));
      const drip = setInterval(() => slow.write(' '), 500);
      try {
        assert.equal(statusOf(await slow.untilEnd(patience)), 408);
      } finally {
        clearInterval(drip);
      }
    });

    it('keeps a page that listens for longer than a request may take', async () => {
      const events = await Events.open(district.server.url);
      assert.equal(await events.subscribe([boardTopic], await district.staff('health')), 204);
      const gate = await district.gate({ site: sites.mall });
      // A request that began later than the page has had its time.
      const slow = (await RawConnection.open(district.port)).write(headOf('/api/sitecode/site-code', 100));
      assert.equal(statusOf(await slow.untilEnd(patience)), 408);
      await uploadAll(gate, [scan({})]);
      assert.deepEqual(await events.next(boardTopic, patience), {});
      events.close();
    });
  });

  it('sends more slow bodies away than it can read at once, and takes requests again when they are gone', async () => {
    const paths = ['/api/sitecode/site-code', '/api/collections/citizens/auth-with-password'];
    for (const path of paths) {
      const slow = await Promise.all(
        Array.from({ length: bodiesAtOnce + 40 }, async () =>
          (await RawConnection.open(district.port)).write(headOf(path, 100, 'Connection: close\r\n') + '{'),
        ),
      );
      const ended = await Promise.all(slow.map((one) => one.untilEnd(patience)));
      const away = ended.filter((said) => statusOf(said) === 503);
      assert.equal(away.length, 40, path);
      for (const said of away) assert.match(said, /"code":"busy"/);
    }
    assert.equal((await district.post('site-code', { code: 'nothing' })).code, 'site-code');
    await district.citizen('valid');
  });

  it('makes and prints no link by which a first superuser could be made', async () => {
    assert.doesNotMatch(district.server.output(), /pbinstall|_\/#/);
    assert.match(district.server.output(), /no superuser yet.*superuser create/);
    assert.equal(
      await district.sql<number>(
        `select json_quote(count(*)) as found from _superusers where email like '%pbinstaller%'`,
      ),
      0,
    );
  });
});
