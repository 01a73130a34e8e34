import { p256 } from '@noble/curves/nist.js';
import { auditHeadMessage, readHead, type AuditHead } from '../../domain/access/audit-chain.ts';
import type { AuditFault } from '../../domain/api/audit-api.ts';
import { fromBase64url } from '../../domain/bytes/bytes.ts';
import { audit, auditHead } from '../audit/audit.ts';
import { headsBetween, type SignedHead } from '../audit/audit-heads.ts';
import { followChain, type ChainPlace } from '../audit/audit-parts.ts';
import { demandMay } from '../http/asker.ts';
import type { WorkKind } from '../long-work/work-kinds.ts';
import { currentBundle } from '../policy/bundle.ts';
import { charter } from '../policy/charter.ts';
import { Fault } from '../vm/fault.ts';
import { run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** How far the verification came: first along the chain, then through the signatures of the heads. */
export interface CheckPosition extends ChainPlace {
  /** Signed heads that fit the chain. */
  heads: number;
  /** The number of the head whose signature was looked at last; null while the chain is followed. */
  signedTo: number | null;
  unproved: number;
  wrong: number | null;
  fault: AuditFault | null;
}

const begin: CheckPosition = {
  seq: 0,
  hash: '',
  parts: 0,
  heads: 0,
  signedTo: null,
  unproved: 0,
  wrong: null,
  fault: null,
};
/** Signatures looked at between two looks at the clock: each takes some hundredths of a second. */
const signaturesAtOnce = 4;

function headOfBundle(app: App): AuditHead | null {
  try {
    return currentBundle(app).bundle.audit ?? null;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Whether the signer signed a head; null where the charter no longer names its key. */
function isSigned({ body, key, signature }: SignedHead): boolean | null {
  const known = charter().charter.wordKeys.find(({ id }) => id === key);
  if (!known) return null;
  try {
    return p256.verify(fromBase64url(signature), auditHeadMessage(body), fromBase64url(known.point), {
      prehash: true,
      lowS: false,
    });
  } catch {
    return false;
  }
}

/** What a head says, where it says it of the entry that it is kept under. */
function hashOf({ body, seq }: SignedHead & { seq: number }): string | null {
  try {
    const head = readHead(body);
    return head.seq === seq ? head.hash : null;
  } catch {
    return null;
  }
}

function failed(at: CheckPosition, wrong: number, fault: AuditFault): CheckPosition {
  return { ...at, wrong, fault };
}

/** One part or some thousand rows, compared with the heads that lie within them. */
function follow(app: App, from: CheckPosition, bundle: AuditHead | null): CheckPosition {
  const hashes = new Map<number, string>();
  const { at, isOver, wrong } = followChain(app, from, (seq, hash) => hashes.set(seq, hash));
  const next: CheckPosition = { ...from, ...at };
  for (const head of headsBetween(app, from.seq, at.seq)) {
    if (hashOf(head) !== hashes.get(head.seq)) return failed(next, head.seq, 'signed-head');
    next.heads++;
  }
  if (bundle && hashes.has(bundle.seq) && hashes.get(bundle.seq) !== bundle.hash)
    return failed(next, bundle.seq, 'bundle');
  if (wrong !== null) return failed(next, wrong, 'entry');
  if (!isOver) return next;
  const beyond = headsBetween(app, at.seq, Number.MAX_SAFE_INTEGER).length > 0 || (bundle?.seq ?? 0) > at.seq;
  return beyond ? failed(next, at.seq + 1, 'cut') : { ...next, signedTo: 0 };
}

/** Some signatures of heads. @returns the position, and whether these were the last */
function lookAtSignatures(app: App, from: CheckPosition): { at: CheckPosition; isOver: boolean } {
  const next = { ...from };
  const heads = headsBetween(app, from.signedTo!, from.seq).slice(0, signaturesAtOnce);
  for (const head of heads) {
    const signed = isSigned(head);
    if (signed === false) return { at: failed(next, head.seq, 'signature'), isOver: true };
    if (signed === null) next.unproved++;
    next.signedTo = head.seq;
  }
  return { at: next, isOver: heads.length < signaturesAtOnce };
}

/** Follows the whole log, and keeps what was found: on the auditor's page, and in the log itself. */
export const auditCheck: WorkKind<object, CheckPosition> = {
  read: () => ({}),
  demandPossible: (_app, official) => demandMay(official, 'audit.see'),
  total: (app) => auditHead(app)?.seq ?? 0,
  step(app, _asked, from, until) {
    const bundle = headOfBundle(app);
    let at = from ?? begin;
    let isOver = false;
    do {
      if (at.signedTo === null) at = follow(app, at, bundle);
      else ({ at, isOver } = lookAtSignatures(app, at));
    } while (!isOver && at.wrong === null && Date.now() < until);
    return { at, isOver: isOver || at.wrong !== null, done: at.seq, text: '' };
  },
  subject: () => ({ kind: 'audit-check' }),
  fileName: () => '',
  keep(app, { seq, parts, heads, unproved, wrong, fault }, staff, now) {
    run(
      app,
      `insert into audit_checks (at, staff, entries, parts, heads, unproved, wrong, fault)
       values ({:now}, {:staff}, {:seq}, {:parts}, {:heads}, {:unproved}, {:wrong}, {:fault})`,
      { now, staff, seq, parts, heads: heads - unproved, unproved, wrong, fault },
    );
    const found = wrong === null ? 'holds' : `entry:${wrong} ${fault}`;
    audit(app, { actor: 'server', action: 'audit.check', subject: `entries:${seq} heads:${heads} ${found}` });
  },
};
