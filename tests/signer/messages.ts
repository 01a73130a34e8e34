import type { SigningKind } from '../../src/domain/signing/signer-api.ts';
import { wordMessage } from '../../src/domain/bundle/word.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { commandMessage } from '../../src/domain/fleet/sentry-command.ts';
import { denyListMessage } from '../../src/domain/pass/deny-list.ts';
import { encodePassBody, issuerMessage, type PassBody } from '../../src/domain/pass/health-pass.ts';
import { encodePaperBody, type PaperPass } from '../../src/domain/pass/paper-pass.ts';
import { auditHeadMessage } from '../../src/domain/access/audit-chain.ts';
import { deletionMessage } from '../../src/domain/scan/deletion-certificate.ts';
import { rosterMessage } from '../../src/domain/roster/roster.ts';
import { encodeSiteCodeBody, siteCodeMessage } from '../../src/domain/site/site-code.ts';

/** A pass that is signed at `now`. */
export function pass(now: number, change: Partial<PassBody> = {}): Uint8Array {
  return encodePassBody({
    issuer: 1,
    notBefore: Math.floor(now / 60_000) * 60_000,
    lifetimeMinutes: 1440,
    passId: new Uint8Array(8).fill(7),
    colour: 'green',
    lastResult: 'negative',
    sampleTime: null,
    doses: 3,
    lastDose: null,
    maskedName: '张*三',
    holderX: new Uint8Array(32).fill(9),
    holderYOdd: false,
    ...change,
  });
}

export function paper(now: number, change: Partial<PaperPass> = {}): Uint8Array {
  return encodePaperBody({
    issuer: 1,
    notBefore: Math.floor(now / 60_000) * 60_000,
    lifetimeHours: 90 * 24,
    passId: new Uint8Array(8).fill(7),
    maskedName: '张*三',
    idHash: Uint8Array.of(1, 2),
    ...change,
  });
}

const code = encodeSiteCodeBody({ key: 1, id: new Uint8Array(6), geohash: new Uint8Array(4) });

/** What the signer is sent of each kind, and what it must have signed. */
export function messages(now: number): { [kind in SigningKind]: [body: string, message: Uint8Array] } {
  const word = JSON.stringify({ at: now, bundleVersion: 3, denyVersion: 4 });
  const list = JSON.stringify({ version: 4, at: now, ids: '' });
  const command = JSON.stringify({ id: 1, kind: 'lock', devices: [1], at: now, expires: now + 3_600_000 });
  const head = JSON.stringify({ seq: 7, hash: 'ab'.repeat(32), at: now });
  const roster = JSON.stringify({
    site: 1,
    version: 2,
    at: now,
    shift: 1,
    entries: [3, 7],
    sha256: 'cd'.repeat(32),
  });
  const deletion = JSON.stringify({ number: 1, day: 20261101 });
  return {
    pass: [base64url(pass(now)), issuerMessage(pass(now))],
    paper: [base64url(paper(now)), issuerMessage(paper(now))],
    'site-code': [base64url(code), siteCodeMessage(code)],
    word: [word, wordMessage(word)],
    'deny-list': [list, denyListMessage(list)],
    command: [command, commandMessage(command)],
    deletion: [deletion, deletionMessage(deletion)],
    roster: [roster, rosterMessage(roster)],
    'audit-head': [head, auditHeadMessage(head)],
  };
}
