import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyBundle } from '../../src/credentials/bundle-verifier.ts';
import type { BundleAnswer, PairAnswer } from '../../src/domain/api.ts';
import { base64url, fromHex } from '../../src/domain/bytes.ts';
import { readBundle } from '../../src/domain/bundle.ts';
import { standardPolicy } from '../../src/domain/standard-policy.ts';
import { TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';

const day = 86_400_000;

describe('the bundle', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function newest(have = 0): Promise<BundleAnswer> {
    return (await district.get<BundleAnswer>(`bundle?have=${have}`)).body;
  }

  it('is there from the first request on, signed so that a sentry takes it', async () => {
    const { bundle } = await newest();
    const { id, publicKey } = district.keyring.bundle;
    const key = { id, point: base64url(fromHex(publicKey)) };
    const read = await verifyBundle(bundle!, key, 0);
    assert.equal(read.version, 1);
    assert.equal(read.expiresAt - read.issuedAt, 7 * day);
    assert.equal(read.district.demo, false);
    assert.deepEqual(read.policy, JSON.parse(JSON.stringify(standardPolicy(read.policy.version))));
    assert.deepEqual(read.issuers, [
      { id: district.keyring.issuer.id, point: base64url(fromHex(district.keyring.issuer.publicKey)) },
    ]);
  });

  it('is not sent to those who have it', async () => {
    const first = await newest();
    const { version } = readBundle(first.bundle!.body);
    assert.equal((await newest(version)).bundle, null);
    assert.ok((await newest(version - 1)).bundle);
    assert.equal((await district.get<BundleAnswer>('bundle')).status, 200);
    assert.equal((await district.get<BundleAnswer>('bundle?have=x')).status, 200);
  });

  it('comes with a pairing, with the key to check it by', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    const { body } = await district.post<PairAnswer>('sentry/pair', { code });
    const read = await verifyBundle(body.bundle, body.bundleKey, 0);
    assert.ok(read.version >= 1);
  });

  it('is published anew, with a higher version, when it is a day old', async () => {
    const before = readBundle((await newest()).bundle!.body);
    await district.hourly(Date.now() + 23 * 3_600_000);
    assert.equal(readBundle((await newest()).bundle!.body).version, before.version);
    await district.hourly(Date.now() + 25 * 3_600_000);
    const after = readBundle((await newest()).bundle!.body);
    assert.equal(after.version, before.version + 1);
    assert.ok(after.issuedAt > before.issuedAt);
  });

  it('is published anew when the district is renamed', async () => {
    const before = readBundle((await newest()).bundle!.body);
    await district.sql(`update district set nameEn = 'Renamed'`);
    await district.hourly(Date.now());
    const after = readBundle((await newest()).bundle!.body);
    assert.equal(after.version, before.version + 1);
    assert.equal(after.district.name.en, 'Renamed');
  });

  it('keeps its version over a restart', async () => {
    const before = readBundle((await newest()).bundle!.body);
    await district.server.stop();
    await district.restart();
    assert.deepEqual(readBundle((await newest()).bundle!.body), before);
  });
});
