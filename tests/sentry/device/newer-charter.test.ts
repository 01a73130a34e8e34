import { aTimeout, expect } from '@open-wc/testing';
import {
  createHolderKey,
  holderPoint,
  showPass,
  type HeldPass,
} from '../../../src/credentials/pass/holder.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import type { HeartbeatAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type { Charter } from '../../../src/domain/bundle/charter.ts';
import type { SignedBundle } from '../../../src/domain/bundle/bundle.ts';
import { encodePassBody, issuerMessage } from '../../../src/domain/pass/health-pass.ts';
import type { Proof } from '../../../src/domain/credential/verification.ts';
import { Checkpoint } from '../../../src/sentry/stop/checkpoint.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { SentrySync } from '../../../src/sentry/device/sentry-sync.ts';
import { noneDenied, testPlace } from '../../support/device.ts';
import {
  charted,
  hour,
  passBody,
  testDistrict,
  testKey,
  type TestDistrict,
  type TestKey,
} from '../../support/district.ts';
import { bundleOfToday, fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { nobodyAsked } from '../nobody-asked.ts';

let district: TestDistrict;
let device: SentryDevice;
let next: TestKey;
let sync: SentrySync;

/** A pass of any issuer, made an hour ago. */
async function passBy(issuer: TestKey): Promise<HeldPass> {
  const holder = await createHolderKey();
  const notBefore = Math.floor((Date.now() - hour) / 60_000) * 60_000;
  const fields = passBody(await holderPoint(holder), { issuer: issuer.publicKey.id, notBefore });
  const body = encodePassBody(fields);
  const signature = await sign(issuer.pair.privateKey, issuerMessage(body));
  return { pass: { body, signature }, fields, privateKey: holder.privateKey };
}

async function proofOf(issuer: TestKey): Promise<Proof> {
  const checkpoint = new Checkpoint({
    identifier: nobodyAsked,
    place: testPlace({ measuresTemperature: false }),
    clock: device.clock,
    bundles: device.bundles!,
    queue: device.queue,
    temperature: async () => null,
    denied: noneDenied,
    boot: '0badcafe',
  });
  const at = Date.now();
  const text = (await showPass(await passBy(issuer), at))!;
  return (await checkpoint.pass({ kind: 'qr', text, at })).verification.proof;
}

/** A server with the same bundle and another charter; what it was asked. */
async function serve(
  charter: Partial<Charter> & { version: number },
  change: (signed: SignedBundle) => SignedBundle = (signed) => signed,
): Promise<string[]> {
  const issuedAt = device.bundles!.current()!.bundle.issuedAt;
  const signed = await district.publish(bundleOfToday({ issuedAt }), { charter });
  const word = await district.word({ at: Date.now() + 1000, denyVersion: 1 });
  const { client, asked } = fakeClient({
    'sentry/heartbeat': (): HeartbeatAnswer => ({
      now: Date.now(),
      bundleVersion: 1,
      charterVersion: charter.version,
      sentry: device.pairing!.sentry,
      word,
      chains: [],
    }),
    bundle: () => ({ bundle: change(signed), now: Date.now() }),
  });
  sync = new SentrySync(device, client, () => ({ camera: 'running', temperature: 'none', sound: 'running' }));
  const isHeard = new Promise<void>((resolve) => sync.on('bundle', resolve));
  sync.start();
  await isHeard;
  // What is asked for because of it is asked for at once.
  await aTimeout(0);
  return asked.map(({ path }) => path);
}

describe('a sentry that hears of a newer charter', () => {
  beforeEach(async () => {
    district = await testDistrict();
    device = await pairedTablet(district, { measuresTemperature: false });
    next = await testKey(8);
  });
  afterEach(() => {
    sync.stop();
    removeTablets();
  });

  const withNext = (): Partial<Charter> & { version: number } => ({
    version: 2,
    issuers: [charted(district.issuer), charted(next)],
  });

  it('fetches it though the bundle is the same, and believes the new issuer and the old one', async () => {
    expect(await proofOf(next), 'before').to.equal('forged');
    await serve(withNext());
    await waitUntil(() => device.bundles!.charterVersion === 2, 'the charter is taken');
    expect(device.bundles!.version, 'the same bundle').to.equal(1);
    expect(await proofOf(next)).to.equal('proved');
    expect(await proofOf(district.issuer)).to.equal('proved');
  });

  it('believes an issuer no longer that the charter has dropped', async () => {
    expect(await proofOf(district.issuer)).to.equal('proved');
    await serve({ version: 2, issuers: [charted(next)] });
    await waitUntil(() => device.bundles!.charterVersion === 2, 'the charter is taken');
    expect(await proofOf(district.issuer)).to.equal('forged');
  });

  it('takes none that the root did not sign, and goes on', async () => {
    const asked = await serve(withNext(), (signed) => ({
      ...signed,
      charter: { ...signed.charter, signature: 'A'.repeat(86) },
    }));
    expect(asked).to.include('bundle');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(device.bundles!.charterVersion).to.equal(1);
    expect(await proofOf(next)).to.equal('forged');
    expect(await proofOf(district.issuer)).to.equal('proved');
  });

  it('asks for nothing when it holds the charter that the server names', async () => {
    expect(await serve({ version: 1 })).to.deep.equal(['sentry/heartbeat']);
  });
});
