import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { roleNames, roles } from '../../../src/domain/access/rights.ts';
import { boardTopic } from '../../../src/domain/api/api.ts';
import { addressRates } from '../../../src/domain/api/route.ts';
import { demoRoutes, routeNames, routeOf } from '../../../src/domain/api/routes.ts';
import { ask, TestDistrict, type Answer } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { sites } from '../support/fixtures.ts';
import {
  askers,
  collectionRules,
  collections,
  absent,
  demoMatrix,
  named,
  routeMatrix,
  seeBoard,
  type AskerName,
} from '../support/rights-matrix.ts';

const names = Object.keys(askers) as AskerName[];
const staff = names.filter((name) => askers[name] === 'staff');

/** Does work for each of a list, some at a time. */
async function forAll<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

describe('who may do what', () => {
  let district: TestDistrict;
  const tokens = new Map<AskerName, string | undefined>();

  before(async () => {
    district = await TestDistrict.open();
    const tokensOf = (kind: string, ...emails: string[]) =>
      district.door<string[]>('tokens', { kind, emails });
    const staffTokens = await tokensOf('staff', ...staff.map((name) => `${name}@test.example`));
    staff.forEach((name, at) => tokens.set(name, staffTokens[at]));
    tokens.set('anybody', undefined);
    tokens.set('citizen', (await tokensOf('citizens', 'valid@test.example'))[0]);
    tokens.set('owner', (await tokensOf('owners', 'owner-a@test.example'))[0]);
    tokens.set('sentry', (await district.sentry({ site: sites.mall })).token);
    tokens.set('superuser', await district.superuser());
  });
  after(() => district.close());

  function send(route: string, token: string | undefined, sent: object = {}): Promise<Answer<unknown>> {
    const [method, path] = route.split(' ') as [string, string];
    return method === 'GET' ? district.get(path, token) : district.post(path, sent, token);
  }

  describe('every route, whoever asks', () => {
    it('is in the matrix, and so is every role and its kind of account', () => {
      const addresses = routeNames.map((name) => `${routeOf(name).method} ${routeOf(name).path}`);
      assert.deepEqual(
        [...Object.keys(routeMatrix), ...Object.keys(demoMatrix)].toSorted(),
        addresses.toSorted(),
        'tests/server/support/rights-matrix.ts says of each route who may ask',
      );
      const kinds = Object.fromEntries(roleNames.map((name) => [name, roles[name].kind]));
      assert.deepEqual(kinds, askers);
    });

    it('is answered to those of the matrix and to nobody else', async () => {
      const wrong: string[] = [];
      const pairs = Object.keys(routeMatrix).flatMap((route) => names.map((name) => [route, name] as const));
      await forAll(pairs, async ([route, name]) => {
        const { status, code, headers } = await send(route + (named[route] ?? ''), tokens.get(name));
        const may = routeMatrix[route]!;
        // Those of a kind none of whom may ask are told to sign in as somebody else.
        const refusal = may.some((other) => askers[other] === askers[name]) ? 'not-allowed' : 'sign-in';
        const told =
          code === 'sign-in' ||
          code === 'not-allowed' ||
          (status === 404 && !absent.includes(route)) ||
          status >= 500
            ? code
            : 'may';
        const expected = may.includes(name) ? 'may' : refusal;
        if (told !== expected) wrong.push(`${route} as ${name}: ${status} ${code}, not ${expected}`);
        if (headers.get('cache-control') !== 'no-store') wrong.push(`${route} as ${name}: kept in caches`);
      });
      assert.deepEqual(wrong, []);
    });

    it('of the demo is not there in a real district', async () => {
      const demo = Object.values(demoRoutes).map(({ method, path }) => `${method} ${path}`);
      assert.deepEqual(demo.toSorted(), Object.keys(demoMatrix).toSorted());
      await forAll(
        demo.flatMap((route) => names.map((name) => [route, name] as const)),
        async ([route, name]) => {
          const { status } = await send(route, tokens.get(name));
          assert.ok(status === 404 || status === 405, `${route} as ${name}: ${status}`);
        },
      );
    });

    it('limits an address as the table says', async () => {
      const { rateLimits } = await district.sql<{
        rateLimits: { enabled: boolean; rules: { label: string; maxRequests: number; duration: number }[] };
      }>(`select value as found from _params where id = 'settings'`);
      assert.equal(rateLimits.enabled, true);
      const ours = rateLimits.rules
        .filter(({ label }) => label.includes('/api/sitecode/') || label === '/api/')
        .map(({ label, maxRequests: most, duration: seconds }) => ({ label, most, seconds }));
      const byLabel = (one: { label: string }, other: { label: string }) =>
        one.label < other.label ? -1 : 1;
      assert.deepEqual(ours.toSorted(byLabel), Object.values(addressRates).toSorted(byLabel));
      for (const name of routeNames) {
        const { method, path, addressRate = 'everything' } = routeOf(name);
        // As PocketBase looks for one: the whole address, else the longest beginning that ends with "/".
        const labels = [`${method} /api/sitecode/${path}`, `/api/sitecode/${path}`];
        const exact = ours.find(({ label }) => labels.includes(label));
        const begun = ours
          .filter(({ label }) => label.endsWith('/') && labels.some((one) => one.startsWith(label)))
          .toSorted((one, other) => other.label.length - one.label.length);
        assert.equal((exact ?? begun[0])!.label, addressRates[addressRate].label, name);
      }
    });

    describe('that takes what is somebody’s', () => {
      /** One asker, and what they name: their own, another's, and nobody's. */
      const cases: [
        what: string,
        who: AskerName,
        route: string,
        own: object,
        others: object,
        nobodys: object,
      ][] = [
        [
          'a site to pair a sentry at',
          'owner',
          'POST venue/pairing-code',
          { site: sites.mall, zone: 0, name: 'Gate' },
          { site: sites.school, zone: 0, name: 'Gate' },
          { site: 99, zone: 0, name: 'Gate' },
        ],
        [
          'a site whose roster is kept',
          'owner',
          'POST roster/invite',
          { site: sites.mall, kind: 'staff' },
          { site: sites.school, kind: 'staff' },
          { site: 99, kind: 'staff' },
        ],
        ['which way people go at a site', 'owner', 'GET gate/ways?site=', { id: 1 }, { id: 3 }, { id: 99 }],
        [
          'how a site’s sentries behave',
          'owner',
          'GET gate/settings?site=',
          { id: 1 },
          { id: 3 },
          { id: 99 },
        ],
        ['a site’s roster', 'owner', 'GET roster?site=', { id: 1 }, { id: 3 }, { id: 99 }],
        [
          'a child’s rosters',
          'citizen',
          'GET me/rosters?person=',
          { id: 'ward00000000001' },
          { id: 'ward00000000002' },
          { id: 'x' },
        ],
        [
          'a child',
          'citizen',
          'POST pass/paper/begin',
          { person: 'ward00000000001' },
          { person: 'ward00000000002' },
          { person: 'nobody' },
        ],
        [
          'a child’s record',
          'citizen',
          'GET me?person=',
          { id: 'ward00000000001' },
          { id: 'ward00000000002' },
          { id: 'x' },
        ],
        [
          'a site of one’s sub-districts to pair at',
          'fleet-operator',
          'POST venue/pairing-code',
          { site: sites.mall, zone: 0, name: 'Gate' },
          { site: sites.school, zone: 0, name: 'Gate' },
          { site: 99, zone: 0, name: 'Gate' },
        ],
        [
          'a site of one’s sub-districts to replay',
          'administrator',
          'POST policy/replay',
          { site: sites.mall, day: 20250101, version: 1 },
          { site: sites.school, day: 20250101, version: 1 },
          { site: 99, day: 20250101, version: 1 },
        ],
        [
          'a sentry’s ring',
          'administrator',
          'POST fleet/ring',
          { devices: [1], ring: 2 },
          { devices: [2], ring: 2 },
          { devices: [99], ring: 2 },
        ],
        [
          'a command to a sentry',
          'administrator',
          'POST fleet/command',
          { devices: [1], kind: 'lock', reason: 'a test', hours: 1 },
          { devices: [2], kind: 'lock', reason: 'a test', hours: 1 },
          { devices: [99], kind: 'lock', reason: 'a test', hours: 1 },
        ],
        ['a site', 'support', 'GET sites/one?site=', { id: 1 }, { id: 3 }, { id: 99 }],
        ['a site by its number', 'support', 'GET sites/find?q=', { id: 1 }, { id: 3 }, { id: 99 }],
        ['a site’s zones', 'support', 'GET sites/zones?site=', { id: 1 }, { id: 3 }, { id: 99 }],
        ['what is told of a sentry', 'support', 'GET fleet/sentry?device=', { id: 1 }, { id: 2 }, { id: 99 }],
        [
          'a command to take back',
          'fleet-operator',
          'POST fleet/command/withdraw',
          { id: 1 },
          { id: 2 },
          { id: 99 },
        ],
        [
          'a request that waits for a second official',
          'tracer',
          'POST approval/decide',
          { kind: 'case-close', id: '1', confirm: false },
          { kind: 'command', id: '2', confirm: false },
          { kind: 'case-close', id: '99', confirm: false },
        ],
        [
          'a request to take back',
          'urban-management',
          'POST approval/withdraw',
          { id: '4' },
          { id: '3' },
          { id: '99' },
        ],
      ];

      before(async () => {
        await district.guard('valid', 'yellow', 'ward00000000001');
        await district.guard('old', 'yellow', 'ward00000000002');
        // Device 1 stands in the north already, 2 in the south. Who runs the fleet is of the north.
        await district.gate({ site: sites.school });
        await district.sql(`update staff set subdistricts = '["North"]' where email in
        ('administrator@test.example', 'fleet-operator@test.example', 'support@test.example', 'urban-management@test.example')`);
        const asked = JSON.stringify({ kind: 'command', command: 'wipe', devices: [2], hours: 1 });
        const near = JSON.stringify({ kind: 'command', command: 'wipe', devices: [1], hours: 1 });
        const staffId = (name: string) => `(select id from staff where email = '${name}@test.example')`;
        const case1 = JSON.stringify({ kind: 'case-close', case: 1 });
        await district.sql(`insert into approvals (id, kind, asked, reason, staff, asked_at, expires) values
        (1, 'case-close', '${case1}', 'r', ${staffId('case-officer')}, 1, 9e15),
        (2, 'command', '${near}', 'r', ${staffId('administrator')}, 1, 9e15),
        (3, 'command', '${asked}', 'r', ${staffId('administrator')}, 1, 9e15),
        (4, 'command', '${near}', 'r', ${staffId('urban-management')}, 1, 9e15)`);
        for (const id of [1, 2])
          await district.sql(`insert into commands (id, kind, reason, staff, staff_id, approved_by, at, expires, body, key, signature)
          values (${id}, 'restart', 'r', 's', 's', '', 1, 9e15, '{}', 1, 'x')`);
        await district.sql('insert into command_targets (device, command) values (1, 1), (2, 2)');
      });

      for (const [what, who, route, own, others, nobodys] of cases) {
        it(`answers alike what is another’s and what is nobody’s: ${what}`, async () => {
          const asked = (sent: object): Promise<Answer<unknown>> =>
            route.endsWith('=')
              ? send(route + String((sent as { id: unknown }).id), tokens.get(who))
              : send(route, tokens.get(who), sent);
          const [mine, foreign, missing] = [await asked(own), await asked(others), await asked(nobodys)];
          assert.equal(mine.status, 200, JSON.stringify(mine.body));
          // Without the moment, and the number that was asked for.
          const said = ({ status, body }: Answer<unknown>, sent: object): unknown => {
            const { site, id } = sent as { site?: number; id?: number };
            const asked = new RegExp(`\\b${String(site ?? id ?? '')}\\b`, 'g');
            const text = (_: string, value: unknown): unknown =>
              typeof value === 'string' && (site ?? id) !== undefined ? value.replaceAll(asked, 'N') : value;
            const told = JSON.parse(JSON.stringify(body, text)) as { now?: number; device?: number };
            return { status, ...told, now: 0, device: 0 };
          };
          assert.deepEqual(said(foreign, others), said(missing, nobodys));
          if (route.startsWith('POST') && route !== 'POST fleet/ring') assert.notEqual(foreign.status, 200);
        });
      }

      it('shows who is of some sub-districts what is there and no more', async () => {
        const sentriesOf = async (who: AskerName) =>
          (await district.get<{ sentries: { site: number }[] }>('board/sentries', tokens.get(who))).body;
        const whole = await sentriesOf('tracer');
        assert.deepEqual(whole.sentries.map(({ site }) => site).toSorted(), [sites.mall, sites.school]);
        const { body } = await district.get<{
          sentries: { totals: { total: number } };
          subdistricts: { subdistrict: string }[];
          hours: unknown[];
          sites: number;
        }>('board', tokens.get('support'));
        assert.deepEqual(
          (await sentriesOf('support')).sentries.map(({ site }) => site),
          [sites.mall],
        );
        assert.equal(body.sentries.totals.total, 1);
        assert.deepEqual(
          body.subdistricts.map(({ subdistrict }) => subdistrict),
          ['North'],
        );
        assert.deepEqual(body.hours, []);
        const fleet = (await district.get<{ sentries: unknown[][] }>('fleet', tokens.get('support'))).body;
        assert.equal(fleet.sentries.length, 1);
        for (const route of ['fleet/pace', 'fleet/rollout']) {
          const sent = { minutes: 5, version: 1, action: 'hold' };
          assert.equal((await district.post(route, sent, tokens.get('administrator'))).code, 'not-allowed');
        }
        const self = (await district.get<{ subdistricts: string[] }>('staff/me', tokens.get('support'))).body;
        assert.deepEqual(self.subdistricts, ['North']);
      });

      it('takes a list of sub-districts that is none for none of them', async () => {
        await district.sql(`update staff set subdistricts = '"North"' where email = 'support@test.example'`);
        const { body } = await district.get<{ sentries: unknown[] }>('fleet', tokens.get('support'));
        assert.deepEqual(body.sentries, []);
      });
    });

    it('has the board’s messages for those who see the board', async () => {
      await forAll(names, async (name) => {
        const events = await Events.open(district.server.url);
        try {
          const status = await events.subscribe([boardTopic], tokens.get(name));
          assert.equal(status, seeBoard.includes(name) ? 204 : 403, name);
        } finally {
          events.close();
        }
      });
    });
  });

  describe('every collection of PocketBase, whoever asks', () => {
    it('is in the matrix, with its rules', async () => {
      const found = await district.sql<{ name: string; rules: (string | null)[] }[]>(
        `select json_group_array(json_object('name', name, 'rules',
         json_array(listRule, viewRule, createRule, updateRule, deleteRule))) as found from _collections`,
      );
      assert.deepEqual(
        found.map(({ name }) => name).toSorted(),
        collections,
        'tests/server/support/rights-matrix.ts',
      );
      for (const { name, rules } of found) {
        const [list, view, ...writing] = rules;
        if (name.startsWith('_')) continue;
        assert.deepEqual(writing, [null, null, null], name);
        assert.equal(view, collectionRules[name] ?? null, name);
        assert.equal(list, name === 'notices' ? collectionRules[name] : null, name);
      }
    });

    it('is listed, seen, made, changed and deleted by superusers alone', async () => {
      const ids = new Map<string, string>();
      for (const name of collections)
        ids.set(
          name,
          await district.sql<string>(
            `select json_quote(coalesce((select id from "${name}" limit 1), 'x')) as found`,
          ),
        );
      const queries = ['', '?perPage=1', '?filter=more>=0', '?sort=-t', '?filter=id!=""&skipTotal=1'];
      const wrong: string[] = [];
      const others = names.filter((who) => who !== 'superuser');
      const pairs = collections.flatMap((name) => others.map((who) => [name, who] as const));
      await forAll(pairs, async ([name, who]) => {
        const url = `${district.server.url}/api/collections/${name}/records`;
        const token = tokens.get(who);
        const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: token }) };
        const body = JSON.stringify({ name: 'x' });
        for (const query of queries) {
          const { status, body: told } = await ask<object>(url + query, { headers });
          if (status < 400 || status >= 500 || /items|total/.test(Object.keys(told).join()))
            wrong.push(`${who} lists ${name}${query}: ${status}`);
        }
        const one = `${url}/${ids.get(name)}`;
        for (const [method, address] of [
          ['GET', one],
          ['POST', url],
          ['PATCH', one],
          ['DELETE', one],
        ] as const) {
          const { status } = await ask(address, { method, headers, ...(method !== 'GET' && { body }) });
          if (![400, 403, 404, 429].includes(status)) wrong.push(`${who} ${method} ${name}: ${status}`);
        }
      });
      assert.deepEqual(wrong, []);
    });

    it('is not shown even to whose own record it is', async () => {
      for (const [kind, who, email] of [
        ['citizens', 'citizen', 'valid'],
        ['owners', 'owner', 'owner-a'],
        ['staff', 'health', 'health'],
      ] as const) {
        const id = await district.sql<string>(
          `select json_quote(id) as found from ${kind} where email = '${email}@test.example'`,
        );
        const headers = { Authorization: tokens.get(who)! };
        const { status } = await ask(`${district.server.url}/api/collections/${kind}/records/${id}`, {
          headers,
        });
        assert.equal(status, 403, kind);
      }
      const headers = { Authorization: tokens.get('superuser')! };
      const url = `${district.server.url}/api/collections/notices/records?perPage=1`;
      assert.equal((await ask(url, { headers })).status, 200, 'superusers see them');
    });

    it('holds the roles of the table, and no other', async () => {
      const values = await district.sql<string[]>(
        `select json_extract(f.value, '$.values') as found from _collections c, json_each(c.fields) f
       where c.name = 'staff' and json_extract(f.value, '$.name') = 'roles'`,
      );
      assert.deepEqual(values.toSorted(), staff.toSorted());
    });
  });
});
