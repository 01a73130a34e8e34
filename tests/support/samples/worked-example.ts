import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bundleMessage, type Bundle } from '../../../src/domain/bundle/bundle.ts';
import { base64url, concat, fromHex, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { charterMessage, type ChartedKey, type Charter } from '../../../src/domain/bundle/charter.ts';
import {
  encodePassBody,
  issuerMessage,
  showingMessage,
  shownPassText,
  type PassBody,
} from '../../../src/domain/pass/health-pass.ts';
import { chainHeadMessage, chainStartText, linkText } from '../../../src/domain/scan/scan-chain.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { boxKeyText, nextStepText, packScan, sessionText } from '../../../src/domain/scan/sealed-record.ts';
import {
  encodeSiteCodeBody,
  geohashBytes,
  siteCodeMessage,
  siteCodeUrl,
} from '../../../src/domain/site/site-code.ts';
import { standardLimits } from '../../../src/domain/policy/standard-policy.ts';
import { emptyTrustList } from '../../../src/domain/credential/trust-list.ts';
import { wordMessage, type Word } from '../../../src/domain/bundle/word.ts';
import { identityExample } from './identity-example.ts';
import { keyed } from '../ingest-key.ts';

/** As in policies of before there were lanes: they still read. */
const {
  strictLanes: _later,
  cardBeside: _latest,
  temperatureDoubtful: _newest,
  ...earlierLimits
} = standardLimits;

/**
 * The worked example of docs/formats.md, made anew by the code of this day. Its private keys are in the document, and its
 * nonces are derived (RFC 6979), so every byte of it is the same in every run and whoever reads the document can make it
 * too. The test of the document compares the two.
 */

/** When the example's phone showed the pass. */
export const exampleShownAt = Date.parse('2026-05-20T04:00:05Z');

interface ExampleKey {
  privateKey: Uint8Array;
  point: Uint8Array;
}

function exampleKey(byte: number): ExampleKey {
  const privateKey = new Uint8Array(32).fill(byte);
  return { privateKey, point: p256.getPublicKey(privateKey, false) };
}

function sign({ privateKey }: ExampleKey, message: Uint8Array): Uint8Array {
  return p256.sign(message, privateKey, { prehash: true });
}

const issuer = exampleKey(1);
const holder = exampleKey(2);
const firstOfficial = exampleKey(3);
const siteCodeKey = exampleKey(4);
const secondOfficial = exampleKey(5);
const wordKey = exampleKey(6);
const root = exampleKey(7);
const ingestKey = exampleKey(8);
const session = exampleKey(9);
const deviceKey = exampleKey(10);

/** The fields of the example's pass. */
export const exampleFields: PassBody = {
  issuer: 7,
  notBefore: Date.parse('2026-05-20T03:00:00Z'),
  lifetimeMinutes: 1440,
  passId: fromHex('8899aabbccddeeff'),
  colour: 'green',
  lastResult: 'negative',
  sampleTime: Date.parse('2026-05-19T18:00:00Z'),
  doses: 3,
  lastDose: Date.parse('2026-01-15T00:00:00Z'),
  maskedName: '张*三',
  holderX: holder.point.slice(1, 33),
  holderYOdd: (holder.point[64]! & 1) === 1,
};

function charted(id: number, { point }: ExampleKey): ChartedKey {
  return {
    id,
    point: base64url(point),
    notBefore: Date.parse('2026-01-01T00:00:00Z'),
    notAfter: Date.parse('2028-01-01T00:00:00Z'),
  };
}

const exampleCharter: Charter = {
  version: 2,
  issuedAt: Date.parse('2026-01-01T00:00:00Z'),
  expiresAt: Date.parse('2028-01-01T00:00:00Z'),
  district: { name: { 'zh-CN': '示例区', en: 'Example district' }, demo: false },
  officials: [
    { ...charted(1, firstOfficial), name: 'Health' },
    { ...charted(2, secondOfficial), name: 'Administration' },
  ],
  issuers: [charted(7, issuer)],
  siteCodeKeys: [charted(5, siteCodeKey)],
  wordKeys: [charted(6, wordKey)],
  ingestKeys: [charted(4, ingestKey)],
};

const exampleWord: Word = { at: Date.parse('2026-05-20T04:00:00Z'), bundleVersion: 12, denyVersion: 0 };

const exampleBundle: Bundle = {
  version: 12,
  issuedAt: Date.parse('2026-05-20T00:00:00Z'),
  expiresAt: Date.parse('2026-05-27T00:00:00Z'),
  policy: {
    version: 3,
    showing: { pastSeconds: 90, futureSeconds: 30 },
    temperatureWindowMs: 1000,
    limits: earlierLimits,
    overrides: [
      { scope: { category: 'school' }, limits: { testValidHours: 48 }, validFrom: null, validTo: null },
      { scope: { site: 12 }, limits: { strict: true }, validFrom: null, validTo: 1779321600000 },
    ],
    rules: [
      {
        id: 'temperature.high',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'temperature-high',
        voiceWhenUnknown: 'temperature-missing',
        texts: { 'zh-CN': '体温异常，请复测', en: 'High temperature: measure again' },
        textsWhenUnknown: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
        when: { '===': [{ var: 'measuresTemperature' }, true] },
        logic: { '<': [{ var: 'temperature' }, { var: 'limits.temperatureHigh' }] },
      },
    ],
  },
  trust: emptyTrustList,
};

/** The scan sealed as the first record of a chain, closed with the second key of a session. */
async function sealedExample(scan: Scan): Promise<Record<string, string>> {
  const point = base64url(session.point);
  const shared = hex(p256.getSharedSecret(session.privateKey, ingestKey.point, false).slice(1, 33));
  const firstStep = keyed(shared, sessionText(point));
  const secondStep = keyed(firstStep, nextStepText);
  const boxKey = keyed(secondStep, boxKeyText).slice(0, 32);
  const nonce = fromHex('000102030405060708090a0b');
  const text = packScan(scan);
  const key = await crypto.subtle.importKey('raw', utf8(boxKey), 'AES-GCM', false, ['encrypt']);
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, utf8(text));
  const box = btoa(String.fromCharCode(...nonce, ...new Uint8Array(closed)));
  const chain = '0123456789abcdef';
  const before = hex(sha256(utf8(chainStartText(chain))));
  const link = hex(sha256(utf8(linkText(before, box))));
  return {
    'ingest-private-key': hex(ingestKey.privateKey),
    'ingest-point': hex(ingestKey.point),
    'session-private-key': hex(session.privateKey),
    'session-name': point,
    'shared-secret': shared,
    'first-step-key': firstStep,
    'second-step-key': secondStep,
    'box-key': boxKey,
    'packed-scan': text,
    'sealed-box': box,
    'chain-id': chain,
    'chain-start': before,
    'chain-link': link,
    'device-private-key': hex(deviceKey.privateKey),
    'device-point': hex(deviceKey.point),
    'head-signature': base64url(sign(deviceKey, chainHeadMessage(chain, 1, link))),
  };
}

