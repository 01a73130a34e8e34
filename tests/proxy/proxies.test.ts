import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { closedPaths, longerBodies, ordinaryBody } from '../../tools/proxy/limits.ts';
import type { ProxyProgram } from '../../tools/proxy/programs.ts';
import { fixturePassword, sites } from '../server/support/fixtures.ts';
import { ask, TestDistrict } from '../server/support/district.ts';
import { Events } from '../server/support/events.ts';
import { headOf, RawConnection, statusOf } from '../server/support/raw-request.ts';
import { scan } from '../server/support/scans.ts';
import { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { boardTopic } from '../../src/domain/api/api.ts';
import { RunningProxy } from './running-proxy.ts';

const patience = 60_000;

for (const kind of ['nginx', 'caddy'] satisfies ProxyProgram[]) {
  describe(`${kind} before the server`, () => {
    let district: TestDistrict;
    let proxy: RunningProxy;
    let superuser: string;
    before(async () => {
      district = await TestDistrict.open();
      superuser = await district.superuser();
      proxy = await RunningProxy.start(kind, district.port);
    });
    after(async () => {
      await proxy?.stop();
      await district.close();
    });

    /** As a raw path: fetch would tidy it. */
    function raw(path: string, method = 'GET'): Promise<{ status: number; text: string; cache: unknown }> {
      return new Promise((resolve, reject) => {
        const headers = { Authorization: superuser, Host: '127.0.0.1' };
        const asked = request({ port: proxy.port, host: '127.0.0.1', path, method, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () =>
            resolve({ status: response.statusCode!, text, cache: response.headers['cache-control'] }),
          );
        });
        asked.on('error', reject);
        asked.end();
      });
    }

    it('passes the app’s pages, sign-ins, uploads and messages through', async () => {
      const { status, body } = await ask<{ token: string }>(
        `${proxy.url}/api/collections/citizens/auth-with-password`,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ identity: 'valid@test.example', password: fixturePassword }),
        },
      );
      assert.equal(status, 200);
      const me = await ask(`${proxy.url}/api/sitecode/me`, { headers: { Authorization: body.token } });
      assert.equal(me.status, 200);
      assert.equal(me.headers.get('cache-control'), 'no-store');
      const events = await Events.open(proxy.url);
      assert.equal(await events.subscribe([boardTopic], await district.staff('health')), 204);
      const code = await district.pairingCode({ site: sites.mall });
      const sentry = await SimulatedSentry.pair(proxy.url, code);
      await sentry.scan(scan({}));
      assert.equal((await sentry.upload()).results[0]?.status, 'stored');
      await sentry.beat();
      assert.deepEqual(await events.next(boardTopic, patience), {});
      events.close();
    });

    it('keeps what superusers work with from the outside, whatever it is spelled like', async () => {
      const closed = [
        '/_/',
        '/_/index.html',
        '//_/',
        '/%5F/',
        '/x/../_/',
        '/api/sql',
        '/api/%73ql',
        '/api//sql',
        '/api/backups',
        '/api/backups/x.zip',
        '/api/backups/upload',
        '/api/settings',
        '/api/logs',
        '/api/logs/stats',
        '/api/crons',
        '/api/batch',
        '/api/collections',
        '/api/collections/citizens',
        '/api/collections/citizens/truncate',
        '/api/collections/import',
        '/api/collections/meta/scaffolds',
        '/api/collections/_superusers/auth-with-password',
        '/api/collections/_superusers/records',
        '/api/collections/_externalAuths/records',
        '/api/sitecode/backup/durable',
      ];
      for (const path of closed) {
        for (const method of ['GET', 'POST']) {
          const { status, text, cache } = await raw(path, method);
          // Caddy and the server tidy a path by a redirect.
          if (status >= 301 && status <= 308) continue;
          assert.equal(status, 404, `${method} ${path}`);
          assert.equal(
            (JSON.parse(text) as { code: string }).code,
            'not-found',
            `${method} ${path}: ${text}`,
          );
          assert.equal(cache, 'no-store', path);
        }
      }
      const rule = new RegExp(closedPaths);
      const open = [
        '/',
        '/s/',
        '/me/',
        '/api/health',
        '/api/realtime',
        '/api/sitecode/me',
        '/api/files/token',
      ];
      for (const kept of [
        'records',
        'records/x',
        'auth-refresh',
        'auth-with-password',
        'request-password-reset',
      ])
        open.push(`/api/collections/citizens/${kept}`);
      for (const path of open) assert.ok(!rule.test(path), path);
    });

    it('names the address that asked, and believes nobody else about it', async () => {
      // With the superuser's own token, from another address than this machine's: refused by the server's list.
      const foreign = await raw('/api/sitecode/me');
      assert.equal(foreign.status, 401);
      for (const header of ['X-Real-IP', 'X-Forwarded-For']) {
        const said = await ask(`${proxy.url}/api/health`, {
          headers: { Authorization: superuser, [header]: '203.0.113.9' },
        });
        // 127.0.0.1, and not what the asker wrote: else it would be 403.
        assert.equal(said.status, 200, header);
      }
      const direct = await ask(`${district.server.url}/api/health`, {
        headers: { Authorization: superuser, 'X-Real-IP': '203.0.113.9' },
      });
      assert.equal(direct.status, 403, 'the server believes the proxy');
    });

    it('refuses what is too long, in the form that devices understand', async () => {
      const sent = (path: string, bytes: number) =>
        ask(proxy.url + path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: 'x'.repeat(bytes),
        });
      for (const path of ['/api/collections/citizens/auth-with-password', '/api/nothing', '/']) {
        const { status, code } = await sent(path, ordinaryBody + 1);
        assert.deepEqual([status, code], [413, 'malformed'], path);
      }
      for (const [path, bytes] of longerBodies) {
        const { status, code } = await sent(path, bytes + 1);
        assert.deepEqual([status, code], [413, 'malformed'], path);
        // Let through, and refused by the server, which does not know who asks.
        const passed = await sent(path, ordinaryBody + 1);
        assert.equal(passed.code, 'sign-in', `${path}: ${passed.status} ${JSON.stringify(passed.body)}`);
      }
      const long = (await RawConnection.open(proxy.port)).write(
        `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Long: ${'x'.repeat(80_000)}\r\n\r\n`,
      );
      assert.ok([0, 400, 414, 431].includes(statusOf(await long.untilEnd(patience))));
    });

    it('ends heads and bodies that stop, and the server never hears of them', async () => {
      const texts = [
        'POST /api/sitecode/site-code HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ',
        headOf('/api/sitecode/site-code', 1000) + '{"code":',
        headOf('/api/sitecode/site-code') + '5\r\n{"cod',
        headOf('/api/collections/citizens/auth-with-password', 1000) + '{',
      ];
      const answers = await Promise.all(
        texts.map(async (text) => {
          const slow = (await RawConnection.open(proxy.port)).write(text);
          return slow.untilEnd(patience);
        }),
      );
      for (const [at, said] of answers.entries()) {
        // Caddy ends a body that it could not read with an empty answer.
        const isEmpty = said.endsWith('\r\n\r\n');
        assert.ok(statusOf(said) === 0 || statusOf(said) >= 400 || isEmpty, `${at}: ${said}`);
      }
    });

    it('says that the server is away in the form that devices understand', async () => {
      await district.server.stop();
      const { status, code, headers } = await ask(`${proxy.url}/api/sitecode/me`);
      assert.deepEqual([status, code], [503, 'server']);
      assert.equal(headers.get('cache-control'), 'no-store');
      await district.restart();
      assert.equal((await ask(`${proxy.url}/api/health`)).status, 200);
    });
  });
}
