/** A tablet that is or is not paired, with a database of its own, and the server it speaks to. */
import type { HeartbeatAnswer, PairAnswer } from '../../src/domain/api/gate/sentry-api.ts';
import type { Bundle } from '../../src/domain/bundle/bundle.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import type { Charter } from '../../src/domain/bundle/charter.ts';
import { denyListMessage, type SignedDenyList } from '../../src/domain/pass/deny-list.ts';
import { sign } from '../../src/credentials/bytes/p256.ts';
import { SentryDevice } from '../../src/sentry/device/sentry-device.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { testPlace } from '../support/device.ts';
import { day, hour, type TestDistrict } from '../support/district.ts';

const opened: SentryDevice[] = [];

/** A tablet that was never paired. Call `removeTablets` after each test. */
export async function newTablet(): Promise<SentryDevice> {
  const device = await SentryDevice.open(`test-tablet-${crypto.randomUUID()}`);
  opened.push(device);
  return device;
}

/** A bundle that holds now, whatever the clock of the tests' district says. */
export function bundleOfToday(change: Partial<Bundle> = {}): Partial<Bundle> {
  return { issuedAt: Date.now() - hour, expiresAt: Date.now() + 7 * day, ...change };
}

/** What a server answers to the right pairing code. */
export async function pairAnswer(
  district: TestDistrict,
  change: Partial<PairAnswer['sentry']> = {},
  bundle: Partial<Bundle> = {},
  charter: Partial<Charter> = {},
): Promise<PairAnswer> {
  return {
    token: 'sentry',
    uploadKey: 'upload key of the tests',
    sentry: testPlace(change),
    root: district.root.publicKey,
    bundle: await district.publish(bundleOfToday(bundle), { charter }),
    word: await district.word({ at: Date.now() }),
    now: Date.now(),
  };
}

/** What a server sends that denies nobody. */
async function emptyDenyList(district: TestDistrict): Promise<SignedDenyList> {
  const body = JSON.stringify({ version: 1, at: Date.now(), ids: '' });
  const { pair, publicKey } = district.wordKey;
  return {
    body,
    key: publicKey.id,
    signature: base64url(await sign(pair.privateKey, denyListMessage(body))),
  };
}

/** A tablet paired with a gate of the district. */
export async function pairedTablet(
  district: TestDistrict,
  change: Partial<PairAnswer['sentry']> = {},
  bundle: Partial<Bundle> = {},
): Promise<SentryDevice> {
  const device = await newTablet();
  await device.pair(await pairAnswer(district, change, bundle));
  await device.denyList!.take(await emptyDenyList(district));
  return device;
}

export async function removeTablets(): Promise<void> {
  for (const device of opened.splice(0)) await device.erase();
}

/** What a server answers: a value as JSON, or a refusal. */
export type FakeAnswer = object | { status: number; code: string };

/**
 * A client of a server that answers as told, by path under /api/sitecode/; whatever it is not told of does not answer, as
 * with no network.
 */
export function fakeClient(answers: Record<string, (body: unknown) => FakeAnswer | Promise<FakeAnswer>>): {
  client: ApiClient;
  asked: { path: string; body: unknown }[];
} {
  const asked: { path: string; body: unknown }[] = [];
  const client = new ApiClient({
    origin: 'https://code.example',
    fetch: async (input, init) => {
      const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
      const body: unknown = init?.body ? JSON.parse(String(init.body)) : null;
      asked.push({ path, body });
      const answer = answers[path];
      if (!answer) throw new TypeError('Failed to fetch');
      const value = await answer(body);
      const status = 'status' in value && 'code' in value ? Number(value.status) : 200;
      return Response.json(value, { status });
    },
  });
  return { client, asked };
}

/** What a server answers to the heartbeat of a sentry that has all it is to have. */
export function heartbeatAnswer(device: SentryDevice, now = Date.now()): HeartbeatAnswer {
  const { bundles, pairing } = device;
  return { now, bundleVersion: bundles!.version, sentry: pairing!.sentry, word: null, chains: [] };
}
