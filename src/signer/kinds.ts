import { auditHeadMessage, readHead } from '../domain/access/audit-chain.ts';
import { commandMessage, readCommand } from '../domain/fleet/sentry-command.ts';
import { fromBase64url } from '../domain/bytes/bytes.ts';
import { deletionMessage } from '../domain/scan/deletion-certificate.ts';
import { denyListMessage } from '../domain/pass/deny-list.ts';
import { decodePassBody, issuerMessage } from '../domain/pass/health-pass.ts';
import { longestPaperDays, passLifetimeMinutes } from '../domain/pass/pass-lifetime.ts';
import { decodePaperBody } from '../domain/pass/paper-pass.ts';
import { readRoster, rosterMessage } from '../domain/roster/roster.ts';
import { siteCodeBodyLength, siteCodeMessage } from '../domain/site/site-code.ts';
import { readWord, wordMessage } from '../domain/bundle/word.ts';
import { commandHours } from '../domain/api/gate/fleet-api.ts';
import type { SigningKind } from '../domain/signing/signer-api.ts';

/** Which of the signer's keys signs. */
export type KeyName = 'issuers' | 'word' | 'siteCode';

/**
 * One thing that is signed. The signer itself puts the kind's mark before what it is handed, so that no signature of one kind can
 * be had through another, and refuses what does not read as that kind: whoever took over the server gets passes that live a day,
 * and none for tomorrow.
 */
export interface Kind {
  key: KeyName;
  /**
   * The message to sign (ECDSA P-256 with SHA-256). Throws a RangeError that says why it is not signed.
   * @param body what the server sent: base64url of bytes, or the text itself
   * @param id of the key
   */
  message(body: string, id: number, now: number): Uint8Array;
}

/** Clocks of two processes of one machine hardly differ; the server may have waited for a database. */
const slack = 2 * 60_000;
const hour = 3_600_000;

function demand(holds: boolean, message: string): void {
  if (!holds) throw new RangeError(message);
}

/** JSON with a time in it that is about now. */
function ofNow(body: string, now: number): void {
  let at: unknown;
  try {
    at = (JSON.parse(body) as { at?: unknown } | null)?.at;
  } catch {
    throw new RangeError('It is no JSON text.');
  }
  demand(typeof at === 'number' && Math.abs(at - now) <= slack, 'Its time is not that of now.');
}

export const kinds: { readonly [kind in SigningKind]: Kind } = {
  pass: {
    key: 'issuers',
    message(body, id, now) {
      const bytes = fromBase64url(body);
      const { fields, length } = decodePassBody(bytes);
      demand(length === bytes.length, 'A pass has another length than its fields say.');
      demand(fields.issuer === id, 'The pass names another issuer’s key.');
      demand(fields.notBefore <= now + slack, 'The pass begins later than now.');
      demand(fields.lifetimeMinutes <= passLifetimeMinutes, 'The pass lives too long.');
      return issuerMessage(bytes);
    },
  },
  paper: {
    key: 'issuers',
    message(body, id, now) {
      const bytes = fromBase64url(body);
      const fields = decodePaperBody(bytes);
      demand(fields.issuer === id, 'The pass on paper names another issuer’s key.');
      demand(fields.notBefore <= now + slack, 'The pass on paper begins later than now.');
      demand(fields.lifetimeHours <= longestPaperDays * 24, 'The pass on paper lives too long.');
      return issuerMessage(bytes);
    },
  },
  'site-code': {
    key: 'siteCode',
    message(body, id) {
      const bytes = fromBase64url(body);
      demand(bytes.length === siteCodeBodyLength && bytes[0] === 1, 'It is no site code of version 1.');
      demand(bytes[1] === id, 'The site code names another key.');
      return siteCodeMessage(bytes);
    },
  },
  word: {
    key: 'word',
    message(body, _id, now) {
      readWord(body);
      ofNow(body, now);
      return wordMessage(body);
    },
  },
  'deny-list': {
    key: 'word',
    message(body, _id, now) {
      ofNow(body, now);
      return denyListMessage(body);
    },
  },
  command: {
    key: 'word',
    message(body, _id, now) {
      const { at, expires } = readCommand(body);
      demand(Math.abs(at - now) <= slack, 'The command’s time is not that of now.');
      demand(expires <= at + commandHours.max * hour, 'The command lives too long.');
      return commandMessage(body);
    },
  },
  'audit-head': {
    key: 'word',
    message(body, _id, now) {
      demand(Math.abs(readHead(body).at - now) <= slack, 'The head’s time is not that of now.');
      return auditHeadMessage(body);
    },
  },
  roster: {
    key: 'word',
    message(body, _id, now) {
      demand(Math.abs(readRoster(body).at - now) <= slack, 'The roster’s time is not that of now.');
      return rosterMessage(body);
    },
  },
  deletion: {
    key: 'word',
    message(body) {
      const { number, day } = (JSON.parse(body) ?? {}) as { number?: unknown; day?: unknown };
      demand(
        Number.isSafeInteger(number) && Number.isSafeInteger(day),
        'It is no certificate of a deletion.',
      );
      return deletionMessage(body);
    },
  },
};
