import { createHolderKey, holderPoint, showPass, type HeldPass } from '../../src/credentials/pass/holder.ts';
import { sign } from '../../src/credentials/bytes/p256.ts';
import {
  bundleMessage,
  type Bundle,
  type OfficialSignature,
  type SignedBundle,
} from '../../src/domain/bundle/bundle.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import type { SentryCode } from '../../src/domain/pass/challenge.ts';
import {
  charterMessage,
  type ChartedKey,
  type Charter,
  type PublicKey,
  type SignedCharter,
} from '../../src/domain/bundle/charter.ts';
import {
  encodePassBody,
  issuerMessage,
  type IssuedPass,
  type PassBody,
} from '../../src/domain/pass/health-pass.ts';
import { encodeSiteCodeBody, siteCodeMessage } from '../../src/domain/site/site-code.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { emptyTrustList } from '../../src/domain/credential/trust-list.ts';
import { wordMessage, type SignedWord, type Word } from '../../src/domain/bundle/word.ts';

/** A moment of the tests: 2026-05-20 12:00 in Shanghai, UTC ms. */
export const noon = Date.UTC(2026, 4, 20, 4, 0);
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A P-256 key pair with the number that charters, passes and signatures name it by. */
export interface TestKey {
  pair: CryptoKeyPair;
  publicKey: PublicKey;
}

/** A new key. @param id 0..255 */
export async function testKey(id: number): Promise<TestKey> {
  const pair = await createHolderKey();
  return { pair, publicKey: { id, point: base64url(await holderPoint(pair)) } };
}

/** The time in which a key of the tests may sign: the year about `noon`. */
export function charted({ publicKey }: TestKey, change: Partial<ChartedKey> = {}): ChartedKey {
  return { ...publicKey, notBefore: noon - 365 * day, notAfter: noon + 365 * day, ...change };
}

/** Who signs a bundle, and what charter goes with it, where it is not the usual. */
export interface Publishing {
  by?: readonly TestKey[];
  charter?: Partial<Charter>;
}

/**
 * A whole district with keys of its own, signing by Web Crypto: a root, two officials, an issuer of passes, a key for site
 * codes and one for the server's statement. What is left out of a change is that of a healthy person, of the standard policy and
 * of a charter in force at `noon`.
 */
export interface TestDistrict {
  root: TestKey;
  officials: readonly [TestKey, TestKey];
  issuer: TestKey;
  siteCodeKey: TestKey;
  wordKey: TestKey;
  ingestKey: TestKey;
  /** What the charter says. */
  charter(change?: Partial<Charter>): Charter;
  /** Signs any text as a charter's body. @param by the root when left out */
  signCharter(body: string, by?: TestKey): Promise<SignedCharter>;
  /** What a bundle says. */
  bundle(change?: Partial<Bundle>): Bundle;
  /** A bundle signed by both officials, with the charter. */
  publish(change?: Partial<Bundle>, how?: Publishing): Promise<SignedBundle>;
  /** Signs any text as a bundle's body. */
  signBundle(body: string, how?: Publishing): Promise<SignedBundle>;
  /** The server's statement, of `noon` and versions 1 and 0 unless said otherwise. */
  word(change?: Partial<Word>, by?: TestKey): Promise<SignedWord>;
  /** A pass for a holder's key. */
  issue(holder: CryptoKeyPair, change?: Partial<PassBody>): Promise<{ pass: IssuedPass; fields: PassBody }>;
  /** A person with a new key and a pass, begun an hour before `noon`. */
  person(change?: Partial<PassBody>): Promise<HeldPass>;
  /** A signed site code's body and signature. */
  siteCode(id: Uint8Array, geohash: Uint8Array): Promise<{ body: Uint8Array; signature: Uint8Array }>;
}

/** Makes a district with new keys: root 1, officials 1 and 2, issuer 7, site code key 5, statement key 6, ingest key 4. */
export async function testDistrict(): Promise<TestDistrict> {
  const [root, first, second, issuer, siteCodeKey, wordKey, ingestKey] = await Promise.all([
    testKey(1),
    testKey(1),
    testKey(2),
    testKey(7),
    testKey(5),
    testKey(6),
    testKey(4),
  ]);
  const charter: TestDistrict['charter'] = (change = {}) => ({
    version: 1,
    issuedAt: noon - 2 * hour,
    expiresAt: noon + 365 * day,
    district: { name: { 'zh-CN': '测试区', en: 'Test district' }, demo: false },
    officials: [
      { ...charted(first), name: 'Health' },
      { ...charted(second), name: 'Administration' },
    ],
    issuers: [charted(issuer)],
    siteCodeKeys: [charted(siteCodeKey)],
    wordKeys: [charted(wordKey)],
    ingestKeys: [charted(ingestKey)],
    ...change,
  });
  const signCharter: TestDistrict['signCharter'] = async (body, by = root) => ({
    body,
    root: by.publicKey.id,
    signature: base64url(await sign(by.pair.privateKey, charterMessage(body))),
  });
  const signBundle: TestDistrict['signBundle'] = async (body, how = {}) => ({
    charter: await signCharter(JSON.stringify(charter(how.charter))),
    body,
    signatures: await Promise.all((how.by ?? [first, second]).map((key) => officialSignature(key, body))),
  });
  const bundle: TestDistrict['bundle'] = (change = {}) => ({
    version: 1,
    issuedAt: noon - hour,
    expiresAt: noon + 7 * day,
    policy: standardPolicy(1),
    trust: emptyTrustList,
    ...change,
  });
  const issue: TestDistrict['issue'] = async (holder, change = {}) => {
    const fields = passBody(await holderPoint(holder), change);
    const body = encodePassBody(fields);
    return { pass: { body, signature: await sign(issuer.pair.privateKey, issuerMessage(body)) }, fields };
  };
  return {
    root,
    officials: [first, second],
    issuer,
    siteCodeKey,
    wordKey,
    ingestKey,
    charter,
    signCharter,
    bundle,
    publish: (change, how) => signBundle(JSON.stringify(bundle(change)), how),
    signBundle,
    async word(change = {}, by = wordKey) {
      const word: Word = { at: noon, bundleVersion: 1, denyVersion: 0, ...change };
      return signWord(JSON.stringify(word), by);
    },
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

/** One official's signature over a bundle's text. */
export async function officialSignature(key: TestKey, body: string): Promise<OfficialSignature> {
  const signature = base64url(await sign(key.pair.privateKey, bundleMessage(body)));
  return { official: key.publicKey.id, signature };
}

/** Signs any text as a word's body. */
export async function signWord(body: string, key: TestKey): Promise<SignedWord> {
  const signature = base64url(await sign(key.pair.privateKey, wordMessage(body)));
  return { body, key: key.publicKey.id, signature };
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
