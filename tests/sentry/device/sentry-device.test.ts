import { expect } from '@open-wc/testing';
import { BundleRefused } from '../../../src/credentials/signed/bundle-verifier.ts';
import type { HeartbeatRequest } from '../../../src/domain/api/gate/sentry-api.ts';
import type { Charter } from '../../../src/domain/bundle/charter.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import { ingestKeyOf, type SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { SentrySync } from '../../../src/sentry/device/sentry-sync.ts';
import { testScan } from '../../support/device.ts';
import { charted, day, noon, testDistrict, testKey, type TestDistrict } from '../../support/district.ts';
import { IngestKey } from '../../support/ingest-key.ts';
import { fakeClient, newTablet, pairAnswer, removeTablets } from '../paired-device.ts';

let district: TestDistrict;
let server: IngestKey;

/** A key of the server that the tests can open with. */
function keyOfServer(id: number, key: IngestKey, change: Partial<Charter['ingestKeys'][number]> = {}) {
  const point = base64url(key.point);
  return { id, point, notBefore: Date.now() - day, notAfter: Date.now() + day, ...change };
}

async function opened(device: SentryDevice, key: IngestKey): Promise<unknown> {
  const scan = await device.queue.add(testScan({ t: Date.now() }), null);
  const { records } = (await device.queue.oldest(500))!;
  const record = records.at(-1)!;
  expect(record.session).to.equal(device.sealer!.session);
  return expect(await key.open(record)).to.deep.equal(scan);
}

describe('SentryDevice', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(() => {
    server = new IngestKey();
  });
  afterEach(removeTablets);

  const pair = async (device: SentryDevice, charter: Partial<Charter> = {}): Promise<void> =>
    device.pair(await pairAnswer(district, {}, {}, { ingestKeys: [keyOfServer(4, server)], ...charter }));

  it('takes no scan before it is paired, and seals to the server’s key afterwards', async () => {
    const device = await newTablet();
    expect(device.sealer).to.equal(null);
    const fault = await device.queue.add(testScan(), null).catch((why: unknown) => why);
    expect(fault).to.be.instanceOf(Error);
    await pair(device);
    expect(device.pairing).to.include({ uploadKey: 'upload key of the tests' });
    expect(device.pairing!.ingest).to.deep.equal({ id: 4, point: base64url(server.point) });
    await opened(device, server);
    await device.unpair();
    const after = await device.queue.add(testScan(), null).catch((why: unknown) => why);
    expect(after).to.be.instanceOf(Error);
  });

  it('keeps its own key and its chain when it is paired anew', async () => {
    const device = await newTablet();
    const { point } = device.key;
    await pair(device);
    await opened(device, server);
    const [chain] = device.queue.chains();
    await pair(device);
    expect(device.key.point).to.equal(point);
    await opened(device, server);
    expect(device.queue.chains()).to.deep.equal([{ ...chain, next: 3 }]);
  });

  it('is not paired with a district whose charter names no key to seal with', async () => {
    const device = await newTablet();
    const old = keyOfServer(4, server, { notAfter: Date.now() - 1000 });
    const fault = await pair(device, { ingestKeys: [old] }).catch((why: unknown) => why);
    expect(fault).to.be.instanceOf(BundleRefused);
    expect(device.pairing).to.equal(null);
  });

  it('seals to the newer key when a newer charter names one', async () => {
    const device = await newTablet();
    await pair(device);
    const next = new IngestKey();
    const ingestKeys = [keyOfServer(4, server), keyOfServer(5, next, { notBefore: Date.now() - 1000 })];
    const { sealer } = device;
    await device.followCharter();
    expect(device.sealer, 'nothing changed').to.equal(sealer);
    const bundle = { version: 2, issuedAt: Date.now() - 1000, expiresAt: Date.now() + day };
    await device.bundles!.take(await district.publish(bundle, { charter: { version: 2, ingestKeys } }));
    await device.followCharter();
    await opened(device, next);
    expect((await device.settings.pairing())!.ingest.id).to.equal(5);
  });

  describe('that was given another place', () => {
    it('stands there from then on, also after a restart, and lets go of the roster of the site before', async () => {
      const device = await newTablet();
      await pair(device);
      const { sentry } = device.pairing!;
      const before = device.roster;
      const moved = { ...sentry, site: sentry.site + 1, siteName: '另一处' };
      expect(await device.follow(moved)).to.equal(true);
      expect(device.pairing!.sentry).to.deep.equal(moved);
      expect((await device.settings.pairing())!.sentry).to.deep.equal(moved);
      expect(device.roster).not.to.equal(before);
      expect(device.movedAt).to.be.a('number');
    });

    it('goes on as it is where only its name, or which way people go, is another', async () => {
      const device = await newTablet();
      await pair(device);
      const { roster, pairing } = device;
      const named = { ...pairing!.sentry, name: 'Another name', direction: 'in' as const };
      expect(await device.follow(named)).to.equal(false);
      expect(device.pairing!.sentry).to.deep.equal(named);
      expect([device.roster, device.movedAt]).to.deep.equal([roster, null]);
    });
  });

  it('chooses the newest ingest key in force', async () => {
    const [a, b, c] = await Promise.all([1, 2, 3].map(testKey));
    const charter = district.charter({
      ingestKeys: [
        charted(a!, { notBefore: noon - 2 * day }),
        charted(b!, { notBefore: noon - day }),
        charted(c!, { notBefore: noon + day }),
      ],
    });
    expect(ingestKeyOf(charter, noon)?.id).to.equal(2);
    expect(ingestKeyOf(charter, noon + 2 * day)?.id).to.equal(3);
    expect(ingestKeyOf(district.charter({ ingestKeys: [] }), noon)).to.equal(null);
  });

  it('tells the server its session and its chains, and deletes what the server has for good', async () => {
    const device = await newTablet();
    await pair(device);
    await opened(device, server);
    await opened(device, server);
    const [{ chain, next }] = device.queue.chains() as [{ chain: string; next: number }];
    await device.queue.settle(chain, [{ first: 1, last: 2, status: 'stored' }], Date.now());
    const beats: HeartbeatRequest[] = [];
    const { client } = fakeClient({
      'sentry/heartbeat': async (body) => {
        beats.push(body as HeartbeatRequest);
        return {
          now: Date.now(),
          bundleVersion: 1,
          sentry: device.pairing!.sentry,
          word: await district.word({ at: Date.now() }),
          chains: [{ chain, have: [[1, 2]], durable: 1 }],
        };
      },
    });
    const sync = new SentrySync(device, client, () => ({
      camera: 'running',
      temperature: 'none',
      sound: 'running',
    }));
    const heard = new Promise((resolve) => sync.on('bundle', () => resolve(undefined)));
    sync.start();
    await heard;
    sync.stop();
    expect(beats[0]).to.include({ session: device.sealer!.session });
    expect(beats[0]!.chains).to.deep.equal([{ chain, next }]);
    expect((await device.queue.state()).held).to.equal(1);
  });
});