/** Every value of the example, by the name it has in the document. */
export async function workedExample(): Promise<Record<string, string>> {
  const body = encodePassBody(exampleFields);
  const issuerSignature = sign(issuer, issuerMessage(body));
  const digest = sha256(concat(body, issuerSignature));
  const message = showingMessage(digest, exampleFields.notBefore, exampleShownAt);
  const holderSignature = sign(holder, message);
  const challenge = new Uint8Array(0);
  const pass = { body, signature: issuerSignature };
  const showing = { at: exampleShownAt, challenge, signature: holderSignature };
  const siteBody = encodeSiteCodeBody({
    key: 5,
    id: fromHex('0102030405ff'),
    geohash: geohashBytes('wtw3sj'),
  });
  const siteSignature = sign(siteCodeKey, siteCodeMessage(siteBody));
  const charterBody = JSON.stringify(exampleCharter);
  const bundleBody = JSON.stringify(exampleBundle);
  const wordBody = JSON.stringify(exampleWord);
  const head = message.slice(message.length - 4);
  const scan: Scan = {
    seq: 4711,
    t: exampleShownAt + 1000,
    site: 12,
    zone: 0,
    device: 9,
    pass: hex(exampleFields.passId),
    outcome: 'admit',
    reasons: [],
    body: 3680,
    surface: 3484,
    ambient: 2500,
    policy: 3,
    showing: base64url(concat(head, holderSignature)),
    boot: '0badcafe',
    mono: 86400123,
  };
  return {
    'issuer-private-key': hex(issuer.privateKey),
    'issuer-point': hex(issuer.point),
    'holder-private-key': hex(holder.privateKey),
    'holder-point': hex(holder.point),
    'pass-body': hex(body),
    'issuer-signature': hex(issuerSignature),
    'pass-digest': hex(digest),
    'showing-head': hex(head),
    'holder-signature': hex(holderSignature),
    'qr-text': shownPassText(pass, exampleFields.notBefore, showing),
    'issued-pass': base64url(concat(body, issuerSignature)),
    'site-code-private-key': hex(siteCodeKey.privateKey),
    'site-code-point': hex(siteCodeKey.point),
    'site-code-body': hex(siteBody),
    'site-code-signature': hex(siteSignature),
    'site-code-address': siteCodeUrl('https://code.example', siteBody, siteSignature),
    'root-private-key': hex(root.privateKey),
    'root-point': hex(root.point),
    'first-official-private-key': hex(firstOfficial.privateKey),
    'first-official-point': hex(firstOfficial.point),
    'second-official-private-key': hex(secondOfficial.privateKey),
    'second-official-point': hex(secondOfficial.point),
    'charter-body': charterBody,
    'charter-signature': base64url(sign(root, charterMessage(charterBody))),
    'bundle-body': bundleBody,
    'first-bundle-signature': base64url(sign(firstOfficial, bundleMessage(bundleBody))),
    'second-bundle-signature': base64url(sign(secondOfficial, bundleMessage(bundleBody))),
    'word-private-key': hex(wordKey.privateKey),
    'word-point': hex(wordKey.point),
    'word-body': wordBody,
    'word-signature': base64url(sign(wordKey, wordMessage(wordBody))),
    'scan-record': JSON.stringify(scan),
    ...(await sealedExample(scan)),
    ...(await identityExample()),
  };
}
