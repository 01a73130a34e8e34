import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { uploadHashHeader } from '../../../src/domain/api/gate/sentry-api.ts';
import { keyedHash, scanUpload } from '../../../src/sync/scan-upload.ts';
import { ask, TestDistrict, type Answer } from '../support/district.ts';
import { fullReport } from '../support/beats.ts';
import { sites } from '../support/fixtures.ts';
import { scan } from '../support/scans.ts';

/** Numbers from a seed: a failure can be had again. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const oddities: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  '',
  'x',
  '\u0000',
  '😀'.repeat(40),
  "'; drop table citizens; --",
  'x'.repeat(3000),
  [],
  [[]],
  {},
  { __proto__: 1, constructor: 2 },
  { toString: 'x' },
  '{:b}',
];

describe('senseless requests', () => {
  let district: TestDistrict;
  const bodies: [string, string | undefined, { [field: string]: unknown }][] = [];
  /** Of sentries that report in turn: each may do so but once a second. */
  const reporters: string[] = [];
  let reports = 0;
  let uploadKey = '';
  /** Who sends a body of a route next. */
  const sender = (route: string, token: string | undefined): string | undefined =>
    route === 'sentry/heartbeat' ? reporters[reports++ % reporters.length] : token;
  /** Posts a text as it is; an upload with the hash that its sentry would give it. */
  async function send(route: string, asker: string | undefined, text: string): Promise<Answer<unknown>> {
    const token = sender(route, asker);
    return ask(`${district.server.url}/api/sitecode/${route}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token && { Authorization: token }),
        ...(route === 'sentry/scans' && { [uploadHashHeader]: await keyedHash(text, uploadKey) }),
      },
      body: text,
    });
  }
  before(async () => {
    district = await TestDistrict.open();
    const citizen = await district.citizen('valid');
    const gate = await district.gate({ site: sites.mall });
    const sentry = gate.pairing.token;
    await gate.queue.add({ ...scan(), device: gate.pairing.sentry.device });
    for (let count = 0; count < 4; count++)
      reporters.push((await district.sentry({ site: sites.mall })).token);
    const { chain, records } = (await gate.queue.oldest(1))!;
    const upload = await scanUpload(chain, records, (...head) => gate.queue.sign(...head));
    uploadKey = gate.pairing.uploadKey;
    bodies.push(
      ['pass', citizen, { holderKey: 'BA' }],
      ['site-code', undefined, { code: district.codes.mall }],
      ['visit', citizen, { code: district.codes.mall, id: '00000000000000ff' }],
      ['sentry/pair', undefined, { code: 'AAAA-AAAA', key: gate.queue.key.point }],
      ['sentry/scans', sentry, { ...upload }],
      [
        'sentry/heartbeat',
        sentry,
        {
          ...fullReport({ clock: 1 }),
          chains: [{ chain: '0', next: 1 }],
          commands: [{ id: 1, result: 'done' }],
        },
      ],
      ['venue/pairing-code', await district.owner('a'), { site: 1, zone: 0, name: 'Gate' }],
    );
    await district.sql(
      `update _params set value = json_set(value, '$.rateLimits.enabled', json('false')) where id = 'settings'`,
    );
    await district.server.stop();
    await district.restart();
  });
  after(() => district.close());

  /** Changes a sound body somewhere: a field, or a field of a record within it. */
  function spoil(body: { [field: string]: unknown }, chance: () => number): unknown {
    const odd = oddities[Math.floor(chance() * oddities.length)];
    if (chance() < 0.08) return odd;
    const copy = structuredClone(body);
    const fields = Object.keys(copy);
    const field = fields[Math.floor(chance() * fields.length)]!;
    const inner = copy[field];
    if (Array.isArray(inner) && chance() < 0.8) {
      inner[Math.floor(chance() * inner.length)] = odd;
      if (chance() < 0.2) inner.push(odd, odd);
    } else if (chance() < 0.2) delete copy[field];
    else copy[field] = odd;
    return copy;
  }

  it('get an answer of our own, never a failure of the server', async () => {
    for (const [route, token, body] of bodies) {
      const chance = chanceFrom(20_220_509);
      for (let round = 0; round < 120; round++) {
        const sent = spoil(body, chance);
        const { status, body: answered } = await send(route, token, JSON.stringify(sent) ?? '');
        const what = `${route} ${JSON.stringify(sent)?.slice(0, 300)}: ${status} ${JSON.stringify(answered)}`;
        assert.ok(status < 500 && status !== 429, what);
        if (status !== 200) assert.equal(typeof (answered as { code?: unknown }).code, 'string', what);
      }
    }
  });

  it('also when they are no JSON at all', async () => {
    const texts = [
      '',
      '{',
      '[1',
      'null',
      '"x"',
      '12',
      '\u0000',
      '{"a":'.repeat(2000),
      '['.repeat(3000),
      'a=b',
    ];
    for (const [route, token] of bodies) {
      for (const text of texts) {
        const { status, code } = await send(route, token, text);
        assert.deepEqual([status, code], [400, 'malformed'], `${route} ${text.slice(0, 20)}`);
      }
      const asker = sender(route, token);
      const form = await ask<unknown>(`${district.server.url}/api/sitecode/${route}`, {
        method: 'POST',
        headers: asker ? { Authorization: asker } : {},
        body: new URLSearchParams({ code: 'x' }),
      });
      assert.equal(form.status, 400);
    }
  });

  it('also when they are far too long, or never end', async () => {
    for (const [route, asker] of bodies) {
      const token = sender(route, asker);
      const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: token }) };
      const url = `${district.server.url}/api/sitecode/${route}`;
      const long = JSON.stringify({ code: 'x'.repeat(5 << 20) });
      const said = await ask(url, { method: 'POST', headers, body: long });
      assert.deepEqual([said.status, said.code], [413, 'malformed'], route);
      const unsaid = new ReadableStream<Uint8Array>({
        start(controller) {
          const part = new TextEncoder().encode('x'.repeat(1 << 20));
          for (let index = 0; index < 6; index++) controller.enqueue(part);
          controller.close();
        },
      });
      const streamed = await ask(url, {
        method: 'POST',
        headers,
        body: unsaid,
        duplex: 'half',
      } as RequestInit).catch(() => undefined);
      // The server may end the connection before it was sent everything.
      if (streamed) assert.deepEqual([streamed.status, streamed.code], [413, 'malformed'], route);
    }
    assert.equal((await district.get('bundle')).status, 200);
  });

  it('and queries are no better', async () => {
    for (const query of [
      'have=-1',
      'have=1e999',
      'have=%00',
      'have[]=1',
      'have=1&have=2',
      '%zz',
      'fields=now',
    ]) {
      const { status } = await district.get(`bundle?${query}`);
      assert.ok(status < 500, `${query}: ${status}`);
    }
  });
});
