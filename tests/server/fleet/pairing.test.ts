import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HeartbeatAnswer, PairAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type { PairingCodeAnswer } from '../../../src/domain/api/api.ts';
import { ChainKey } from '../../../src/store/records/chain-key.ts';
import { TestDistrict } from '../support/district.ts';
import { foodCourt, sites } from '../support/fixtures.ts';

const beat = {
  queue: 0,
  oldestMs: 0,
  rejected: 0,
  bundleVersion: 1,
  appVersion: '1.0',
  camera: 'running',
  temperature: 'running',
  sound: 'running',
  clock: Date.now(),
};

describe('pairing', () => {
  let district: TestDistrict;
  let key: string;
  before(async () => {
    district = await TestDistrict.open();
    key = (await ChainKey.make()).point;
  });
  after(() => district.close());

  const pair = (code: unknown, deviceKey: unknown = key) =>
    district.post<PairAnswer>('sentry/pair', { code, key: deviceKey });
  const heartbeat = (token: string) => district.post<HeartbeatAnswer>('sentry/heartbeat', beat, token);

  it('gives a sentry its place and a token it works with', async () => {
    const asked = { site: sites.mall, zone: foodCourt, name: 'North gate' };
    const made = await district.post<PairingCodeAnswer>(
      'venue/pairing-code',
      asked,
      await district.owner('a'),
    );
    assert.equal(made.status, 200);
    assert.match(made.body.code, /^[A-HJ-KM-NP-Z2-9]{4}-[A-HJ-KM-NP-Z2-9]{4}$/);
    assert.ok(Math.abs(made.body.expiresAt - Date.now() - 30 * 60_000) < 10_000);
    const { body } = await pair(made.body.code);
    assert.deepEqual(body.sentry, {
      device: body.sentry.device,
      name: 'North gate',
      site: sites.mall,
      siteName: 'Mall',
      zone: foodCourt,
      zoneName: 'Food court',
      category: 'mall',
      measuresTemperature: true,
      lanes: body.sentry.lanes,
    });
    const answer = await heartbeat(body.token);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body.sentry, body.sentry);
  });

  it('says where no temperature is taken', async () => {
    const { place } = await district.sentry({ site: sites.shop });
    assert.equal(place.measuresTemperature, false);
    assert.equal(place.zone, 0);
  });

  it('takes a code as people type it', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    assert.equal((await pair(` ${code.toLowerCase().replace('-', ' ')} `)).status, 200);
  });

  it('takes a code once', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    assert.equal((await pair(code)).status, 200);
    const again = await pair(code);
    assert.deepEqual([again.status, again.code], [400, 'pairing-code']);
  });

  it('lets one of many have a code that they use at the same moment', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    const answers = await Promise.all(Array.from({ length: 8 }, () => pair(code)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ code }) => code === 'pairing-code').length, 7);
  });

  it('refuses a code after its half hour', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    await district.sql(`update pairing_codes set expires = ${Date.now() - 1}`);
    assert.equal((await pair(code)).code, 'pairing-code');
  });

  it('refuses what is no code', async () => {
    assert.equal((await pair('AAAA-AAAA')).code, 'pairing-code');
    for (const wrong of ['', 'A', "' or 1=1 --", 12345678, null, ['A'], 'A'.repeat(65)]) {
      assert.equal((await pair(wrong)).code, 'malformed', String(wrong));
    }
  });

  it('refuses what is no device’s key, and the code stays good', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    for (const wrong of ['', null, 7, 'x'.repeat(88)])
      assert.equal((await pair(code, wrong)).code, 'malformed');
    for (const wrong of ['BA', key.slice(0, 86), `${key.slice(0, 50)}AAAA${key.slice(54)}`])
      assert.equal((await pair(code, wrong)).code, 'key');
    assert.equal((await pair(code)).status, 200);
  });

  it('stores no code', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    const stored = await district.sql<string>(
      `select json_quote(group_concat(hash || name, ' ')) as found from pairing_codes`,
    );
    assert.ok(stored.length > 60);
    assert.ok(!stored.includes(code) && !stored.includes(code.replace('-', '')));
  });

  it('gives a gate that is paired again a new number, and ends the pairing before', async () => {
    const gate = { site: sites.mall, name: 'South gate' };
    const first = await district.sentry(gate);
    const other = await district.sentry({ site: sites.mall, zone: foodCourt, name: 'South gate' });
    const second = await district.sentry(gate);
    assert.ok(second.place.device > first.place.device);
    const revoked = await heartbeat(first.token);
    assert.deepEqual([revoked.status, revoked.code], [401, 'sign-in']);
    const upload = await district.post('sentry/scans', {}, first.token);
    assert.equal(upload.code, 'sign-in');
    assert.equal((await heartbeat(second.token)).status, 200);
    assert.equal((await heartbeat(other.token)).status, 200);
  });

  it('lets no sentry sign in by password or renew its token', async () => {
    const { token } = await district.sentry({ site: sites.mall });
    const collection = `${district.server.url}/api/collections/sentries`;
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: token } };
    const login = await fetch(`${collection}/auth-with-password`, {
      ...init,
      body: JSON.stringify({ identity: '', password: '' }),
    });
    assert.ok(login.status >= 400 && login.status < 500);
    const renewed = await fetch(`${collection}/auth-refresh`, init);
    const { token: answered } = (await renewed.json()) as { token?: string };
    // A static token is answered as it is: it has the life it was given and no other.
    assert.ok(answered === undefined || answered === token);
  });

  it('is for the site’s owner and administrators', async () => {
    const ask = (site: number, token?: string) =>
      district.post('venue/pairing-code', { site, zone: 0, name: 'Gate' }, token);
    assert.equal((await ask(sites.mall)).code, 'sign-in');
    assert.equal((await ask(sites.mall, await district.citizen('valid'))).code, 'sign-in');
    assert.equal((await ask(sites.mall, await district.owner('b'))).code, 'not-found');
    assert.equal((await ask(sites.mall, await district.staff('health'))).code, 'not-allowed');
    assert.equal((await ask(99, await district.staff('administrator'))).code, 'not-found');
    assert.equal((await ask(sites.school, await district.owner('b'))).status, 200);
  });

  it('refuses a zone of another site and a gate without a name', async () => {
    const token = await district.staff('administrator');
    const ask = (body: object) => district.post('venue/pairing-code', body, token);
    assert.equal((await ask({ site: sites.school, zone: foodCourt, name: 'Gate' })).code, 'not-found');
    assert.equal((await ask({ site: sites.mall, zone: 0, name: '  ' })).code, 'malformed');
    assert.equal((await ask({ site: sites.mall, zone: -1, name: 'Gate' })).code, 'malformed');
    assert.equal((await ask({ site: '1', zone: 0, name: 'Gate' })).code, 'malformed');
  });
});

describe('guessing at pairing codes', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  it('is slowed down for an address, then stopped for everybody', async () => {
    const { point: key } = await ChainKey.make();
    const guess = () => district.post('sentry/pair', { code: 'AAAA-AAAA', key });
    const first = await Promise.all(Array.from({ length: 70 }, guess));
    assert.ok(
      first.some(({ status }) => status === 429),
      'the address was not slowed down',
    );
    const good = await district.pairingCode({ site: sites.mall });
    await district.sql(
      `update _params set value = json_set(value, '$.rateLimits.enabled', json('false')) where id = 'settings'`,
    );
    await district.server.stop();
    await district.restart();
    for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 60 }, guess));
    const stopped = await district.post('sentry/pair', { code: good, key });
    assert.deepEqual([stopped.status, stopped.code], [429, 'too-many']);
  });
});
