// The valid inputs that the fuzzer begins from, made anew for every run by keys of its own.
import { createHolderKey, holderPoint, showPass, type HeldPass } from '../../src/credentials/pass/holder.ts';
import { importIssuers } from '../../src/credentials/pass/health-pass-verifier.ts';
import type { Issuers } from '../../src/credentials/pass/verifying-context.ts';
import { sign } from '../../src/credentials/bytes/p256.ts';
import { bundleMessage, type Bundle, type SignedBundle } from '../../src/domain/bundle/bundle.ts';
import { base64url, concat } from '../../src/domain/bytes/bytes.ts';
import {
  charterMessage,
  type ChartedKey,
  type Charter,
  type PublicKey,
} from '../../src/domain/bundle/charter.ts';
import { encodePassBody, issuerMessage, type PassBody } from '../../src/domain/pass/health-pass.ts';
import { encodeSiteCodeBody, siteCodeMessage } from '../../src/domain/site/site-code.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import type { TrustList } from '../../src/domain/credential/trust-list.ts';
import { wordMessage, type SignedWord } from '../../src/domain/bundle/word.ts';
import {
  claimsOf,
  compressed,
  day,
  dccOf,
  hour,
  makeMessage,
  noon,
  pack,
  recovery,
  test,
  testSigner,
  trusting,
} from '../../tests/credentials/hcert/make-hcert.ts';
import {
  bundleOf,
  cardClaims,
  cardIssuer,
  signCard,
  trustingCards,
  type CardIssuer,
} from '../../tests/credentials/smart-health-card/make-card.ts';

export { noon };

/** A health certificate as a message, and as it is packed. */
export interface ValidHcert {
  message: Uint8Array<ArrayBuffer>;
  packed: Uint8Array<ArrayBuffer>;
  text: string;
}

export interface Corpus {
  issuers: Issuers;
  trust: TrustList;
  root: PublicKey;
  charter: Charter;
  /** QR texts of a healthy and of a positive person's pass, and others. */
  healthy: string;
  positive: string;
  passes: string[];
  issued: Uint8Array[];
  hcerts: ValidHcert[];
  certificate: Uint8Array<ArrayBuffer>;
  cardIssuer: CardIssuer;
  /** Signed cards (JWS). */
  cards: string[];
  cardContent: unknown;
  siteCode: Uint8Array;
  bundle: Bundle;
  signedBundle: SignedBundle;
  word: SignedWord;
}

interface Key {
  pair: CryptoKeyPair;
  charted: ChartedKey;
}

async function newKey(id: number): Promise<Key> {
  const pair = await createHolderKey();
  const point = base64url(await holderPoint(pair));
  return { pair, charted: { id, point, notBefore: noon - 900 * day, notAfter: noon + 900 * day } };
}

export async function makeCorpus(): Promise<Corpus> {
  const [issuer, root, siteCodeKey, wordKey, ...officials] = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(newKey),
  );
  const [es, ps, cards] = await Promise.all([testSigner('ES256'), testSigner('PS256'), cardIssuer()]);
  const person = async (change: Partial<PassBody>): Promise<HeldPass> => {
    const holder = await createHolderKey();
    const body = encodePassBody(passFields(await holderPoint(holder), issuer!.charted.id, change));
    const signature = await sign(issuer!.pair.privateKey, issuerMessage(body));
    const fields = passFields(await holderPoint(holder), issuer!.charted.id, change);
    return { pass: { body, signature }, fields, privateKey: holder.privateKey };
  };
  const held = await Promise.all([
    person({}),
    person({ lastResult: 'positive' }),
    person({ colour: 'red', maskedName: '李*' }),
    person({ maskedName: '', doses: null, lastDose: null, sampleTime: null, lastResult: 'none' }),
  ]);
  const passes = (await Promise.all(
    held.map((one, index) =>
      showPass(one, noon, index === 2 ? { site: 7, device: 9, challenge: Uint8Array.of(1, 2, 3, 4) } : null),
    ),
  )) as string[];
  const trust: TrustList = {
    entries: [...trusting(es, ps).entries, ...trustingCards(cards).entries],
    revocations: [{ kid: cards.entry.kid, ctr: 1, rids: ['abc', 'def.1700000000'] }],
  };
  const charter: Charter = {
    version: 3,
    issuedAt: noon - day,
    expiresAt: noon + 90 * day,
    district: { name: { 'zh-CN': '测试区', en: 'Test district' }, demo: false },
    officials: officials.map(({ charted }) => ({ ...charted, name: `Official ${charted.id}` })),
    issuers: [issuer!.charted],
    siteCodeKeys: [siteCodeKey!.charted],
    wordKeys: [wordKey!.charted],
    ingestKeys: [],
  };
  const bundle: Bundle = {
    version: 7,
    issuedAt: noon - hour,
    expiresAt: noon + 30 * day,
    policy: standardPolicy(4),
    trust,
  };
  const signed = async (key: Key, message: Uint8Array<ArrayBuffer>): Promise<string> =>
    base64url(await sign(key.pair.privateKey, message));
  const [charterBody, bundleBody] = [JSON.stringify(charter), JSON.stringify(bundle)];
  const wordBody = JSON.stringify({ at: noon, bundleVersion: 7, denyVersion: 2 });
  const siteBody = encodeSiteCodeBody({
    key: 3,
    id: Uint8Array.of(1, 2, 3, 4, 5, 6),
    geohash: new Uint8Array(4),
  });
  return {
    issuers: await importIssuers(charter.issuers),
    trust,
    root: root!.charted,
    charter,
    healthy: passes[0]!,
    positive: passes[1]!,
    passes,
    issued: held.map(({ pass }) => concat(pass.body, pass.signature)),
    hcerts: await Promise.all([
      makeMessage(es).then(valid),
      makeMessage(es, { claims: claimsOf(new Map([[1, dccOf({ t: [test] })]])) }).then(valid),
      makeMessage(ps, { claims: claimsOf(new Map([[1, dccOf({ r: [recovery] })]])) }).then(valid),
    ]),
    certificate: es.certificate,
    cardIssuer: cards,
    cards: await Promise.all([signCard(cards), signCard(cards, { claims: cardClaims({}, { rid: 'xyz' }) })]),
    cardContent: bundleOf(),
    siteCode: concat(siteBody, await sign(siteCodeKey!.pair.privateKey, siteCodeMessage(siteBody))),
    bundle,
    signedBundle: {
      charter: {
        body: charterBody,
        root: root!.charted.id,
        signature: await signed(root!, charterMessage(charterBody)),
      },
      body: bundleBody,
      signatures: await Promise.all(
        officials.map(async (official) => ({
          official: official.charted.id,
          signature: await signed(official, bundleMessage(bundleBody)),
        })),
      ),
    },
    word: {
      body: wordBody,
      key: wordKey!.charted.id,
      signature: await signed(wordKey!, wordMessage(wordBody)),
    },
  };
}

async function valid(message: Uint8Array<ArrayBuffer>): Promise<ValidHcert> {
  return { message, packed: await compressed(message, 'deflate'), text: await pack(message) };
}

function passFields(point: Uint8Array, issuer: number, change: Partial<PassBody>): PassBody {
  return {
    issuer,
    notBefore: noon - hour,
    lifetimeMinutes: 1440,
    passId: point.slice(40, 48),
    colour: 'green',
    lastResult: 'negative',
    sampleTime: noon - 10 * hour,
    doses: 3,
    lastDose: Date.UTC(2026, 0, 15),
    maskedName: 'G*r',
    holderX: point.slice(1, 33),
    holderYOdd: (point[64]! & 1) === 1,
    ...change,
  };
}
