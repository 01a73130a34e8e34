import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { staffRoles } from '../../src/domain/categories.ts';
import { ask, TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';
import type { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { scan, uploadAll } from './support/scans.ts';

type Kind = 'nobody' | 'citizen' | 'owner' | 'staff' | 'sentry';

describe('who may ask what', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  const tokens = new Map<Kind, string | undefined>();
  before(async () => {
    district = await TestDistrict.open();
    tokens.set('nobody', undefined);
    tokens.set('citizen', await district.citizen('valid'));
    tokens.set('owner', await district.owner('a'));
    tokens.set('staff', await district.staff('health'));
    gate = await district.gate({ site: sites.mall });
    tokens.set('sentry', gate.pairing.token);
  });
  after(() => district.close());

  const routes: [string, string, Kind[]][] = [
    ['POST', 'pass', ['citizen']],
    ['GET', 'me', ['citizen']],
    ['POST', 'visit', ['citizen']],
    ['POST', 'sentry/scans', ['sentry']],
    ['POST', 'sentry/heartbeat', ['sentry']],
    ['GET', 'venue', ['owner']],
    ['POST', 'venue/pairing-code', ['owner', 'staff']],
    ['GET', 'board', ['staff']],
    ['GET', 'staff/me', ['staff']],
  ];
  for (const [method, route, allowed] of routes) {
    it(`${method} ${route} is for ${allowed.join(' and ')}`, async () => {
      for (const [kind, token] of tokens) {
        const answer =
          method === 'GET' ? await district.get(route, token) : await district.post(route, {}, token);
        if (allowed.includes(kind)) assert.notEqual(answer.status, 401, kind);
        else assert.deepEqual([answer.status, answer.code], [401, 'sign-in'], kind);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
      }
    });
  }

  for (const role of staffRoles) {
    const allowed = role !== 'lab' && role !== 'auditor';
    it(`the board is ${allowed ? 'shown' : 'not-allowed'} to the role ${role}`, async () => {
      const answer = await district.get('board', await district.staff(role));
      if (allowed) assert.equal(answer.status, 200);
      else assert.deepEqual([answer.status, answer.code], [403, 'not-allowed']);
    });
  }

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

  const closed = ['citizens', 'owners', 'staff', 'sites', 'zones', 'site_codes', 'tests', 'doses'];
  for (const collection of [...closed, 'sentries', 'pairing_codes', 'district']) {
    it(`the collection ${collection} can neither be listed nor written by anybody`, async () => {
      const url = `${district.server.url}/api/collections/${collection}/records`;
      for (const [kind, token] of tokens) {
        const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: token }) };
        const listed = await ask<{ items?: unknown[] }>(url, { headers });
        assert.ok(listed.status === 403 || listed.body.items?.length === 0, `${kind}: ${listed.status}`);
        const made = await ask(url, { method: 'POST', headers, body: JSON.stringify({ name: 'x' }) });
        assert.equal(made.status, 403, kind);
        const id = await district.sql<string>(
          `select json_quote(coalesce((select id from ${collection} limit 1), 'x')) as found`,
        );
        const init = { method: 'PATCH', headers, body: JSON.stringify({ name: 'x' }) };
        assert.ok([403, 404].includes((await ask(`${url}/${id}`, init)).status), kind);
        assert.ok(
          [403, 404].includes((await ask(`${url}/${id}`, { method: 'DELETE', headers })).status),
          kind,
        );
      }
    });
  }

  it('shows a person their own account record alone, without what is sealed', async () => {
    const ids = await district.sql<{ [email: string]: string }>(
      'select json_group_object(email, id) as found from citizens',
    );
    const view = (email: string) =>
      ask<Record<string, unknown>>(`${district.server.url}/api/collections/citizens/records/${ids[email]}`, {
        headers: { Authorization: tokens.get('citizen')! },
      });
    const own = await view('valid@test.example');
    assert.equal(own.status, 200);
    for (const hidden of ['sealedName', 'sealedIdNumber', 'idIndex', 'password', 'tokenKey']) {
      assert.ok(!(hidden in own.body), hidden);
    }
    assert.equal((await view('positive@test.example')).status, 404);
  });

  it('shows alarms to staff and to the owner of the site', async () => {
    const token = tokens.get('sentry');
    await uploadAll(gate, [scan({ outcome: 'refuse' }), scan({ outcome: 'attend', site: sites.school })]);
    const listed = async (asker?: string): Promise<number> => {
      const { status, body } = await ask<{ items: unknown[] }>(
        `${district.server.url}/api/collections/notices/records`,
        { headers: asker ? { Authorization: asker } : {} },
      );
      assert.equal(status, 200);
      return body.items.length;
    };
    assert.equal(await listed(tokens.get('staff')), 2);
    assert.equal(await listed(tokens.get('owner')), 1);
    assert.equal(await listed(await district.owner('b')), 1);
    assert.equal(await listed(tokens.get('citizen')), 0);
    assert.equal(await listed(token), 0);
    assert.equal(await listed(), 0);
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
