import { createHolderKey, holderPoint, showPass, type HeldPass } from '../../src/credentials/holder.ts';
import { sign } from '../../src/credentials/p256.ts';
import { bundleMessage, type Bundle, type PublicKey, type SignedBundle } from '../../src/domain/bundle.ts';
import { base64url } from '../../src/domain/bytes.ts';
import type { SentryCode } from '../../src/domain/challenge.ts';
import {
  encodePassBody,
  issuerMessage,
  type IssuedPass,
  type PassBody,
} from '../../src/domain/health-pass.ts';
import { encodeSiteCodeBody, siteCodeMessage } from '../../src/domain/site-code.ts';
import { standardPolicy } from '../../src/domain/standard-policy.ts';

/** A moment of the tests: 2026-05-20 12:00 in Shanghai, UTC ms. */
export const noon = Date.UTC(2026, 4, 20, 4, 0);
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A P-256 key pair with the number that bundles, passes and site codes name it by. */
export interface TestKey {
  pair: CryptoKeyPair;
  publicKey: PublicKey;
}

/** A new key. @param id 0..255 */
export async function testKey(id: number): Promise<TestKey> {
  const pair = await createHolderKey();
  return { pair, publicKey: { id, point: base64url(await holderPoint(pair)) } };
}

/**
 * A district as its server is one: it issues passes, publishes bundles and signs site codes, by Web Crypto, with keys of
 * its own. What is left out of a change is that of a healthy person and of the standard policy at `noon`.
 */
export interface TestDistrict {
  issuer: TestKey;
  bundleKey: TestKey;
  siteCodeKey: TestKey;
  /** What a bundle says. */
  bundle(change?: Partial<Bundle>): Bundle;
  /** A signed bundle. */
  publish(change?: Partial<Bundle>): Promise<SignedBundle>;
  /** Signs any text as a bundle's body. */
  signBundle(body: string): Promise<SignedBundle>;
  /** A pass for a holder's key. */
  issue(holder: CryptoKeyPair, change?: Partial<PassBody>): Promise<{ pass: IssuedPass; fields: PassBody }>;
  /** A person with a new key and a pass, begun an hour before `noon`. */
  person(change?: Partial<PassBody>): Promise<HeldPass>;
  /** A signed site code's body and signature. */
  siteCode(id: Uint8Array, geohash: Uint8Array): Promise<{ body: Uint8Array; signature: Uint8Array }>;
}

/** Makes a district with new keys: issuer 7, bundle key 3, site code key 5. */
export async function testDistrict(): Promise<TestDistrict> {
  const [issuer, bundleKey, siteCodeKey] = await Promise.all([testKey(7), testKey(3), testKey(5)]);
  const signBundle = async (body: string): Promise<SignedBundle> => ({
    body,
    key: bundleKey.publicKey.id,
    signature: base64url(await sign(bundleKey.pair.privateKey, bundleMessage(body))),
  });
  const bundle = (change: Partial<Bundle> = {}): Bundle => ({
    version: 1,
    issuedAt: noon - hour,
    expiresAt: noon + 7 * day,
    district: { name: { 'zh-CN': '测试区', en: 'Test district' }, demo: false },
    issuers: [issuer.publicKey],
    siteCodeKeys: [siteCodeKey.publicKey],
    policy: standardPolicy(1),
    ...change,
  });
  const issue: TestDistrict['issue'] = async (holder, change = {}) => {
    const fields = passBody(await holderPoint(holder), change);
    const body = encodePassBody(fields);
    return { pass: { body, signature: await sign(issuer.pair.privateKey, issuerMessage(body)) }, fields };
  };
  return {
    issuer,
    bundleKey,
    siteCodeKey,
    bundle,
    publish: (change) => signBundle(JSON.stringify(bundle(change))),
    signBundle,
    issue,
    async person(change) {
      const holder = await createHolderKey();
      return { ...(await issue(holder, change)), privateKey: holder.privateKey };
    },
    async siteCode(id, geohash) {
      const body = encodeSiteCodeBody({ key: siteCodeKey.publicKey.id, id, geohash });
      return { body, signature: await sign(siteCodeKey.pair.privateKey, siteCodeMessage(body)) };
    },
  };
}

/** The fields of a healthy person's pass. @param point the holder's, 65 bytes */
export function passBody(point: Uint8Array, change: Partial<PassBody> = {}): PassBody {
  return {
    issuer: 7,
    notBefore: noon - hour,
    lifetimeMinutes: 1440,
    passId: crypto.getRandomValues(new Uint8Array(8)),
    colour: 'green',
    lastResult: 'negative',
    sampleTime: noon - 10 * hour,
    doses: 3,
    lastDose: Date.UTC(2026, 0, 15),
    maskedName: '张*三',
    holderX: point.slice(1, 33),
    holderYOdd: (point[64]! & 1) === 1,
    ...change,
  };
}

/** The QR text that a person's phone shows. Throws when the pass has nothing valid to show at that moment. */
export async function shown(person: HeldPass, at = noon, asked: SentryCode | null = null): Promise<string> {
  const text = await showPass(person, at, asked);
  if (text === null) throw new Error('This pass is not valid at that moment: nothing is shown.');
  return text;
}
