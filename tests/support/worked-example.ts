import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bundleMessage, type Bundle } from '../../src/domain/bundle.ts';
import { base64url, concat, fromHex, hex } from '../../src/domain/bytes.ts';
import {
  encodePassBody,
  issuerMessage,
  showingMessage,
  shownPassText,
  type PassBody,
} from '../../src/domain/health-pass.ts';
import type { Scan } from '../../src/domain/scan.ts';
import {
  encodeSiteCodeBody,
  geohashBytes,
  siteCodeMessage,
  siteCodeUrl,
} from '../../src/domain/site-code.ts';

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
const bundleKey = exampleKey(3);
const siteCodeKey = exampleKey(4);

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

const exampleBundle: Bundle = {
  version: 12,
  issuedAt: Date.parse('2026-05-20T00:00:00Z'),
  expiresAt: Date.parse('2026-05-27T00:00:00Z'),
  district: { name: { 'zh-CN': '示例区', en: 'Example district' }, demo: false },
  issuers: [{ id: 7, point: base64url(issuer.point) }],
  siteCodeKeys: [{ id: 5, point: base64url(siteCodeKey.point) }],
  policy: {
    version: 3,
    showing: { pastSeconds: 90, futureSeconds: 30 },
    temperatureWindowMs: 1000,
    rules: [
      {
        id: 'temperature.high',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'temperature-high',
        voiceWhenUnknown: 'temperature-missing',
        texts: { 'zh-CN': '体温异常，请复测', en: 'High temperature: measure again' },
        textsWhenUnknown: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
        logic: { '<': [{ var: 'temperature' }, 3730] },
      },
    ],
  },
};

/** Every value of the example, by the name it has in the document. */
export function workedExample(): Record<string, string> {
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
  const bundleBody = JSON.stringify(exampleBundle);
  const head = message.slice(message.length - 4);
  const scan: Scan = {
    seq: 4711,
    t: exampleShownAt + 1000,
    site: 12,
    zone: 0,
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
    'bundle-private-key': hex(bundleKey.privateKey),
    'bundle-point': hex(bundleKey.point),
    'bundle-body': bundleBody,
    'bundle-signature': base64url(sign(bundleKey, bundleMessage(bundleBody))),
    'scan-record': JSON.stringify(scan),
  };
}
