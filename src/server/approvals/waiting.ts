import type {
  Approval,
  ApprovalDecision,
  ApprovalKind,
  ApprovalState,
} from '../../domain/access/approval.ts';
import type { OverrideRow } from '../../domain/api/official-api.ts';
import type { OverrideState } from '../../domain/policy/override.ts';
import { signaturesNeeded } from '../../domain/bundle/bundle.ts';
import { inForce } from '../../domain/bundle/charter.ts';
import { charter } from '../policy/charter.ts';
import { openDraft } from '../policy/policy-drafts.ts';
import { decideOverride, overrideRows } from '../statuses/overrides.ts';
import { accountMay } from '../http/asker.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { askedRows, askedWaiting, decideApproval, kindsOf } from './approvals.ts';

/**
 * Everything that waits for a second official, from all desks in one list: what lies in the table of approvals, colours set by
 * hand, and the open draft of a policy.
 */

/** So many that are over are listed. */
const mostPast = 50;

/** What an official decides on, and all that they asked for: the waiting ones first, the latest first. */
export function approvalRows(app: App, official: StoredRecord, now: number): Approval[] {
  const kinds = kindsOf(official);
  const all = [
    ...askedRows(app, official, now),
    ...(kinds.includes('override') || accountMay(official, 'override.ask')
      ? overrides(app, official).filter(({ mine }) => mine || kinds.includes('override'))
      : []),
    ...(kinds.includes('policy') ? drafts(app, official) : []),
  ];
  const latestFirst = all.sort((a, b) => b.askedAt - a.askedAt);
  const isPast = ({ state }: Approval) => state !== 'waiting';
  return [
    ...latestFirst.filter((each) => !isPast(each)),
    ...latestFirst
      .filter(isPast)
      .sort((a, b) => b.decidedAt - a.decidedAt)
      .slice(0, mostPast),
  ];
}

/** How many of each kind wait for this official to decide; kinds of which none does are left out. */
export function waitingCounts(
  app: App,
  official: StoredRecord,
  now: number,
): { kind: ApprovalKind; count: number }[] {
  const kinds = kindsOf(official);
  const counts = askedWaiting(app, official, now);
  if (kinds.includes('override')) {
    const { count } = row<{ count: number }>(
      app,
      ['count'],
      `select count(*) as count from overrides where state = 'requested' and requestedBy <> {:me}`,
      { me: official.id },
    )!;
    counts.push({ kind: 'override', count });
  }
  if (kinds.includes('policy'))
    counts.push({ kind: 'policy', count: drafts(app, official).filter(({ mine }) => !mine).length });
  return counts.filter(({ count }) => count > 0);
}

/**
 * Another official decides on one of any kind. Confirmed, it is done in the same moment.
 * @throws Fault 'not-allowed' for the account that asked and for other roles, 'overtaken' when it is over
 */
export function decideOn(
  app: App,
  official: StoredRecord,
  { kind, id, confirm }: ApprovalDecision,
  now: number,
): void {
  // Who decides on other things is not told whether there is such a one.
  if (!kindsOf(official).includes(kind)) throw new Fault('not-found', 'There is no such request.');
  switch (kind) {
    case 'override':
      return decideOverride(app, official, id, confirm, now);
    case 'policy':
      throw new Fault('not-allowed', 'A policy is approved by a signature, on its own page.');
    default:
      decideApproval(app, official, { id: Number(id), confirm }, now);
  }
}

const overrideStates: Record<OverrideState, ApprovalState> = {
  requested: 'waiting',
  active: 'confirmed',
  refused: 'declined',
  // What was lifted had been confirmed; a request cannot be lifted.
  lifted: 'confirmed',
};

function overrides(app: App, official: StoredRecord): Approval[] {
  return overrideRows(app, official.id).map((each: OverrideRow) => {
    const { id, maskedName, colour, reason, validUntil, mine } = each;
    return {
      id,
      subject: { kind: 'override', maskedName, colour, reason, until: validUntil },
      reason: '',
      askedBy: each.requestedBy,
      askedAt: each.requestedAt,
      expires: 0,
      state: overrideStates[each.state],
      decidedBy: each.decidedBy,
      decidedAt: each.decidedAt,
      mine,
    };
  });
}

/** The open draft, for officials whom the charter gives a key: who has signed it waits for another. */
function drafts(app: App, official: StoredRecord): Approval[] {
  const draft = openDraft(app);
  if (!draft) return [];
  const { id, version, author, created, signatures } = draft;
  const { officials } = charter().charter;
  const keys = officials.filter((each) => each.account === official.id && inForce(each, draft.issuedAt));
  if (keys.length === 0) return [];
  const hasSigned = keys.some((key) => signatures.some((signed) => signed.official === key.id));
  return [
    {
      id: String(id),
      subject: { kind: 'policy', version, signatures: signatures.length, needed: signaturesNeeded },
      reason: '',
      askedBy: author,
      askedAt: created,
      expires: 0,
      state: 'waiting',
      decidedBy: '',
      decidedAt: 0,
      mine: hasSigned,
    },
  ];
}
