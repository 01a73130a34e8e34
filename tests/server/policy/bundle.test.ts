import assert from 'node:assert/strict';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { verifyBundle, verifyWord } from '../../../src/credentials/signed/bundle-verifier.ts';
import type { BundleAnswer, DenyListAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { readBundle } from '../../../src/domain/bundle/bundle.ts';
import type { Charter, PublicKey } from '../../../src/domain/bundle/charter.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import type { OpenKey } from '../../../tools/keys/secrets.ts';
import { districtName, TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

const day = 86_400_000;
const nothing = { charter: 0, bundle: 0 };

describe('the bundle', () => {
  let district: TestDistrict;
  let root: PublicKey;
  before(async () => {
    district = await TestDistrict.open();
    const file = await readFile(join(district.folder, 'secrets', 'charter.json'), 'utf8');
    ({ root } = JSON.parse(file) as { root: PublicKey });
  });
  after(() => district.close());

  const points = (keys: readonly OpenKey[]): string[] =>
    keys.map(({ publicKey }) => base64url(fromHex(publicKey)));

  async function newest(have = 0): Promise<BundleAnswer> {
    return (await district.get<BundleAnswer>(`bundle?have=${have}`)).body;
  }

  it('is there from the first request on, under a charter, signed so that a sentry takes it', async () => {
    const { bundle: signed } = await newest();
    const { charter, bundle } = await verifyBundle(signed!, root, nothing, Date.now());
    assert.equal(bundle.version, 1);
    assert.equal(bundle.expiresAt - bundle.issuedAt, 180 * day);
    assert.deepEqual(bundle.policy, JSON.parse(JSON.stringify(standardPolicy(1))));
    assert.deepEqual(charter.district, { name: districtName, demo: false });
    assert.equal(charter.officials.length, 2);
    const { issuers, siteCode, word, ingest } = district.keyring;
    const pointsOf = (list: Charter['issuers']): string[] => list.map(({ point }) => point);
    assert.deepEqual(pointsOf(charter.issuers), points(issuers));
    assert.deepEqual(pointsOf(charter.siteCodeKeys), points([siteCode]));
    assert.deepEqual(pointsOf(charter.wordKeys), points([word]));
    assert.deepEqual(pointsOf(charter.ingestKeys), points([ingest]));
  });

  it('is one that the server cannot make: its keyring holds no official’s key, nor the root’s', async () => {
    const { charter } = await verifyBundle((await newest()).bundle!, root, nothing, Date.now());
    const held = points([...district.keyring.issuers, district.keyring.siteCode, district.keyring.word]);
    for (const { point } of [root, ...charter.officials]) assert.ok(!held.includes(point));
  });

  it('is not sent to those who have it', async () => {
    const first = await newest();
    const { version } = readBundle(first.bundle!.body);
    assert.equal((await newest(version)).bundle, null);
    assert.ok((await newest(version - 1)).bundle);
    assert.equal((await district.get<BundleAnswer>('bundle')).status, 200);
    assert.equal((await district.get<BundleAnswer>('bundle?have=x')).status, 200);
  });

  it('comes with a pairing, with the root to check it by and the server’s statement', async () => {
    const code = await district.pairingCode({ site: sites.mall });
    const body = await district.pair(code);
    assert.deepEqual(body.root, root);
    assert.equal(body.sentry.category, 'mall');
    const { charter, bundle } = await verifyBundle(body.bundle, body.root, nothing, Date.now());
    const word = await verifyWord(body.word!, charter);
    assert.equal(word?.bundleVersion, bundle.version);
    const list = await district.get<DenyListAnswer>('sentry/deny-list?have=0', body.token);
    assert.equal(word?.denyVersion, (JSON.parse(list.body.list!.body) as { version: number }).version);
    assert.ok(Math.abs(word!.at - Date.now()) < 60_000, `${word!.at}`);
  });

  it('is never published by the server itself, however much time goes by', async () => {
    const before = (await newest()).bundle!;
    await district.hourly(Date.now() + 40 * day);
    assert.deepEqual((await newest()).bundle, before);
    assert.equal(await district.sql<number>('select json_quote(count(*)) as found from bundles'), 1);
  });

  it('keeps its version over a restart', async () => {
    const before = readBundle((await newest()).bundle!.body);
    await district.server.stop();
    await district.restart();
    assert.deepEqual(readBundle((await newest()).bundle!.body), before);
  });

  it('is missing, and that is said, while the district has published none', async () => {
    const other = await TestDistrict.open();
    try {
      const first = join(other.folder, 'secrets', 'first-bundle.json');
      await rename(first, `${first}.away`);
      const { status, body } = await other.get<{ message: string }>('bundle');
      assert.equal(status, 500);
      assert.match(body.message, /published no policy yet: two officials must sign one/);
      await rename(`${first}.away`, first);
      assert.equal((await other.get('bundle')).status, 200);
    } finally {
      await other.close();
    }
  });
});
